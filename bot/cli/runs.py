"""`gonets runs show`: a press from its first action to its letters' last try."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import FINE, WRONG_USE, Acts, Failure, say
from bot.cli.words import command_texts, text

if TYPE_CHECKING:
    from datetime import datetime

    from bot.texts import Texts
    from domain.deliveries.delivery import Attempt, Delivery
    from domain.runs.run import Run
    from domain.scenarios.titles import Titles
    from storage.repositories.runs import RunRepository

STEPS_AT_ONCE = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = Acts(parser, "runs")
    act = acts.add("show")
    act.add_argument("run", type=int, metavar=text("metavar-number"), help=text("argument-runs-run"))
    act.add_argument("--texts", action="store_true", help=text("argument-runs-texts"))


async def main(args: argparse.Namespace) -> int:
    """Show it."""
    from bot.cli.storage import open_storage
    from domain.configuration.validation import Configuration
    from storage.repositories.deliveries import DeliveryRepository
    from storage.repositories.runs import RunRepository

    texts, deliveries, runs = command_texts(), DeliveryRepository(), RunRepository()
    async with open_storage() as storage:
        run = await runs.get(args.run) if 0 < args.run < 2**31 else None
        if run is None:
            raise Failure(text("cli-runs-unknown", number=str(args.run)), WRONG_USE)
        if args.texts:
            if storage.settings.hide_texts:
                raise Failure(text("cli-runs-texts-closed"), WRONG_USE)
            await _note(run)
        letters = await deliveries.of_run(run.id)
        _show_run(texts, run, shown=args.texts)
        for letter in letters:
            _show_letter(texts, letter, await deliveries.attempts(letter.id), shown=args.texts)
        titles = (await Configuration.stored(storage.configuration)).titles
        await _show_chain(texts, runs, run, titles, shown=args.texts)
    return FINE


async def _note(run: "Run") -> None:
    from domain.audit import COMMAND_LINE, Act, AuditEntry, Kind
    from domain.clock import system_clock
    from domain.journal.show_texts import named
    from storage.repositories.audit import AuditRepository

    entry = AuditEntry(system_clock(), COMMAND_LINE, Act.SHOWN, Kind.RUN, run.id, named(run))
    await AuditRepository().note(entry)


def _show_run(texts: "Texts", run: "Run", *, shown: bool) -> None:
    from bot.journal.chain import error_text

    numbers = {"number": str(run.id), "record": str(run.record_id), "person": str(run.person_id)}
    say(text("cli-runs-run", **numbers, title=run.scenario.title))
    ended = _time(run.ended_at) if run.ended_at else ""
    say(text("cli-runs-began", when=_time(run.started_at), ended=ended))
    if run.error is not None:
        say(f"✗ {_plain(error_text(texts, run.error, texts=shown))}")


def _show_letter(texts: "Texts", letter: "Delivery", tries: "list[Attempt]", *, shown: bool) -> None:
    from domain.journal.journal import letter_status

    say("")
    status = texts("status", status=letter_status(letter.state))
    say(text("cli-runs-letter", number=str(letter.id), status=status))
    say("  " + text("cli-runs-sender", message=letter.message_id, sender=letter.sender))
    if shown:
        say("  " + text("cli-letter-subject", subject=letter.subject))
    for item in letter.recipients:
        say(f"  {texts('story-recipient', state=item.state, name=item.address, kind=item.kind)}")
        if item.cause and item.state != "sent":
            say(f"    {texts('cause-' + item.cause.replace('_', '-'))}")
        if item.reply:
            say(f"    {item.reply}")
    for attempt in tries:
        answer = " ".join(str(part) for part in (attempt.code, attempt.enhanced, attempt.reply) if part)
        came = texts("attempt-came", outcome=attempt.outcome, phase=attempt.phase, answer=answer)
        where = {"server": attempt.server, "peer": attempt.peer or ""}
        say("  " + text("cli-runs-attempt", number=attempt.number, when=_time(attempt.started_at), **where))
        say(f"    {came}")


async def _show_chain(texts: "Texts", runs: "RunRepository", run: "Run", titles: "Titles", *, shown: bool) -> None:
    from bot.journal.chain import step_lines, step_title
    from domain.runs.chain import steps_of

    say("")
    first = 0
    while entries := await runs.steps(run.id, first, STEPS_AT_ONCE):
        if not first:
            say(text("cli-runs-chain"))
        first += len(entries)
        for step in steps_of(run.scenario, entries, titles):
            say(f"{_time(step.at)} {_plain(step_title(texts, step))}")
            for line in step_lines(texts, step, texts=shown):
                say(f"    {_plain(line)}")
    if not first:
        say(text("cli-runs-no-chain"))


def _time(instant: "datetime") -> str:
    """Return an instant as logs have it: in UTC, to the second."""
    return f"{instant:%Y-%m-%d %H:%M:%S}Z"


def _plain(markup: str) -> str:
    """Return a text of the chat without its markup."""
    import re

    return re.sub(r"</?[a-z]+>", "", markup)
