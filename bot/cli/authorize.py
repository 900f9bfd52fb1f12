"""`gonets connection authorize`: a refresh token by a consent in a browser on this computer."""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.cli import FINE, WRONG_USE, Failure, command_texts, say, say_error

if TYPE_CHECKING:
    from bot.cli.storage import Storage
    from domain.checking.authorize_connection import AuthorizeConnection, Authorizing
    from domain.connections import Connection
    from domain.documents import Stored
    from domain.messages.sending import NoToken

HELP = "получить разрешение отправлять почту (OAuth 2.0)"
DETAILS = """Печатает адрес страницы почтового сервиса, где владелец ящика даёт разрешение, и ждёт, пока браузер
вернётся на этот компьютер. Токен обновления записывается в подключение сразу и нигде не показывается. Работающему
боту это не мешает: дальше он пойдёт с новым разрешением, а остановленное подключение проверит сам.

Браузер на другом компьютере: с --paste он в конце покажет, что страница не открывается; её адрес целиком
вставляется сюда.

Пример: gonets connection authorize smtp_connection
        gonets connection authorize smtp_connection --paste
Код выхода: 0 — записано; 1 — не получилось; 2 — нет такого подключения или ему не нужно разрешение; 130 — прервано."""
USUAL_WAIT = "10m"
PASTED_PORT = 8977
"""Named in the address that a browser elsewhere is led to: nobody listens there."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("name", metavar="ИМЯ", help="системное имя подключения")
    parser.add_argument("--port", metavar="ПОРТ", type=int, help="порт для возврата из браузера; без него — свободный")
    parser.add_argument("--no-browser", action="store_true", help="только напечатать адрес, браузер не открывать")
    parser.add_argument("--paste", action="store_true", help="браузер на другом компьютере: вставить адрес сюда")
    parser.add_argument("--wait", metavar="СРОК", default=USUAL_WAIT, help=f"сколько ждать, обычно {USUAL_WAIT}")


async def authorize(args: argparse.Namespace) -> int:
    """Lead a person to the provider, and keep what the person gives."""
    from domain.logins.oauth2.consents import ForeignConsent
    from domain.messages.sending import NoToken

    seconds = _seconds(args.wait)
    if args.port is not None and not 1 <= args.port <= 65535:
        raise Failure("--port: число от 1 до 65535.", WRONG_USE)
    stored = await _look(args.name)
    try:
        await (_by_pasting if args.paste else _by_redirect)(args, stored, seconds)
    except TimeoutError:
        raise Failure(f"За {args.wait} никто не ответил. Ничего не записано; повторите команду.") from None
    except NoToken as failure:
        raise Failure(_words(failure, stored.document)) from None
    except ForeignConsent as error:
        raise Failure(command_texts()(error.key)) from None
    except asyncio.CancelledError:
        say_error("Прервано. Если браузер ещё не ответил, ничего не изменилось.")
        raise
    say(f"✓ Разрешение записано: {stored.document.title}.")
    say(f"Проверить: gonets connection check {stored.document.system_name}")
    return FINE


async def _look(name: str) -> "Stored[Connection]":
    """Find the connection, and say now what would be missing afterwards."""
    from domain.checking.authorize_connection import NoAuthorizationPage, NoConsentNeeded
    from domain.logins.server_settings import SecretMissing

    texts = command_texts()
    async with _opened() as (storage, use_case):
        connections = await storage.configuration.connections()
        stored = next((item for item in connections if item.document.system_name == name), None)
        if stored is None:
            names = ", ".join(item.document.system_name for item in connections) or "ни одного"
            raise Failure(f"Подключения {name} нет. Есть: {names}.", WRONG_USE)
        try:
            await use_case.look(stored)
        except SecretMissing as missing:
            secret = texts("secret-not-entered", secret=str(missing.params["secret"]))
            raise Failure(f"{secret[:1].upper()}{secret[1:]}.", WRONG_USE) from None
        except (NoConsentNeeded, NoAuthorizationPage) as error:
            raise Failure(texts(error.key, **error.params), WRONG_USE) from None
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
    from bot.cli.redirect import FINE as SAID_FINE
    from bot.cli.redirect import PortTaken, Redirect

    oauth2 = stored.document.oauth2
    usual = 0 if oauth2 is None else oauth2.of.port
    try:
        async with Redirect(args.port or usual) as redirect:
            begun = await _begin(stored, redirect.port)
            _show(begun, f"Жду ответа {args.wait}; прервать — Ctrl-C.")
            if not args.no_browser:
                _open_browser(begun.consent.url)
            await _finish(begun, await redirect.answer(seconds))
            redirect.tell(SAID_FINE)
    except PortTaken as taken:
        raise Failure(f"Порт {taken} занят или недоступен. Укажите другой: --port 8123.") from None


async def _by_pasting(args: argparse.Namespace, stored: "Stored[Connection]", seconds: float) -> None:
    from bot.cli.pasting import address_pasted

    begun = await _begin(stored, args.port or PASTED_PORT)
    _show(
        begun,
        "В конце браузер покажет, что страница не открывается: так и должно быть.\n"
        "Скопируйте её адрес из строки браузера целиком, вставьте сюда и нажмите Enter (видно его не будет):",
    )
    await _finish(begun, await address_pasted(seconds))


async def _begin(stored: "Stored[Connection]", port: int) -> "Authorizing":
    oauth2 = stored.document.oauth2
    if oauth2 is None:
        raise AssertionError("a connection without OAuth 2.0 was refused before")
    async with _opened() as (_, use_case):
        return await use_case.begin(stored, oauth2.of.redirect_url(port))


async def _finish(begun: "Authorizing", answer: Mapping[str, str]) -> None:
    say("Браузер ответил, обмениваю код…")
    async with _opened() as (_, use_case):
        await use_case.finish(begun, answer)


def _show(begun: "Authorizing", what_next: str) -> None:
    document = begun.connection.document
    say(f"Подключение: {document.title} ({begun.oauth2.of.title})")
    say(f"Адрес возврата, который должен быть записан у приложения: {begun.consent.redirect_url}")
    say(f"Откройте в браузере и войдите как {document.username}:\n\n{begun.consent.url}\n\n{what_next}")


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

    texts = command_texts()
    cause = judge(failure.failure, failure.reply).cause
    said = failure.reply.text if failure.reply is not None else failure.detail
    provider = "other" if document.oauth2 is None else document.oauth2.provider
    lines = [texts(f"cause-{cause}")]
    if said:
        lines.append(f"Ответ: {said}")
    lines.append("→ " + texts(f"advice-{cause}", provider=provider, user=document.username or ""))
    return "\n".join([*lines, "Ничего не записано; когда исправите, повторите команду."])


def _seconds(text: str) -> float:
    from domain.durations import parse_duration
    from domain.errors import Unfit

    try:
        return parse_duration(text).total_seconds()
    except Unfit:
        raise Failure("--wait: число и буква s, m или h, например 10m.", WRONG_USE) from None
