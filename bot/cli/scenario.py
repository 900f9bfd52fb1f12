"""`gonets scenario try`: what a scenario would do with a record, without sending anything."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, WRONG_USE, Failure, command_texts, say

if TYPE_CHECKING:
    from bot.texts import Texts
    from domain.scenarios.trial import TriedLetter, TriedStep

HELP = "сценарий: пробный запуск на записи, без отправки"
DETAILS = """Показывает каждый шаг — что он увидел и сделал бы — и письма такими, какими они ушли бы.
Ничего не отправляется и не меняется.

Пример: gonets scenario try Otpravkauvedomleniya --record 1
Код выхода: 0 — прошёл бы до конца; 1 — остановился бы; 2 — нет такого сценария или записи."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = parser.add_subparsers(title="что сделать", metavar="ДЕЙСТВИЕ", dest="act", required=True)
    act = acts.add_parser("try", help="пробный запуск", description="пробный запуск")
    act.add_argument("scenario", metavar="СЦЕНАРИЙ", help="системное имя сценария")
    act.add_argument("--record", type=int, required=True, metavar="НОМЕР", help="запись, на которой пробовать")


async def main(args: argparse.Namespace) -> int:
    """Try, and show each step and letter."""
    from bot.cli.storage import open_storage
    from domain.clock import system_clock
    from domain.errors import NotFound
    from domain.scenarios.compose_letter import ComposeLetter
    from domain.scenarios.load_world import WorldLoader
    from domain.scenarios.try_scenario import TryScenario
    from mail.compose import MimeComposer
    from storage.repositories.accounts import AccountRepository
    from storage.repositories.audit import AuditRepository
    from storage.repositories.files import FileRepository
    from storage.repositories.people import PersonRepository
    from storage.repositories.records import RecordRepository
    from storage.transactions import atomically

    texts = command_texts()
    async with open_storage() as storage:
        scenarios = {item.document.system_name: item.document for item in await storage.configuration.scenarios()}
        scenario = scenarios.get(args.scenario)
        if scenario is None:
            raise Failure(f"Сценария {args.scenario} нет. Есть: {', '.join(scenarios) or 'ни одного'}.", WRONG_USE)
        records = RecordRepository()
        try_scenario = TryScenario(
            records=records,
            configured=storage.configuration,
            accounts=AccountRepository(),
            world=WorldLoader(records, PersonRepository(), storage.configuration, storage.settings.timezone),
            audit=AuditRepository(),
            clock=system_clock,
            atomically=atomically,
            compose=ComposeLetter(FileRepository(), MimeComposer()),
        )
        try:
            trial = await try_scenario(None, scenario, args.record)
        except NotFound as error:
            raise Failure(f"Записи {args.record} нет.", WRONG_USE) from error
    for found in trial.mistakes:
        say(f"✗ {found.mistake.path}: {texts(found.mistake.key, **found.mistake.params)}")
    for step in trial.steps:
        _show_step(step, texts)
    for letter in trial.letters:
        _show_letter(letter)
    say("")
    if trial.error is not None:
        say("Сценарий остановился бы: " + texts(trial.error.key, **trial.error.params))
    for title in trial.not_ready:
        say(f"Нажатию откажут: подключение «{title}» выключено или без пароля.")
    if trial.unanswered:
        say("Нажатию откажут: в записи не заполнено " + ", ".join(f"«{title}»" for title in trial.unanswered) + ".")
    say("Ничего не отправлено: это проба.")
    return FINE if trial.is_fine else FAILED


def _show_step(step: "TriedStep", texts: "Texts") -> None:
    say(f"{step.number} {texts('action-' + step.kind.replace('_', '-'))}")
    for seen in step.seen:
        name = f"{seen.path} = " if seen.path else ""
        say(f"    {name}{seen.source} → {seen.value}")
    if step.waits:
        say("    Здесь сценарий ждал бы ответа сервера; дальше — как если бы письмо принято.")
    if step.problem is not None:
        ignored = " (ошибка пропускается)" if step.problem.ignored else ""
        say(f"    ✗ {texts(step.problem.key, **step.problem.params)}{ignored}")


def _show_letter(tried: "TriedLetter") -> None:
    letter = tried.letter
    say("")
    say(f"Письмо, которое ушло бы на шаге {tried.step}:")
    say(f"    Подключение: {tried.connection}")
    say(f"    От: {letter.sender.address}")
    for title, addresses in (("Кому", letter.to), ("Копия", letter.cc), ("Скрытая копия", letter.bcc)):
        for address in addresses:
            say(f"    {title}: {address.address}")
    say(f"    Тема: {letter.subject}")
    for name in letter.attachments:
        say(f"    Файл: {name}")
    say("")
    for line in letter.body.split("\n"):
        say(f"    {line}".rstrip())
