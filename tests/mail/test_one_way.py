"""A check, a probe, a test letter and a letter go one way to the server: they say the same, whatever is configured."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from scripted_smtp import ScriptedServer, Serve, server_context, settings_for
from ways import Ways

from domain.configured.connection import Connection
from domain.durations import parse_duration
from domain.servers.server_settings import smtp_settings
from mail.smtp_sender import SmtpSender
from tests.domain.deliveries.conftest import Office, open_office

USER, PASSWORD = "почтальон@firma.test", "пароль"
LOGIN: dict[str, Any] = {"authentication": "basic", "username": USER}

FIELDS: dict[str, list[dict[str, Any]]] = {
    "version": [{"version": 1}],
    "system_name": [{}],
    "title": [{"title": "Другая «почта»"}],
    "enabled": [{"enabled": True}],
    "type": [{"type": "smtp"}],
    "host": [{"host": "localhost"}, {"host": "LOCALHOST"}],
    "port": [{}],
    "authentication": [{"authentication": "none"}, LOGIN],
    "username": [LOGIN, LOGIN | {"username": "x"}, LOGIN | {"username": "п" * 300}],
    "encryption": [{"encryption": "none"}, {"encryption": "starttls"}, {"encryption": "ssl"}],
    "sender_address": [
        {"sender_address": address}
        for address in (
            "notify@почта.рф",
            "notify@ПОЧТА.РФ",
            "notify@xn--80a1acny.xn--p1ai",
            "notify@bücher.example",
            "Robot@FIRMA.Test",
            "робот@firma.test",
            "робот@почта.рф",
            "root@mailhost",
            "o'brien+x@firma.test",
        )
    ],
    "sender_name": [{"sender_name": "Отдел «Почта»"}, {"sender_name": ""}],
    "verify_certificate": [{"verify_certificate": False, "encryption": "ssl", "ca_file": None}],
    "ca_file": [{"encryption": "ssl"}, {"encryption": "starttls"}],
    "local_hostname": [{"local_hostname": name} for name in ("bot.firma.test", "бот.рф", "two words", "")],
    "retry_after": [{"retry_after": (parse_duration("1s"),)}],
    "give_up_after": [{"give_up_after": parse_duration("1h")}],
    "on_uncertain": [{"on_uncertain": "resend"}],
    "max_connections": [{"max_connections": 1}],
    "messages_per_connection": [{"messages_per_connection": 1}],
    "messages_per_minute": [{"messages_per_minute": 1000}],
    "timeout": [{"timeout": parse_duration("20s")}],
    "oauth2": [{"oauth2": None}],
    "oauth2_proxy": [{"oauth2_proxy": True}],
}
OFFERS = {
    "everything": ("PIPELINING", "SIZE 50000000", "8BITMIME", "SMTPUTF8", "AUTH PLAIN LOGIN"),
    "nothing": ("AUTH LOGIN",),
}


def test_no_field_of_a_connection_is_forgotten() -> None:
    assert set(FIELDS) == set(Connection.model_fields)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    sender = SmtpSender()
    async with open_office(tmp_path / "gonets.db", sender) as office:
        yield office
        await sender.close()


async def said(office: Office, server: ScriptedServer, **fields: Any) -> dict[str, list[str]]:
    """Go each way on a connection of its own, and return what was said on it up to the recipients."""
    ways = Ways(office)
    await ways.configure(PASSWORD, **{"host": "127.0.0.1", "port": server.port} | fields)
    told = {}
    for way in (ways.letter, ways.check, ways.test_letter, ways.probe):
        server.commands.clear()
        await way()
        await office.sender.close()
        commands = [re.sub(r" SIZE=\d+", "", command) for command in server.commands]
        behind = [number for number, command in enumerate(commands) if command.startswith(("RCPT", "RSET", "QUIT"))]
        told[way.__name__] = commands[: behind[0]] if behind else commands
    return told


@pytest.mark.parametrize("offers", OFFERS)
@pytest.mark.parametrize("field", FIELDS)
async def test_every_way_says_the_same(
    serve: Serve, office: Office, authority: tuple[trustme.CA, str], field: str, offers: str
) -> None:
    context = server_context(authority[0], "localhost")
    for fields in FIELDS[field]:
        encryption = fields.get("encryption", "none")
        server = await serve(
            offers=OFFERS[offers],
            login=(fields.get("username", USER), PASSWORD),
            tls=context if encryption == "ssl" else None,
            start_tls=context if encryption == "starttls" else None,
        )
        more = {} if encryption == "none" else {"host": "localhost", "ca_file": authority[1]}
        told = await said(office, server, **more | fields)
        assert told["letter"][0].startswith("EHLO "), fields
        assert told["check"] == told["probe"] == told["test_letter"] == told["letter"], fields


@pytest.mark.parametrize(
    ("sender", "named"),
    [
        ("notify@почта.рф", "MAIL FROM:<notify@xn--80a1acny.xn--p1ai>"),
        ("робот@почта.рф", "MAIL FROM:<робот@почта.рф> BODY=8BITMIME SMTPUTF8"),
    ],
)
async def test_only_a_local_part_beyond_ascii_asks_for_smtputf8(
    serve: Serve, office: Office, sender: str, named: str
) -> None:
    server = await serve(offers=OFFERS["everything"])
    told = await said(office, server, sender_address=sender)
    assert {way: commands[-1] for way, commands in told.items()} == dict.fromkeys(told, named)


async def test_a_suspended_connection_with_an_international_sender_goes_on(serve: Serve, office: Office) -> None:
    server = await serve(offers=())
    await said(office, server, sender_address="notify@почта.рф")
    assert not (await office.standing()).state.is_suspended


@pytest.mark.parametrize("sender", ["a@firma.test,b@firma.test", "a@-firma..test", "a@@firma.test"])
async def test_a_stored_sender_that_is_none_is_named_before_the_server_is_told(
    serve: Serve, office: Office, sender: str
) -> None:
    server = await serve()
    await office.change_connection(host="127.0.0.1", port=server.port, sender_address=sender)
    (stored,) = await office.configuration.connections()
    steps = [step async for step in office.sender.check(smtp_settings(stored, None))]
    assert (steps[-1].name, steps[-1].failure) == ("mail", "sender_unusable")
    assert "MAIL" not in server.verbs()


@pytest.mark.parametrize("name", ["a\r\nMAIL FROM:<x@y>", "two words", "x\u2028y", "\x00", "имя с пробелом", ""])
async def test_a_stored_name_that_cannot_be_said_is_passed_over(serve: Serve, office: Office, name: str) -> None:
    server = await serve()
    steps = [step async for step in office.sender.check(settings_for(server.port, local_hostname=name))]
    assert steps[-1].ok
    assert server.commands[0].isprintable()
    assert len(server.commands[0].split(" ")) == 2
