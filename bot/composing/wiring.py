"""Composing in the chat, put together: from the choice of a template to the card."""

from typing import Any

from aiogram import Bot

from bot.cards.wiring import CardsInChat
from bot.composing.kept_screen import KeptScreen
from bot.composing.listing_screen import ListingScreen
from bot.composing.questions import RecordSearch
from bot.composing.screen import ComposingScreen
from bot.composing.sent_files import FetchFile
from bot.first_steps.first_page import FirstPage
from bot.ground import Ground
from bot.telegram.asking import Redraws
from domain.first_steps.readiness import Readiness
from domain.first_steps.stopped_connection import StoppedConnection
from domain.records.answer_question import AnswerQuestion
from domain.records.defaults import Defaults
from domain.records.fill_record import FillRecord
from domain.records.find_records import FindRecords
from domain.records.keep_message import KeepMessage
from domain.records.offer_choices import OfferChoices
from domain.records.put_message import PutMessage
from domain.records.take_answer import TakeAnswer
from domain.records.take_message import TakeMessage
from storage.repositories.access_requests import AccessRequestRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.kept_pieces import KeptPieceRepository
from storage.repositories.large_contents import LargeContentRepository
from storage.repositories.record_lists import RecordListRepository
from storage.repositories.record_search import RecordSearchRepository
from storage.transactions import atomically


class Composing:
    """`workflow` is what handlers get, `asked` the pages that ask."""

    def __init__(self, ground: Ground, bot: Bot, *, cards: CardsInChat) -> None:
        self.fill = FillRecord(
            fillings=ground.fillings,
            records=ground.records,
            configured=ground.configured,
            files=ground.files,
            access=ground.template_access,
            defaults=Defaults(ground.world, ground.clock),
            clock=ground.clock,
            atomically=atomically,
        )
        kept = KeptPieceRepository(ground.box)
        self.keep_message = KeepMessage(kept, ground.clock, atomically)
        self.fetch_file = FetchFile(bot, LargeContentRepository(ground.clock))
        answer, put, take = _answering(ground, kept, fill=self.fill, keep=self.keep_message)
        self.kept_screen = KeptScreen(
            screen=ground.screen,
            kept=kept,
            put=put,
            records=ground.records,
            templates=ground.configured,
            view_card=cards.view_card,
        )
        readiness = Readiness(ground.configured, ground.accounts)
        first_page = FirstPage(
            screen=ground.screen,
            access=ground.template_access,
            readiness=readiness,
            stopped=StoppedConnection(ground.configured, readiness, ground.deliveries),
            first_steps=ground.first_steps,
            requests=AccessRequestRepository(),
            unsent=self.kept_screen.unsent,
        )
        listing = ListingScreen(
            screen=ground.screen,
            records=ground.records,
            lists=RecordListRepository(),
            view_card=cards.view_card,
            find=FindRecords(RecordSearchRepository(), JournalRepository(), ground.configured, ground.clock),
        )
        self.screen = ComposingScreen(
            screen=ground.screen,
            cards=cards.screen,
            first_page=first_page,
            records=ground.records,
            offer=OfferChoices(ground.accounts, ground.records, ground.choices, ground.moments),
            view_card=cards.view_card,
            fill=self.fill,
            waits=ground.requests,
            kept=self.kept_screen,
        )
        self.asked = (Redraws(RecordSearch, listing.again),)
        self.workflow: dict[str, Any] = {
            "fill": self.fill,
            "answer": answer,
            "fetch_file": self.fetch_file,
            "keep_message": self.keep_message,
            "put_message": put,
            "take_message": take,
            "first_page": first_page,
            "listing": listing,
            "composing": self.screen,
            "kept_screen": self.kept_screen,
        }


def _answering(
    ground: Ground, kept: KeptPieceRepository, *, fill: FillRecord, keep: KeepMessage
) -> tuple[AnswerQuestion, PutMessage, TakeMessage]:
    """Return what becomes of a message: the answer to a question, or a piece that is put where its person says."""
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
    put = PutMessage(
        kept=kept,
        fillings=ground.fillings,
        records=ground.records,
        configured=ground.configured,
        files=ground.files,
        access=ground.template_access,
        fill=fill,
        answer=answer,
        take=TakeAnswer(ground.fillings, ground.records, ground.moments),
        atomically=atomically,
    )
    return answer, put, TakeMessage(fill=fill, answer=answer, keep=keep, put=put, atomically=atomically)
