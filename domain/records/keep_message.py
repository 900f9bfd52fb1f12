"""Keeping what nobody asked for, and what a question has refused, until the person says what it is for."""

from dataclasses import dataclass

from domain.clock import Atomically, Clock
from domain.errors import GonetsError
from domain.file_names import file_name
from domain.large_contents import LargeContent
from domain.people import Person
from domain.records.kept import MOST_PIECES, Bundle, KeptFile, KeptPieces, Piece
from domain.records.take_answer import Incoming


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came with a message; `album` names the others that were sent with it."""

    name: str
    content_type: str
    content: bytes | LargeContent
    album: str | None = None


class TooMuchKept(GonetsError):
    """So many messages wait for a place that no more are kept."""

    key = "error-too-much-kept"


class KeepMessage:
    """Puts a message into the bundle that it belongs to: of its album, or the one that the person is looking at."""

    def __init__(self, kept: KeptPieces, clock: Clock, atomically: Atomically) -> None:
        self._kept = kept
        self._clock = clock
        self._atomically = atomically

    async def __call__(
        self,
        person: Person,
        incoming: Incoming,
        file: SentFile | None = None,
        *,
        at: int | None = None,
        beside: int | None = None,
    ) -> Bundle:
        """Keep it and return its bundle. `at` is the person's live message, `beside` the record whose question is open.

        Raises TooMuchKept.
        """

        async def work() -> Bundle:
            if await self._kept.count(person.telegram_id) >= MOST_PIECES:
                raise TooMuchKept(limit=MOST_PIECES)
            album = None if file is None else file.album
            number = await self._bundle(person, album, at, beside)
            known = None if file is None else KeptFile(file_name(file.name), file.content_type, len(file.content))
            piece = Piece(0, incoming.message_id, incoming.sent_at, incoming.text, known)
            await self._kept.put(number, piece, None if file is None else file.content)
            return await self.again(person, number)

        return await self._atomically(work)

    async def again(self, person: Person, bundle_id: int) -> Bundle:
        """Return a bundle as it is now; an empty one where nothing of it is left."""
        found = await self._kept.get(person.telegram_id, bundle_id)
        return found or Bundle(bundle_id, person.telegram_id, None, None, ())

    async def edited(self, person: Person, incoming: Incoming) -> Bundle | None:
        """A message was edited: its words change where they wait; None where it does not wait."""

        async def work() -> Bundle | None:
            bundle = await self._kept.of_message(person.telegram_id, incoming.message_id)
            if bundle is None or incoming.text is None:
                return None
            for piece in bundle.words:
                if piece.message_id == incoming.message_id:
                    await self._kept.change(piece.id, incoming.text)
            return await self.again(person, bundle.id)

        return await self._atomically(work)

    async def _bundle(self, person: Person, album: str | None, at: int | None, beside: int | None) -> int:
        """Return the bundle that a message belongs to: messages in a row, and all of an album, are one."""
        owner = person.telegram_id
        of_album = None if album is None else await self._kept.of_album(owner, album)
        if of_album is not None:
            return of_album.id
        latest = await self._kept.latest(owner)
        if latest is not None and latest.record_id == beside and latest.message_id in (None, at):
            if album is not None:
                await self._kept.note_album(latest.id, album)
            return latest.id
        return await self._kept.add(owner, beside, album, self._clock())
