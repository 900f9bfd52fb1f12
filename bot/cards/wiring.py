"""Cards and what is pressed on them, put together."""

from datetime import timedelta
from typing import Any

from bot.cards.screen import CardScreen
from bot.ground import Ground
from domain.cards.view_card import ViewCard
from domain.configuration.validation import ScenarioChecker
from domain.obstacles.find_obstacle import FindObstacle
from domain.obstacles.told_obstacles import KnownObstacles
from domain.runs.may_begin import MayBegin
from domain.runs.press_button import PressButton
from domain.runs.steer_letters import SteerLetters
from domain.runs.tell_again import TellAgain
from domain.settings.undo_time import UndoTime
from storage.repositories.card_rows import CardRowsRepository
from storage.repositories.obstacles import ObstacleRepository
from storage.repositories.settings import SettingRepository
from storage.transactions import atomically


class CardsInChat:
    """`workflow` is what handlers get. `undo` is the setting from outside of `UndoTime`.

    `beside` says that other processes draw the same cards.
    """

    def __init__(self, ground: Ground, *, undo: timedelta | None, beside: bool) -> None:
        self.undo_time = UndoTime(
            settings=SettingRepository(), outside=undo, audit=ground.audit, clock=ground.clock, atomically=atomically
        )
        self.check_scenario = ScenarioChecker(ground.configured)
        self.find_obstacle = FindObstacle(
            ground.configured,
            ground.accounts,
            MayBegin(ground.configured, ground.accounts, self.check_scenario),
            KnownObstacles(ObstacleRepository(), ground.announcements),
        )
        press = PressButton(
            counters=ground.counters,
            records=ground.records,
            runs=ground.runs,
            configured=ground.configured,
            accounts=ground.accounts,
            access=ground.template_access,
            world=ground.world,
            check=self.check_scenario,
            hints=ground.hints,
            hands=ground.hands,
            clock=ground.clock,
            atomically=atomically,
            undo=self.undo_time,
        )
        self.steer = SteerLetters(
            records=ground.records,
            runs=ground.runs,
            deliveries=ground.deliveries,
            configured=ground.configured,
            hints=ground.hints,
            clock=ground.clock,
            atomically=atomically,
        )
        self.view_card = ViewCard(
            rows=CardRowsRepository(ground.runs, ground.deliveries),
            deliveries=ground.deliveries,
            configured=ground.configured,
            accounts=ground.accounts,
            world=ground.world,
            clock=ground.clock,
            find_obstacle=self.find_obstacle,
        )
        self.screen = CardScreen(screen=ground.screen, records=ground.records, view_card=self.view_card, beside=beside)
        self.workflow: dict[str, Any] = {
            "press": press,
            "departures": ground.departures,
            "steer": self.steer,
            "cards": self.screen,
            "tell_what_rests": TellAgain(reports=ground.reports, hints=ground.hints, clock=ground.clock),
        }
