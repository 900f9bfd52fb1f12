"""Records: filled-in forms, with the values as they are kept."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.errors import NotFound, NotYours
from domain.people import Person
from domain.records.template import RecordTemplate
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import Attribute


class Status(StrEnum):
    """What became of a record, as the runs that its card is about have it."""

    DRAFT = "draft"
    SENDING = "sending"
    WAITING = "waiting"
    DONE = "done"
    SENT = "sent"
    PARTLY_SENT = "partly_sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    OVERDUE = "overdue"
    CANCELLED = "cancelled"

    @property
    def is_underway(self) -> bool:
        """Whether something may still happen without anybody's doing."""
        return self in {Status.SENDING, Status.WAITING}

    @property
    def asks(self) -> bool:
        """Whether a letter waits for its author's answer."""
        return self in {Status.UNCERTAIN, Status.OVERDUE}

    @property
    def is_busy(self) -> bool:
        """Whether letters of it are under way or wait for an answer: until then nothing else begins with it."""
        return self.is_underway or self.asks

    @property
    def is_editable(self) -> bool:
        """Whether no letter of this record is on its way or was accepted, so that its card may change in place."""
        return self in {Status.DRAFT, Status.FAILED, Status.CANCELLED}

    def told(self, *, sends: bool) -> str:
        """Return the word that people are told: where no letter is ever sent, nothing is or is not sent."""
        return self.value if sends else _WITHOUT_LETTERS.get(self, self.value)


_WITHOUT_LETTERS = {Status.FAILED: "not_done", Status.SENDING: "underway", Status.WAITING: "underway"}


@dataclass(frozen=True, slots=True)
class Record:
    """One form. `values` holds an entry for each answered question; None is a question that was passed over."""

    id: int
    template_id: int
    creator_id: int
    values: Mapping[str, JsonValue]
    revision: int
    status: Status
    created_at: datetime
    modified_at: datetime
    saved_at: datetime | None = None
    disabled: bool = False
    card_message_id: int | None = None

    @property
    def is_blank(self) -> bool:
        """Whether the person has answered nothing yet: defaults are no answers of theirs."""
        return self.revision == 1 and self.saved_at is None

    def is_complete(self, template: RecordTemplate) -> bool:
        """Whether its form was filled in to the end, and no question has come up since."""
        return self.saved_at is not None and self.next_question(template) is None

    def next_question(self, template: RecordTemplate, passing: Container[str] = ()) -> Attribute | None:
        """Return the first attribute of the form that has no answer, none of `passing`; None when there is none."""
        return next(
            (
                item
                for item in template.form_attributes
                if item.system_name not in self.values and item.system_name not in passing
            ),
            None,
        )


TAKEN_BACK_FOR = timedelta(days=1)
"""For how long a deleted record is kept, so that it can be taken back."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The one question that a person has open; `query` and `page` are what an account question shows."""

    person_id: int
    record_id: int
    attribute: str
    query: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A message of a person that answered a question, or one part of a long answer.

    One that was `added` to a text stands on lines of its own. The first part of a long paste knows what it has
    `replaced`: the value under its attribute, or nothing where there was no answer.
    """

    chat_id: int
    message_id: int
    record_id: int
    attribute: str
    value: JsonValue
    sent_at: datetime
    added: bool = False
    replaced: Mapping[str, JsonValue] | None = None


class Records(Protocol):
    """Where records, open questions and answers are kept. Writes belong inside a transaction of the use case."""

    async def get(self, record_id: int) -> Record | None:
        """Return the record, deleted ones not."""
        ...

    async def add(self, template_id: int, creator_id: int, values: Mapping[str, JsonValue], now: datetime) -> Record:
        """Create a draft."""
        ...

    async def begin_with(self, record_id: int, values: Mapping[str, JsonValue]) -> None:
        """Write what a blank record begins with: it stays blank."""
        ...

    async def save(self, record: Record, values: Mapping[str, JsonValue], now: datetime, *, complete: bool) -> bool:
        """Write new values if nobody has written since `record` was read; False otherwise."""
        ...

    async def set_status(self, record_id: int, status: Status) -> None:
        """Write what the runs of its card have come to."""
        ...

    async def set_disabled(self, record: Record, now: datetime, *, disabled: bool) -> bool:
        """Put the record into the archive or take it out, if nobody has written since it was read; False otherwise."""
        ...

    async def set_card(self, record_id: int, message_id: int | None) -> None:
        """Keep which message is the record's card."""
        ...

    async def delete(self, record_id: int, now: datetime) -> None:
        """Let nobody see the record any more; it is kept for a while, to be taken back."""
        ...

    async def deleted(self, record_id: int) -> Record | None:
        """Return a record that was deleted and can be taken back."""
        ...

    async def take_back(self, record_id: int) -> bool:
        """Put a deleted record where it was; False when it cannot be taken back."""
        ...

    async def erase(self, record_id: int) -> None:
        """Remove the record for good with all that belongs to it; its runs and letters stay in the journal."""
        ...

    async def blank_of(self, creator_id: int, template_id: int) -> Record | None:
        """Return a draft of that template in which the person has answered nothing."""
        ...

    async def open_draft(self, creator_id: int) -> Record | None:
        """Return the person's latest draft that is not complete and has an answer."""
        ...

    async def finished_draft(self, creator_id: int, templates: Collection[int]) -> Record | None:
        """Return the person's latest draft of one of these templates that is complete and was not sent."""
        ...

    async def editable(self, creator_id: int) -> Record | None:
        """Return the record that the person worked on last, if it may still change: drafts come first."""
        ...

    async def newest(self, creator_id: int) -> Record | None:
        """Return the record that the person worked on last."""
        ...

    async def latest_recipients(self, creator_id: int, attribute: str, template_id: int, limit: int) -> list[int]:
        """Return account numbers that the person chose lately for this question, newest first."""
        ...

    async def asking(self, person_id: int) -> Asking | None:
        """Return the question that the person has open."""
        ...

    async def ask(self, asking: Asking) -> None:
        """Open a question; it replaces the one that was open."""
        ...

    async def stop_asking(self, person_id: int) -> None:
        """Close the open question."""
        ...

    async def add_answer(self, answer: Answer) -> None:
        """Keep which message gave an answer."""
        ...

    async def answer_of(self, chat_id: int, message_id: int) -> Answer | None:
        """Return the answer that this message gave."""
        ...

    async def latest_answer(self, chat_id: int) -> Answer | None:
        """Return the answer given last in this chat."""
        ...

    async def answers_to(self, record_id: int, attribute: str) -> list[Answer]:
        """Return the messages that make up an answer, in order."""
        ...

    async def forget_answers(self, record_id: int, attribute: str) -> None:
        """The answer was given anew: earlier messages no longer stand for it."""
        ...

    async def change_answer(self, chat_id: int, message_id: int, value: JsonValue) -> None:
        """The message was edited."""
        ...


async def own_record(records: Records, person: Person, record_id: int) -> Record:
    """Return a person's own record; raises NotFound or NotYours."""
    record = await records.get(record_id)
    if record is None:
        raise NotFound(f"record {record_id}")
    if record.creator_id != person.telegram_id:
        raise NotYours(f"record {record_id}")
    return record
