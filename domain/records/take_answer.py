"""Writing an answer into the draft, and going on to the next question."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.messages.rich_text import RichText
from domain.people import Person
from domain.records.fillings import Filling, Fillings, NothingAsked
from domain.records.long_paste import is_long_part
from domain.records.moments import Moments
from domain.records.record import Answer, Asking, Record, Records
from domain.records.template import StoredTemplate
from domain.records.types.asked import Asked, JsonValue, Moment, Narrowed
from domain.records.types.attribute import Attribute


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person sent: a text, or a file that is still to be fetched."""

    chat_id: int
    message_id: int
    sent_at: datetime
    text: RichText | None = None
    file_name: str | None = None


class TakeAnswer:
    """Belongs inside the caller's transaction. Every method that is awaited returns the filling that is to be shown."""

    def __init__(self, fillings: Fillings, records: Records, moments: Moments) -> None:
        self._fillings = fillings
        self._records = records
        self._moments = moments

    async def __call__(
        self, filling: Filling, attribute: Attribute, value: JsonValue, incoming: Incoming | None, *, stay: bool = False
    ) -> Filling:
        """Write the value; the question stays open where more answers may follow."""
        record = filling.record
        self._fillings.check_editable(record)
        if attribute.takes_text:
            # Words that were looked for stay known: an edit of them is answered.
            await self._records.forget_answers(record.id, attribute.system_name)
        if incoming is not None and incoming.text is not None:
            answer = answer_by(incoming, incoming.text, record, attribute)
            if is_long_part(incoming.text):
                name = attribute.system_name
                answer = replace(answer, replaced={name: record.values[name]} if name in record.values else {})
            await self._records.add_answer(answer)
        await self._fillings.save(record, {**record.values, attribute.system_name: value}, filling.template)
        current = await self._fillings.reload(record.id)
        if stay and filling.asking is not None:
            asking = replace(filling.asking, query="", page=0)
            await self._records.ask(asking)
            return Filling(current, filling.template, asking)
        return await self._fillings.go_on(current, filling.template)

    async def item(self, filling: Filling, attribute: Attribute, item: JsonValue, incoming: Incoming | None) -> Filling:
        """Write one answer beside those that there are, or in place of the one."""
        value = attribute.with_item(filling.record.values.get(attribute.system_name), item)
        return await self(filling, attribute, value, incoming, stay=attribute.multiple)

    async def narrow(self, filling: Filling, narrowed: Narrowed) -> Filling:
        """Go on with the question among what fits."""
        asking = replace(open_question(filling), query=narrowed.query, page=0)
        await self._records.ask(asking)
        return replace(filling, asking=asking)

    async def filling_of(self, person: Person, record_id: int, stored: StoredTemplate) -> Filling:
        """Return the record as it is now, with the person's question if it is one of this record."""
        asking = await self._records.asking(person.telegram_id)
        current = await self._fillings.reload(record_id)
        return Filling(current, stored, asking if asking and asking.record_id == record_id else None)

    def moment(self, person: Person) -> Moment:
        """Return when and where the person answers."""
        return self._moments(person)


def asked_now(filling: Filling, moment: Moment) -> Asked:
    """Return the open question as its type sees it; raises NothingAsked."""
    asking = open_question(filling)
    moment = replace(moment, query=asking.query, kept=filling.record.values.get(asking.attribute))
    return Asked(asking.person_id, moment, filling.template.id, asking.page)


def open_question(filling: Filling) -> Asking:
    """Return the question that is open; raises NothingAsked."""
    if filling.asking is None:
        raise NothingAsked
    return filling.asking


def answer_by(incoming: Incoming, text: RichText, record: Record, attribute: Attribute) -> Answer:
    """Return what is kept of a message that answers."""
    return Answer(
        incoming.chat_id, incoming.message_id, record.id, attribute.system_name, text.to_json(), incoming.sent_at
    )
