"""The final dot goes with the envelope of the letter that is next in line (RFC 2920): what can go wrong between two.

`once` and `always` say how often the server does it. Whatever it does to one letter, it is told of that one alone.
"""

import asyncio
from dataclasses import dataclass

import pytest
from scripted_smtp import (
    DROP,
    ENVELOPE,
    HALF,
    HELD,
    LETTER,
    PATIENCE,
    RESET,
    SILENCE,
    SLOWLY,
    Serve,
    agree,
    jump,
    settings_for,
)

from domain.messages.answers import Verdict, judge
from domain.messages.causes import Cause
from domain.messages.sending import Envelope, Failure, Phase, Receipt
from mail.smtp_data import stuffed
from mail.smtp_sender import SmtpSender
from mail.transaction import FINAL_PATIENCE

TABLE = """
where | fault    | how often | the first      | the second                | connections
------+----------+-----------+----------------+---------------------------+------------
dot   | held     | always    | accepted       | accepted                  | 1
dot   | slow     | once      | accepted       | accepted                  | 1
dot   | not now  | once      | temporary      | accepted                  | 1
dot   | not now  | always    | temporary      | temporary unavailable     | 1
dot   | never    | once      | permanent      | accepted                  | 1
dot   | leave    | once      | temporary      | accepted                  | 2
dot   | nonsense | once      | uncertain      | accepted                  | 2
dot   | odd code | once      | uncertain      | accepted                  | 2
dot   | hang     | once      | uncertain      | accepted                  | 2
dot   | half     | once      | uncertain      | accepted                  | 2
dot   | close    | once      | uncertain      | accepted                  | 2
dot   | reset    | once      | uncertain      | accepted                  | 2
dot   | twice    | once      | accepted       | accepted                  | 2
dot   | and more | once      | permanent      | accepted                  | 2
mail  | held     | once      | accepted       | accepted                  | 1
mail  | slow     | once      | accepted       | accepted                  | 1
mail  | not now  | once      | accepted       | accepted                  | 1
mail  | not now  | always    | accepted       | temporary unavailable     | 2
mail  | never    | once      | accepted       | accepted                  | 1
mail  | never    | always    | accepted       | permanent sender-refused  | 1
mail  | leave    | once      | accepted       | accepted                  | 2
mail  | leave    | always    | accepted       | temporary unavailable     | 2
mail  | nonsense | once      | accepted       | accepted                  | 2
mail  | odd code | once      | accepted       | accepted                  | 1
mail  | hang     | once      | accepted       | accepted                  | 2
mail  | half     | once      | accepted       | accepted                  | 2
mail  | close    | once      | accepted       | accepted                  | 2
mail  | close    | always    | accepted       | temporary dropped         | 2
mail  | reset    | once      | accepted       | accepted                  | 2
mail  | twice    | once      | accepted       | accepted                  | 2
rcpt  | held     | once      | accepted       | accepted                  | 1
rcpt  | slow     | once      | accepted       | accepted                  | 1
rcpt  | not now  | once      | accepted       | accepted                  | 1
rcpt  | not now  | always    | accepted       | temporary unavailable     | 1
rcpt  | never    | always    | accepted       | permanent other-permanent | 1
rcpt  | leave    | once      | accepted       | accepted                  | 2
rcpt  | leave    | always    | accepted       | temporary unavailable     | 2
rcpt  | nonsense | once      | accepted       | accepted                  | 2
rcpt  | odd code | once      | accepted       | accepted                  | 1
rcpt  | hang     | once      | accepted       | accepted                  | 2
rcpt  | half     | once      | accepted       | accepted                  | 2
rcpt  | close    | once      | accepted       | accepted                  | 2
rcpt  | reset    | once      | accepted       | accepted                  | 2
rcpt  | twice    | once      | accepted       | accepted                  | 2
data  | slow     | once      | accepted       | accepted                  | 1
data  | not now  | once      | accepted       | accepted                  | 1
data  | not now  | always    | accepted       | temporary unavailable     | 1
data  | never    | always    | accepted       | permanent other-permanent | 1
data  | leave    | once      | accepted       | accepted                  | 2
data  | nonsense | once      | accepted       | accepted                  | 2
data  | odd code | once      | accepted       | accepted                  | 1
data  | hang     | once      | accepted       | accepted                  | 2
data  | half     | once      | accepted       | accepted                  | 2
data  | close    | once      | accepted       | accepted                  | 2
data  | reset    | once      | accepted       | accepted                  | 2
"""

FAULTS = {
    "held": HELD,
    "slow": SLOWLY,
    "not now": "451 4.3.0 Not now",
    "never": "554 5.0.0 Never",
    "leave": "421 4.3.2 Shutting down",
    "nonsense": "Кто здесь?",
    "odd code": "354 Go on",
    "twice": "250 2.0.0 Ok\r\n250 2.0.0 Ok",
    "and more": "554 5.7.1 Spam\r\n550 5.1.1 No such user",
    "hang": SILENCE,
    "half": HALF,
    "close": DROP,
    "reset": RESET,
}
USUAL = {"MAIL": "250 2.1.0 Ok", "RCPT": "250 2.1.5 Ok", "DATA": "354 go on"}
SECOND = b"Subject: y\r\n\r\nsecond\r\n"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    where: str
    fault: str
    often: str
    first: str
    second: str
    connections: int

    def __str__(self) -> str:
        """Return the row's name."""
        return f"{self.where}, {self.fault}, {self.often}"

    def script(self) -> dict[str, str | list[str]]:
        """Return what the server answers to both letters."""
        verb = self.where.upper()
        fault = "250 Ok" if (self.where, self.fault) == ("data", "odd code") else FAULTS[self.fault]
        if self.where == "dot":
            return {verb: [fault] if self.often == "once" or fault == HELD else [fault] * 2}
        return {verb: [USUAL[verb], *[fault] * (1 if self.often == "once" else 3)]}


ROWS = [
    Row(*cells[:5], int(cells[5]))
    for cells in ([cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()[2:])
]


def told(receipt: Receipt) -> tuple[Verdict, Cause]:
    judged = judge(receipt.failure, receipt.reply, uncertain=receipt.uncertain)
    return judged.verdict, judged.cause


@pytest.mark.parametrize("row", ROWS, ids=str)
async def test_what_happens_between_two_letters_is_told_of_the_one_that_it_happened_to(
    serve: Serve, sender: SmtpSender, row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = row.script()
    server = await serve(script)
    server.on_silence = lambda: jump(monkeypatch, PATIENCE * FINAL_PATIENCE + 1)
    settings = settings_for(server.port, max_connections=1)
    marks = {"first": 0, "second": 0}

    async def send(name: str, letter: bytes) -> Receipt:
        async def mark(*_: object) -> bool:
            marks[name] += 1
            return True

        return await sender.send(settings, ENVELOPE, letter, mark)

    async with asyncio.timeout(120):
        first, second = await asyncio.gather(send("first", LETTER), send("second", SECOND))
        assert told(first)[0] == row.first
        assert " ".join(told(second)).replace("accepted accepted", "accepted") == row.second
        assert second.refused == {} or row.where == "rcpt"
        assert server.connections == row.connections
        carried = second.phase is Phase.DONE
        assert marks == {"first": 1, "second": carried}
        assert server.letters == [stuffed(LETTER), stuffed(SECOND)][: 1 + carried]
        if row.often == "once":
            assert not server.answers[row.where.upper()], "the fault did not happen"

        await server.mend()
        assert (await sender.send(settings, ENVELOPE, LETTER, agree)).phase is Phase.DONE


def test_only_the_letter_whose_dot_was_not_answered_is_uncertain() -> None:
    for row in ROWS:
        assert "uncertain" not in row.second
        assert row.first == "accepted" or row.where == "dot"


async def test_all_answers_in_one_packet_are_each_ones_own(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"DOT": [HELD], "MAIL": [USUAL["MAIL"], HELD], "RCPT": [USUAL["RCPT"], HELD]})
    settings = settings_for(server.port, max_connections=1)
    receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, letter, agree) for letter in (LETTER, SECOND)))
    assert [told(receipt)[0] for receipt in receipts] == [Verdict.ACCEPTED] * 2
    assert (server.connections, server.letters) == (1, [stuffed(LETTER), stuffed(SECOND)])


async def test_a_row_of_letters_goes_dot_by_dot_over_one_connection(serve: Serve, sender: SmtpSender) -> None:
    """No dot but the last is answered before the next envelope is there."""
    server = await serve({"DOT": [HELD] * 9})
    settings = settings_for(server.port, max_connections=1)
    receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, LETTER, agree) for _ in range(10)))
    assert {told(receipt)[0] for receipt in receipts} == {Verdict.ACCEPTED}
    assert (server.connections, len(server.letters)) == (1, 10)


@pytest.mark.parametrize("offers", [(), ("SIZE 50000000",)], ids=["nothing", "something else"])
async def test_a_server_that_does_not_offer_it_gets_the_dot_alone(
    serve: Serve, sender: SmtpSender, offers: tuple[str, ...]
) -> None:
    server = await serve({"DOT": ["421 4.3.2 Shutting down"]}, offers=offers)
    settings = settings_for(server.port, max_connections=1)
    receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, letter, agree) for letter in (LETTER, SECOND)))
    assert [told(receipt)[0] for receipt in receipts] == [Verdict.TEMPORARY, Verdict.ACCEPTED]
    assert server.verbs() == ["EHLO", "MAIL", "RCPT", "DATA", "<dot>"] * 2


async def test_some_recipients_refused_behind_a_dot_are_told_at_once(serve: Serve, sender: SmtpSender) -> None:
    """The go-on for content shows that every answer stands in its place."""
    server = await serve({"RCPT nobody@firma.test": "550 5.1.1 No such user"})
    settings = settings_for(server.port, max_connections=1)
    partly = Envelope("robot@firma.test", ("nobody@firma.test", "ivan@firma.test"))
    first, second = await asyncio.gather(
        sender.send(settings, ENVELOPE, LETTER, agree), sender.send(settings, partly, SECOND, agree)
    )
    assert (told(first)[0], told(second)[0]) == (Verdict.ACCEPTED, Verdict.ACCEPTED)
    assert judge(Failure.REPLY, second.refused["nobody@firma.test"]).cause is Cause.UNKNOWN_USER
    assert (server.connections, server.verbs().count("RSET")) == (1, 0)


async def test_a_word_too_many_behind_the_dot_refuses_nobody(serve: Serve, sender: SmtpSender) -> None:
    """Each answer would else be told of whoever comes behind the one whom it is about."""
    server = await serve(
        {
            "DOT": ["250 2.0.0 Ok\r\n250 2.0.0 Ok"],
            "RCPT first@firma.test": "250 2.1.5 Ok",
            "RCPT second@firma.test": "550 5.1.1 No such user",
            "RCPT third@firma.test": "250 2.1.5 Ok",
        }
    )
    settings = settings_for(server.port, max_connections=1)
    three = Envelope("robot@firma.test", ("first@firma.test", "second@firma.test", "third@firma.test"))
    _, second = await asyncio.gather(
        sender.send(settings, ENVELOPE, LETTER, agree), sender.send(settings, three, SECOND, agree)
    )
    assert second.phase is Phase.DONE
    assert set(second.refused) == {"second@firma.test"}
    assert server.letters == [stuffed(LETTER), stuffed(SECOND)]


async def test_who_is_stopped_while_the_dot_before_is_answered_spoils_nothing(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"DOT": [HELD]})
    settings = settings_for(server.port, max_connections=1)
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        first = group.create_task(sender.send(settings, ENVELOPE, LETTER, agree))
        second = group.create_task(sender.send(settings, ENVELOPE, SECOND, agree))
        await server.until(lambda: server.verbs().count("MAIL") == 2)
        second.cancel()
    assert told(first.result())[0] is Verdict.ACCEPTED
    assert second.cancelled()
    assert (await sender.send(settings, ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert server.letters == [stuffed(LETTER), stuffed(LETTER)]


async def test_who_comes_behind_a_letter_that_is_stopped_at_its_dot_goes_on_another_connection(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve({"DOT": [SILENCE]})
    settings = settings_for(server.port, max_connections=1)
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        first = group.create_task(sender.send(settings, ENVELOPE, LETTER, agree))
        second = group.create_task(sender.send(settings, ENVELOPE, SECOND, agree))
        await server.until(lambda: "<dot>" in server.commands)
        first.cancel()
    assert first.cancelled()
    assert told(second.result())[0] is Verdict.ACCEPTED
    assert (server.connections, server.letters) == (2, [stuffed(LETTER), stuffed(SECOND)])


async def test_a_letter_whose_mark_is_refused_behind_a_dot_gets_no_dot(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    settings = settings_for(server.port, max_connections=1)

    async def refuse(*_: object) -> bool:
        return False

    first, second = await asyncio.gather(
        sender.send(settings, ENVELOPE, LETTER, agree), sender.send(settings, ENVELOPE, SECOND, refuse)
    )
    assert told(first)[0] is Verdict.ACCEPTED
    assert (second.failure, second.uncertain) == (Failure.STOPPED, False)
    assert server.letters == [stuffed(LETTER)]


async def test_the_last_letter_of_a_connection_takes_no_other_along(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    settings = settings_for(server.port, max_connections=1, messages_per_connection=2)
    receipts = await asyncio.gather(*(sender.send(settings, ENVELOPE, LETTER, agree) for _ in range(6)))
    assert {told(receipt)[0] for receipt in receipts} == {Verdict.ACCEPTED}
    assert (server.connections, len(server.letters)) == (3, 6)
    assert server.verbs().count("MAIL") == 6


async def test_who_cannot_be_named_or_is_not_at_hand_waits_for_the_dots_answer(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve()
    settings = settings_for(server.port, max_connections=1)
    nameless = Envelope("robot@firma.test", ("иван@почта.рф",))

    async def read() -> bytes:
        return SECOND

    _, refused, large = await asyncio.gather(
        sender.send(settings, ENVELOPE, LETTER, agree),
        sender.send(settings, nameless, LETTER, agree),
        sender.send(settings, ENVELOPE, read, agree),
    )
    assert refused.failure is Failure.NEEDS_SMTPUTF8
    assert told(large)[0] is Verdict.ACCEPTED
    assert (server.connections, server.letters) == (1, [stuffed(LETTER), stuffed(SECOND)])


@pytest.mark.parametrize("address", ["iv\x01an@firma.test", "iv\udcc8an@firma.test"], ids=["control", "surrogate"])
async def test_who_cannot_be_written_in_a_command_spoils_nothing_for_the_letter_before(
    serve: Serve, sender: SmtpSender, address: str
) -> None:
    server = await serve(offers=("PIPELINING", "SMTPUTF8"))
    settings = settings_for(server.port, max_connections=1)
    first, second = await asyncio.gather(
        sender.send(settings, ENVELOPE, LETTER, agree),
        sender.send(settings, Envelope("robot@firma.test", (address,)), SECOND, agree),
        return_exceptions=True,
    )
    assert isinstance(first, Receipt)
    assert told(first) == (Verdict.ACCEPTED, Cause.ACCEPTED)
    assert isinstance(second, ValueError) or (second.failure, second.uncertain) == (Failure.INTERNAL, False)
    assert server.letters == [stuffed(LETTER)]
