"""What must be true of the examples after everything: each press has done each of its things once."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox import Sandbox
from tests.soak.players import Played, Player
from tests.soak.rows import Rows
from tests.soak.somebody import PROMISES, heading

MUST_BE_TOLD = {"failed", "uncertain", "partly_sent"}
_COUNTED = re.compile(r"(?<=^Сводка уведомлений: )\d+$")


@dataclass(frozen=True)
class MadeLetter:
    """A letter that a run has made."""

    message_id: str
    state: str
    cause: str | None
    subject: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class MadeRun:
    """A run of a record, with what it has made."""

    turn: int
    status: str
    letters: tuple[MadeLetter, ...]


@dataclass(frozen=True)
class Kept:
    """All that the bot has kept of the examples: runs by record, records by template with author and values."""

    runs: dict[int, list[MadeRun]]
    records: dict[str, list[tuple[int, int, dict[str, Any]]]]


async def read_examples(rows: Rows) -> Kept:
    """Read what the bot has kept."""
    to, letters, runs, records = defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list)
    for delivery, address in await rows("SELECT delivery_id, address FROM recipient ORDER BY id"):
        to[delivery].append(address)
    for number, run, message_id, state, cause, subject in await rows(
        "SELECT id, run_id, message_id, state, cause, subject FROM delivery ORDER BY id"
    ):
        letters[run].append(MadeLetter(message_id, state, cause, subject, tuple(sorted(to[number]))))
    for number, record, turn, status in await rows("SELECT id, record_id, turn, status FROM scenario_run ORDER BY id"):
        runs[record].append(MadeRun(turn, status, tuple(letters[number])))
    for template, number, author, values in await rows(
        'SELECT t.system_name, r.id, r.creator_id, r."values" FROM record r '
        "JOIN record_template t ON t.id = r.template_id WHERE r.\"values\" <> '{}'"
    ):
        records[template].append((number, author, json.loads(values)))
    return Kept(runs, records)


def find_example_problems(sandbox: Sandbox, players: Sequence[Player], kept: Kept) -> Iterator[str]:
    """Compare what players have pressed with what is kept, what the server has and what the chat shows."""
    accepted = Counter(
        (str(letter.message["Message-ID"]), address) for letter in sandbox.mailbox.letters for address in letter.rcpt_to
    )
    for player in players:
        if player.trouble:
            yield player.trouble
        for item in player.items:
            runs = kept.runs[item.record]
            about = [*_runs(item, runs, player), *_letters(item, runs, accepted), *_told(item, runs, player)]
            about += _tasks(item, runs, kept, player.user.id) if item.example == "task" else []
            yield from (f"{item.called}: {problem}" for problem in about)
    made = {letter.message_id: letter for runs in kept.runs.values() for run in runs for letter in run.letters}
    for letter in sandbox.mailbox.letters:
        meant = made.get(str(letter.message["Message-ID"]))
        if meant is not None and (letter.subject != meant.subject or not set(letter.rcpt_to) <= set(meant.to)):
            yield f"{meant.message_id} came as {letter.subject!r} to {letter.rcpt_to}, and was made as {meant}"
    known = {item.record for player in players for item in player.items}
    authors = {player.user.id for player in players}
    for records in kept.records.values():
        unknown = [number for number, author, _ in records if author in authors and number not in known]
        yield from (f"record {number} has runs, and nobody has pressed it" for number in unknown if kept.runs[number])


def _runs(item: Played, runs: list[MadeRun], player: Player) -> Iterator[str]:
    """Each press has one run, unless it was asked about and not answered; each run makes each of its letters once."""
    began = [run.turn for run in runs]
    if sorted(began) != sorted(item.turns - (player.asked(item) - set(began))):
        yield f"turns {sorted(item.turns)} were pressed, and turns {began} have runs"
    expected = Counter((tuple(sorted(to)), _COUNTED.sub("N", subject)) for to, subject in item.letters)
    for run in runs:
        made = Counter((letter.to, _COUNTED.sub("N", letter.subject)) for letter in run.letters)
        if made != expected and not (item.cancelled and made <= expected):
            yield f"turn {run.turn}, {run.status}, has made {dict(made)}, and should have made {dict(expected)}"
        for letter in run.letters:
            counted = _COUNTED.search(letter.subject)
            all_of_them = sum(other.title == "Уведомления" for other in player.items)
            if counted and not item.digested <= int(counted[0]) <= all_of_them:
                yield f"{letter.subject!r} counts other than {item.digested} to {all_of_them}"


def _letters(item: Played, runs: list[MadeRun], accepted: Counter[tuple[str, str]]) -> Iterator[str]:
    """No letter reaches anybody twice unasked, and none is called sent that the server never had."""
    for letter in (letter for run in runs for letter in run.letters):
        asked = len(item.resends.get(letter.message_id, ()))
        times = [accepted[letter.message_id, address] for address in letter.to]
        if max(times) > 1 + asked:
            yield f"{letter.message_id} came {times} times, and was asked for {asked} times more"
        counted = letter.cause == "counted_as_sent"
        if counted and letter.message_id not in item.counted:
            yield f"{letter.message_id} counts as sent, and nobody said so"
        if letter.state == "sent" and not all(times) and not counted:
            yield f"{letter.message_id} is called sent, and came {times} times"


def _told(item: Played, runs: list[MadeRun], player: Player) -> Iterator[str]:
    """No card promises something for ever, and what must not be missed was told by a message of its own."""
    for card in player.cards(item):
        if heading(card, item.title).startswith(PROMISES):
            yield f"message {card.id} says {heading(card, item.title)!r} for ever"
    states = {letter.state for run in runs[-1:] for letter in run.letters}
    if states & MUST_BE_TOLD and not player.told(item):
        yield f"nothing but the card tells that it is {sorted(states)}"


def _tasks(item: Played, runs: list[MadeRun], kept: Kept, author: int) -> Iterator[str]:
    """A press has created one task, with all its values, and marked the record that it was created for."""
    [values] = [values for number, _, values in kept.records["Obrashchenie"] if number == item.record]
    made = [
        task for _, owner, task in kept.records["Zadacha"] if owner == author and task.get("Chto") == values["Ochem"]
    ]
    did = any(run.letters for run in runs) or not item.cancelled
    if len(made) != did:
        yield f"{len(made)} tasks were created: {made}"
    if values["Sozdana"] != {"boolean": did}:
        yield f"{len(made)} tasks were created, and the record says {values['Sozdana']}"
    for task in made:
        if task.get("Otvetstvennyy") != values["Komu"] or "Srok" not in task:
            yield f"a task was created half: {task}"
