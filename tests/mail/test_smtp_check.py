"""The check goes by steps and ends with the one that failed."""

import pytest
from pydantic import SecretStr
from scripted_smtp import DROP, Serve, settings_for

from domain.messages.sending import Failure
from mail.smtp_sender import SmtpSender


async def test_a_check_of_a_healthy_server_ends_with_quit_and_sends_nothing(serve: Serve, sender: SmtpSender) -> None:
    server = await serve(login=("u", "p"))
    settings = settings_for(server.port, authentication="basic", username="u", password=SecretStr("p"))
    steps = [step async for step in sender.check(settings)]
    assert [step.name for step in steps] == ["resolve", "connect", "greeting", "ehlo", "login", "mail", "quit"]
    assert all(step.ok and step.seconds >= 0 for step in steps)
    details = {step.name: step.detail for step in steps}
    assert details["connect"]["peer"] == f"127.0.0.1:{server.port} [127.0.0.1]"
    assert "size 50000000" in details["ehlo"]["offers"]
    assert details["login"]["user"] == "u"
    assert server.verbs() == ["EHLO", "AUTH", "MAIL", "RSET", "QUIT"]


@pytest.mark.parametrize(
    ("verb", "answer", "name", "failure"),
    [
        ("CONNECT", "554 No", "greeting", Failure.SERVER_REFUSED),
        ("EHLO", DROP, "ehlo", Failure.DROPPED),
        ("AUTH", "535 5.7.8 No", "login", Failure.LOGIN_REFUSED),
        ("MAIL", "553 5.7.1 Not yours", "mail", Failure.SENDER_REFUSED),
    ],
)
async def test_a_check_stops_behind_the_step_that_failed(
    serve: Serve, sender: SmtpSender, verb: str, answer: str, name: str, failure: Failure
) -> None:
    server = await serve({verb: answer}, login=("u", "p"))
    settings = settings_for(server.port, authentication="basic", username="u", password=SecretStr("p"))
    steps = [step async for step in sender.check(settings)]
    assert [step.ok for step in steps] == [True] * (len(steps) - 1) + [False]
    assert (steps[-1].name, steps[-1].failure) == (name, failure)
    assert (steps[-1].reply is None) is (answer == DROP)
    await server.until(lambda: server.closed == 1)


async def test_a_check_that_nobody_follows_to_its_end_closes_its_connection(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    steps = sender.check(settings_for(server.port))
    assert [(await anext(steps)).name for _ in range(3)] == ["resolve", "connect", "greeting"]
    await steps.aclose()
    await server.until(lambda: server.closed == 1)
