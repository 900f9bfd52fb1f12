"""`gonets connection`: the mail server checked step by step, with a test letter; a consent for OAuth 2.0."""

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, WRONG_USE, Acts, Failure, authorize, say
from bot.cli.words import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cli.storage import Storage
    from domain.configured.connection import Connection
    from domain.documents import Stored
    from domain.messages.sending import MailSender, SmtpSettings, Step


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = Acts(parser, "connection")
    act = acts.add("check")
    act.add_argument("name", metavar=text("metavar-name"), nargs="?", help=text("argument-connection-check-name"))
    act.add_argument("--to", metavar=text("metavar-address"), help=text("argument-connection-to"))
    authorize.add_arguments(acts.add("authorize", detailed=True))


async def main(args: argparse.Namespace) -> int:
    """Check one connection, or all; or get one its consent."""
    if args.act == "authorize":
        return await authorize.authorize(args)
    from bot.cli.storage import open_storage
    from domain.messages.addresses import parse_address
    from mail.smtp_sender import SmtpSender

    to = parse_address(args.to) if args.to else None
    async with open_storage() as storage:
        connections = await storage.configuration.connections()
        chosen = [item for item in connections if args.name in {None, item.document.system_name}]
        if not chosen:
            names = ", ".join(item.document.system_name for item in connections) or text("cli-none")
            raise Failure(text("cli-connection-unknown", name=args.name or "", names=names), WRONG_USE)
        sender = SmtpSender()
        results = [await check(storage, sender, stored, to) for stored in chosen]
        await sender.close()
    return FINE if all(results) else FAILED


async def check(storage: "Storage", sender: "MailSender", stored: "Stored[Connection]", to: str | None = None) -> bool:
    """Go through a connection's steps; True when all went well."""
    from domain.messages.sending import Step
    from domain.servers.server_settings import SecretMissing

    connection = stored.document
    say(f"{connection.system_name} — {connection.title}: {connection.host}:{connection.port}, {connection.encryption}")
    try:
        settings = await storage.server_settings()(stored)
    except SecretMissing as missing:
        say("  ✗ " + text("secret-not-entered", secret=str(missing.params["secret"])))
        return False
    steps: list[Step] = []
    async for step in sender.check(settings):
        steps.append(step)
        say(_step_line(step))
    fine = steps[-1].ok
    if not fine:
        _say_advice(settings, steps)
    if not connection.enabled:
        say("  " + text("cli-connection-off"))
    if fine and to:
        fine = await _send_test(sender, settings, connection, to)
    return fine


def _say_advice(settings: "SmtpSettings", steps: "Sequence[Step]") -> None:
    """Say why the last step failed, and what to do about it."""
    from domain.checking.advice import advice_params, advise
    from domain.messages.answers import judge

    failed = steps[-1]
    say("    " + text(f"cause-{judge(failed.failure, failed.reply).cause}"))
    advice = advise(settings, steps)
    if advice is not None:
        say("    → " + text(advice.key, **advice_params(settings)))


def _step_line(step: "Step") -> str:
    mark = "✓" if step.ok else "✗"
    shown = dict(step.detail)
    if "until" in shown:
        shown["until"] = f"{datetime.fromisoformat(shown['until']):%d.%m %H:%M} UTC"
    detail = ", ".join(value for name, value in shown.items() if value and name != "what")
    reply = f" — {step.reply.code} {step.reply.text}" if step.reply else ""
    took = text("cli-milliseconds", count=f"{step.seconds * 1000:.0f}")
    return f"  {mark} {text(f'step-{step.name}')} ({took}) {detail}{reply}".rstrip()


async def _send_test(sender: "MailSender", settings: "SmtpSettings", connection: "Connection", to: str) -> bool:
    from datetime import UTC

    from domain.checking.send_test_letter import ByHand, by_hand
    from domain.messages.answers import Verdict, judge
    from mail.compose import MimeComposer

    written = ByHand(to, text("test-letter-subject"), text("test-letter-body", name=connection.title))
    envelope, letter = by_hand(connection, written, datetime.now(UTC))

    async def go(*_: object) -> bool:
        return True

    receipt = await sender.send(settings, envelope, MimeComposer().compose(letter), go)
    verdict = judge(receipt.failure, receipt.reply, uncertain=receipt.uncertain)
    reply = f" — {receipt.reply.code} {receipt.reply.text}" if receipt.reply else ""
    if verdict.verdict is Verdict.ACCEPTED:
        say("  " + text("cli-test-letter-accepted", address=to, reply=reply))
        return True
    say("  " + text("cli-test-letter-refused", address=to, reply=reply))
    say("    " + text(f"cause-{verdict.cause}"))
    return False
