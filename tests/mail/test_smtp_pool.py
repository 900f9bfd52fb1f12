"""Connections are kept, bounded, and renewed in silence."""

import asyncio
import socket
from typing import Any

import pytest
from pydantic import SecretStr
from scripted_smtp import DROP, ENVELOPE, LETTER, SILENCE, Serve, agree, settings_for

from domain.deliveries.share import Share
from domain.messages.sending import Failure, Phase, Reply, SmtpSettings
from mail.smtp_sender import SmtpSender


async def test_letters_one_after_another_share_a_connection(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    for _ in range(3):
        assert (await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert server.connections == 1
    assert server.verbs().count("EHLO") == 1


async def test_a_connection_carries_no_more_letters_than_it_may(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    settings = settings_for(server.port, messages_per_connection=2)
    for _ in range(5):
        await sender.send(settings, ENVELOPE, LETTER, agree)
    assert server.connections == 3
    await server.until(lambda: server.verbs().count("QUIT") == 2)


async def test_no_more_connections_than_allowed_are_open_at_once(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    together = 0
    most = 0

    async def mark(*_: object) -> bool:
        nonlocal together, most
        together += 1
        most = max(most, together)
        await asyncio.sleep(0)
        together -= 1
        return True

    settings = settings_for(server.port, max_connections=3)
    receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, LETTER, mark) for _ in range(20)))
    assert {receipt.phase for receipt in receipts} == {Phase.DONE}
    assert server.connections <= 3
    assert most <= 3
    assert len(server.letters) == 20


async def test_what_is_another_processs_part_is_neither_opened_nor_kept(serve: Serve) -> None:
    server, share = await serve(), Share()
    share.is_of(1, 2)
    sender, settings = SmtpSender(share), settings_for(server.port, max_connections=5)
    for of in (2, 2):
        share.is_of(1, of)
        receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, LETTER, agree) for _ in range(12)))
        assert {receipt.phase for receipt in receipts} == {Phase.DONE}
        assert server.connections <= 2
    opened = server.connections
    share.is_of(None, 9)
    await server.until(lambda: server.verbs().count("QUIT") == opened)
    assert (await sender.send(settings, ENVELOPE, LETTER, agree)).phase is Phase.DONE, "what is in hand goes"
    await server.until(lambda: server.verbs().count("QUIT") == opened + 1)
    await sender.close()


@pytest.mark.parametrize(
    "farewell",
    [
        DROP,
        "421 4.4.2 Idle too long",
        "451 4.7.0 Too many in this session",
        "503 5.5.1 Say EHLO first",
        "530 5.7.0 Authentication required",
        "530 5.7.0 Must issue a STARTTLS command first",
    ],
)
async def test_a_kept_connection_that_was_closed_costs_a_silent_reconnect(
    serve: Serve, sender: SmtpSender, farewell: str
) -> None:
    server = await serve({"MAIL": ["250 Ok", farewell, "250 Ok"]}, offers=())
    for _ in range(2):
        assert (await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert server.connections == 2
    assert len(server.letters) == 2


@pytest.mark.parametrize(
    "refusal", ["550 5.7.1 Not your address", "501 5.1.7 Bad address", "552 5.3.4 Too big", "535 5.7.8 No"]
)
async def test_a_sender_that_is_refused_on_a_kept_connection_is_not_tried_on_another(
    serve: Serve, sender: SmtpSender, refusal: str
) -> None:
    server = await serve({"MAIL": ["250 Ok", refusal, "250 Ok"]}, offers=())
    assert (await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)).phase is Phase.DONE
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    assert (receipt.phase, receipt.failure) == (Phase.MAIL, Failure.SENDER_REFUSED)
    assert (server.connections, len(server.letters)) == (1, 1)


@pytest.mark.parametrize("verb", ["RCPT", "DATA", "DOT"])
async def test_a_kept_connection_that_took_the_first_command_is_not_what_was_wrong(
    serve: Serve, sender: SmtpSender, verb: str
) -> None:
    usual = {"RCPT": "250 Ok", "DATA": "354 go on", "DOT": "250 Ok"}[verb]
    server = await serve({verb: [usual, "530 5.7.0 Authentication required"]}, offers=())
    assert (await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)).phase is Phase.DONE
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    answers = [receipt.reply, *receipt.refused.values()]
    assert Reply(530, "5.7.0", "Authentication required") in answers
    assert server.connections == 1


async def test_a_fresh_connection_that_wants_a_login_is_not_tried_again(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"MAIL": "530 5.7.0 Authentication required"})
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    assert receipt.reply == Reply(530, "5.7.0", "Authentication required")
    assert server.connections == 1


async def test_a_server_that_hung_up_meanwhile_is_noticed_without_a_command(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    for writer in server._writers:
        writer.write(b"421 4.4.2 Bye\r\n")
        writer.close()
    await server.until(lambda: server.closed == 1)
    assert (await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert server.connections == 2


async def test_a_fresh_connection_that_breaks_at_once_is_not_tried_again(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"MAIL": DROP})
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    assert (receipt.phase, receipt.failure) == (Phase.MAIL, Failure.DROPPED)
    assert server.connections == 1


async def test_an_unused_connection_is_left_after_a_while(serve: Serve) -> None:
    server = await serve()
    sender = SmtpSender(idle_seconds=0.05)
    await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    await server.until(lambda: server.closed == 1)
    assert server.verbs()[-1] == "QUIT"
    await sender.close()


async def test_closing_says_goodbye_on_kept_connections(serve: Serve) -> None:
    server = await serve()
    sender = SmtpSender()
    await asyncio.gather(*(sender.send(settings_for(server.port), ENVELOPE, LETTER, agree) for _ in range(3)))
    await sender.close()
    assert server.verbs().count("QUIT") == server.connections


async def test_a_refused_letter_does_not_cost_the_connection(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"DOT": ["554 5.7.1 Spam"]})
    settings = settings_for(server.port)
    assert (await sender.send(settings, ENVELOPE, LETTER, agree)).failure is Failure.REPLY
    assert (await sender.send(settings, ENVELOPE, LETTER, agree)).failure is None
    assert server.connections == 1


def login_settings(port: int, password: str = "p", **named: Any) -> SmtpSettings:
    return settings_for(port, authentication="basic", username="u", password=SecretStr(password), **named)


@pytest.mark.parametrize("max_connections", [1, 5, 20])
async def test_a_wrong_password_costs_one_login_however_many_letters_wait(
    serve: Serve, sender: SmtpSender, max_connections: int
) -> None:
    server = await serve(login=("u", "another"))
    settings = login_settings(server.port, max_connections=max_connections)
    receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, LETTER, agree) for _ in range(20)))
    assert {(receipt.phase, receipt.failure) for receipt in receipts} == {(Phase.LOGIN, Failure.LOGIN_REFUSED)}
    assert {receipt.reply for receipt in receipts} == {Reply(535, "5.7.8", "Authentication failed")}
    assert {receipt.peer for receipt in receipts} == {f"127.0.0.1:{server.port} [127.0.0.1]"}
    assert (server.connections, server.verbs().count("AUTH")) == (1, 1)


async def test_who_comes_after_a_failed_opening_tries_anew(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"CONNECT": ["421 4.3.2 Shutting down"]})
    settings = settings_for(server.port)
    receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, LETTER, agree) for _ in range(3)))
    assert {receipt.failure for receipt in receipts} == {Failure.SERVER_REFUSED}
    assert (await sender.send(settings, ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert server.connections == 2


async def test_a_refused_connection_is_tried_once_for_all_who_wait(sender: SmtpSender) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings = settings_for(taken.getsockname()[1], max_connections=2)
        receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, LETTER, agree) for _ in range(10)))
    assert {receipt.failure for receipt in receipts} == {Failure.UNREACHABLE}
    assert len({id(receipt) for receipt in receipts}) == 1


async def test_one_opening_goes_first_and_its_success_lets_the_others_open_side_by_side(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve(login=("u", "p"))
    settings = login_settings(server.port, max_connections=3)
    together = asyncio.Barrier(3)

    async def mark(*_: object) -> bool:
        await together.wait()
        return True

    async with asyncio.timeout(60):
        receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, LETTER, mark) for _ in range(6)))
    assert {receipt.phase for receipt in receipts} == {Phase.DONE}
    assert server.connections == 3
    assert server.verbs()[:2] == ["EHLO", "AUTH"]


async def test_a_cancelled_opening_leaves_its_turn_to_the_next(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"AUTH": [SILENCE, SILENCE]}, login=("u", "p"))
    settings = login_settings(server.port)
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        sendings = [group.create_task(sender.send(settings, ENVELOPE, LETTER, agree)) for _ in range(10)]
        for number, opener in enumerate(sendings[:2], start=1):
            await server.until(lambda number=number: server.verbs().count("AUTH") == number)
            assert server.connections == number
            opener.cancel()
    assert [sending.cancelled() for sending in sendings] == [True, True] + [False] * 8
    assert {sending.result().phase for sending in sendings[2:]} == {Phase.DONE}
    assert len(server.letters) == 8


async def test_a_cancelled_waiter_takes_nobodys_turn(serve: Serve, sender: SmtpSender) -> None:
    server = await serve(offers=())
    settings = settings_for(server.port, max_connections=1)
    held, released = asyncio.Event(), asyncio.Event()

    async def hold(*_: object) -> bool:
        held.set()
        await released.wait()
        return True

    async def send_and_cancel_whose_turn_it_is() -> None:
        await sender.send(settings, ENVELOPE, LETTER, hold)
        waiting[1].cancel()

    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        group.create_task(send_and_cancel_whose_turn_it_is())
        await held.wait()
        waiting = [group.create_task(sender.send(settings, ENVELOPE, LETTER, agree)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        released.set()
    assert waiting[0].cancelled()
    assert waiting[1].cancelled()
    assert waiting[2].result().phase is Phase.DONE
    assert (await sender.send(settings, ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert server.connections == 1


async def test_a_server_that_bounds_its_connections_still_gets_all_letters(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"CONNECT": ["220 hello", "220 hello", *["421 4.7.0 Too many connections"] * 20]})
    settings = settings_for(server.port, max_connections=5)
    receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, LETTER, agree) for _ in range(40)))
    refused = [receipt for receipt in receipts if receipt.failure is Failure.SERVER_REFUSED]
    assert len(refused) == server.connections - 2 <= 3
    assert len(server.letters) == 40 - len(refused)


async def test_a_password_that_expired_while_a_connection_was_kept_costs_one_login(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve(login=("u", "p"))
    settings = login_settings(server.port, messages_per_connection=1)
    assert (await sender.send(settings, ENVELOPE, LETTER, agree)).phase is Phase.DONE
    server.answers["AUTH"] = "535 5.7.8 Expired"
    receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, LETTER, agree) for _ in range(10)))
    assert {receipt.failure for receipt in receipts} == {Failure.LOGIN_REFUSED}
    assert server.verbs().count("AUTH") == 2


async def test_while_an_opening_hangs_a_letter_takes_the_connection_that_becomes_free(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve({"CONNECT": ["220 hello", SILENCE]})
    settings = settings_for(server.port, max_connections=2)
    held, released = asyncio.Event(), asyncio.Event()

    async def hold(*_: object) -> bool:
        held.set()
        await released.wait()
        return True

    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        first = group.create_task(sender.send(settings, ENVELOPE, LETTER, hold))
        await held.wait()
        hanging = group.create_task(sender.send(settings, ENVELOPE, LETTER, agree))
        await server.until(lambda: server.connections == 2)
        waiting = group.create_task(sender.send(settings, ENVELOPE, LETTER, agree))
        released.set()
        assert (await waiting).phase is Phase.DONE
        hanging.cancel()
    assert first.result().phase is Phase.DONE
    assert server.connections == 2


async def test_a_letter_is_read_when_its_server_is_reached_and_no_sooner(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    held = most = 0

    async def read() -> bytes:
        nonlocal held, most
        held += 1
        most = max(most, held)
        await asyncio.sleep(0)
        return LETTER

    async def mark(*_: object) -> bool:
        nonlocal held
        held -= 1
        return True

    settings = settings_for(server.port, max_connections=3)
    receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, read, mark) for _ in range(20)))
    assert {receipt.phase for receipt in receipts} == {Phase.DONE}
    assert most <= 3
    assert len(server.letters) == 20
    assert len(set(server.letters)) == 1


async def test_of_a_letter_that_cannot_be_read_nothing_is_said(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    settings = settings_for(server.port)

    async def read() -> bytes:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        await sender.send(settings, ENVELOPE, read, agree)
    assert "MAIL" not in server.verbs()
    assert (await sender.send(settings, ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert len(server.letters) == 1


async def test_no_letter_is_read_for_a_server_that_is_not_there(sender: SmtpSender) -> None:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]

    async def read() -> bytes:
        raise AssertionError("it is read for nothing")

    receipt = await sender.send(settings_for(port), ENVELOPE, read, agree)
    assert receipt.failure is Failure.UNREACHABLE
