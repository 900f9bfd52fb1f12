"""People who may use the bot, over the table."""

import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any

from domain import people as domain
from domain.paging import MOST_COUNTED, NumberEdge, NumberedPage
from domain.visible import visible
from storage import models
from storage.gathered import Gathered
from storage.partial_indexes import ACTIVE
from storage.repositories.people_pages import ADMINISTRATORS_FIRST
from storage.statements import AMONG, Steps
from storage.transactions import count_of, read

_BATCH = 500
"""People looked for in one go."""


def _person(row: models.Person) -> domain.Person:
    return domain.Person(
        telegram_id=row.telegram_id,
        name=visible(row.name),
        role=domain.Role(row.role),
        language=row.language,
        time_zone=row.time_zone,
        account_id=row.account_id,
        question=None if row.question is None else domain.OpenQuestion(row.question["topic"], row.question["about"]),
        copy_to_self=row.copy_to_self,
    )


_COLUMNS = "telegram_id, name, role, language, time_zone, account_id, question, copy_to_self"
_NAMED = f"telegram_id {AMONG}"


def read_active(telegram_ids: Collection[int]) -> Steps[dict[int, domain.Person]]:
    """Return those of them who may use the bot now."""
    return (yield from _read(f"active AND {_NAMED}", telegram_ids))


def read_known(telegram_ids: Collection[int]) -> Steps[dict[int, domain.Person]]:
    """Return those who are known, removed ones too."""
    return (yield from _read(_NAMED, telegram_ids))


def _read_administrators() -> Steps[dict[int, domain.Person]]:
    return (yield from _read_all(f"{ACTIVE} AND role = ? ORDER BY name, telegram_id", domain.Role.ADMIN.value))


def _read(where: str, telegram_ids: Collection[int]) -> Steps[dict[int, domain.Person]]:
    return (yield from _read_all(where, json.dumps(list(telegram_ids))))


def _read_all(where: str, value: str) -> Steps[dict[int, domain.Person]]:
    answer = yield f"SELECT {_COLUMNS} FROM person WHERE {where}", (value,)
    return {row[0]: _person_of(*row) for row in answer.rows}


def _person_of(
    telegram_id: int,
    name: str,
    role: str,
    language: str | None,
    time_zone: str | None,
    account_id: int | None,
    question: str | None,
    copy_to_self: int,
) -> domain.Person:
    asked = None if question is None else json.loads(question)
    return domain.Person(
        telegram_id=telegram_id,
        name=visible(name),
        role=domain.Role(role),
        language=language,
        time_zone=time_zone,
        account_id=account_id,
        question=None if asked is None else domain.OpenQuestion(asked["topic"], asked["about"]),
        copy_to_self=bool(copy_to_self),
    )


class PersonRepository:
    """Implements `domain.people.People`."""

    def __init__(self) -> None:
        self._active: Gathered[int, domain.Person] = Gathered(read_active)
        self._known: Gathered[int, domain.Person] = Gathered(read_known)

    async def get(self, telegram_id: int) -> domain.Person | None:
        """Return the person if they may use the bot now."""
        return await self._active.one(telegram_id)

    async def known(self, telegram_ids: Iterable[int]) -> set[int]:
        """Return those who may use the bot."""
        found: set[int] = set()
        asked = list(telegram_ids)
        for start in range(0, len(asked), _BATCH):
            rows = models.Person.filter(telegram_id__in=asked[start : start + _BATCH], active=True)
            found.update(await rows.values_list("telegram_id", flat=True))  # type: ignore[arg-type]
        return found

    async def everybody(self) -> list[domain.Person]:
        """Return all who may use the bot, administrators first."""
        rows = await models.Person.filter(active=True).order_by("role", "name", "telegram_id")
        return [_person(row) for row in rows]

    async def get_many(self, telegram_ids: Iterable[int]) -> dict[int, domain.Person]:
        """Return those who are known, removed ones too."""
        return dict(await self._known.many(telegram_ids))

    async def administrators(self) -> list[domain.Person]:
        """Return all who may configure."""
        found = await read(_read_administrators)
        return list(found.values())

    async def count(self) -> int:
        """Return how many may use the bot, counted no further than one more than MOST_COUNTED."""
        return await count_of(f"SELECT 1 FROM person WHERE {ACTIVE} LIMIT ?", [MOST_COUNTED + 1])

    async def page(self, text: str, limit: int, edge: NumberEdge | None) -> NumberedPage[domain.Person]:
        """Return people next to the edge, administrators first; those whom `text` finds."""
        page = await ADMINISTRATORS_FIRST.page(text, limit, edge)
        people = await self.get_many(one.telegram_id for one in page.items)
        found = tuple(people[one.telegram_id] for one in page.items if one.telegram_id in people)
        return NumberedPage(found, page.newer, page.older, page.partly)

    async def of_accounts(self, account_ids: Iterable[int]) -> list[domain.Person]:
        """Return everybody who may use the bot and is one of those accounts."""
        rows = await models.Person.filter(active=True, account_id__in=list(account_ids)).order_by("telegram_id")
        return [_person(row) for row in rows]

    async def let_in(self, telegram_id: int, role: domain.Role, name: str = "") -> domain.Person:
        """Add the person, or give a known one this role."""
        values: dict[str, Any] = {"role": role, "active": True, **({"name": name} if name else {})}
        if not await models.Person.filter(telegram_id=telegram_id).update(**values):
            await models.Person.create(telegram_id=telegram_id, created_at=datetime.now(UTC), **values)
        return _person(await models.Person.get(telegram_id=telegram_id))

    async def save(self, person: domain.Person) -> None:
        """Write role, language, time zone and account."""
        await models.Person.filter(telegram_id=person.telegram_id).update(
            role=person.role, language=person.language, time_zone=person.time_zone, account_id=person.account_id
        )

    async def remove(self, telegram_id: int) -> bool:
        """Take the access away; False when they had none."""
        return bool(await models.Person.filter(telegram_id=telegram_id, active=True).update(active=False))

    async def ask(self, telegram_id: int, question: domain.OpenQuestion | None) -> None:
        """Keep the page's question that the person's next words answer."""
        kept = None if question is None else {"topic": question.topic, "about": dict(question.about)}
        await models.Person.filter(telegram_id=telegram_id).update(question=kept)

    async def set_copy_to_self(self, telegram_id: int, wanted: bool) -> None:
        """Say whether the person gets a copy of what they send."""
        await models.Person.filter(telegram_id=telegram_id).update(copy_to_self=wanted)

    async def rename(self, telegram_id: int, name: str) -> None:
        """Keep the name that Telegram shows now."""
        await models.Person.filter(telegram_id=telegram_id).update(name=name[:300])

    async def set_language(self, telegram_id: int, language: str | None) -> None:
        """Keep the language that the person is spoken to in."""
        await models.Person.filter(telegram_id=telegram_id).update(language=language)

    async def set_time_zone(self, telegram_id: int, time_zone: str | None) -> None:
        """Keep the zone by whose clock the person lives."""
        await models.Person.filter(telegram_id=telegram_id).update(time_zone=time_zone)
