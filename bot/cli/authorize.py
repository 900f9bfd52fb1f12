"""`gonets connection authorize`: a refresh token by a consent in a browser on this computer."""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.cli import FINE, WRONG_USE, Failure, say, say_error
from bot.cli.words import text

if TYPE_CHECKING:
    from bot.cli.storage import Storage
    from domain.checking.authorize_connection import AuthorizeConnection, Authorizing
    from domain.configured.connection import Connection
    from domain.documents import Stored
    from domain.messages.sending import NoToken

USUAL_WAIT = "10m"
PASTED_PORT = 8977
"""Named in the address that a browser elsewhere is led to: nobody listens there."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("name", metavar=text("metavar-name"), help=text("argument-authorize-name"))
    parser.add_argument("--port", metavar=text("metavar-port"), type=int, help=text("argument-authorize-port"))
    parser.add_argument("--no-browser", action="store_true", help=text("argument-authorize-no-browser"))
    parser.add_argument("--paste", action="store_true", help=text("argument-authorize-paste"))
    usual = text("argument-authorize-wait", usual=USUAL_WAIT)
    parser.add_argument("--wait", metavar=text("metavar-time"), default=USUAL_WAIT, help=usual)


async def authorize(args: argparse.Namespace) -> int:
    """Lead a person to the provider, and keep what the person gives."""
    from domain.logins.oauth2.consents import ForeignConsent
    from domain.messages.sending import NoToken

    seconds = _seconds(args.wait)
    if args.port is not None and not 1 <= args.port <= 65535:
        raise Failure(text("authorize-port"), WRONG_USE)
    stored = await _look(args.name)
    try:
        await (_by_pasting if args.paste else _by_redirect)(args, stored, seconds)
    except TimeoutError:
        raise Failure(text("authorize-timeout", wait=args.wait)) from None
    except NoToken as failure:
        raise Failure(_words(failure, stored.document)) from None
    except ForeignConsent as error:
        raise Failure(text(error.key)) from None
    except asyncio.CancelledError:
        say_error(text("authorize-interrupted"))
        raise
    say(text("authorize-saved", title=stored.document.title))
    say(text("authorize-check", name=stored.document.system_name))
    return FINE


async def _look(name: str) -> "Stored[Connection]":
    """Find the connection, and say now what would be missing afterwards."""
    from domain.checking.authorize_connection import NoAuthorizationPage, NoConsentNeeded
    from domain.servers.server_settings import SecretMissing

    async with _opened() as (storage, use_case):
        connections = await storage.configuration.connections()
        stored = next((item for item in connections if item.document.system_name == name), None)
        if stored is None:
            names = ", ".join(item.document.system_name for item in connections) or text("cli-none")
            raise Failure(text("cli-connection-unknown", name=name, names=names), WRONG_USE)
        try:
            await use_case.look(stored)
        except SecretMissing as missing:
            secret = text("secret-not-entered", secret=str(missing.params["secret"]))
            raise Failure(f"{secret[:1].upper()}{secret[1:]}.", WRONG_USE) from None
        except (NoConsentNeeded, NoAuthorizationPage) as error:
            raise Failure(text(error.key, **error.params), WRONG_USE) from None
    return stored


@asynccontextmanager
async def _opened() -> "AsyncIterator[tuple[Storage, AuthorizeConnection]]":
    """Open the database for a moment: while a person reads and clicks nothing of it is held."""
    from bot.cli.storage import open_storage
    from domain.checking.authorize_connection import AuthorizeConnection
    from domain.clock import system_clock
    from domain.logins.oauth2.consents import BrowserConsent
    from mail.endpoints import HttpEndpoints
    from storage.repositories.audit import AuditRepository
    from storage.transactions import atomically

    async with open_storage() as storage:
        yield (
            storage,
            AuthorizeConnection(
                store=storage.configuration,
                browser=BrowserConsent(HttpEndpoints(storage.settings.proxy), system_clock),
                audit=AuditRepository(),
                clock=system_clock,
                atomically=atomically,
            ),
        )


async def _by_redirect(args: argparse.Namespace, stored: "Stored[Connection]", seconds: float) -> None:
    from bot.cli.redirect import PortTaken, Redirect

    oauth2 = stored.document.oauth2
    usual = 0 if oauth2 is None else oauth2.of.port
    try:
        async with Redirect(args.port or usual) as redirect:
            begun = await _begin(stored, redirect.port)
            _show(begun, text("authorize-waiting", wait=args.wait))
            if not args.no_browser:
                _open_browser(begun.consent.url)
            await _finish(begun, await redirect.answer(seconds))
            redirect.tell(fine=True)
    except PortTaken as taken:
        raise Failure(text("authorize-port-taken", port=str(taken))) from None


async def _by_pasting(args: argparse.Namespace, stored: "Stored[Connection]", seconds: float) -> None:
    from bot.cli.pasting import address_pasted

    begun = await _begin(stored, args.port or PASTED_PORT)
    _show(begun, text("authorize-paste"))
    await _finish(begun, await address_pasted(seconds))


async def _begin(stored: "Stored[Connection]", port: int) -> "Authorizing":
    oauth2 = stored.document.oauth2
    if oauth2 is None:
        raise AssertionError("a connection without OAuth 2.0 was refused before")
    async with _opened() as (_, use_case):
        return await use_case.begin(stored, oauth2.of.redirect_url(port))


async def _finish(begun: "Authorizing", answer: Mapping[str, str]) -> None:
    say(text("authorize-answered"))
    async with _opened() as (_, use_case):
        await use_case.finish(begun, answer)


def _show(begun: "Authorizing", what_next: str) -> None:
    document = begun.connection.document
    say(text("authorize-connection", title=document.title, provider=begun.oauth2.of.title))
    say(text("authorize-redirect", url=begun.consent.redirect_url))
    say(text("authorize-open", user=document.username or ""))
    say(f"\n{begun.consent.url}\n\n{what_next}")


def _open_browser(url: str) -> None:
    """Open it where there is a screen; a browser in the terminal would take the terminal away."""
    import threading
    import webbrowser

    if sys.platform.startswith("linux") and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))):
        return
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _words(failure: "NoToken", document: "Connection") -> str:
    """Say why there is no token, what the provider has answered, and what to do."""
    from domain.messages.answers import judge

    cause = judge(failure.failure, failure.reply).cause
    said = failure.reply.text if failure.reply is not None else failure.detail
    provider = "other" if document.oauth2 is None else document.oauth2.provider
    lines = [text(f"cause-{cause}")]
    if said:
        lines.append(text("authorize-reply", reply=said))
    lines.append("→ " + text(f"advice-{cause}", provider=provider, user=document.username or ""))
    return "\n".join([*lines, text("authorize-nothing-saved")])


def _seconds(written: str) -> float:
    from domain.durations import parse_duration
    from domain.errors import Unfit

    try:
        return parse_duration(written).total_seconds()
    except Unfit:
        raise Failure(text("authorize-wait"), WRONG_USE) from None
