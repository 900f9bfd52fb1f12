"""Access tokens from the provider to the mail server: fetched once, renewed in time, kept, never lost on the way."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app.logins import server_settings
from domain.deliveries.delivery import DeliveryState
from domain.deliveries.lanes import Hold
from domain.messages.sending import Failure, NoToken, Phase
from domain.messages.token_cause import TokenCause
from mail.smtp_sender import SmtpSender
from storage import models
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from tests.domain.logins.conftest import Desk
from tests.domain.logins.endpoint import refuses, says, says_text

KEY = "a key of sixteen characters"


async def send_all(desk: Desk) -> None:
    """Carry all that may go, as workers do: side by side."""
    while taken := await desk.office.taken():
        await asyncio.gather(*(desk.office.attempt(item) for item in taken))


@pytest.mark.parametrize("grant", ["client_credentials", "refresh_token", "device_code"])
async def test_a_letter_goes_with_a_token_of_each_grant(desk: Desk, grant: str) -> None:
    await desk.set_up(grant)
    number = await desk.office.letter()
    await send_all(desk)
    assert (await desk.office.delivery(number)).state is DeliveryState.SENT
    assert desk.tokens_shown() == ["token-1"]
    (form,) = desk.endpoint.asked
    secret = {"client_credentials": "client_secret"}.get(grant, "refresh_token")
    assert form["grant_type"] == secret.replace("client_secret", "client_credentials")
    assert form["client_id"] == "application-1"
    assert form[secret] in {"client-secret-1", "refresh-0"}


async def test_a_burst_costs_one_token_and_loses_no_letter(desk: Desk) -> None:
    await desk.set_up()
    numbers = [await desk.office.letter(f"x{number}@firma.test") for number in range(30)]
    await send_all(desk)
    assert [(await desk.office.delivery(number)).state for number in numbers] == [DeliveryState.SENT] * 30
    assert len(desk.endpoint.asked) == 1
    assert len(desk.server.letters) == 30


async def test_a_token_that_ends_in_the_middle_of_a_burst_is_renewed_once(desk: Desk) -> None:
    await desk.set_up(messages_per_connection=2, max_connections=4)
    numbers = [await desk.office.letter(f"x{number}@firma.test") for number in range(12)]
    await desk.office.attempt(await desk.office.take())
    desk.office.clock.move(minutes=56)
    await send_all(desk)
    assert [(await desk.office.delivery(number)).state for number in numbers] == [DeliveryState.SENT] * 12
    assert len(desk.endpoint.asked) == 2
    assert set(desk.tokens_shown()) == {"token-1", "token-2"}


async def test_a_kept_connection_goes_on_when_its_token_is_renewed(desk: Desk) -> None:
    await desk.set_up()
    await desk.office.letter()
    await send_all(desk)
    desk.office.clock.move(minutes=59)
    await desk.office.settings(await desk.stored())
    await desk.office.letter()
    await send_all(desk)
    assert (desk.server.connections, len(desk.endpoint.asked)) == (1, 1)
    assert len(desk.server.letters) == 2


@pytest.mark.parametrize(
    ("lives", "after", "asked"),
    [
        (3600, timedelta(minutes=54), 1),
        (3600, timedelta(minutes=56), 2),
        (60, timedelta(seconds=29), 1),
        (60, timedelta(seconds=31), 2),
        ("3600", timedelta(minutes=54), 1),
        (60.9, timedelta(seconds=29), 1),
        (60.9, timedelta(seconds=31), 2),
        (float("nan"), timedelta(minutes=54), 1),
        (None, timedelta(minutes=54), 1),
        (None, timedelta(minutes=56), 2),
        (0, timedelta(minutes=54), 1),
        (-1, timedelta(minutes=54), 1),
        ("soon", timedelta(minutes=54), 1),
        (10**30, timedelta(minutes=54), 1),
    ],
)
async def test_a_token_is_renewed_some_minutes_before_it_ends(
    desk: Desk, lives: Any, after: timedelta, asked: int
) -> None:
    desk.endpoint.lives = lives
    await desk.set_up()
    assert (await desk.check())[-1].ok
    desk.office.clock.now += after
    assert (await desk.check())[-1].ok
    assert len(desk.endpoint.asked) == asked


async def test_a_restart_uses_the_token_that_is_kept(desk: Desk) -> None:
    await desk.set_up()
    assert (await desk.check())[-1].ok
    box = SecretBox(KEY)
    after = server_settings(ConfigurationRepository(box), box, None, desk.office.clock)
    sender = SmtpSender()
    steps = [step async for step in sender.check(await after(await desk.stored()))]
    assert steps[-1].ok
    assert len(desk.endpoint.asked) == 1


async def test_two_processes_that_renew_at_once_ask_once(desk: Desk) -> None:
    await desk.set_up("refresh_token")
    desk.endpoint.hold = asyncio.Event()
    stored, box = await desk.stored(), SecretBox(KEY)
    ours = await desk.office.settings(stored)
    theirs = await server_settings(ConfigurationRepository(box), box, None, desk.office.clock)(stored)
    assert ours.token is not None
    assert theirs.token is not None
    async with asyncio.TaskGroup() as group:
        first = group.create_task(ours.token())
        await desk.endpoint.came.wait()
        second = group.create_task(theirs.token())
        third = group.create_task(ours.token())
        desk.endpoint.hold.set()
    assert {task.result().value for task in (first, second, third)} == {SecretStr("token-1")}
    assert len(desk.endpoint.asked) == 1


async def test_a_process_that_died_while_it_asked_holds_nobody_up_for_long(desk: Desk) -> None:
    await desk.set_up()
    stored = await desk.stored()
    await models.ConnectionToken.create(
        connection_id=stored.id, token=7, fetching_until=desk.office.clock() - timedelta(seconds=1)
    )
    assert (await desk.check())[-1].ok


async def test_who_is_stopped_while_it_asks_gives_the_right_back(desk: Desk) -> None:
    await desk.set_up()
    desk.endpoint.hold = asyncio.Event()
    settings = await desk.office.settings(await desk.stored())
    assert settings.token is not None
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(settings.token())
        await desk.endpoint.came.wait()
        asking.cancel()
    assert asking.cancelled()
    desk.endpoint.hold.set()
    desk.endpoint.hold = None
    assert (await desk.check())[-1].ok


async def test_a_rotated_refresh_token_is_kept_before_its_access_token_is_used(desk: Desk) -> None:
    desk.endpoint.rotates = True
    await desk.set_up("refresh_token")
    before = await desk.stored()
    assert (await desk.check())[-1].ok
    assert await desk.kept("refresh_token") == "refresh-1"
    desk.office.clock.move(hours=2)
    assert (await desk.check())[-1].ok
    assert [form["refresh_token"] for form in desk.endpoint.asked] == ["refresh-0", "refresh-1"]
    assert (await desk.stored()).revision == before.revision


@pytest.mark.parametrize("rotated", ["", 7, None, "\ud800", "a\nb"], ids=ascii)
async def test_a_new_refresh_token_that_is_none_leaves_the_old_one(desk: Desk, rotated: Any) -> None:
    await desk.set_up("refresh_token")
    desk.endpoint.answers.append(says(200, {"access_token": "token-x", "refresh_token": rotated}))
    assert (await desk.check())[-1].ok
    assert await desk.kept("refresh_token") == "refresh-0"


async def while_it_rotates(desk: Desk, act: Callable[[], Awaitable[None]]) -> None:
    """Do something while the provider is about to give another refresh token."""
    desk.endpoint.rotates, desk.endpoint.hold = True, asyncio.Event()
    await desk.set_up("refresh_token")
    settings = await desk.office.settings(await desk.stored())
    assert settings.token is not None
    async with asyncio.TaskGroup() as group:
        group.create_task(settings.token())
        await desk.endpoint.came.wait()
        await act()
        desk.endpoint.hold.set()


async def test_a_refresh_token_that_was_entered_meanwhile_is_not_overwritten(desk: Desk) -> None:
    async def entered() -> None:
        document = (await desk.stored()).document
        await desk.office.configuration.save_connection(document, {"refresh_token": SecretStr("entered")})

    await while_it_rotates(desk, entered)
    assert await desk.kept("refresh_token") == "entered"
    assert (await desk.check())[-1].ok
    assert desk.endpoint.asked[-1]["refresh_token"] == "entered"


async def test_an_unrelated_change_while_it_is_rotated_loses_no_refresh_token(desk: Desk) -> None:
    await while_it_rotates(desk, lambda: desk.office.change_connection(title="Другое имя"))
    assert await desk.kept("refresh_token") == "refresh-1"


TROUBLE = {
    "HTTP 500": says(500, {"error": "server_error"}),
    "HTTP 503 in HTML": says_text(503, "<html>later</html>"),
    "HTTP 429": says(429, {"error": "slow"}),
    "a page of a network's login": says_text(200, "<html>sign in</html>"),
    "a redirect": says_text(302, "", Location="https://elsewhere.test/"),
    "no end": says_text(200, "x" * 100_000),
    "a list": says_text(200, "[1]"),
    "temporarily unavailable": refuses("temporarily_unavailable"),
}


@pytest.mark.parametrize("answer", TROUBLE.values(), ids=TROUBLE)
async def test_trouble_at_the_provider_stops_no_connection_and_the_letter_goes_later(desk: Desk, answer: Any) -> None:
    await desk.set_up()
    number = await desk.office.letter()
    desk.endpoint.answers.append(answer)
    await desk.office.send()
    letter = await desk.office.delivery(number)
    assert (letter.state, letter.cause) == (DeliveryState.DEFERRED, "token-later")
    assert (await desk.office.standing()).hold is None
    assert desk.server.connections == 0
    desk.office.clock.move(minutes=10)
    await desk.office.send()
    assert (await desk.office.delivery(number)).state is DeliveryState.SENT


async def test_a_provider_that_is_not_there_is_trouble(desk: Desk) -> None:
    await desk.set_up(oauth2={"token_endpoint": "http://127.0.0.1:1/token"})
    (step,) = await desk.check()
    assert (step.name, step.failure, step.reply) == (Phase.TOKEN, Failure.TOKEN_TROUBLE, None)
    assert desk.server.connections == 0


async def test_while_the_provider_is_in_trouble_a_token_that_is_still_good_is_used(desk: Desk) -> None:
    await desk.set_up()
    assert (await desk.check())[-1].ok
    desk.office.clock.move(minutes=57)
    desk.endpoint.answers.append(says(503, {}))
    assert (await desk.check())[-1].ok
    assert desk.tokens_shown() == ["token-1", "token-1"]


REFUSALS = {
    "wrong secret": (refuses("invalid_client"), "token-wrong-secret"),
    "wrong secret, HTTP 401": (refuses("invalid_client", "", 401), "token-wrong-secret"),
    "AADSTS7000215": (
        refuses("invalid_client", "AADSTS7000215: Invalid client secret provided."),
        "token-wrong-secret",
    ),
    "AADSTS7000222": (refuses("invalid_client", "AADSTS7000222: The provided keys are expired."), "token-secret-ended"),
    "AADSTS700016": (refuses("unauthorized_client", "AADSTS700016: Application not found."), "token-no-such-client"),
    "AADSTS90002": (refuses("invalid_request", "AADSTS90002: Tenant not found."), "token-no-such-tenant"),
    "AADSTS65001": (refuses("invalid_grant", "AADSTS65001: has not consented."), "token-consent-missing"),
    "AADSTS50173": (refuses("invalid_grant", "AADSTS50173: The grant has expired."), "token-grant-ended"),
    "AADSTS700082": (refuses("invalid_grant", "AADSTS700082: inactivity."), "token-grant-ended"),
    "AADSTS50076": (refuses("interaction_required", "AADSTS50076: you must use MFA."), "token-person-needed"),
    "AADSTS50057": (refuses("invalid_grant", "AADSTS50057: The user account is disabled."), "token-user-disabled"),
    "a number beside": (refuses("invalid_client", "keys", error_codes=[7000222]), "token-secret-ended"),
    "consent_required": (refuses("consent_required"), "token-consent-missing"),
    "Google, revoked": (refuses("invalid_grant", "Token has been expired or revoked."), "token-grant-ended"),
    "Google, no client": (refuses("invalid_client", "The OAuth client was not found.", 401), "token-no-such-client"),
    "Google, a deleted client": (refuses("deleted_client", "", 401), "token-no-such-client"),
    "Google, JWT": (refuses("invalid_grant", "Invalid JWT Signature."), "token-wrong-key"),
    "Yandex": (refuses("invalid_grant", "expired_token"), "token-grant-ended"),
    "scope": (refuses("invalid_scope"), "token-wrong-scope"),
    "kind of grant": (refuses("unsupported_grant_type"), "token-not-allowed"),
    "something new": (refuses("teapot", "I am one"), "token-other"),
    "HTTP 404 in HTML": (says_text(404, "<html>no</html>"), "token-other"),
    "no token": (says(200, {"token_type": "Bearer"}), "token-other"),
    "a token that is none": (says(200, {"access_token": 7}), "token-other"),
    "half a character": (says(200, {"access_token": "a\ud800"}), "token-other"),
    "a token of two lines": (says(200, {"access_token": "a\r\nb"}), "token-other"),
    "a token that ends what it stands in": (says(200, {"access_token": "a\1auth=b"}), "token-other"),
    "a token of another kind": (says(200, {"access_token": "a", "token_type": "mac"}), "token-other"),
    "words with half a character": (refuses("invalid_grant", "\ud800 has ended"), "token-grant-ended"),
    "an error that is half a character": (refuses("\ud800"), "token-other"),
}


@pytest.mark.parametrize(("answer", "cause"), REFUSALS.values(), ids=REFUSALS)
async def test_a_refusal_suspends_the_connection_with_its_cause(desk: Desk, answer: Any, cause: str) -> None:
    await desk.set_up("refresh_token")
    number = await desk.office.letter()
    desk.endpoint.answers.append(answer)
    await desk.office.send()
    standing = await desk.office.standing()
    assert (standing.hold, standing.state.cause) == (Hold.SUSPENDED, cause)
    assert (await desk.office.delivery(number)).state is not DeliveryState.FAILED
    assert desk.server.connections == 0


async def test_a_probe_asks_for_a_token_and_what_waited_goes(desk: Desk) -> None:
    await desk.set_up()
    number = await desk.office.letter()
    desk.endpoint.answers += [refuses("invalid_client"), refuses("invalid_client")]
    await desk.office.send()
    desk.office.clock.move(minutes=1)
    assert await desk.office.probe_due()
    assert (await desk.office.standing()).hold is Hold.SUSPENDED
    stored = await desk.stored()
    await desk.office.configuration.save_connection(stored.document, {"client_secret": SecretStr("client-secret-2")})
    desk.office.clock.now = desk.office.clock.now.replace(year=2030)
    assert await desk.office.probe_due()
    assert (await desk.office.standing()).hold is None
    assert desk.endpoint.asked[-1]["client_secret"] == "client-secret-2"
    await send_all(desk)
    assert (await desk.office.delivery(number)).state is DeliveryState.SENT


async def test_a_refusal_that_repeats_a_secret_is_shown_without_it(desk: Desk) -> None:
    await desk.set_up("refresh_token", {"refresh_token": "refresh-0", "client_secret": "client-secret-1"})
    desk.endpoint.answers.append(refuses("invalid_grant", "refresh-0 of client-secret-1 was revoked"))
    (step,) = await desk.check()
    assert step.reply is not None
    assert step.reply.text == "*** of *** was revoked"
    assert step.reply.token is TokenCause.GRANT_ENDED


async def test_a_token_that_the_server_refuses_is_dropped_and_a_fresh_one_tried_once(desk: Desk) -> None:
    await desk.set_up()
    desk.server.answers["AUTH XOAUTH2"] = ["535 5.7.3 Authentication unsuccessful"]
    assert (await desk.check())[-1].ok
    assert desk.tokens_shown() == ["token-1", "token-2"]
    assert desk.server.connections == 2
    assert (await desk.check())[-1].ok
    assert desk.tokens_shown() == ["token-1", "token-2", "token-2"]


async def test_a_server_that_takes_no_token_at_all_is_asked_twice_and_no_more(desk: Desk) -> None:
    await desk.set_up()
    desk.server.answers["AUTH XOAUTH2"] = "535 5.7.3 Authentication unsuccessful"
    number = await desk.office.letter()
    await desk.office.send()
    standing = await desk.office.standing()
    assert (standing.hold, standing.state.cause) == (Hold.SUSPENDED, "token-not-taken")
    assert len(desk.endpoint.asked) == 2
    assert desk.server.connections == 2
    assert not (await desk.office.delivery(number)).state.is_ended


async def test_a_connection_that_changed_since_its_letter_was_taken_gives_no_secret_away(desk: Desk) -> None:
    await desk.set_up()
    old = await desk.stored()
    settings = await desk.office.settings(old)
    assert settings.token is not None
    await desk.set_up(oauth2={"token_endpoint": f"{desk.endpoint.url}/elsewhere"})
    with pytest.raises(NoToken) as caught:
        await settings.token()
    assert caught.value.failure is Failure.STOPPED
    assert desk.endpoint.asked == []


async def test_a_token_under_another_key_is_as_good_as_none(desk: Desk) -> None:
    await desk.set_up()
    assert (await desk.check())[-1].ok
    stored, box = await desk.stored(), SecretBox("another key, of many characters")
    other = server_settings(ConfigurationRepository(SecretBox(KEY)), box, None, desk.office.clock)
    settings = await other(replace(stored))
    assert settings.token is not None
    assert (await settings.token()).value == SecretStr("token-2")


async def test_nothing_of_a_token_stands_in_the_database_in_plain_words(desk: Desk, caplog: Any) -> None:
    caplog.set_level("DEBUG")
    desk.endpoint.rotates = True
    await desk.set_up("refresh_token", {"refresh_token": "refresh-0", "client_secret": "client-secret-1"})
    await desk.office.letter()
    await send_all(desk)
    rows = [*await models.ConnectionToken.all().values(), *await models.ConnectionSecret.all().values()]
    rows += [*await models.Attempt.all().values(), *await models.Connection.all().values()]
    for secret in ("token-1", "refresh-0", "refresh-1", "client-secret-1"):
        assert secret not in str(rows)
        assert secret not in caplog.text
        assert secret not in repr(await desk.office.settings(await desk.stored()))


@pytest.mark.parametrize(("asked_for", "rest"), [("120", 120), ("100000", 3600)])
async def test_a_provider_that_asks_to_be_left_alone_is_for_so_long_and_an_hour_at_most(
    desk: Desk, asked_for: str, rest: int
) -> None:
    await desk.set_up()
    desk.endpoint.answers.append(says_text(429, "", **{"Retry-After": asked_for}))
    await desk.check()
    desk.office.clock.move(seconds=rest - 1)
    assert not (await desk.check())[-1].ok
    assert len(desk.endpoint.asked) == 1
    desk.office.clock.move(seconds=2)
    assert (await desk.check())[-1].ok
    assert len(desk.endpoint.asked) == 2


async def test_a_connection_that_was_changed_is_tried_at_once(desk: Desk) -> None:
    await desk.set_up()
    desk.endpoint.answers.append(says_text(429, "", **{"Retry-After": "120"}))
    await desk.check()
    await desk.set_up("refresh_token")
    assert (await desk.check())[-1].ok
