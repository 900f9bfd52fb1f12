"""Answering the open question: typed, pressed, sent along, and corrected by editing one's own message."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.accounts.account import Accounts
from domain.clock import Atomically
from domain.errors import GonetsError, NotFound
from domain.file_names import file_name
from domain.messages.rich_text import RichText
from domain.one_line import in_one_line
from domain.people import Person
from domain.records.long_paste import LONG_PART, continues, join_parts, utf16_length
from domain.records.places import NothingAsked, Place, Places, RecordArchived, unexpected
from domain.records.record import Answer, Asking, Record, Records
from domain.records.template import Attribute, StoredTemplate
from domain.records.values import (
    MAX_FILE_BYTES,
    MAX_FILES,
    AccountExpected,
    EmptyAnswer,
    FileExpected,
    FileRef,
    TooManyFiles,
    account_answer,
    rich_text_of,
    text_answer,
)
from domain.scenarios.runs import Configured, Files


class TooLateToCorrect(GonetsError):
    """The edited message is part of a letter that has gone already."""

    key = "error-too-late-to-correct"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person sent: a text, or a file that is still to be fetched."""

    chat_id: int
    message_id: int
    sent_at: datetime
    text: RichText | None = None
    file_name: str | None = None


class AnswerQuestion:
    """Takes answers and asks the next question. Every method returns the place that is to be shown."""

    def __init__(
        self,
        *,
        places: Places,
        records: Records,
        configured: Configured,
        accounts: Accounts,
        files: Files,
        atomically: Atomically,
    ) -> None:
        self._places = places
        self._records = records
        self._configured = configured
        self._accounts = accounts
        self._files = files
        self._atomically = atomically

    async def turn(self, person: Person, record_id: int, attribute_number: int, page: int) -> Place:
        """Show another page of what an account question has found; another question's pages are not turned by it."""

        async def work() -> Place:
            place = await self._places.pressed(person, record_id, attribute_number)
            asking = replace(self._open_question(place), page=max(page, 0))
            await self._records.ask(asking)
            return replace(place, asking=asking)

        return await self._atomically(work)

    async def answer_text(self, person: Person, incoming: Incoming) -> Place:
        """Take a typed answer, or one more part of a long one; raises what the value's check raises."""

        async def work() -> Place | GonetsError:
            text = incoming.text or RichText("")
            joined = await self._join(person, incoming, text)
            if joined is not None:
                return joined
            place = await self._places.asked(person)
            question = place.question
            if question is None:
                raise NothingAsked
            if question.type == "account":
                await self._records.forget_answers(place.record.id, question.system_name)
                await self._records.add_answer(_answer(incoming, text, place.record, question))
                return await self._search(place, text)
            if question.type == "document":
                raise FileExpected(title=question.title)
            try:
                value = text_answer(question, text)
            except GonetsError as refusal:
                if utf16_length(text.text) < LONG_PART:
                    raise
                # Kept although refused: the short tail of this paste, which follows, must not become the answer.
                await self._records.add_answer(_answer(incoming, text, place.record, question))
                return refusal
            return await self._take(place, question, value, incoming)

        outcome = await self._atomically(work)
        if isinstance(outcome, GonetsError):
            raise outcome
        return outcome

    async def answer_account(self, person: Person, record_id: int, attribute_number: int, account_id: int) -> Place:
        """Take a pressed account; a press of a question that is no longer open shows what is."""

        async def work() -> Place:
            place = await self._places.pressed(person, record_id, attribute_number)
            if place.question is None:
                return place
            if place.question.type != "account":
                raise AccountExpected(title=place.question.title)
            account = await self._accounts.get(account_id)
            if account is None:
                raise NotFound(f"account {account_id}")
            value: Any = account_answer(account)
            if place.question.multiple:
                before = place.record.values.get(place.question.system_name) or []
                value = before if value in before else [*before, value]
                return await self._take(place, place.question, value, None, stay=True)
            return await self._take(place, place.question, value, None)

        return await self._atomically(work)

    async def finish(self, person: Person, record_id: int, attribute_number: int) -> Place:
        """Go on from a question that takes many values, or pass over one that is not required."""

        async def work() -> Place:
            place = await self._places.pressed(person, record_id, attribute_number)
            question = place.question
            if question is None:
                return place
            value = place.record.values.get(question.system_name)
            if not value and question.required:
                raise EmptyAnswer(title=question.title)
            return await self._take(place, question, value or None, None)

        return await self._atomically(work)

    async def clear(self, person: Person, record_id: int, attribute_number: int) -> Place:
        """Empty an answer that is not required."""

        async def work() -> Place:
            place = await self._places.pressed(person, record_id, attribute_number)
            question = place.question
            if question is None:
                return place
            if question.required and not question.multiple:
                raise EmptyAnswer(title=question.title)
            return await self._take(place, question, None, None, stay=question.multiple)

        return await self._atomically(work)

    async def wants_file(self, person: Person) -> bool:
        """Whether a file that was sent now has a place: a document attribute of the open record."""
        place = await self._places.place(person)
        return place is not None and self._file_attribute(place) is not None

    async def answer_file(self, person: Person, incoming: Incoming, content_type: str, content: bytes) -> Place:
        """Keep a file in the document attribute that is asked for, else in the template's first one."""

        async def work() -> Place:
            place = await self._places.asked(person)
            attribute = self._file_attribute(place)
            if attribute is None:
                raise unexpected(place)
            before = place.record.values.get(attribute.system_name) or []
            if len(before) >= MAX_FILES or len(content) > MAX_FILE_BYTES:
                raise TooManyFiles(limit=MAX_FILES, megabytes=MAX_FILE_BYTES // 2**20)
            name = file_name(incoming.file_name or "")
            number = await self._files.add(place.record.id, name, content_type, content)
            value = [*before, FileRef(number, name, content_type, len(content)).to_json()]
            asked = place.question is not None and place.question.system_name == attribute.system_name
            stay = attribute.multiple or not asked
            if not asked and place.asking is not None:
                await self._places.save(
                    place.record, {**place.record.values, attribute.system_name: value}, place.template
                )
                return replace(place, record=await self._places.reload(place.record.id))
            return await self._take(place, attribute, value if attribute.multiple else value[-1:], incoming, stay=stay)

        return await self._atomically(work)

    async def correct(self, person: Person, incoming: Incoming) -> Place | None:
        """A message was edited: correct the answer that it gave; None when it gave none.

        Raises TooLateToCorrect when a letter was made of it, and what the value's check raises.
        """

        async def work() -> Place | None:
            answer = await self._records.answer_of(incoming.chat_id, incoming.message_id)
            if answer is None or incoming.text is None:
                return None
            record, stored = await self._places.open(person, answer.record_id)
            attribute = stored.document.attribute(answer.attribute)
            if attribute is None:
                return None
            if record.disabled:
                raise RecordArchived(f"record {record.id}")
            if not record.status.is_editable:
                raise TooLateToCorrect(title=attribute.title)
            if attribute.type == "account":
                place = await self._place_of(person, record.id, stored)
                searching = place.asking is not None and place.asking.attribute == attribute.system_name
                return await self._search(place, incoming.text) if searching else None
            await self._records.change_answer(incoming.chat_id, incoming.message_id, incoming.text.to_json())
            value = await self._joined(record.id, attribute)
            await self._places.save(record, {**record.values, attribute.system_name: value}, stored)
            place = await self._place_of(person, record.id, stored)
            if place.asking is not None and place.asking.attribute == attribute.system_name:
                return await self._places.go_on(place.record, stored)
            return place

        return await self._atomically(work)

    async def _search(self, place: Place, text: RichText) -> Place:
        asking = replace(self._open_question(place), query=in_one_line(text.text)[:200], page=0)
        await self._records.ask(asking)
        return replace(place, asking=asking)

    async def _take(
        self, place: Place, attribute: Attribute, value: Any, incoming: Incoming | None, *, stay: bool = False
    ) -> Place:
        record = place.record
        self._places.check_editable(record)
        await self._records.forget_answers(record.id, attribute.system_name)
        if incoming is not None and incoming.text is not None:
            await self._records.add_answer(_answer(incoming, incoming.text, record, attribute))
        await self._places.save(record, {**record.values, attribute.system_name: value}, place.template)
        current = await self._places.reload(record.id)
        if stay and place.asking is not None:
            asking = replace(place.asking, query="", page=0)
            await self._records.ask(asking)
            return Place(current, place.template, asking)
        return await self._places.go_on(current, place.template)

    async def _join(self, person: Person, incoming: Incoming, text: RichText) -> Place | GonetsError | None:
        """Join a message to the answer before it when a client has split one long paste into several messages."""
        last = await self._records.latest_answer(incoming.chat_id)
        if last is None:
            return None
        part = replace(last, message_id=incoming.message_id, value=text.to_json(), sent_at=incoming.sent_at)
        if not continues(last, part):
            return None
        record = await self._records.get(last.record_id)
        stored = None if record is None else await self._configured.template_by_id(record.template_id)
        attribute = None if stored is None else stored.document.attribute(last.attribute)
        if record is None or stored is None or attribute is None or attribute.type != "text":
            return None
        if record.creator_id != person.telegram_id or record.disabled or not record.status.is_editable:
            return None
        await self._records.add_answer(part)
        try:
            value = await self._joined(record.id, attribute)
        except GonetsError as refusal:
            return refusal
        await self._places.save(record, {**record.values, attribute.system_name: value}, stored)
        return await self._place_of(person, record.id, stored)

    async def _place_of(self, person: Person, record_id: int, stored: StoredTemplate) -> Place:
        """Return the record as it is now, with the person's question if it is one of this record."""
        asking = await self._records.asking(person.telegram_id)
        current = await self._places.reload(record_id)
        return Place(current, stored, asking if asking and asking.record_id == record_id else None)

    async def _joined(self, record_id: int, attribute: Attribute) -> Any:
        answers = await self._records.answers_to(record_id, attribute.system_name)
        return text_answer(attribute, join_parts([rich_text_of(answer.value) for answer in answers]))

    @staticmethod
    def _open_question(place: Place) -> Asking:
        if place.asking is None:
            raise NothingAsked
        return place.asking

    @staticmethod
    def _file_attribute(place: Place) -> Attribute | None:
        if place.question is not None and place.question.type == "document":
            return place.question
        return next((item for item in place.template.document.form_attributes if item.type == "document"), None)


def _answer(incoming: Incoming, text: RichText, record: Record, attribute: Attribute) -> Answer:
    return Answer(
        incoming.chat_id, incoming.message_id, record.id, attribute.system_name, text.to_json(), incoming.sent_at
    )
