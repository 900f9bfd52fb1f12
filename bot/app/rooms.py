"""The rooms of the bot, put together over one ground: what one needs of another is handed over here."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from aiogram import Bot
from pydantic import SecretStr

from bot.app.sending import Sending
from bot.cards.wiring import CardsInChat
from bot.composing.wiring import Composing
from bot.connections.standing_screen import StandingScreen
from bot.connections.state import draft_buttons
from bot.connections.wiring import Connecting
from bot.directory.wiring import DirectoryInChat
from bot.files.wiring import FilesInChat
from bot.first_steps.wiring import Beginning
from bot.ground import Ground
from bot.journal.wiring import JournalInChat
from bot.objects.author_left_page import author_left_page
from bot.objects.wiring import Configuring
from bot.obstacles.wiring import ObstaclesInChat
from bot.people.wiring import PeopleInChat
from bot.settings.wiring import SettingsInChat
from bot.telegram.asking import Questions
from bot.workers.announcer import Draw
from bot.workers.fault_page import fault_page
from bot.workers.worker import holding
from domain.configuration.authors import TOPIC as AUTHOR_LEFT_TOPIC
from domain.faults import TOPIC as FAULT_TOPIC
from domain.runs.mend_connection import MendConnection
from domain.sections import Section
from domain.uploads.uploads import TOPIC as UPLOAD_TOPIC
from mail.endpoints import HttpEndpoints


class Rooms:
    """Every room, and what they have in common: `questions` that they ask, their `workflow`, what they `told`.

    `undo` is the setting from outside of `UndoTime`; `proxy` is for a connection's tokens. `beside` says that other
    processes are in the same chats.
    """

    def __init__(
        self,
        ground: Ground,
        bot: Bot,
        *,
        sending: Sending,
        undo: timedelta | None,
        proxy: SecretStr | None,
        beside: bool,
    ) -> None:
        self._ground = ground
        self.cards = cards = CardsInChat(ground, undo=undo, beside=beside)
        self.composing = composing = Composing(ground, bot, cards=cards)
        self.people = people = PeopleInChat(ground, steer=cards.steer)
        self._mend = MendConnection(
            outbox=ground.outbox,
            probe=sending.probe,
            steer=cards.steer,
            hold=holding(ground.work, ground.clock),
            clock=ground.clock,
        )
        self.standing = StandingScreen(ground.screen)
        objects = Configuring(ground, compose=sending.compose, draft_buttons={Section.CONNECTIONS: draft_buttons})
        self.connections = connections = Connecting(
            ground,
            configuring=objects,
            settings=sending.settings,
            endpoints=HttpEndpoints(proxy),
            mend=self._mend,
            sender=sending.sender,
        )
        journal = JournalInChat(ground)
        beginning = Beginning(
            ground,
            add=people.add_account_for,
            undo_time=cards.undo_time,
            state_of_product=journal.state_of_product,
            hold=journal.hold,
        )
        self.files = files = FilesInChat(ground)
        self._directory = directory = DirectoryInChat(ground, keep=people.keep, compose=composing.fill, files=files)
        self.obstacles = ObstaclesInChat(
            ground,
            find=cards.find_obstacle,
            view_card=cards.view_card,
            check=cards.check_scenario,
            directory_screen=directory.workflow["directory_screen"],
            objects=objects.workflow["objects"],
            people_screen=people.workflow["people_screen"],
        )
        self._asking = (
            composing,
            objects,
            people,
            connections,
            beginning,
            journal,
            directory,
            SettingsInChat(ground),
        )
        self.questions = Questions(tuple(item for room in self._asking for item in room.asked))

    @property
    def workflow(self) -> Iterator[Mapping[str, Any]]:
        """What their handlers get by name."""
        yield {
            "screen": self._ground.screen,
            "questions": self.questions,
            "mend": self._mend,
            "standing_screen": self.standing,
        }
        for room in (*self._asking, self.cards, self.files, self.obstacles):
            yield room.workflow

    @property
    def told(self) -> dict[str, Draw]:
        """What draws the announcements of each topic."""
        return {
            UPLOAD_TOPIC: self.files.screen.tell,
            FAULT_TOPIC: fault_page,
            AUTHOR_LEFT_TOPIC: author_left_page,
            **self.people.topics,
            **self._directory.told,
            **self.connections.told,
            **self.obstacles.told,
        }
