"""Records, open questions and the messages that answered, over the tables."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from tortoise.expressions import Q

from domain.paging import NumberEdge, NumberedPage, numbered_page
from domain.records import record as domain
from domain.records.types.account import account_ids
from storage import models
from storage.gathered import Gathered
from storage.keyset import next_to
from storage.partial_indexes import LISTED
from storage.repositories.deleted_records import erase, put_aside, take_back
from storage.repositories.record_rows import (
    read_blank,
    read_finished_draft,
    read_latest_values,
    read_named,
    read_open_draft,
    read_origins,
)
from storage.repositories.record_texts import write_found_by
from storage.statements import Steps
from storage.transactions import execute, read


def record_of(row: models.Record) -> domain.Record:
    """Return the record of a row."""
    return domain.Record(
        id=row.id,
        template_id=row.template_id,
        creator_id=row.creator_id,
        values=row.values,
        revision=row.revision,
        status=domain.Status(row.status),
        created_at=row.created_at,
        modified_at=row.modified_at,
        saved_at=row.saved_at,
        disabled=row.disabled,
        card_message_id=row.card_message_id,
    )


def _answer(row: models.Answer) -> domain.Answer:
    return domain.Answer(
        chat_id=row.chat_id,
        message_id=row.message_id,
        record_id=row.record_id,
        attribute=row.attribute,
        value=row.value["value"],
        sent_at=row.sent_at,
        added=row.value.get("added", False),
        replaced=row.value.get("replaced"),
    )


def _kept(answer: domain.Answer) -> dict[str, Any]:
    kept: dict[str, Any] = {"value": answer.value}
    if answer.added:
        kept["added"] = True
    if answer.replaced is not None:
        kept["replaced"] = dict(answer.replaced)
    return kept


BLANK = Q(revision=1, saved_at=None)
"""A draft in which the person has answered nothing: the first answer raises the revision."""
LIVE = Q(deleted_at=None)
"""A record that is there for its person: a deleted one is kept to be taken back, or for its runs."""
LOOKED_BACK = 100
"""In how many of a person's records it is looked whom they have chosen lately."""


class RecordRepository:
    """Implements `domain.records.record.Records`."""

    def __init__(self) -> None:
        self._live: Gathered[int, domain.Record] = Gathered(read_named)

    async def get(self, record_id: int) -> domain.Record | None:
        """Return the record."""
        return await self._live.one(record_id)

    async def get_many(self, record_ids: Iterable[int]) -> dict[int, domain.Record]:
        """Return the records of those numbers, deleted ones not."""
        return dict(await self._live.many(record_ids))

    async def origins(self, record_ids: Collection[int]) -> dict[int, tuple[int, int]]:
        """Return the template and the creator of each record of those numbers, deleted ones not."""
        return await read(lambda: read_origins(record_ids))

    async def add(self, template_id: int, creator_id: int, values: Mapping[str, Any], now: datetime) -> domain.Record:
        """Create a draft."""
        row = await models.Record.create(
            template_id=template_id,
            creator_id=creator_id,
            values=dict(values),
            status=domain.Status.DRAFT,
            created_at=now,
            modified_at=now,
        )
        return record_of(row)

    async def begin_with(self, record_id: int, values: Mapping[str, Any]) -> None:
        """Write what a blank record begins with: it stays blank."""
        await models.Record.filter(BLANK, id=record_id).update(values=dict(values))

    async def save(self, record: domain.Record, values: Mapping[str, Any], now: datetime, *, complete: bool) -> bool:
        """Write new values if nobody has written since `record` was read."""
        changed = await models.Record.filter(id=record.id, revision=record.revision).update(
            values=dict(values),
            revision=record.revision + 1,
            modified_at=now,
            saved_at=(record.saved_at or now) if complete else None,
        )
        if changed:
            await write_found_by(record.id, values)
        return bool(changed)

    async def set_status(self, record_id: int, status: domain.Status) -> None:
        """Write what the runs of its card have come to."""
        await models.Record.filter(id=record_id).update(status=status)

    async def set_disabled(self, record: domain.Record, now: datetime, *, disabled: bool) -> bool:
        """Put the record into the archive or take it out, if nobody has written since `record` was read."""
        changed = await models.Record.filter(id=record.id, revision=record.revision).update(
            disabled=disabled, revision=record.revision + 1, modified_at=now
        )
        return bool(changed)

    async def set_card(self, record_id: int, message_id: int | None) -> None:
        """Keep which message is the record's card."""
        await models.Record.filter(id=record_id).update(card_message_id=message_id)

    async def delete(self, record_id: int, now: datetime) -> None:
        """Let nobody see the record any more; it is kept for a while, to be taken back."""
        await execute(lambda: put_aside(record_id, now))

    async def deleted(self, record_id: int) -> domain.Record | None:
        """Return a record that was deleted and can be taken back."""
        row = await models.Record.get_or_none(id=record_id, deletion__deleted_at__not_isnull=True)
        return None if row is None else record_of(row)

    async def take_back(self, record_id: int) -> bool:
        """Put a deleted record where it was; False when it cannot be taken back."""
        if not await execute(lambda: take_back(record_id)):
            return False
        await write_found_by(record_id, (await models.Record.get(id=record_id)).values)
        return True

    async def erase(self, record_id: int) -> None:
        """Remove the record for good with all that belongs to it; its runs and letters stay in the journal."""
        await execute(lambda: erase([record_id]))

    async def blank_of(self, creator_id: int, template_id: int) -> domain.Record | None:
        """Return a draft of that template in which the person has answered nothing."""
        return await read(lambda: read_blank(creator_id, template_id))

    async def of_template(
        self, template_id: int, limit: int, edge: NumberEdge | None, creator_id: int | None = None
    ) -> NumberedPage[domain.Record]:
        """Return records of a template that hold something, of one creator or of all, the newest first."""
        query = models.Record.filter(LIVE, template_id=template_id).exclude(BLANK)
        if creator_id is not None:
            query = query.filter(creator_id=creator_id)
        rows = await next_to(query, "id", edge).limit(limit + 1)
        return numbered_page([record_of(row) for row in rows], limit, edge, lambda record: record.id)

    async def open_draft(self, creator_id: int) -> domain.Record | None:
        """Return the person's latest draft that is not complete and has an answer."""
        return await read(lambda: read_open_draft(creator_id))

    async def finished_draft(self, creator_id: int, templates: Collection[int]) -> domain.Record | None:
        """Return the person's latest draft of one of these templates that is complete and was not sent."""
        return await read(lambda: read_finished_draft(creator_id, templates))

    async def editable(self, creator_id: int) -> domain.Record | None:
        """Return the record that the person worked on last, if it may still change: drafts come first."""
        drafts = models.Record.filter(LIVE & ~BLANK, creator_id=creator_id, disabled=False, status=domain.Status.DRAFT)
        row = await drafts.order_by("-modified_at", "-id").first()
        record = await self.newest(creator_id) if row is None else record_of(row)
        return record if record is not None and record.status.is_editable else None

    async def newest(self, creator_id: int) -> domain.Record | None:
        """Return the record that the person worked on last."""
        number = await read(lambda: _newest(creator_id))
        return None if number is None else await self.get(number)

    async def latest_recipients(self, creator_id: int, attribute: str, template_id: int, limit: int) -> list[int]:
        """Return account numbers that the person chose lately for this question, newest first."""
        found: dict[int, None] = {}
        for values in await read(lambda: read_latest_values(creator_id, template_id, LOOKED_BACK)):
            for number in account_ids(values.get(attribute) if isinstance(values, dict) else None):
                found.setdefault(number)
        return list(found)[:limit]

    async def asking(self, person_id: int) -> domain.Asking | None:
        """Return the question that the person has open."""
        row = await models.Asking.get_or_none(person_id=person_id)
        if row is None:
            return None
        return domain.Asking(person_id, row.record_id, row.attribute, row.query, row.page)

    async def ask(self, asking: domain.Asking) -> None:
        """Open a question; it replaces the one that was open."""
        await execute(lambda: _ask(asking))

    async def stop_asking(self, person_id: int) -> None:
        """Close the open question."""
        await models.Asking.filter(person_id=person_id).delete()

    async def add_answer(self, answer: domain.Answer) -> None:
        """Keep which message gave an answer."""
        await models.Answer.filter(chat_id=answer.chat_id, message_id=answer.message_id).delete()
        await models.Answer.create(
            chat_id=answer.chat_id,
            message_id=answer.message_id,
            record_id=answer.record_id,
            attribute=answer.attribute,
            value=_kept(answer),
            sent_at=answer.sent_at,
        )

    async def answer_of(self, chat_id: int, message_id: int) -> domain.Answer | None:
        """Return the answer that this message gave."""
        row = await models.Answer.get_or_none(chat_id=chat_id, message_id=message_id, record__deleted_at=None)
        return None if row is None else _answer(row)

    async def latest_answer(self, chat_id: int) -> domain.Answer | None:
        """Return the answer given last in this chat."""
        row = await models.Answer.filter(chat_id=chat_id, record__deleted_at=None).order_by("-message_id").first()
        return None if row is None else _answer(row)

    async def answers_to(self, record_id: int, attribute: str) -> list[domain.Answer]:
        """Return the messages that make up an answer, in order."""
        rows = await models.Answer.filter(record_id=record_id, attribute=attribute).order_by("message_id")
        return [_answer(row) for row in rows]

    async def forget_answers(self, record_id: int, attribute: str) -> None:
        """The answer was given anew: earlier messages no longer stand for it."""
        await models.Answer.filter(record_id=record_id, attribute=attribute).delete()

    async def change_answer(self, chat_id: int, message_id: int, value: Any) -> None:
        """The message was edited."""
        row = await models.Answer.get_or_none(chat_id=chat_id, message_id=message_id)
        if row is not None:
            row.value = {**row.value, "value": value}
            await row.save(update_fields=["value"])


def _newest(creator_id: int) -> Steps[int | None]:
    answer = yield (
        f"SELECT id FROM record WHERE creator_id = ? AND disabled = ? AND {LISTED} "
        "ORDER BY modified_at DESC, id DESC LIMIT 1",
        (creator_id, False),
    )
    return answer.rows[0][0] if answer.rows else None


def _ask(asking: domain.Asking) -> Steps[None]:
    yield (
        "INSERT INTO asking (person_id, record_id, attribute, query, page) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (person_id) DO UPDATE SET record_id = excluded.record_id, attribute = excluded.attribute, "
        "query = excluded.query, page = excluded.page",
        (asking.person_id, asking.record_id, asking.attribute, asking.query, asking.page),
    )
