"""What must be true after everything: the database, the mailbox, the chats and what people said, side by side."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox import ChatMessage, Sandbox
from tests.soak.example_checks import find_example_problems, read_examples
from tests.soak.people import ADDRESSES, Author, Written
from tests.soak.players import Player
from tests.soak.rows import Rows
from tests.soak.somebody import PROMISES, heading

HEADINGS = {
    "draft": "📝 черновик",
    "sent": "✅ Отправлено",
    "failed": "❌ Не отправлено",
    "uncertain": "❓ Неизвестно, ушло ли",
    "cancelled": "🚫 Отменено",
}
MUST_BE_TOLD = {"failed", "uncertain"}
UNDER_WAY = "'queued', 'connecting', 'transmitting', 'deferred'"
MAY_HAVE_GONE = "Прежняя попытка могла дойти"
OPEN = {
    "updates that are not done": 'SELECT COUNT(*) FROM "update" WHERE done_at IS NULL',
    "runs under way": "SELECT COUNT(*) FROM scenario_run WHERE status IN ('running', 'waiting')",
    "letters under way": f"SELECT COUNT(*) FROM delivery WHERE state IN ({UNDER_WAY})",
    "outcomes that nobody was told": "SELECT COUNT(*) FROM report",
}
"""What may not be left when everything is quiet."""


@dataclass(frozen=True)
class Letter:
    """A letter as the database knows it."""

    message_id: str
    state: str
    cause: str | None


@dataclass(frozen=True)
class Run:
    """A run, with its letter when it has made one."""

    turn: int
    status: str
    letters: tuple[Letter, ...]


@dataclass(frozen=True)
class Record:
    """A record with its runs, the oldest first."""

    author: int
    subject: str
    text: str
    card: int | None
    runs: tuple[Run, ...]

    @property
    def status(self) -> str:
        """Say what the newest run's letter has come to; a press that was taken back before it made one leaves none."""
        if self.runs and self.runs[-1].letters:
            return self.runs[-1].letters[0].state
        return "taken back"


async def still_open(rows: Rows) -> list[str]:
    """Say what is not quiet yet."""
    counts = {what: (await rows(query))[0][0] for what, query in OPEN.items()}
    return [f"{count} {what}" for what, count in counts.items() if count]


async def read_records(rows: Rows, authors: Sequence[Author]) -> list[Record]:
    """Read what the bot has kept of these people's."""
    letters, runs = defaultdict(list), defaultdict(list)
    for run, *letter in await rows("SELECT run_id, message_id, state, cause FROM delivery ORDER BY id"):
        letters[run].append(Letter(*letter))
    for number, record, turn, status in await rows("SELECT id, record_id, turn, status FROM scenario_run ORDER BY id"):
        runs[record].append(Run(turn, status, tuple(letters[number])))
    ours = {author.user.id for author in authors}
    return [
        _record(author, json.loads(values), card, tuple(runs[number]))
        for number, author, values, card in await rows(
            'SELECT id, creator_id, "values", card_message_id FROM record WHERE "values" <> \'{}\''
        )
        if author in ours
    ]


async def runs_of(rows: Rows, author: int, subject: str) -> list[int]:
    """Return the numbers of a notification's runs, as the log calls them."""
    found = await rows(
        "SELECT run.id FROM scenario_run run JOIN record ON record.id = run.record_id WHERE record.creator_id = ? "
        "AND json_extract(record.\"values\", '$.Temauvedomleniya') = ? ORDER BY run.id",
        author,
        subject,
    )
    return [number for (number,) in found]


def _record(author: int, values: dict[str, Any], card: int | None, runs: tuple[Run, ...]) -> Record:
    # A text without formatting is kept as it is.
    return Record(author, values.get("Temauvedomleniya", ""), values.get("Tekstuvedomleniya", ""), card, runs)


async def find_problems(
    sandbox: Sandbox, authors: Sequence[Author], players: Sequence[Player], rows: Rows
) -> list[str]:
    """Compare everything with everything; an empty list is a promise kept."""
    records = await read_records(rows, authors)
    accepted = Counter(str(letter.message["Message-ID"]) for letter in sandbox.mailbox.letters)
    problems = [
        *_once(authors, records),
        *_exact(sandbox, authors, records),
        *await still_open(rows),
        *sandbox.violations,
    ]
    known = {(record.author, record.subject): record for record in records}
    for author in authors:
        problems += [author.trouble] if author.trouble else []
        for item in author.items:
            record = known.get((author.user.id, item.subject))
            if record is not None:
                about = [*_runs(item, record), *_letters(author, item, record, accepted), *_card(author, item, record)]
                problems += [f"{item.subject}: {problem}" for problem in about]
    problems += find_example_problems(sandbox, players, await read_examples(rows))
    ours = {number for (number,) in await rows("SELECT message_id FROM delivery")}
    return problems + [f"the server has a letter that nobody knows: {name}" for name in accepted if name not in ours]


def _once(authors: Sequence[Author], records: Sequence[Record]) -> Iterator[str]:
    """Each update has had its effect once: what was composed is there once, word for word, and nothing else is."""
    kept = Counter((record.author, record.subject, record.text) for record in records)
    composed = Counter((author.user.id, item.subject, item.text) for author in authors for item in author.items)
    yield from (f"composed, and not kept once: {what}" for what in composed - kept)
    yield from (f"kept, and not composed: {what}" for what in kept - composed)


def _exact(sandbox: Sandbox, authors: Sequence[Author], records: Sequence[Record]) -> Iterator[str]:
    """Each of their letters says what was written, to whom it was written."""
    composed = {item.subject: item for author in authors for item in author.items}
    theirs = {letter.message_id for record in records for run in record.runs for letter in run.letters}
    for letter in sandbox.mailbox.letters:
        if str(letter.message["Message-ID"]) not in theirs:
            continue
        item = composed.get(letter.subject)
        if item is None or (letter.text.strip(), letter.rcpt_to) != (item.text, [ADDRESSES[item.recipient]]):
            yield f"a letter that nobody wrote like this: {letter.subject!r} to {letter.rcpt_to}"


def _runs(item: Written, record: Record) -> Iterator[str]:
    """Each press has one run, and each run one letter unless its author took it back."""
    turns = [run.turn for run in record.runs]
    if sorted(turns) != sorted(item.turns):
        yield f"turns {sorted(item.turns)} were pressed, and turns {sorted(turns)} have runs"
    for run in record.runs:
        if len(run.letters) > 1 or (not run.letters and not item.cancelled):
            yield f"turn {run.turn} has {len(run.letters)} letters"
        if run.status == "delivering" and not any(letter.state == "uncertain" for letter in run.letters):
            yield f"turn {run.turn} is still delivering"


def _letters(author: Author, item: Written, record: Record, accepted: Counter[str]) -> Iterator[str]:
    """No letter goes out twice unasked, none that went is called unsent, and none that did not go is called sent."""
    for place, run in enumerate(record.runs):
        for letter in run.letters:
            times, asked = accepted[letter.message_id], len(item.resends.get(letter.message_id, ()))
            if times > 1 + asked:
                yield f"{letter.message_id} went out {times} times, and was asked for {asked} times more"
            if times and letter.state not in {"sent", "uncertain"}:
                newest = place + 1 == len(record.runs)
                # Pressing again replaces what the card says, so the card that was pressed on counts.
                card = _shown(author, record) if newest else item.pressed_on(record.runs[place + 1].turn)
                if card is None or MAY_HAVE_GONE not in card.text:
                    yield f"{letter.message_id} was accepted, is {letter.state}, and its card does not say so"
            counted = letter.cause == "counted_as_sent"
            if counted and letter.message_id not in item.counted:
                yield f"{letter.message_id} counts as sent, and nobody said so"
            if letter.state == "sent" and not times and not counted:
                yield f"{letter.message_id} is called sent, and the server never had it"


def _card(author: Author, item: Written, record: Record) -> Iterator[str]:
    """The card shows where the letter is, and what must not be missed was told by a message of its own."""
    card = _shown(author, record)
    if card is None:
        # The page of a draft makes room for the next page: a press that was taken back leaves a draft.
        if record.status != "taken back":
            yield f"the chat has no card, and the letter is {record.status}"
        return
    shown = heading(card)
    true = [HEADINGS[name] for name in (["draft", "cancelled"] if record.status == "taken back" else [record.status])]
    if shown not in true:
        yield f"the card says {shown!r}, and the letter is {record.status}"
    for other in author.cards(item):
        # A card whose sending was never answered is there besides; a press on its button brings it up to date.
        if other.id != card.id and heading(other).startswith(PROMISES):
            yield f"message {other.id} says {heading(other)!r} for ever, the card is {card.id}"
    told = [message.text for message in author.told(item)]
    words = HEADINGS.get(record.status, "")
    if record.status in MUST_BE_TOLD and not any(_tells(text, item, words) for text in told):
        yield f"nothing but the card tells that it is {record.status}: {told}"


def _shown(author: Author, record: Record) -> ChatMessage | None:
    """Return the message that the bot knows as the record's card."""
    return next((message for message in author.user.messages if message.id == record.card), None)


def _tells(text: str, item: Written, words: str) -> bool:
    return any(item.subject in line and line.startswith(words) for line in text.splitlines())
