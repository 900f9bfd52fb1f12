"""`gonets scenario try`: what a scenario would do with a record, without sending anything."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, WRONG_USE, Acts, Failure, say
from bot.cli.words import command_texts, text
from bot.scenarios.seen_words import seen_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from domain.errors import GonetsError
    from domain.runs.trial import Otherwise, TriedLetter, TriedStep


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = Acts(parser, "scenario")
    act = acts.add("try")
    act.add_argument("scenario", metavar=text("metavar-scenario"), help=text("argument-scenario-scenario"))
    record = text("argument-scenario-record")
    act.add_argument("--record", type=int, required=True, metavar=text("metavar-number"), help=record)


async def main(args: argparse.Namespace) -> int:
    """Try, and show each step and letter."""
    from bot.cli.storage import open_storage
    from domain.clock import system_clock
    from domain.errors import NotFound
    from domain.large_contents import NothingPut
    from domain.records.query_records import QueryRecords
    from domain.runs.try_scenario import TryScenario
    from domain.scenarios.compose_letter import ComposeLetter
    from domain.scenarios.load_world import WorldLoader
    from mail.compose import MimeComposer
    from storage.repositories.accounts import AccountRepository
    from storage.repositories.audit import AuditRepository
    from storage.repositories.files import FileRepository
    from storage.repositories.people import PersonRepository
    from storage.repositories.record_finder import RecordFinder
    from storage.repositories.records import RecordRepository
    from storage.repositories.template_grants import TemplateGrantRepository
    from storage.transactions import atomically

    texts = command_texts()
    async with open_storage() as storage:
        scenarios = {item.document.system_name: item.document for item in await storage.configuration.scenarios()}
        scenario = scenarios.get(args.scenario)
        if scenario is None:
            names = ", ".join(scenarios) or text("cli-none")
            raise Failure(text("cli-scenario-unknown", name=args.scenario, names=names), WRONG_USE)
        records = RecordRepository()
        try_scenario = TryScenario(
            records=records,
            configured=storage.configuration,
            world=WorldLoader(
                records,
                AccountRepository(),
                PersonRepository(),
                storage.configuration,
                storage.settings.timezone,
                QueryRecords(RecordFinder(), storage.configuration, TemplateGrantRepository()),
            ),
            audit=AuditRepository(),
            clock=system_clock,
            atomically=atomically,
            compose=ComposeLetter(FileRepository(), MimeComposer(), NothingPut()),
        )
        try:
            trial = await try_scenario(None, scenario, args.record)
        except NotFound as error:
            raise Failure(text("cli-scenario-no-record", number=str(args.record)), WRONG_USE) from error
    for found in trial.mistakes:
        say(f"✗ {found.mistake.shown_path}: {texts(found.mistake.key, **found.mistake.params)}")
    for found in trial.remarks:
        say(f"⚠ {found.mistake.shown_path}: {texts(found.mistake.key, **found.mistake.params)}")
    _show_way(trial.steps, trial.letters, texts)
    say("")
    if trial.error is not None:
        say(text("cli-scenario-would-stop", why=_words(trial.error, texts)))
    elif not trial.mistakes:
        say(texts("trial-fine", letters=len(trial.letters)))
    for title in trial.not_ready:
        say(text("cli-scenario-not-ready", title=title))
    if trial.unanswered:
        titles = ", ".join(text("cli-scenario-title", title=title) for title in trial.unanswered)
        say(text("cli-scenario-unanswered", titles=titles))
    for other in trial.otherwise:
        _show_other(other, texts)
    if trial.more_ways:
        say("\n" + texts("trial-more-ways", count=trial.more_ways))
    say("")
    say(text("cli-scenario-nothing-sent"))
    return FINE if trial.is_fine else FAILED


def _show_way(steps: "Sequence[TriedStep]", letters: "Sequence[TriedLetter]", texts: "Texts") -> None:
    """Print the steps of one way, of each step's letters the first ones whole, and whom the others go to."""
    from domain.runs.trial import first_whole

    for step in steps:
        _show_step(step, texts)
    whole, others = first_whole(letters)
    for position in whole:
        _show_letter(letters[position])
    for more in others:
        say("")
        addresses = ", ".join(more.to)
        say(texts("trial-more-letters", step=more.step, count=len(more.to), addresses=addresses, more=0))


def _show_other(other: "Otherwise", texts: "Texts") -> None:
    """Print what would follow on another way."""
    say("")
    block = 0 if other.block is None else other.block + 1
    say(texts("trial-if", name=other.name, step=other.number, block=block))
    steps = [step for step in other.steps if step.number != other.number or step.problem is None]
    _show_way(steps, other.letters, texts)
    if other.is_cut:
        say("…")
    elif other.error is None:
        say(texts("trial-other-fine", letters=len(other.letters)))
    else:
        say(text("cli-scenario-would-stop", why=_words(other.error, texts)))
        if other.lost or other.sent:
            say(texts("trial-lost", lost=other.lost, sent=other.sent))


def _words(error: "GonetsError", texts: "Texts") -> str:
    return texts(error.key, **error.params).strip()


def _show_step(step: "TriedStep", texts: "Texts") -> None:
    say(f"{step.number} {texts('action-' + step.kind.replace('_', '-'))}")
    for seen in step.seen:
        name = f"{seen.path} = " if seen.path else ""
        say(f"    {name}{seen.source} → {seen_words(texts, seen.value)}")
    if step.waits:
        say("    " + text("cli-scenario-waits"))
    if step.problem is not None:
        problem, ignored = texts(step.problem.key, **step.problem.params), "yes" if step.problem.ignored else "no"
        say("    " + text("cli-scenario-problem", problem=problem, ignored=ignored))


def _show_letter(tried: "TriedLetter") -> None:
    letter = tried.letter
    say("")
    say(text("cli-scenario-letter", step=str(tried.step)))
    say("    " + text("cli-letter-connection", title=tried.connection))
    say("    " + text("cli-letter-from", address=letter.sender.address))
    for role, addresses in (("to", letter.to), ("cc", letter.cc), ("bcc", letter.bcc)):
        for address in addresses:
            say("    " + text("cli-letter-address", role=role, address=address.address))
    say("    " + text("cli-letter-subject", subject=letter.subject))
    for name in letter.attachments:
        say("    " + text("cli-letter-file", name=name))
    say("")
    for line in letter.body.split("\n"):
        say(f"    {line}".rstrip())
