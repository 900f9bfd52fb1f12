"""`gonets connection authorize`: a consent in a browser becomes a sealed refresh token; every refusal is said."""

import asyncio
import os
import re
import signal
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from pydantic import SecretStr

from domain.configured.connection import Connection
from sandbox import Refusal, Sandbox, Trouble
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from tests.bot.cli.conftest import Gonets, Said
from tests.copies import begin_copy
from tests.databases import opened
from tests.domain.logins.browser import decide, left_at, look
from tests.sandbox.identities import challenge

MAILBOX = "notify@firma.test"
SECRET = "s3cr~t-of-the-application"
OLD = "refresh-token-of-before"
NAME = "smtp_connection"


@dataclass
class Command:
    """The command in a process of its own, as somebody sees it who looks at the terminal."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)

    async def until(self, pattern: str) -> str:
        assert self.process.stdout is not None
        async with asyncio.timeout(60):
            while True:
                line = (await self.process.stdout.readline()).decode()
                assert line, f"it ended without {pattern}: {''.join(self.said)}"
                self.said.append(line)
                if found := re.search(pattern, line):
                    return found[0]

    async def url(self) -> str:
        """The address that it asks to open, once it listens."""
        url = await self.until(r"^http://127\S+$")
        await self.until("Жду ответа|вставьте сюда")
        return url

    async def ended(self, typed: str | None = None) -> Said:
        async with asyncio.timeout(60):
            out, err = await self.process.communicate(None if typed is None else typed.encode())
        said = Said(self.process.returncode or 0, "".join(self.said) + out.decode(), err.decode())
        assert "Traceback" not in said.err + said.out
        return said


@dataclass
class Desk:
    """A home with one connection, and a provider."""

    sandbox: Sandbox
    home: Path
    provider: str = "google"

    async def set_up(self, provider: str = "google", secret: str | None = SECRET, **more: Any) -> None:
        self.provider = provider
        identity = self.sandbox.identity
        identity.application(provider, "application-1", secret=SECRET, mailboxes=[MAILBOX])
        oauth2 = {
            "provider": provider,
            "grant": "refresh_token",
            "client_id": "application-1",
            "token_endpoint": identity.token_url(provider),
            "authorization_endpoint": identity.authorization_url(provider),
            **more,
        }
        await self.save(oauth2={name: value for name, value in oauth2.items() if value is not None}, secret=secret)

    async def save(self, secret: str | None = SECRET, **fields: Any) -> None:
        document = {
            "system_name": NAME,
            "title": "Почта",
            "host": self.sandbox.smtp_host,
            "port": self.sandbox.smtp_port,
            "encryption": "none",
            "authentication": "oauth2",
            "username": MAILBOX,
            "sender_address": MAILBOX,
            "timeout": "5s",
            **fields,
        }
        secrets = {"refresh_token": SecretStr(OLD)}
        if secret is not None:
            secrets["client_secret"] = SecretStr(secret)
        async with opened(self.home / "gonets.db"):
            await self.configuration.save_connection(Connection.model_validate(document), secrets)

    @property
    def configuration(self) -> ConfigurationRepository:
        return ConfigurationRepository(SecretBox.for_home(self.home))

    async def kept(self) -> str:
        async with opened(self.home / "gonets.db"):
            secret = await self.configuration.secret(NAME, "refresh_token")
        assert secret is not None
        return secret.get_secret_value()

    async def command(self, *arguments: str, **environment: str) -> Command:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GONETS_")}
        clean |= {"GONETS_HOME": str(self.home), "PYTHONUNBUFFERED": "1", **environment}
        return Command(
            await begin_copy(
                *("bot", "connection", *arguments),
                cwd=self.home,
                env={name: value for name, value in clean.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
        )

    async def authorize(self, *arguments: str, **environment: str) -> Command:
        return await self.command("authorize", NAME, *arguments, **environment)

    def secrets(self) -> list[str]:
        """What nobody may see: tokens and codes that are out, and the application's secret."""
        ledger = self.sandbox.identity.realms[self.provider].ledger
        return [SECRET, OLD, *ledger.refresh, *ledger.access, *ledger.codes]


def tells_verifier(text: str, url: str) -> bool:
    """Whether a word of the text is the verifier of the challenge in the address (RFC 7636 section 4.2)."""
    (asked,) = parse_qs(urlsplit(url).query)["code_challenge"]
    return any(challenge(word) == asked for word in re.findall(r"[A-Za-z0-9._~-]{43,128}", text))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    async with Sandbox() as sandbox:
        sandbox.mail.token_needed = True
        yield Desk(sandbox, home)


@pytest.mark.parametrize("provider", ["google", "yandex", "mailru", "microsoft", "other"])
async def test_a_consent_becomes_the_refresh_token_that_letters_go_with(desk: Desk, provider: str) -> None:
    await desk.set_up(provider, None if provider == "microsoft" else SECRET)
    if provider == "microsoft":
        desk.sandbox.identity.application(provider, "application-1", mailboxes=[MAILBOX])
    command = await desk.authorize(GONETS_LOG="text")
    url = await command.url()
    listed = b"".join(file.read_bytes() for file in Path("/proc").glob("[0-9]*/cmdline") if file.exists())
    page = await decide(url, MAILBOX)
    assert (page.status, "можно закрыть" in page.text, "Готово" in page.text) == (200, True, True)
    said = await command.ended()
    assert (said.status, said.err) == (0, "")
    assert f"gonets connection check {NAME}" in said.out
    assert await desk.kept() in desk.sandbox.identity.realms[provider].ledger.refresh
    checked = await (await desk.command("check", NAME)).ended()
    assert checked.status == 0, checked.out
    code = parse_qs(urlsplit(page.url).query)["code"][0]
    assert code in desk.secrets()
    for secret in desk.secrets():
        assert secret not in said.out + said.err + checked.out + checked.err + page.text
        assert secret.encode() not in listed
    assert not tells_verifier(said.out + said.err + page.text + listed.decode(errors="replace"), url)
    assert desk.sandbox.violations == []


async def test_google_is_asked_for_a_lasting_consent_with_pkce_to_a_port_of_its_own(desk: Desk) -> None:
    await desk.set_up()
    command = await desk.authorize()
    query = {name: value for name, (value,) in parse_qs(urlsplit(await command.url()).query).items()}
    assert (query["access_type"], query["prompt"], query["code_challenge_method"]) == ("offline", "consent", "S256")
    redirect = urlsplit(query["redirect_uri"])
    assert (redirect.hostname, redirect.path) == ("127.0.0.1", "/")
    assert redirect.port
    # Only this machine reaches it.
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.2", redirect.port), 5):
        pass
    command.process.send_signal(signal.SIGINT)
    assert (await command.ended()).status == 130


async def test_a_browser_is_opened_where_there_is_one(desk: Desk, tmp_path: Path) -> None:
    await desk.set_up()
    opened_at = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened_at}.part\nmv {opened_at}.part {opened_at}\n')
    browser.chmod(0o700)
    command = await desk.authorize(BROWSER=str(browser))
    url = await command.url()
    async with asyncio.timeout(60):
        while not opened_at.exists():  # noqa: ASYNC110 - a program's file fires no event
            await asyncio.sleep(0.01)
    assert opened_at.read_text() == url
    opened_at.unlink()
    await decide(url, MAILBOX, allow=False)
    assert (await command.ended()).status == 1
    second = await desk.authorize("--no-browser", BROWSER=str(browser))
    await decide(await second.url(), MAILBOX, allow=False)
    assert (await second.ended()).status == 1
    assert not opened_at.exists()


async def refused(desk: Desk, command: Command, *words: str, status: int = 1) -> None:
    said = await command.ended()
    assert said.status == status
    for word in words:
        assert word in said.err
    assert await desk.kept() == OLD
    for secret in desk.secrets():
        assert secret not in said.out + said.err


async def test_who_refuses_is_told_so(desk: Desk) -> None:
    await desk.set_up()
    command = await desk.authorize()
    page = await decide(await command.url(), MAILBOX, allow=False)
    assert "Не получилось" in page.text
    assert "можно закрыть" in page.text
    await refused(desk, command, "отказано", "повторите команду")
    assert desk.sandbox.identity.asked_for_tokens() == []


@pytest.mark.parametrize("state", ["ж\ud800", None])
async def test_an_answer_with_another_state_is_somebody_else_s(desk: Desk, state: str | None) -> None:
    await desk.set_up()
    command = await desk.authorize()
    place = parse_qs(urlsplit(await command.url()).query)["redirect_uri"][0]
    answer = {"code": "somebody's"} | ({} if state is None else {"state": state.encode(errors="surrogatepass")})
    assert "Не получилось" in (await look(f"{place}?{urlencode(answer)}")).text
    await refused(desk, command, "не на тот вопрос")
    assert desk.sandbox.identity.asked_for_tokens() == []


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Refusal.WRONG_SECRET, "не принял секрет приложения"),
        (Refusal.CODE_USED, "отозвано или истекло"),
        (Trouble.UNAVAILABLE, "сейчас не выдаёт"),
    ],
)
async def test_what_the_provider_refuses_at_the_exchange_is_said(
    desk: Desk, refusal: Refusal | Trouble, words: str
) -> None:
    await desk.set_up()
    desk.sandbox.identity.refuse(refusal, endpoint="token")
    command = await desk.authorize()
    assert "Не получилось" in (await decide(await command.url(), MAILBOX)).text
    await refused(desk, command, words, "→ ", "Ничего не записано")


async def test_what_the_provider_refuses_on_its_page_is_said(desk: Desk) -> None:
    await desk.set_up()
    command = await desk.authorize()
    query = parse_qs(urlsplit(await command.url()).query)
    answer = {"state": query["state"][0], "error": "invalid_scope", "error_description": "no\x1b[31m such scope"}
    await look(f"{query['redirect_uri'][0]}?{urlencode(answer)}")
    await refused(desk, command, "не знает запрошенных прав", "such scope", "Очистите «Права»")


async def test_a_consent_without_a_refresh_token_is_none(desk: Desk) -> None:
    await desk.set_up("mailru", scope="openid mail.imap")
    command = await desk.authorize()
    await decide(await command.url(), MAILBOX)
    await refused(desk, command, "токена обновления в ответе нет", "offline_access")


async def test_a_connection_that_was_changed_meanwhile_does_not_get_it(desk: Desk) -> None:
    await desk.set_up()
    command = await desk.authorize()
    url = await command.url()
    await desk.set_up(client_id="application-2")
    await decide(url, MAILBOX)
    await refused(desk, command, "изменили")
    assert desk.sandbox.identity.asked_for_tokens() == []


async def test_nobody_is_waited_for_for_ever(desk: Desk) -> None:
    await desk.set_up()
    await refused(desk, await desk.authorize("--wait", "1s"), "никто не ответил")


async def test_ctrl_c_ends_it(desk: Desk) -> None:
    await desk.set_up()
    command = await desk.authorize()
    await command.url()
    command.process.send_signal(signal.SIGINT)
    await refused(desk, command, "Прервано", status=130)


@pytest.mark.parametrize("provider", ["google", "yandex"])
async def test_a_port_that_is_taken_is_said(desk: Desk, provider: str) -> None:
    await desk.set_up(provider)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        await refused(desk, await desk.authorize("--port", str(port)), f"Порт {port} занят", "--port")


async def test_a_port_can_be_chosen(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    await desk.set_up("yandex")
    desk.sandbox.identity.application(
        "yandex", "application-1", secret=SECRET, mailboxes=[MAILBOX], redirect_uris=[f"http://127.0.0.1:{port}/"]
    )
    command = await desk.authorize("--port", str(port))
    assert "Готово" in (await decide(await command.url(), MAILBOX)).text
    assert (await command.ended()).status == 0


async def test_what_is_no_answer_ends_nothing_and_a_page_loaded_anew_says_the_same(desk: Desk) -> None:
    await desk.set_up()
    command = await desk.authorize()
    url = await command.url()
    place = parse_qs(urlsplit(url).query)["redirect_uri"][0]
    assert (await look(f"{place}favicon.ico")).status == 404
    assert (await look(place)).status == 400
    assert (await look(f"{place}?code=a&code=b&state=c")).status == 400
    address = await left_at(url, MAILBOX)
    first, second = await asyncio.gather(look(address), look(address))
    assert "Готово" in first.text
    assert first.text == second.text
    assert (await command.ended()).status == 0
    assert len(desk.sandbox.identity.asked_for_tokens("authorization_code")) == 1


async def test_with_a_browser_elsewhere_its_address_is_pasted(desk: Desk) -> None:
    await desk.set_up()
    command = await desk.authorize("--paste")
    address = await left_at(await command.url(), MAILBOX)
    said = await command.ended(f"  {address}\n")
    assert said.status == 0
    assert await desk.kept() in desk.sandbox.identity.realms["google"].ledger.refresh
    for secret in desk.secrets():
        assert secret not in said.out + said.err


@pytest.mark.parametrize("typed", ["", "http://127.0.0.1:1/?x=1\n", "http://[\n"])
async def test_what_is_pasted_and_no_answer_is_refused(desk: Desk, typed: str) -> None:
    await desk.set_up()
    command = await desk.authorize("--paste")
    await command.url()
    said = await command.ended(typed)
    assert (said.status, "Это не адрес" in said.err) == (1, True)


async def call(gonets: Gonets, *arguments: str) -> Said:
    return await asyncio.get_running_loop().run_in_executor(None, lambda: gonets(*arguments))


@pytest.mark.parametrize(
    ("oauth2", "words"),
    [
        ({"grant": "client_credentials", "provider": "other"}, "разрешение человека не нужно"),
        ({"grant": "service_account", "client_id": None}, "разрешение человека не нужно"),
        ({"provider": "other", "authorization_endpoint": None}, "authorization_endpoint"),
    ],
)
async def test_a_connection_that_cannot_be_consented_to_is_refused_at_once(
    desk: Desk, gonets: Gonets, oauth2: dict[str, Any], words: str
) -> None:
    await desk.set_up(oauth2.get("provider", "google"))
    kept = {"client_id": "application-1", "provider": "google", "token_endpoint": "https://id.test/token", **oauth2}
    await desk.save(oauth2={name: value for name, value in kept.items() if value is not None})
    said = await call(gonets, "connection", "authorize", NAME)
    assert (said.status, said.out) == (2, "")
    assert words in said.err


async def test_a_connection_without_oauth2_or_without_its_secret_or_of_no_such_name_is_refused_at_once(
    desk: Desk, gonets: Gonets
) -> None:
    await desk.set_up(secret=None)
    said = await call(gonets, "connection", "authorize", NAME)
    assert (said.status, "секрет приложения не введён" in said.err.casefold()) == (2, True)
    said = await call(gonets, "connection", "authorize", "nope")
    assert (said.status, f"Подключения nope нет. Есть: {NAME}." in said.err) == (2, True)
    await desk.save(None, authentication="basic", oauth2=None)
    said = await call(gonets, "connection", "authorize", NAME)
    assert (said.status, "разрешение человека не нужно" in said.err) == (2, True)


@pytest.mark.parametrize("arguments", [["--wait", "soon"], ["--port", "0"], ["--port", "99999"], ["--port", "x"], []])
async def test_a_wrong_call_is_said(desk: Desk, gonets: Gonets, arguments: list[str]) -> None:
    await desk.set_up()
    said = await call(gonets, "connection", "authorize", *([NAME] if arguments else []), *arguments)
    assert said.status == 2
    assert said.err.strip()
