"""Composing a letter inside its action: its files are read, and it is rendered to the bytes that will go."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol

from domain.configured.connection import Connection
from domain.deliveries.delivery import NewDelivery, NewRecipient
from domain.documents import Stored
from domain.errors import GonetsError
from domain.large_contents import ContentGone, LargeContent, LargeContents, NothingPut
from domain.messages.addresses import needs_smtputf8
from domain.messages.letter import Attachment, Letter
from domain.messages.sending import Composer
from domain.scenarios.message import Message, with_attachments

MOST_HELD = 4 * 1024 * 1024
"""Bytes that composing a letter holds at most, however large its files are."""


class FilesErased(GonetsError):
    """A letter of long ago cannot be sent again: its attachments were kept as long as they are to be kept."""

    key = "error-files-erased"


class FileContents(Protocol):
    """Where the files are that people sent along."""

    async def read(self, file_ids: tuple[int, ...]) -> tuple[Attachment, ...]:
        """Return the files, whose contents are read when they are wanted; those that were erased are left out."""
        ...


Take = Callable[[int], Awaitable[None]]
"""Waits until so many bytes may be held."""


class ComposeLetter:
    """Makes of a message what is delivered."""

    def __init__(
        self, files: FileContents, composer: Composer, contents: LargeContents, take: Take | None = None
    ) -> None:
        self._files = files
        self._composer = composer
        self._contents = contents
        self._take = take

    def within(self, take: Take) -> "ComposeLetter":
        """Return what composes letters for which `take` waits until their files may be read."""
        return ComposeLetter(self._files, self._composer, self._contents, take)

    def only_tried(self) -> "ComposeLetter":
        """Return what composes letters that are not to go: nothing is written of them."""
        return ComposeLetter(self._files, self._composer, NothingPut())

    async def __call__(
        self, message: Message, connection: Stored[Connection], names: Mapping[str, str], author_id: int, now: datetime
    ) -> NewDelivery:
        """Return the letter; `names` are those of people by their folded addresses, for recipients that have none.

        Raises FilesErased, LineBreakInHeader, BadHeader and what else composing raises.
        """
        if message.files and self._take is not None:
            await self._take(min(sum(file.size for file in message.files), MOST_HELD))
        files = await self._files.read(tuple(file.id for file in message.files))
        if len(files) < len(message.files):
            raise FilesErased(f"{len(message.files) - len(files)} of {len(message.files)}")
        recipients = tuple(
            NewRecipient(item.address, item.name or names.get(item.address.casefold(), ""), kind)
            for kind, item in message.recipients
        )
        addresses = [message.letter.sender.address, *(item.address for item in recipients)]
        return NewDelivery(
            connection_id=connection.id,
            message_id=message.letter.message_id,
            sender=message.letter.sender.address,
            subject=message.letter.subject,
            smtputf8=any(map(needs_smtputf8, addresses)),
            content=await self._content(with_attachments(message.letter, files)),
            recipients=recipients,
            give_up_at=now + connection.document.give_up_after,
            author_id=author_id,
        )

    async def _content(self, letter: Letter) -> bytes | LargeContent:
        if not letter.attachments:
            return self._composer.compose(letter)
        try:
            return await self._contents.put(self._composer.pieces(letter))
        except ContentGone as error:
            raise FilesErased(str(error)) from error
