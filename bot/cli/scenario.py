"""`gonets scenario try`: what a scenario would do with a record, without sending anything."""

import argparse

from bot.cli import FAILED, FINE, WRONG_USE, Failure, say

HELP = "сценарий: пробный запуск на записи, без отправки"
DETAILS = """Показывает каждый шаг — что он увидел и сделал бы — и письма такими, какими они ушли бы.
Ничего не отправляется и не меняется.

Пример: gonets scenario try Otpravkauvedomleniya --record 1
Код выхода: 0 — прошёл бы до конца; 1 — остановился бы; 2 — нет такого сценария или записи."""
KINDS = {"to": "Кому", "cc": "Копия", "bcc": "Скрытая копия", "own": "Копия автору"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = parser.add_subparsers(title="что сделать", metavar="ДЕЙСТВИЕ", dest="act", required=True)
    act = acts.add_parser("try", help="пробный запуск", description="пробный запуск")
    act.add_argument("scenario", metavar="СЦЕНАРИЙ", help="системное имя сценария")
    act.add_argument("--record", type=int, required=True, metavar="НОМЕР", help="запись, на которой пробовать")


async def main(args: argparse.Namespace) -> int:
    """Try, and show each step and letter."""
    from bot.cli.storage import open_storage
    from bot.texts import load_texts
    from domain.clock import system_clock
    from domain.configuration.validation import ScenarioChecker
    from domain.scenarios.advance_run import WorldLoader
    from domain.scenarios.interpreter import Interpreter
    from domain.scenarios.run import RunState
    from storage.repositories.accounts import AccountRepository
    from storage.repositories.people import PersonRepository
    from storage.repositories.records import RecordRepository

    texts = load_texts()
    async with open_storage() as storage:
        scenarios = {item.document.system_name: item.document for item in await storage.configuration.scenarios()}
        scenario = scenarios.get(args.scenario)
        if scenario is None:
            raise Failure(f"Сценария {args.scenario} нет. Есть: {', '.join(scenarios) or 'ни одного'}.", WRONG_USE)
        record = await RecordRepository().get(args.record)
        if record is None:
            raise Failure(f"Записи {args.record} нет.", WRONG_USE)
        mistakes = await ScenarioChecker(storage.configuration)(scenario)
        for mistake in mistakes:
            say(f"✗ {mistake.path}: {texts(mistake.key, **mistake.params)}")
        if mistakes:
            return FAILED
        load = WorldLoader(RecordRepository(), PersonRepository(), storage.configuration, storage.settings.timezone)
        world = await load(args.record, record.creator_id)
        interpret = Interpreter(AccountRepository(), system_clock)
        segment = await interpret(scenario.actions, RunState.at_start(args.record), world)
    for entry in segment.trace:
        number = ".".join(str(index + 1) for index in entry["place"])
        say(f"{number} {texts('action-' + entry['kind'].replace('_', '-'))} ({entry['ms']} мс)")
        for name, value in entry.get("did", {}).items():
            say(f"    {name}: {value}")
        if "error" in entry:
            say(f"    ✗ {texts(entry['error']['key'], **entry['error']['params'])}")
    for staged in segment.staged:
        letter = staged.message.letter
        say("")
        say("Письмо, которое ушло бы:")
        say(f"    Подключение: {staged.connection.document.system_name}")
        say(f"    От: {letter.sender.address}")
        for kind, address in staged.message.recipients:
            say(f"    {KINDS[kind]}: {address.address}")
        say(f"    Тема: {letter.subject}")
        say("")
        for line in letter.body.text.splitlines():
            say(f"    {line}".rstrip())
    say("")
    if segment.error is not None:
        say("Сценарий остановился бы: " + texts(segment.error.key, **segment.error.params))
        return FAILED
    say("Ничего не отправлено: это проба." + (" Дальше сценарий ждал бы ответа сервера." if segment.waits else ""))
    return FINE
