"""Connections are kept, bounded, and renewed in silence."""

import asyncio

import pytest
from scripted_smtp import DROP, ENVELOPE, LETTER, Serve, agree, settings_for

from domain.messages.sending import Failure, Phase
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


@pytest.mark.parametrize("farewell", [DROP, "421 4.4.2 Idle too long", "451 4.7.0 Too many in this session"])
async def test_a_kept_connection_that_was_closed_costs_a_silent_reconnect(
    serve: Serve, sender: SmtpSender, farewell: str
) -> None:
    server = await serve({"MAIL": ["250 Ok", farewell, "250 Ok"]}, offers=())
    for _ in range(2):
        assert (await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert server.connections == 2
    assert len(server.letters) == 2


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
