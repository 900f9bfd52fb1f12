"""The promise: no final dot before the mark, and never one where the mark was refused."""

import asyncio
from collections.abc import Mapping

import pytest
from aiosmtplib import SMTPResponseException
from scripted_smtp import ENVELOPE, LARGE_LETTER, LETTER, PATIENCE, SILENCE, Serve, agree, round_trip, settings_for

from domain.messages.sending import Envelope, Failure, Phase, Reply
from mail.smtp_data import LetterProtocol, stuffed
from mail.smtp_sender import SmtpSender


@pytest.mark.parametrize("letter", [LETTER, b"Subject: x\r\n\r\n" + b"y" * 70 + b"\r\n" * 20_000])
async def test_the_dot_is_written_only_after_the_mark(serve: Serve, sender: SmtpSender, letter: bytes) -> None:
    server = await serve()
    marked_with = []

    async def mark(accepted: Mapping[str, Reply], refused: Mapping[str, Reply]) -> bool:
        await server.until(lambda: len(server.seen) == len(stuffed(letter)))
        await round_trip()
        assert server.seen == stuffed(letter)
        assert not server.letters
        marked_with.append((dict(accepted), dict(refused)))
        return True

    receipt = await sender.send(settings_for(server.port), ENVELOPE, letter, mark)
    assert (receipt.phase, receipt.failure, receipt.uncertain) == (Phase.DONE, None, False)
    assert receipt.reply == Reply(250, "2.0.0", "Ok: queued as 42")
    assert receipt.peer == f"127.0.0.1:{server.port} [127.0.0.1]"
    assert marked_with == [({"ivan@firma.test": Reply(250, "2.1.5", "Ok")}, {})]
    assert server.letters == [stuffed(letter)]


async def test_a_refused_mark_means_that_no_dot_ever_comes(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()

    async def refuse(*_: object) -> bool:
        await server.until(lambda: server.seen == stuffed(LETTER))
        return False

    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, refuse)
    await server.until(lambda: server.closed == 1)
    assert (receipt.phase, receipt.failure, receipt.uncertain) == (Phase.CONTENT, Failure.STOPPED, False)
    assert server.letters == []
    assert server.seen == stuffed(LETTER)
    assert "QUIT" not in server.verbs()


async def test_a_mark_that_raises_writes_no_dot_and_is_heard(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()

    async def stumble(*_: object) -> bool:
        raise RuntimeError("the database is gone")

    with pytest.raises(RuntimeError, match="database"):
        await sender.send(settings_for(server.port), ENVELOPE, LETTER, stumble)
    await server.until(lambda: server.closed == 1)
    assert server.letters == []


async def test_a_cancelled_send_closes_its_connection_and_the_next_one_is_not_stalled(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve({"DOT": [SILENCE]})
    settings = settings_for(server.port)
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(sender.send(settings, ENVELOPE, LETTER, agree))
        await server.until(lambda: "<dot>" in server.commands)
        sending.cancel()
    await server.until(lambda: server.closed == 1)
    assert sending.cancelled()
    assert "QUIT" not in server.verbs()
    receipt = await sender.send(settings, ENVELOPE, LETTER, agree)
    assert receipt.phase is Phase.DONE
    assert server.connections == 2


async def test_a_server_that_leaves_during_the_mark_has_certainly_nothing(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()

    async def mark_slowly(*_: object) -> bool:
        await server.until(lambda: server.seen == stuffed(LETTER))
        for writer in server._writers:
            writer.write(b"421 4.4.2 too slow\r\n")
            await writer.drain()
            writer.close()
        await server.until(lambda: server.closed == 1)
        await round_trip()
        return True

    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, mark_slowly)
    assert receipt.phase is Phase.MARKED
    assert not receipt.uncertain
    assert receipt.failure is Failure.REPLY
    assert receipt.reply == Reply(421, "4.4.2", "too slow")
    assert server.letters == []


async def test_a_server_that_answers_in_mid_content_gets_neither_mark_nor_dot(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"CONTENT": "552 5.3.4 Message too big"})

    async def never(*_: object) -> bool:
        raise AssertionError("marked although the server has refused")

    receipt = await sender.send(settings_for(server.port), ENVELOPE, LARGE_LETTER, never)
    assert receipt.phase is Phase.CONTENT
    assert not receipt.uncertain
    assert receipt.reply == Reply(552, "5.3.4", "Message too big")


async def test_the_marks_recipients_are_those_that_the_server_took(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"RCPT nobody@firma.test": "550 5.1.1 No such user"})
    heard = []

    async def mark(accepted: Mapping[str, Reply], refused: Mapping[str, Reply]) -> bool:
        heard.append((list(accepted), dict(refused)))
        return True

    envelope = Envelope("robot@firma.test", ("ivan@firma.test", "nobody@firma.test", "anna@firma.test"))
    receipt = await sender.send(settings_for(server.port), envelope, LETTER, mark)
    refused = {"nobody@firma.test": Reply(550, "5.1.1", "No such user")}
    assert heard == [(["ivan@firma.test", "anna@firma.test"], refused)]
    assert receipt.refused == refused
    assert list(receipt.accepted) == ["ivan@firma.test", "anna@firma.test"]


@pytest.mark.parametrize("offers", [("PIPELINING",), ()], ids=["pipelining", "one by one"])
@pytest.mark.parametrize("ahead", ["250 2.0.0 Ok: queued as 41", "250 2.0"], ids=["whole", "half"])
async def test_an_answer_that_comes_with_the_go_on_is_not_taken_for_the_dots(
    serve: Serve, sender: SmtpSender, ahead: str, offers: tuple[str, ...]
) -> None:
    server = await serve({"DATA": [f"354 go on\r\n{ahead}"], "DOT": "554 5.7.1 Spam"}, offers=offers)
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    await server.until(lambda: server.closed == 1)
    assert (receipt.failure, receipt.uncertain) == (Failure.DROPPED, False)
    assert server.letters == []


async def test_an_answer_too_many_refuses_nobody_else(serve: Serve, sender: SmtpSender) -> None:
    """Else everybody would be told the answer to whoever came before."""
    said = {"MAIL": ["250 2.1.0 Ok\r\n250 2.1.0 Ok"], "RCPT nobody@firma.test": "550 5.1.1 No such user"}
    server = await serve(said, offers=())
    envelope = Envelope("robot@firma.test", ("nobody@firma.test", "ivan@firma.test"))
    receipt = await sender.send(settings_for(server.port), envelope, LETTER, agree)
    await server.until(lambda: server.closed == 1)
    assert (receipt.failure, dict(receipt.refused), server.letters) == (Failure.DROPPED, {}, [])


async def test_what_follows_the_dots_answer_costs_the_next_letter_only_a_new_connection(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve({"DOT": ["250 2.0.0 Ok: queued as 42\r\n250 2.0.0 Ok"]})
    for _ in range(2):
        receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
        assert (receipt.phase, receipt.failure) == (Phase.DONE, None)
    assert (server.connections, len(server.letters)) == (2, 2)


async def test_an_answer_too_many_between_two_letters_costs_the_next_only_a_new_connection(
    serve: Serve, sender: SmtpSender
) -> None:
    """Dropped in silence it would leave the conversation one answer behind."""
    server = await serve()
    for late in ("250 2.0.0 Ok: queued as 41", ""):
        receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
        assert (receipt.phase, receipt.failure) == (Phase.DONE, None)
        if late:
            await server.interrupt(late)
            await round_trip()
    assert (server.connections, len(server.letters)) == (2, 2)


async def test_an_answer_too_many_between_the_go_on_and_the_content_stops_the_letter(serve: Serve) -> None:
    server = await serve()
    transport, protocol = await asyncio.get_running_loop().create_connection(LetterProtocol, "127.0.0.1", server.port)
    await protocol.read_response(PATIENCE)
    commands = [b"EHLO x", b"MAIL FROM:<robot@firma.test>", b"RCPT TO:<ivan@firma.test>", b"DATA"]
    assert [answer.code for answer in await protocol.ask(commands, PATIENCE)] == [250, 250, 250, 354]
    await server.interrupt("250 2.1.5 Ok")
    await round_trip()
    with pytest.raises(SMTPResponseException):
        await protocol.write_content(LETTER, PATIENCE)
    transport.close()
    await server.until(lambda: server.closed == 1)
    assert server.letters == []
