"""A real Postfix, with TLS and logins: what a check, a test letter and a letter come to at each of its entrances."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from postfix_server import PASSWORD, SIZE_LIMIT, USER, Postfix, running_postfix, why_not
from ways import Ways

from domain.checking.advice import advise
from domain.checking.send_test_letter import LetterResult
from domain.deliveries.delivery import DeliveryState
from domain.messages.causes import Cause
from mail.smtp_sender import SmtpSender
from tests.domain.deliveries.conftest import open_office

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())

LOGIN = {"authentication": "basic", "username": USER}
ENTRANCES: dict[str, dict[str, Any]] = {
    "25": {"encryption": "none"},
    "587": {"encryption": "starttls"},
    "587 with a login": {"encryption": "starttls", **LOGIN},
    "465": {"encryption": "ssl"},
    "465 with a login": {"encryption": "ssl", **LOGIN},
}


@pytest.fixture(scope="session")
def postfix() -> Iterator[Postfix]:
    with running_postfix() as server:
        yield server


@pytest.fixture
async def ways(tmp_path: Path) -> AsyncIterator[Ways]:
    sender = SmtpSender()
    async with open_office(tmp_path / "gonets.db", sender) as office:
        yield Ways(office)
        await sender.close()


async def enter(ways: Ways, postfix: Postfix, entrance: str, *, password: str = PASSWORD, **fields: Any) -> None:
    port = {
        "25": postfix.ports.plain,
        "587": postfix.ports.submission,
        "465": postfix.ports.wrapped,
    }[entrance.partition(" ")[0]]
    usual = {"host": "localhost", "ca_file": postfix.ca_file, "sender_address": "robot@firma.test"}
    await ways.configure(password, **usual | {"port": port} | ENTRANCES[entrance] | fields)


async def advice(ways: Ways) -> tuple[str, str]:
    """Where the check ends, and what is advised."""
    steps = await ways.check()
    found = advise(await ways.settings(), steps)
    return steps[-1].name, "" if found is None else found.name


async def refused(ways: Ways, cause: Cause, to: str = "ivan@firma.test", body: str = "x") -> None:
    """A test letter and a letter are refused for the same cause."""
    outcome = await ways.test_letter(to, body)
    assert (outcome.result, outcome.cause) == (LetterResult.REFUSED, cause)
    letter = await ways.letter(to, body)
    assert (letter.state, letter.cause) == (DeliveryState.FAILED, cause)


@pytest.mark.parametrize("entrance", ENTRANCES)
@pytest.mark.parametrize("sender", ["robot@firma.test", "robot@почта.рф", "робот@почта.рф"])
async def test_each_entrance_lets_in(ways: Ways, postfix: Postfix, entrance: str, sender: str) -> None:
    await enter(ways, postfix, entrance, sender_address=sender)
    assert await advice(ways) == ("quit", "")
    assert (await ways.probe())[-1].ok
    assert (await ways.test_letter()).result is LetterResult.ACCEPTED
    assert (await ways.letter()).state is DeliveryState.SENT


@pytest.mark.parametrize("entrance", ["587 with a login", "465 with a login"])
async def test_a_wrong_password_suspends_the_connection(ways: Ways, postfix: Postfix, entrance: str) -> None:
    await enter(ways, postfix, entrance, password="не тот")
    assert await advice(ways) == ("login", "login-refused")
    assert (await ways.test_letter()).cause is Cause.AUTHENTICATION
    letter = await ways.letter()
    assert (letter.state, letter.cause) == (DeliveryState.DEFERRED, Cause.AUTHENTICATION)
    assert (await ways.office.standing()).state.is_suspended


async def test_a_login_where_none_is_offered(ways: Ways, postfix: Postfix) -> None:
    await enter(ways, postfix, "25", **LOGIN)
    assert await advice(ways) == ("login", "login-not-offered")
    assert (await ways.test_letter()).cause is Cause.NO_AUTH_OFFERED
    assert (await ways.letter()).cause == Cause.NO_AUTH_OFFERED


@pytest.mark.parametrize(
    ("entrance", "encryption", "step", "named"),
    [
        ("25", "ssl", "tls", "ssl-where-starttls"),
        ("587", "ssl", "tls", "ssl-where-starttls"),
        ("25", "starttls", "tls", "starttls-refused"),
        ("587", "none", "mail", "tls-required"),
        ("465", "none", "greeting", "no-greeting"),
    ],
)
async def test_an_entrance_that_is_spoken_to_in_the_wrong_way(
    ways: Ways, postfix: Postfix, entrance: str, encryption: str, step: str, named: str
) -> None:
    await enter(ways, postfix, entrance, encryption=encryption, timeout=timedelta(seconds=1))
    assert await advice(ways) == (step, named)
    assert (await ways.test_letter()).result is LetterResult.REFUSED
    assert (await ways.letter()).state is DeliveryState.DEFERRED


@pytest.mark.parametrize("entrance", ["25", "587 with a login", "465"])
async def test_a_greylisted_letter_goes_an_hour_later(ways: Ways, postfix: Postfix, entrance: str) -> None:
    to = f"grey-{entrance.replace(' ', '-')}@firma.test"
    await enter(ways, postfix, entrance)
    assert await advice(ways) == ("quit", "")
    letter = await ways.letter(to)
    assert (letter.state, letter.cause) == (DeliveryState.DEFERRED, Cause.GREYLISTED)
    ways.office.clock.move(hours=1)
    await ways.office.send()
    assert (await ways.office.delivery(letter.id)).state is DeliveryState.SENT
    outcome = await ways.test_letter(f"again-{to}".replace("again-grey", "grey-again"))
    assert (outcome.result, outcome.cause) == (LetterResult.REFUSED, Cause.GREYLISTED)


async def test_a_letter_that_is_too_large(ways: Ways, postfix: Postfix) -> None:
    await enter(ways, postfix, "465 with a login")
    assert await advice(ways) == ("quit", "")
    await refused(ways, Cause.TOO_LARGE, body="x" * SIZE_LIMIT)


@pytest.mark.parametrize("entrance", ["25", "587 with a login"])
async def test_a_refused_sender_is_said_as_such(ways: Ways, postfix: Postfix, entrance: str) -> None:
    await enter(ways, postfix, entrance, sender_address="refused@firma.test")
    assert await advice(ways) == ("mail", "sender-refused")
    await refused(ways, Cause.SENDER_REFUSED)


@pytest.mark.parametrize("entrance", ["25", "587 with a login"])
async def test_a_refused_recipient_is_said_as_such(ways: Ways, postfix: Postfix, entrance: str) -> None:
    await enter(ways, postfix, entrance)
    assert await advice(ways) == ("quit", "")
    await refused(ways, Cause.UNKNOWN_USER, "nobody@firma.test")


async def test_a_recipient_elsewhere_is_for_those_who_log_in(ways: Ways, postfix: Postfix) -> None:
    await enter(ways, postfix, "25")
    await refused(ways, Cause.RELAYING_DENIED, "ivan@elsewhere.test")
    await enter(ways, postfix, "587 with a login")
    assert (await ways.letter("ivan@elsewhere.test")).state is DeliveryState.SENT
