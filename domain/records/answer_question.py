"""Answering the open question: typed, pressed, sent along, and corrected by editing one's own message."""

from dataclasses import replace

from domain.accounts.account import Accounts
from domain.accounts.vcard import Card
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, Redraw
from domain.file_names import file_name
from domain.large_contents import LargeContent
from domain.messages.rich_text import RichText
from domain.people import Person
from domain.records.copying import CopyValues
from domain.records.correct_answer import CorrectAnswer
from domain.records.file_ref import FileRef
from domain.records.files import Files
from domain.records.fillings import Filling, Fillings, NothingAsked, unexpected
from domain.records.long_paste import is_long_part
from domain.records.moments import Moments
from domain.records.record import Records
from domain.records.stored_templates import StoredTemplates
from domain.records.take_answer import Incoming, TakeAnswer, answer_by, asked_now, open_question
from domain.records.types.asked import JsonValue, Narrowed, RecordChoices, Sources
from domain.records.types.attribute import Attribute, EmptyAnswer, is_given, items_of, mark_of_item


class ValueTakenOut(GonetsError):
    """The value is not among the answer's any more: it was taken out, or the answer was given anew."""

    key = "error-value-taken-out"
    redraw = Redraw.QUESTION


class AnswerQuestion:
    """Takes answers and asks the next question. Every method returns the filling that is to be shown."""

    def __init__(
        self,
        *,
        fillings: Fillings,
        records: Records,
        configured: StoredTemplates,
        accounts: Accounts,
        choices: RecordChoices,
        files: Files,
        clock: Clock,
        moments: Moments,
        atomically: Atomically,
    ) -> None:
        self._fillings = fillings
        self._records = records
        self._sources = Sources(accounts, records, choices)
        self._files = files
        self._take = TakeAnswer(fillings, records, moments)
        self._correct = CorrectAnswer(fillings, records, configured, self._take)
        self._copy = CopyValues(fillings, records, files, clock)
        self._atomically = atomically

    async def turn(self, person: Person, record_id: int, attribute_number: int, page: int) -> Filling:
        """Show another page of what a question offers; another question's pages are not turned by it."""

        async def work() -> Filling:
            filling = await self._fillings.pressed(person, record_id, attribute_number)
            asking = replace(open_question(filling), page=max(page, 0))
            await self._records.ask(asking)
            return replace(filling, asking=asking)

        return await self._atomically(work)

    async def answer_text(self, person: Person, incoming: Incoming) -> Filling:
        """Take a typed answer, or one more part of a long one; raises what the value's check raises."""

        async def work() -> Filling | GonetsError:
            text = incoming.text or RichText("")
            joined = await self._correct.by_another_part(person, incoming, text)
            if joined is not None:
                return joined
            filling = await self._fillings.asked(person)
            question = filling.question
            if question is None:
                raise NothingAsked
            try:
                item = question.written(text, asked_now(filling, self._take.moment(person)).moment)
            except GonetsError as refusal:
                if not question.takes_text or not is_long_part(text):
                    raise
                # Kept although refused: the short tail of this paste, which follows, must not become the answer.
                await self._records.add_answer(answer_by(incoming, text, filling.record, question))
                return refusal
            if isinstance(item, Narrowed):
                if question.takes_text:  # else what an edit corrects would be read together with it
                    await self._records.forget_answers(filling.record.id, question.system_name)
                await self._records.add_answer(answer_by(incoming, text, filling.record, question))
                return await self._take.narrow(filling, item)
            return await self._take.item(filling, question, item, incoming)

        outcome = await self._atomically(work)
        if isinstance(outcome, GonetsError):
            raise outcome
        return outcome

    async def answer_contact(self, person: Person, card: Card) -> Filling:
        """Take somebody's contact that was shared; raises NothingAsked, and what says why it does not do."""

        async def work() -> Filling:
            filling = await self._fillings.asked(person)
            if filling.question is None:
                raise NothingAsked
            return await self._go_on(filling, filling.question, await filling.question.shared(card, self._sources))

        return await self._atomically(work)

    async def answer_choice(self, person: Person, record_id: int, attribute_number: int, choice: int) -> Filling:
        """Take a pressed choice; raises QuestionClosed for another question's, and what the value's check raises."""

        async def work() -> Filling:
            filling = await self._fillings.pressed(person, record_id, attribute_number)
            if filling.question is None:
                return filling
            asked = asked_now(filling, self._take.moment(person))
            return await self._go_on(
                filling, filling.question, await filling.question.chosen(choice, asked, self._sources)
            )

        return await self._atomically(work)

    async def _go_on(self, filling: Filling, question: Attribute, item: JsonValue | Narrowed) -> Filling:
        """Write an answer that no message gave, or go on with the question among what fits."""
        if isinstance(item, Narrowed):
            return await self._take.narrow(filling, item)
        return await self._take.item(filling, question, item, None)

    async def finish(self, person: Person, record_id: int, attribute_number: int) -> Filling:
        """Go on from a question that takes many values, or pass over one that is not required."""

        async def work() -> Filling:
            filling = await self._fillings.pressed(person, record_id, attribute_number)
            question = filling.question
            if question is None:
                return filling
            value = filling.record.values.get(question.system_name)
            if not is_given(value) and question.required:
                raise EmptyAnswer(title=question.title)
            return await self._take(filling, question, value if is_given(value) else None, None)

        return await self._atomically(work)

    async def clear(self, person: Person, record_id: int, attribute_number: int) -> Filling:
        """Empty an answer that is not required."""

        async def work() -> Filling:
            filling = await self._fillings.pressed(person, record_id, attribute_number)
            question = filling.question
            if question is None:
                return filling
            if question.required and not question.multiple:
                raise EmptyAnswer(title=question.title)
            return await self._take(filling, question, None, None, stay=question.multiple)

        return await self._atomically(work)

    async def take_out(self, person: Person, record_id: int, attribute_number: int, index: int, mark: int) -> Filling:
        """Take one of many values out; the question stays open. Raises ValueTakenOut for one that is not there."""

        async def work() -> Filling:
            filling = await self._fillings.pressed(person, record_id, attribute_number)
            question = filling.question
            if question is None:
                return filling
            items = list(items_of(filling.record.values.get(question.system_name)))
            if not 0 <= index < len(items) or mark_of_item(items[index], len(items)) != mark:
                raise ValueTakenOut(title=question.title)
            del items[index]
            return await self._take(filling, question, items or None, None, stay=True)

        return await self._atomically(work)

    async def wants_file(self, person: Person) -> bool:
        """Whether a file that was sent now has a place in the open record."""
        filling = await self._fillings.filling(person)
        return filling is not None and _file_attribute(filling) is not None

    async def answer_file(
        self, person: Person, incoming: Incoming, content_type: str, content: bytes | LargeContent
    ) -> Filling:
        """Keep a file in the attribute that is asked for, else in the template's first one that takes files."""

        async def work() -> Filling:
            filling = await self._fillings.asked(person)
            attribute = _file_attribute(filling)
            if attribute is None:
                raise unexpected(filling)
            before = filling.record.values.get(attribute.system_name)
            attribute.check_room(before, len(content))
            name = file_name(incoming.file_name or "")
            number = await self._files.add(filling.record.id, name, content_type, content)
            item = FileRef(number, name, content_type, len(content)).to_json()
            asked = filling.question is not None and filling.question.system_name == attribute.system_name
            if asked or filling.asking is None:
                return await self._take.item(filling, attribute, item, incoming)
            values = {**filling.record.values, attribute.system_name: attribute.with_item(before, item)}
            await self._fillings.save(filling.record, values, filling.template)
            return replace(filling, record=await self._fillings.reload(filling.record.id))

        return await self._atomically(work)

    async def correct(self, person: Person, incoming: Incoming) -> Filling | None:
        """A message was edited: correct the answer that it gave; None when that is what was sent.

        Raises NotAnswering, AnsweredOtherwise, TooLateToCorrect, and what the value's check raises.
        """
        outcome = await self._atomically(lambda: self._correct.by_editing(person, incoming))
        if isinstance(outcome, GonetsError):
            raise outcome
        return outcome

    async def correct_in_a_copy(self, person: Person, record_id: int, message_id: int) -> Filling:
        """Make a new record of one that has gone, with what an edited message of the person says now.

        Raises NotFound, NotYours, NotAnswering, and what the value's check raises.
        """
        return await self._atomically(lambda: self._correct.in_a_copy(person, record_id, message_id, self._copy))


def _file_attribute(filling: Filling) -> Attribute | None:
    if filling.question is not None and filling.question.takes_files:
        return filling.question
    return next((item for item in filling.template.document.form_attributes if item.takes_files), None)
