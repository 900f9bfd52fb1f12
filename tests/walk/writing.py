"""What people send besides answers: second lines, albums, voice, forwards, edits; and where all of it must be found.

Every text and name has a mark that stands nowhere else: what was taken is in the rows by its mark, else the chat has
said why not.
"""

import base64
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox import User
from sandbox.media import SMALLEST_PHOTO, Given
from sandbox.seen import ChatMessage
from storage.secrets import SecretBox
from tests.walk.tables import Snapshot, changed_rows

NO_PLACE = {"answer", "live_page"}
"""What remembers words, but not for their person: which message gave an answer, and what a button says."""

REFUSED = ("⚠️", "Правка не учтена", "The edit changes nothing", "Your correction was not used")
"""How pages begin that say what was not taken."""

WRONG = ("записано не так", "is wrong:", "не того вида", "of the wrong kind")
"""What the first line of a page says of a value that it asks for again."""

PARTS = ("bold", "italic", "code", "strikethrough")


@dataclass
class Sent:
    """What somebody has sent in one step: in words, and the marks by which it is found again."""

    luck: Random
    what: str = ""
    marks: list[str] = field(default_factory=list)

    def mark(self) -> str:
        """Return a new mark, which is noted."""
        self.marks.append(f"zn{self.luck.getrandbits(40):010x}")
        return self.marks[-1]


async def write(user: User, luck: Random, own: Sequence[ChatMessage], *, asked: bool) -> Sent:
    """Send something of any kind; `own` are this person's texts. Where something is `asked` no lines come in a row."""
    sent = Sent(luck)
    kinds: list[Callable[[User, Sent], Awaitable[None]]] = [
        *(_a_line, _a_line if asked else _lines, _a_formatted_line, _a_photo, _an_album, _files, _a_voice, _a_file),
        _a_forward,
    ]
    if own and luck.random() < 0.2:
        message = luck.choice(own[-12:])
        sent.what = f"edits {message.text[:30]!r} to {sent.mark()}"
        try:
            await user.edit(message, f"правка {sent.marks[0]}")
        except ValueError:
            sent.marks.clear()  # A client lets nobody edit what was forwarded.
        return sent
    await luck.choice(kinds)(user, sent)
    return sent


async def _a_line(user: User, sent: Sent) -> None:
    sent.what = f"writes the line {sent.mark()}"
    await user.send(f"строка {sent.marks[0]}")


async def _lines(user: User, sent: Sent) -> None:
    sent.what = f"writes in a row {sent.mark()} {sent.mark()}"
    for mark in sent.marks:
        await user.send(f"строка {mark}")


async def _a_formatted_line(user: User, sent: Sent) -> None:
    sent.what = f"writes the formatted line {sent.mark()}"
    link = {"type": "text_link", "offset": 0, "length": 6, "url": "https://firma.local/a?b=1&c=2"}
    part = {"type": sent.luck.choice(PARTS), "offset": 7, "length": 12}
    await user.send(f"строка {sent.marks[0]}", entities=[part, link])


async def _a_photo(user: User, sent: Sent) -> None:
    sent.what = f"sends a photo with the words {sent.mark()}"
    message = await user.send_photo(caption=f"подпись {sent.marks[0]}")
    sent.marks.append(f"photo-{message.id}.jpg")


async def _an_album(user: User, sent: Sent) -> None:
    names = [f"{sent.mark()}.png" for _ in range(sent.luck.randint(2, 4))]
    sent.what = f"sends an album with the words {sent.mark()}"
    await user.send_files([Given(name, SMALLEST_PHOTO) for name in names], caption=f"подпись {sent.marks[-1]}")


async def _files(user: User, sent: Sent) -> None:
    names = [f"{sent.mark()}.pdf" for _ in range(sent.luck.randint(2, 4))]
    sent.what = f"sends an album of files with the words {sent.mark()}"
    await user.send_files([Given(name, b"%PDF-1.4") for name in names], caption=f"подпись {sent.marks[-1]}")


async def _a_voice(user: User, sent: Sent) -> None:
    caption = f"подпись {sent.mark()}" if sent.luck.random() < 0.5 else None
    sent.what = f"sends a voice message with the words {caption}"
    message = await user.send_voice(caption=caption)
    sent.marks.append(f"voice-{message.id}.ogg")


async def _a_file(user: User, sent: Sent) -> None:
    name = sent.mark() + sent.luck.choice((".pdf", "", ".json", ".xlsx", ".yaml.zip"))
    caption = f"подпись {sent.mark()}" if sent.luck.random() < 0.5 else None
    sent.what = f"sends the file {name} with the words {caption}"
    await user.send_document(name, b"content", caption=caption)


async def _a_forward(user: User, sent: Sent) -> None:
    sent.what = f"forwards {sent.mark()}"
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Некто"}
    await user.send(f"переслано {sent.marks[0]}", origin=origin)


def lost(marks: Iterable[str], before: Snapshot, after: Snapshot, said: str, box: SecretBox) -> list[str]:
    """Return what was neither kept in a row by the step nor `said` to be refused, which names it."""
    rows: list[Any] = [row for name, row in changed_rows(before, after) if name not in NO_PLACE]
    kept = "\n".join(f"{dict(row)} {_opened(dict(row), box)}" for row in rows)
    missing = [mark for mark in marks if mark not in kept]
    if said.lstrip().startswith(REFUSED) or any(words in said.partition("\n")[0] for words in WRONG):
        return []
    return [f"what was sent is in no row, and the chat has not said so: {mark}" for mark in missing if mark not in said]


def _opened(row: dict[str, Any], box: SecretBox) -> str:
    """Return the words that a row keeps sealed."""
    kept = json.loads(row["text"]) if "bundle_id" in row and row["text"] else {}
    sealed = kept.get("sealed")
    return "" if sealed is None else str(json.loads(box.open_bytes(base64.b64decode(sealed), "kept words")))
