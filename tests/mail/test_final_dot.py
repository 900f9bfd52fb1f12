"""The answer to the final dot is waited for longer than any other: four time-outs (RFC 5321 section 4.5.3.2.6)."""

import asyncio

import pytest
from scripted_smtp import DROP, ENVELOPE, LETTER, PATIENCE, SILENCE, Serve, agree, jump, round_trip, settings_for

from domain.messages.sending import Failure, Phase
from mail.smtp_sender import SmtpSender


@pytest.mark.parametrize("timeouts", [1, 2, 3])
async def test_an_answer_that_other_commands_would_not_wait_for_still_counts(
    serve: Serve, sender: SmtpSender, monkeypatch: pytest.MonkeyPatch, timeouts: int
) -> None:
    server = await serve({"DOT": [SILENCE]})
    dotted = asyncio.Event()

    def be_late() -> None:
        jump(monkeypatch, PATIENCE * timeouts + 0.1)
        dotted.set()

    server.on_silence = be_late
    async with asyncio.timeout(120), asyncio.TaskGroup() as group:
        sending = group.create_task(sender.send(settings_for(server.port), ENVELOPE, LETTER, agree))
        await dotted.wait()
        await round_trip()
        await server.interrupt("250 2.0.0 Ok: queued as 42")
    receipt = sending.result()
    await server.interrupt(DROP)
    await server.until(lambda: server.closed == 1)
    assert (receipt.phase, receipt.failure, receipt.uncertain) == (Phase.DONE, None, False)


async def test_a_server_that_is_silent_for_four_time_outs_may_have_the_letter(
    serve: Serve, sender: SmtpSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await serve({"DOT": [SILENCE]})
    server.on_silence = lambda: jump(monkeypatch, PATIENCE * 4 + 0.1)
    async with asyncio.timeout(PATIENCE * 6):
        receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    assert (receipt.phase, receipt.failure, receipt.uncertain) == (Phase.MARKED, Failure.TIMED_OUT, True)


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
async def test_any_other_answer_is_waited_for_one_time_out(
    serve: Serve, sender: SmtpSender, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    server = await serve({verb: SILENCE}, offers=())
    server.on_silence = lambda: jump(monkeypatch, PATIENCE + 0.1)
    async with asyncio.timeout(PATIENCE * 3):
        receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    assert (receipt.phase, receipt.failure, receipt.uncertain) == (Phase(verb.lower()), Failure.TIMED_OUT, False)
