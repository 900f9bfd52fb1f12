"""Taking one person's data out of the tables that name them."""

from collections.abc import Iterable, Sequence
from json import dumps
from typing import Any

from tortoise.connection import get_connection
from tortoise.expressions import F, Q

from domain.account_requests.account_requests import RequestState
from domain.accounts.account import Account
from domain.accounts.folding import fold
from domain.audit import SECRET, Kind
from domain.clock import system_clock
from domain.obstacles.told_obstacles import TOPIC as OBSTACLE
from domain.runs.obstacle import ObstacleKind
from storage import models
from storage.repositories.deleted_records import forget_deleted_of
from storage.transactions import atomically, execute

_AT_ONCE = 200
_NAMING = {"username", "mbox", "full_name"}


class ErasingRepository:
    """Implements `domain.accounts.erase_account.Erasing`."""

    async def erase(self, account: Account) -> None:
        """Leave a tombstone, in one transaction."""

        async def work() -> None:
            # A username never folds to a key with a space before it, so no file can bring the tombstone to life.
            await models.Account.filter(id=account.id).update(
                key=f" {account.id}",
                username="",
                full_name="",
                mbox="",
                phone="",
                title="",
                department="",
                office="",
                language="",
                manager_id=None,
                active=False,
            )
            await execute(lambda: forget_deleted_of(account.id))
            await models.Account.filter(manager_id=account.id).update(manager_id=None)
            await models.AccountWord.filter(account_id=account.id).delete()
            await models.AccountSound.filter(account_id=account.id).delete()
            await models.AccountPlace.filter(id=account.id).delete()
            await _forget_obstacles(account)
            await models.Person.filter(account_id=account.id).update(account_id=None)
            await _empty_audit(account)
            await _empty_requests(account)
            if account.mbox:
                await _forget_in_journal(account)

        await atomically(work)


async def _forget_obstacles(account: Account) -> None:
    """Take the person out of what administrators were told of: the messages that name them are drawn anew."""
    numbers = [row.telegram_id for row in await models.Person.filter(account_id=account.id)]
    met = models.ObstacleMet.filter(person_id__in=numbers)
    told = {row.obstacle_id for row in await met}
    await met.delete()
    about = models.Obstacle.filter(
        Q(kind=ObstacleKind.ACCOUNT, subject=account.id) | Q(kind=ObstacleKind.PERSON, subject__in=numbers)
    )
    told |= {row.id for row in await about}
    now = system_clock()
    await about.filter(mended_at=None).update(mended_at=now)
    await models.Announcement.filter(topic=OBSTACLE, subject__in=list(told)).update(
        due_at=now, lease_until=None, token=F("token") + 1, tries=0
    )


async def _empty_audit(account: Account) -> None:
    named = {account.username, account.mbox, account.full_name}
    for row in await models.AuditEntry.filter(kind=Kind.ACCOUNT, object_id=account.id):
        named.update(value for field in _NAMING & row.changes.keys() for value in row.changes[field])
        row.name = ""
        row.changes = {field: [SECRET, SECRET] for field in row.changes}
        await row.save(update_fields=["name", "changes"])
    said = [value for value in named if value and value != SECRET]
    for row in await models.AuditEntry.filter(id__in=await _entries_with(said)):
        row.name = "" if row.name in said else row.name
        row.changes = _without(said, row.changes)
        await row.save(update_fields=["name", "changes"])


def _without(said: Sequence[str], value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without(said, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without(said, inner) for inner in value]
    return SECRET if value in said else value


async def _entries_with(values: Iterable[str]) -> list[int]:
    """Return the acts that are about something else and name one of these, as a test letter's address does."""
    found: list[int] = []
    for value in values:
        _, rows = await get_connection("default").execute_query(
            "SELECT id FROM audit_entry WHERE name = ? OR instr(changes, ?) > 0", [value, dumps(value)]
        )
        found += (row["id"] for row in rows)
    return found


async def _empty_requests(account: Account) -> None:
    await models.AccountRequest.filter(account_id=account.id).update(full_name="", mbox="")
    if account.mbox:
        decided = models.AccountRequest.filter(mbox=account.mbox).exclude(state=RequestState.OPEN)
        await decided.update(full_name="", mbox="")


async def _forget_in_journal(account: Account) -> None:
    """Take name and address out of what the journal searches, and the name from the letters' own rows.

    Those still say which address they went to; what the trail calls such a letter is emptied, too.
    """
    words = [word for word in (fold(account.mbox), fold(account.full_name)) if word]
    taken = "search"
    for _ in words:
        taken = f"REPLACE({taken}, ?, '')"
    received = models.Recipient.filter(address=account.mbox)
    numbers = await received.values_list("delivery_id", flat=True)
    await received.update(name="")
    distinct: list[Any] = list(dict.fromkeys(numbers))
    for start in range(0, len(distinct), _AT_ONCE):
        some = distinct[start : start + _AT_ONCE]
        await models.AuditEntry.filter(kind=Kind.LETTER, object_id__in=some).update(name="")
        marks = ", ".join("?" * len(some))
        await get_connection("default").execute_query(
            f"UPDATE delivery SET search = {taken} WHERE id IN ({marks})", [*words, *some]
        )
