"""Whatever a configuration's check calls right composes and is sent, or fails for the server's reasons only."""

from datetime import UTC, datetime
from typing import Any

import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from scripted_smtp import ScriptedServer, agree, server_context

from bot.files.config_file import read_configuration, write_configuration
from domain.configuration.validation import Configuration, check_configuration
from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.documents import Stored
from domain.messages.letter import Letter
from domain.messages.sending import Envelope, Phase
from domain.messages.sending import SmtpSettings as Settings
from domain.scenarios.message import make_message
from domain.servers.server_settings import smtp_settings
from mail.compose import MimeComposer
from mail.smtp_sender import SmtpSender

NOW = datetime(2026, 11, 29, tzinfo=UTC)
OFFERS = ("PIPELINING", "SIZE 50000000", "8BITMIME", "SMTPUTF8", "AUTH PLAIN LOGIN")

PIECES = [
    *("a", "Ж", " ", "  ", "\t", "\n", "\r\n", "\x0b", "\x85", "\u2028", "\0", "\x1b", "\x7f", "\ud800", "\ufeff",
    "\u202e"),
    *("😀", "e\u0301", '"', "'", "\\", "<", ">", ",", ";", ":", "@", ".", "-", "_", "%", "=?utf-8?q?x?=", "=", "(",
    ")", "[::1]"),
    *("{Body}", "{{", "}}", "{% if Body %}", "{% endif %}", "{#", "x" * 80, "слово " * 30, "\r\nBcc: x@y.ru", "${X}",
    "~", "0465"),
]  # fmt: skip
wild = st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=20)
addresses = wild | st.sampled_from(
    [
        *(
            "notify@firma.test",
            "o'brien+x@Firma.TEST",
            "notify@почта.рф",
            "отдел@почта.рф",
            "root@mailhost",
            " a@firma.test",
        ),
        *("a@firma.test,b@firma.test", "Отдел <a@firma.test>", '"a b"@firma.test', "a@[10.0.0.5]", "a@faß.de"),
    ]
)
times = wild | st.sampled_from(["1s", "30 с", "5 минут", "1,5 часа", "10m", "1000h", "1000000d", "0s", "5"])
names = wild | st.sampled_from(
    ["bot.firma.test", "бот.рф", "10.0.0.5", "::1", "[IPv6:::1]", "pc\r\nMAIL", "a b", "bot.", "x" * 64]
)
header_names = st.sampled_from(["X-A", "X-B-1", "X-Long-" + "a" * 50, "Bcc", "Content-Type", "X-Я", "X:", "X-A\r\nB"])
connections = st.fixed_dictionaries(
    {"sender_address": addresses},
    optional={
        "title": wild,
        "sender_name": wild,
        "local_hostname": names,
        "username": wild,
        "timeout": times,
        "give_up_after": times,
        "retry_after": st.lists(times, max_size=3),
        "max_connections": st.integers(-1, 101) | wild,
        "messages_per_connection": st.integers(-1, 3) | st.booleans() | st.floats(),
        "enabled": st.booleans() | wild,
    },
)
routes = st.fixed_dictionaries(
    {},
    optional={
        "title": wild,
        "subject": wild,
        "body": wild,
        "html": wild,
        "headers": st.dictionaries(header_names, wild, max_size=2),
        "to": st.lists(addresses, max_size=2),
        "cc": st.lists(addresses, max_size=2),
        "bcc": st.lists(addresses, max_size=2),
        "request": st.sampled_from(
            [[{"name": "Body"}], [{"name": "Body", "array": True}], [{"name": "self"}, {"name": "Body"}]]
        ),
    },
)
values = st.none() | st.sampled_from(["Текст", "", "строка\nдругая", "\u2028\x0b\0", "{Body}", "x" * 2000])


def alone(fields: dict[str, Any], fixed: dict[str, Any], section: str) -> dict[str, Any]:
    """The fields that are accepted, each tried by itself: examples in which everything is right are rare."""
    kept = dict(fixed)
    for name, value in fields.items():
        tried = {**kept, name: value}
        try:
            read = read_configuration(write_configuration({section: [tried]}), {})
        except ValueError:
            continue
        kept = kept if read.mistakes else tried
    return kept


def accepted(connection: dict[str, Any], route: dict[str, Any]) -> tuple[Connection, Route] | None:
    """What `gonets config check` calls right, read from its file."""
    text = write_configuration({"connections": [connection], "routes": [route]})
    read = read_configuration(text, {})
    if read.mistakes or check_configuration(Configuration().with_file(read.file), read.file):
        return None
    return read.file.connections[0], read.file.routes[0]


async def sent(server: ScriptedServer, connection: Connection, letter: Letter, recipients: tuple[str, ...]) -> Phase:
    sender = SmtpSender()
    try:
        found: Settings = smtp_settings(Stored(1, 1, connection), SecretStr("secret"))
        envelope = Envelope(letter.sender.address, recipients)
        receipt = await sender.send(found, envelope, MimeComposer().compose(letter), agree)
        steps = [step async for step in sender.check(found)]
        assert all(step.ok for step in steps), steps
        assert set(receipt.accepted) == set(recipients), receipt
        return receipt.phase
    finally:
        await sender.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(connections, routes, values)
async def test_what_is_accepted_is_sent(fields: dict[str, Any], more: dict[str, Any], value: str | None) -> None:
    async with ScriptedServer({"AUTH": "235 2.7.0 Ok"}, offers=OFFERS) as server:
        fixed = {
            "system_name": "mail",
            "title": "Почта",
            "host": "127.0.0.1",
            "port": server.port,
            "encryption": "none",
            "sender_address": "notify@firma.test",
        }
        if fields.get("username"):
            fixed |= {"authentication": "basic", "username": "notify"}
        connection = alone(fields, fixed, "connections")
        route = alone(more, {"system_name": "route", "title": "Путь", "connection": "mail"}, "routes")
        found = accepted(connection, route)
        if found is None:
            return
        message = make_message(found[1], found[0], {"To": "ivan@firma.test", "Body": value}, now=NOW)
        recipients = tuple(address.address for _, address in message.recipients)
        assert await sent(server, found[0], message.letter, recipients) is Phase.DONE


async def test_every_way_of_securing_that_is_accepted_is_used(authority: tuple[trustme.CA, str]) -> None:
    ca, ca_file = authority
    for encryption in ("ssl", "starttls"):
        context = server_context(ca, "127.0.0.1")
        tls = {"tls": context} if encryption == "ssl" else {"start_tls": context}
        async with ScriptedServer(offers=OFFERS, **tls) as server:
            fields = {
                "title": "Почта",
                "system_name": "mail",
                "host": "127.0.0.1",
                "port": server.port,
                "encryption": encryption,
                "sender_address": "notify@firma.test",
                "ca_file": ca_file,
            }
            found = accepted(
                fields, {"title": "Путь", "system_name": "route", "connection": "mail", "to": ["a@firma.test"]}
            )
            assert found is not None
            message = make_message(found[1], found[0], {}, now=NOW)
            assert await sent(server, found[0], message.letter, ("a@firma.test",)) is Phase.DONE
