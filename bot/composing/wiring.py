"""Composing in the chat, put together: from the choice of a template to the press of a button."""

from datetime import timedelta
from typing import Any

from aiogram import Bot

from bot.cards.screen import CardScreen
from bot.composing.kept_screen import KeptScreen
from bot.composing.listing_screen import ListingScreen
from bot.composing.questions import RecordSearch
from bot.composing.screen import ComposingScreen
from bot.composing.sent_files import FetchFile
from bot.first_steps.first_page import FirstPage
from bot.ground import Ground
from bot.telegram.asking import Redraws
from domain.cards.view_card import ViewCard
from domain.configuration.validation import ScenarioChecker
from domain.obstacles.find_obstacle import FindObstacle
from domain.obstacles.told_obstacles import KnownObstacles
from domain.readiness import Readiness
from domain.records.answer_question import AnswerQuestion
from domain.records.defaults import Defaults
from domain.records.fill_record import FillRecord
from domain.records.find_records import FindRecords
from domain.records.keep_message import KeepMessage
from domain.records.offer_choices import OfferChoices
from domain.records.put_message import PutMessage
from domain.records.take_answer import TakeAnswer
from domain.records.take_message import TakeMessage
from domain.runs.may_begin import MayBegin
from domain.runs.press_button import PressButton
from domain.runs.steer_letters import SteerLetters
from domain.undo_time import UndoTime
from storage.repositories.access_requests import AccessRequestRepository
from storage.repositories.card_rows import CardRowsRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.kept_pieces import KeptPieceRepository
from storage.repositories.large_contents import LargeContentRepository
from storage.repositories.obstacles import ObstacleRepository
from storage.repositories.record_lists import RecordListRepository
from storage.repositories.record_search import RecordSearchRepository
from storage.repositories.settings import SettingRepository
from storage.transactions import atomically


class Composing:
    """`workflow` is what handlers get, `asked` the pages that ask. `undo` is the setting from outside of `UndoTime`."""

    def __init__(self, ground: Ground, bot: Bot, *, undo: timedelta | None) -> None:
        self.fill = fill = FillRecord(
            fillings=ground.fillings,
            records=ground.records,
            configured=ground.configured,
            files=ground.files,
            access=ground.template_access,
            defaults=Defaults(ground.world, ground.clock),
            clock=ground.clock,
            atomically=atomically,
        )
        answer = AnswerQuestion(
            fillings=ground.fillings,
            records=ground.records,
            configured=ground.configured,
            accounts=ground.accounts,
            choices=ground.choices,
            files=ground.files,
            clock=ground.clock,
            moments=ground.moments,
            atomically=atomically,
        )
        self.undo_time = undo_time = UndoTime(
            settings=SettingRepository(), outside=undo, audit=ground.audit, clock=ground.clock, atomically=atomically
        )
        self.check_scenario = check_scenario = ScenarioChecker(ground.configured)
        self.find_obstacle = find_obstacle = FindObstacle(
            ground.configured,
            ground.accounts,
            MayBegin(ground.configured, ground.accounts, check_scenario),
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
            check=check_scenario,
            hints=ground.hints,
            hands=ground.hands,
            clock=ground.clock,
            atomically=atomically,
            undo=undo_time,
        )
        self.steer = steer = SteerLetters(
            records=ground.records,
            runs=ground.runs,
            deliveries=ground.deliveries,
            configured=ground.configured,
            hints=ground.hints,
            clock=ground.clock,
            atomically=atomically,
        )
        self.view_card = view_card = ViewCard(
            rows=CardRowsRepository(ground.runs, ground.deliveries),
            deliveries=ground.deliveries,
            configured=ground.configured,
            accounts=ground.accounts,
            world=ground.world,
            clock=ground.clock,
            find_obstacle=find_obstacle,
        )
        kept = KeptPieceRepository(ground.box)
        take_answer = TakeAnswer(ground.fillings, ground.records, ground.moments)
        self.keep_message = keep_message = KeepMessage(kept, ground.clock, atomically)
        self.fetch_file = fetch_file = FetchFile(bot, LargeContentRepository(ground.clock))
        put_message = PutMessage(
            kept=kept,
            fillings=ground.fillings,
            records=ground.records,
            configured=ground.configured,
            files=ground.files,
            access=ground.template_access,
            fill=fill,
            answer=answer,
            take=take_answer,
            atomically=atomically,
        )
        take_message = TakeMessage(fill=fill, answer=answer, keep=keep_message, put=put_message, atomically=atomically)
        self.kept_screen = kept_screen = KeptScreen(
            screen=ground.screen,
            kept=kept,
            put=put_message,
            records=ground.records,
            templates=ground.configured,
            view_card=view_card,
        )
        first_page = FirstPage(
            screen=ground.screen,
            access=ground.template_access,
            readiness=Readiness(ground.configured, ground.accounts),
            first_steps=ground.first_steps,
            requests=AccessRequestRepository(),
            unsent=kept_screen.unsent,
        )
        self.cards = cards = CardScreen(screen=ground.screen, records=ground.records, view_card=view_card)
        find = FindRecords(RecordSearchRepository(), JournalRepository(), ground.configured, ground.clock)
        listing = ListingScreen(
            screen=ground.screen,
            records=ground.records,
            lists=RecordListRepository(),
            view_card=view_card,
            find=find,
        )
        self.screen = composing = ComposingScreen(
            screen=ground.screen,
            cards=cards,
            first_page=first_page,
            records=ground.records,
            offer=OfferChoices(ground.accounts, ground.records, ground.choices, ground.moments),
            view_card=view_card,
            fill=fill,
            waits=ground.requests,
            kept=kept_screen,
        )
        self.asked = (Redraws(RecordSearch, listing.again),)
        self.workflow: dict[str, Any] = {
            "fill": fill,
            "answer": answer,
            "press": press,
            "departures": ground.departures,
            "steer": steer,
            "fetch_file": fetch_file,
            "keep_message": keep_message,
            "put_message": put_message,
            "take_message": take_message,
            "first_page": first_page,
            "cards": cards,
            "listing": listing,
            "composing": composing,
            "kept_screen": kept_screen,
        }
