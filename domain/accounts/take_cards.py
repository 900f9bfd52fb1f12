"""Taking contacts into the directory: what they say is shown first, and added by a press of its own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from domain.accounts.account import Account
from domain.accounts.directory import Directory
from domain.accounts.fields import FieldEmpty, checked
from domain.accounts.folding import fold
from domain.accounts.keep_accounts import KeepAccounts
from domain.accounts.vcard import Card, CardRemark, FoundCards, look_at_cards
from domain.audit import Via
from domain.clock import Atomically
from domain.errors import NotYours
from domain.people import People, Person
from domain.turns import in_turns
from domain.uploads.apply_upload import Applying
from domain.uploads.uploads import SteerUploads, Upload, UploadGone, UploadKind, Uploads, UploadState

SHOWN = 10
"""Remarks that a page shows."""


@dataclass(frozen=True, slots=True)
class SeenCard:
    """A contact, and the account that has its address already."""

    card: Card
    known_id: int = 0
    known_name: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it can be added as it is."""
        return bool(self.card.mbox) and not self.known_id


def seen_cards(result: Mapping[str, Any]) -> tuple[SeenCard, ...]:
    """Read what was kept of the look at contacts."""
    return tuple(
        SeenCard(Card(**item["card"]), item["known_id"], item["known_name"]) for item in result.get("cards", ())
    )


class TakeCards:
    """Looks at contacts, and lets a missing address be typed in."""

    def __init__(self, *, steer: SteerUploads, uploads: Uploads, directory: Directory, atomically: Atomically) -> None:
        self._steer = steer
        self._uploads = uploads
        self._directory = directory
        self._atomically = atomically

    async def file(self, person: Person, name: str, content: bytes) -> Upload:
        """Look at a file of contacts, while others are served; raises NoCards or TooManyCards."""
        found = FoundCards()
        async for item in in_turns(look_at_cards(content)):
            found.add(item)
        found.check()
        return await self.cards(person, name, found.cards, found.remarks)

    async def cards(
        self, person: Person, name: str, cards: Sequence[Card], remarks: Sequence[CardRemark] = ()
    ) -> Upload:
        """Keep contacts until the administrator says what is to become of them."""
        kept = _kept(await self._look(cards)) | _kept_remarks(remarks)
        content = json.dumps([asdict(card) for card in cards]).encode()
        return await self._steer.keep(person, UploadKind.CONTACTS, name, content, kept)

    async def set_address(self, person: Person, upload_id: int, text: str) -> Upload:
        """Give the only contact of an upload the address that it lacks; raises what `checked` raises, or UploadGone."""
        mbox = checked("mbox", text)
        if not mbox:
            raise FieldEmpty(field="mbox")

        async def work() -> Upload:
            upload = await self._steer.get(person, upload_id)
            seen = seen_cards(upload.result)
            if upload.state is not UploadState.LOOKED_AT or len(seen) != 1:
                raise UploadGone(f"upload {upload_id}")
            looked = await self._look([replace(seen[0].card, mbox=mbox)])
            await self._uploads.keep_result(upload_id, _kept(looked))
            return await self._steer.get(person, upload_id)

        return await self._atomically(work)

    async def _look(self, cards: Sequence[Card]) -> list[SeenCard]:
        by_mbox = await self._directory.by_mboxes([fold(card.mbox) for card in cards if card.mbox])
        seen = []
        for card in cards:
            known = by_mbox.get(fold(card.mbox), [])
            seen.append(SeenCard(card, known[0].id, known[0].full_name) if known else SeenCard(card))
        return seen


class ApplyCards:
    """Adds the contacts that are new: all of them at once, or none."""

    def __init__(self, *, keep: KeepAccounts, people: People, atomically: Atomically) -> None:
        self._keep = keep
        self._people = people
        self._atomically = atomically

    async def __call__(self, applying: Applying) -> Mapping[str, Any]:
        """Return whom it has added; raises NotYours when the sender is no administrator any more."""
        upload = applying.upload
        person = await self._people.get(upload.person_id)
        if person is None or not person.is_admin:
            raise NotYours(f"upload {upload.id}")
        if "added" in upload.result:
            return upload.result

        async def work() -> Mapping[str, Any]:
            await applying.fence()
            added: list[Account] = []
            known = 0
            for seen in seen_cards(upload.result):
                if not seen.card.mbox:
                    continue
                if await self._keep.with_address(seen.card.mbox):
                    known += 1
                    continue
                added.append(await self._add(person, seen.card))
            result = {"added": [[account.id, account.full_name] for account in added[:10]]}
            counts = {"count": len(added), "known": known}
            kept = {**result, **counts, "without": sum(not seen.card.mbox for seen in seen_cards(upload.result))}
            await applying.keep(kept)
            return kept

        return await self._atomically(work)

    async def _add(self, person: Person, card: Card) -> Account:
        fields = {"phone": card.phone, "title": card.title, "department": card.department}
        return await self._keep.add(person, card.full_name, card.mbox, fields, via=Via.FILE)


def _kept_remarks(remarks: Sequence[CardRemark]) -> dict[str, Any]:
    """Return what a page shows of them: those about contacts that were lost come first."""
    shown = sorted(remarks, key=lambda remark: not remark.is_lost)[:SHOWN]
    return {
        "lost": sum(remark.is_lost for remark in remarks),
        "remarks": [[remark.number, remark.name, remark.key, dict(remark.params)] for remark in shown],
        "more_remarks": len(remarks) - len(shown),
    }


def _kept(seen: Sequence[SeenCard]) -> dict[str, Any]:
    return {
        "cards": [
            {"card": asdict(item.card), "known_id": item.known_id, "known_name": item.known_name} for item in seen
        ]
    }
