"""Correcting an answer: by the parts of a long paste that follow it, and by editing one's own message."""

from dataclasses import replace

from domain.errors import GonetsError
from domain.messages.rich_text import RichText
from domain.people import Person
from domain.records.copying import CopyValues
from domain.records.fillings import Filling, Fillings, RecordArchived
from domain.records.long_paste import continues, join_answers
from domain.records.record import Answer, Asking, Record, Records
from domain.records.stored_templates import StoredTemplates
from domain.records.take_answer import Incoming, TakeAnswer
from domain.records.template import StoredTemplate
from domain.records.types.asked import JsonValue, Narrowed
from domain.records.types.attribute import Attribute
from domain.records.types.text import AnswerTooLong, rich_text_of


class TooLateToCorrect(GonetsError):
    """The edited message is part of a letter that has gone already."""

    key = "error-too-late-to-correct"
    record_id: int | None = None
    """Whose copy may have the correction in it; None where none can."""


class NotAnswering(GonetsError):
    """The edited message gave no answer, or one that was given anew since."""

    key = "error-edit-not-answering"


class AnsweredOtherwise(GonetsError):
    """The edited message looked for something to choose, and the choice is made."""

    key = "error-edit-after-choice"


class PasteTooLong(AnswerTooLong):
    """A long paste does not fit as a whole, and nothing of it was kept."""

    key = "error-paste-too-long"


class CorrectAnswer:
    """Writes an answer anew from the messages that make it up, inside the caller's transaction."""

    def __init__(self, fillings: Fillings, records: Records, configured: StoredTemplates, take: TakeAnswer) -> None:
        self._fillings = fillings
        self._records = records
        self._configured = configured
        self._take = take

    async def by_editing(self, person: Person, incoming: Incoming) -> "Filling | TooLateToCorrect | None":
        """A message was edited: return the filling that is to be shown; None when that is what was sent.

        Raises NotAnswering when it gave no answer, AnsweredOtherwise when it looked for what has been chosen since,
        TooLateToCorrect when a letter was made of it, and what the value's check raises.
        """
        answer = await self._records.answer_of(incoming.chat_id, incoming.message_id)
        if answer is None or incoming.text is None:
            raise NotAnswering
        record, stored = await self._fillings.open(person, answer.record_id)
        attribute = stored.document.attribute(answer.attribute)
        if attribute is None:
            raise NotAnswering
        says_the_same = answer.value == incoming.text.to_json()
        if record.disabled or not record.status.is_editable:
            if says_the_same:
                return None
            if record.disabled:
                raise RecordArchived(f"record {record.id}")
            late = TooLateToCorrect(title=attribute.title, status=record.status.value)
            if not attribute.takes_text or attribute.multiple:
                raise late
            # Kept, for a copy with the correction in it.
            await self._records.change_answer(incoming.chat_id, incoming.message_id, incoming.text.to_json())
            late.record_id = record.id
            return late
        if not attribute.takes_text:
            return await self._look_again(person, answer, stored, attribute, incoming.text)
        before = await self._given_before(person, record, attribute)
        await self._records.change_answer(incoming.chat_id, incoming.message_id, incoming.text.to_json())
        item = await self._read(person, record, attribute)
        if isinstance(item, Narrowed):
            asked = await self._take.filling_of(person, record.id, stored)
            if asked.asking is None or asked.asking.attribute != attribute.system_name:
                raise attribute.expected()
            return await self._take.narrow(asked, item)
        whole = record.values.get(attribute.system_name)
        if attribute.grows:
            item = attribute.written(_within(whole, before, item), self._take.moment(person))
        value = attribute.with_other(whole, before, item)
        await self._fillings.save(record, {**record.values, attribute.system_name: value}, stored)
        filling = await self._take.filling_of(person, record.id, stored)
        if filling.asking is None or (filling.asking.attribute == attribute.system_name and attribute.multiple):
            return filling
        if filling.asking.attribute == attribute.system_name or record.saved_at is not None:
            # One field of a finished draft was put right: back to the draft, or the next words would land elsewhere.
            return await self._fillings.go_on(filling.record, stored)
        return filling

    async def in_a_copy(self, person: Person, record_id: int, message_id: int, copy: CopyValues) -> Filling:
        """Make a new record with what the messages say now; raises NotAnswering, and what the value's check raises."""
        answer = await self._records.answer_of(person.telegram_id, message_id)
        record, stored = await self._fillings.open(person, record_id)
        attribute = None if answer is None else stored.document.attribute(answer.attribute)
        if answer is None or answer.record_id != record_id or attribute is None or not attribute.takes_text:
            raise NotAnswering
        item = await self._given(person, record, attribute)
        return await copy(person, stored, {**record.values, attribute.system_name: item})

    async def by_another_part(self, person: Person, incoming: Incoming, text: RichText) -> Filling | GonetsError | None:
        """Join a message to the answer before it when a client has split one long paste into several messages.

        None when it has not; an error that is returned is raised when the part is written.
        """
        last = await self._records.latest_answer(incoming.chat_id)
        if last is None:
            return None
        part = replace(
            last,
            message_id=incoming.message_id,
            value=text.to_json(),
            sent_at=incoming.sent_at,
            added=False,
            replaced=None,
        )
        if not continues(last, part):
            return None
        record = await self._records.get(last.record_id)
        stored = None if record is None else await self._configured.template_by_id(record.template_id)
        attribute = None if stored is None else stored.document.attribute(last.attribute)
        if record is None or stored is None or attribute is None or not attribute.takes_text:
            return None
        if record.creator_id != person.telegram_id or record.disabled or not record.status.is_editable:
            return None
        if await self._has_gone_on(person, record.id):
            return None
        before = await self._given_before(person, record, attribute)
        await self._records.add_answer(part)
        try:
            item = await self._given(person, record, attribute)
        except GonetsError as refusal:
            taken_out = await self._take_out(person, record, stored, attribute)
            return _of_whole_paste(refusal) if taken_out else refusal
        value = attribute.with_other(record.values.get(attribute.system_name), before, item)
        await self._fillings.save(record, {**record.values, attribute.system_name: value}, stored)
        return await self._take.filling_of(person, record.id, stored)

    async def _has_gone_on(self, person: Person, record_id: int) -> bool:
        """Whether the person has gone on to another record: what they write is about that one."""
        asking = await self._records.asking(person.telegram_id)
        if asking is not None:
            return asking.record_id != record_id
        newest = await self._records.newest(person.telegram_id)
        return newest is not None and newest.id != record_id

    async def _take_out(self, person: Person, record: Record, stored: StoredTemplate, attribute: Attribute) -> bool:
        """Put back what the paste had replaced, and ask again. Its parts stay known: those that follow belong to it.

        False where nothing of it had been taken.
        """
        answers = await self._records.answers_to(record.id, attribute.system_name)
        first = next((answer for answer in reversed(answers) if answer.replaced is not None), None)
        if first is None or first.replaced is None:
            return False
        name = attribute.system_name
        values = {**{other: value for other, value in record.values.items() if other != name}, **first.replaced}
        if values != record.values:
            await self._fillings.save(record, values, stored)
        asking = await self._records.asking(person.telegram_id)
        if asking is None or asking.record_id == record.id:
            await self._records.ask(Asking(person.telegram_id, record.id, name))
        return True

    async def _look_again(
        self, person: Person, answer: Answer, stored: StoredTemplate, attribute: Attribute, text: RichText
    ) -> Filling:
        """What a choice was looked for by was corrected: look by the new words, if the question is open still."""
        filling = await self._take.filling_of(person, answer.record_id, stored)
        if filling.asking is None or filling.asking.attribute != attribute.system_name:
            raise AnsweredOtherwise(title=attribute.title)
        item = attribute.written(text, self._take.moment(person))
        if not isinstance(item, Narrowed):
            raise AnsweredOtherwise(title=attribute.title)
        await self._records.change_answer(answer.chat_id, answer.message_id, text.to_json())
        return await self._take.narrow(filling, item)

    async def _given_before(self, person: Person, record: Record, attribute: Attribute) -> JsonValue:
        """Return what the messages gave so far; None where it was refused."""
        try:
            return await self._given(person, record, attribute)
        except GonetsError:
            return None

    async def _given(self, person: Person, record: Record, attribute: Attribute) -> JsonValue:
        """Return the value that the messages give beside the record's; raises what says that it is none yet."""
        item = await self._read(person, record, attribute)
        if isinstance(item, Narrowed):
            raise attribute.expected()
        return item

    async def _read(self, person: Person, record: Record, attribute: Attribute) -> JsonValue | Narrowed:
        answers = await self._records.answers_to(record.id, attribute.system_name)
        moment = replace(self._take.moment(person), kept=record.values.get(attribute.system_name))
        return attribute.written(join_answers(answers), moment)


def _of_whole_paste(refusal: GonetsError) -> GonetsError:
    """Return what is said about a part of a paste: that all of it was taken out again."""
    return PasteTooLong(refusal.detail, **refusal.params) if isinstance(refusal, AnswerTooLong) else refusal


def _within(whole: JsonValue, before: JsonValue, item: JsonValue) -> RichText:
    """Return a text in which what some messages gave stands as they give it now; what stands around it stays."""
    text, old, new = (rich_text_of(value) for value in (whole, before, item))
    at = text.text.find(old.text) if old.text else -1
    if at < 0:
        return new
    return RichText.joined([text.piece(0, at), new, text.piece(at + len(old.text), len(text.text))])
