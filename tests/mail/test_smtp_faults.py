"""What can go wrong on the way to a server, and what comes of it: the table is the test and the documentation."""

import asyncio
from dataclasses import dataclass, replace
from ssl import SSLContext

import pytest
import trustme
from pydantic import SecretStr
from scripted_smtp import (
    DROP,
    HALF,
    LARGE_LETTER,
    LETTER,
    NOBODY,
    PATIENCE,
    RESET,
    SILENCE,
    SLOWLY,
    Serve,
    agree,
    jump,
    jump_at_the_next_connect,
    round_trip,
    server_context,
    settings_for,
)

from domain.messages.answers import Verdict, judge
from domain.messages.causes import Cause
from domain.messages.sending import Envelope, Failure, Phase
from mail.smtp_data import stuffed
from mail.smtp_sender import SmtpSender
from mail.transaction import FINAL_PATIENCE

TABLE = """
where           | fault    | phase told | verdict          | cause            | refused | marks | dots | next letter on
----------------+----------+------------+------------------+------------------+---------+-------+------+---------------
connect         | nobody   | connect    | temporary        | unreachable      |    0    |   0   |  0   | a new one
connect         | hang     | connect    | temporary        | timed-out        |    0    |   0   |  0   | a new one
banner          | not now  | greeting   | temporary        | unavailable      |    0    |   0   |  0   | a new one
banner          | never    | greeting   | connection_fault | policy           |    0    |   0   |  0   | a new one
banner          | leave    | greeting   | temporary        | unavailable      |    0    |   0   |  0   | a new one
banner          | nonsense | greeting   | temporary        | dropped          |    0    |   0   |  0   | a new one
banner          | odd code | greeting   | temporary        | other-temporary  |    0    |   0   |  0   | a new one
banner          | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
banner          | hang     | greeting   | temporary        | timed-out        |    0    |   0   |  0   | a new one
banner          | half     | greeting   | temporary        | dropped          |    0    |   0   |  0   | a new one
banner          | close    | greeting   | temporary        | dropped          |    0    |   0   |  0   | a new one
banner          | reset    | greeting   | temporary        | dropped          |    0    |   0   |  0   | a new one
ehlo            | not now  | ehlo       | temporary        | unavailable      |    0    |   0   |  0   | a new one
ehlo            | never    | ehlo       | connection_fault | policy           |    0    |   0   |  0   | a new one
ehlo            | leave    | ehlo       | temporary        | unavailable      |    0    |   0   |  0   | a new one
ehlo            | nonsense | ehlo       | temporary        | dropped          |    0    |   0   |  0   | a new one
ehlo            | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
ehlo            | hang     | ehlo       | temporary        | timed-out        |    0    |   0   |  0   | a new one
ehlo            | half     | ehlo       | temporary        | dropped          |    0    |   0   |  0   | a new one
ehlo            | close    | ehlo       | temporary        | dropped          |    0    |   0   |  0   | a new one
ehlo            | reset    | ehlo       | temporary        | dropped          |    0    |   0   |  0   | a new one
starttls        | not now  | tls        | temporary        | unavailable      |    0    |   0   |  0   | a new one
starttls        | never    | tls        | connection_fault | no-tls-offered   |    0    |   0   |  0   | a new one
starttls        | leave    | tls        | temporary        | unavailable      |    0    |   0   |  0   | a new one
starttls        | nonsense | tls        | temporary        | dropped          |    0    |   0   |  0   | a new one
starttls        | odd code | tls        | temporary        | other-temporary  |    0    |   0   |  0   | a new one
starttls        | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
starttls        | hang     | tls        | temporary        | timed-out        |    0    |   0   |  0   | a new one
starttls        | half     | tls        | temporary        | tls              |    0    |   0   |  0   | a new one
starttls        | close    | tls        | temporary        | tls              |    0    |   0   |  0   | a new one
starttls        | reset    | tls        | temporary        | tls              |    0    |   0   |  0   | a new one
handshake       | nonsense | tls        | connection_fault | no-tls-offered   |    0    |   0   |  0   | a new one
handshake       | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
handshake       | hang     | tls        | temporary        | timed-out        |    0    |   0   |  0   | a new one
handshake       | close    | tls        | temporary        | tls              |    0    |   0   |  0   | a new one
handshake       | reset    | tls        | temporary        | tls              |    0    |   0   |  0   | a new one
ssl handshake   | nonsense | tls        | connection_fault | no-tls-offered   |    0    |   0   |  0   | a new one
ssl handshake   | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
ssl handshake   | hang     | tls        | temporary        | timed-out        |    0    |   0   |  0   | a new one
ssl handshake   | close    | tls        | temporary        | tls              |    0    |   0   |  0   | a new one
ssl handshake   | reset    | tls        | temporary        | tls              |    0    |   0   |  0   | a new one
ehlo again      | not now  | ehlo       | temporary        | unavailable      |    0    |   0   |  0   | a new one
ehlo again      | never    | ehlo       | connection_fault | policy           |    0    |   0   |  0   | a new one
ehlo again      | nonsense | ehlo       | temporary        | dropped          |    0    |   0   |  0   | a new one
ehlo again      | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
ehlo again      | hang     | ehlo       | temporary        | timed-out        |    0    |   0   |  0   | a new one
ehlo again      | close    | ehlo       | temporary        | dropped          |    0    |   0   |  0   | a new one
ehlo again      | reset    | ehlo       | temporary        | dropped          |    0    |   0   |  0   | a new one
auth            | not now  | login      | temporary        | login-later      |    0    |   0   |  0   | a new one
auth            | never    | login      | connection_fault | authentication   |    0    |   0   |  0   | a new one
auth            | leave    | login      | temporary        | login-later      |    0    |   0   |  0   | a new one
auth            | nonsense | login      | temporary        | login-later      |    0    |   0   |  0   | a new one
auth            | odd code | login      | temporary        | login-later      |    0    |   0   |  0   | a new one
auth            | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
auth            | hang     | login      | temporary        | login-later      |    0    |   0   |  0   | a new one
auth            | half     | login      | temporary        | login-later      |    0    |   0   |  0   | a new one
auth            | close    | login      | temporary        | login-later      |    0    |   0   |  0   | a new one
auth            | reset    | login      | temporary        | login-later      |    0    |   0   |  0   | a new one
mail            | not now  | mail       | temporary        | unavailable      |    0    |   0   |  0   | the same
mail            | never    | mail       | permanent        | sender-refused   |    0    |   0   |  0   | the same
mail            | leave    | mail       | temporary        | unavailable      |    0    |   0   |  0   | a new one
mail            | nonsense | mail       | temporary        | dropped          |    0    |   0   |  0   | a new one
mail            | odd code | mail       | temporary        | other-temporary  |    0    |   0   |  0   | the same
mail            | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
mail            | hang     | mail       | temporary        | timed-out        |    0    |   0   |  0   | a new one
mail            | half     | mail       | temporary        | dropped          |    0    |   0   |  0   | a new one
mail            | close    | mail       | temporary        | dropped          |    0    |   0   |  0   | a new one
mail            | reset    | mail       | temporary        | dropped          |    0    |   0   |  0   | a new one
first rcpt      | not now  | done       | accepted         | accepted         |    1    |   1   |  1   | the same
first rcpt      | never    | done       | accepted         | accepted         |    1    |   1   |  1   | the same
first rcpt      | leave    | rcpt       | temporary        | unavailable      |    0    |   0   |  0   | a new one
first rcpt      | nonsense | rcpt       | temporary        | dropped          |    0    |   0   |  0   | a new one
first rcpt      | odd code | done       | accepted         | accepted         |    1    |   1   |  1   | the same
first rcpt      | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
first rcpt      | hang     | rcpt       | temporary        | timed-out        |    0    |   0   |  0   | a new one
first rcpt      | half     | rcpt       | temporary        | dropped          |    0    |   0   |  0   | a new one
first rcpt      | close    | rcpt       | temporary        | dropped          |    0    |   0   |  0   | a new one
first rcpt      | reset    | rcpt       | temporary        | dropped          |    0    |   0   |  0   | a new one
second rcpt     | not now  | done       | accepted         | accepted         |    1    |   1   |  1   | the same
second rcpt     | never    | done       | accepted         | accepted         |    1    |   1   |  1   | the same
second rcpt     | leave    | rcpt       | temporary        | unavailable      |    0    |   0   |  0   | a new one
second rcpt     | nonsense | rcpt       | temporary        | dropped          |    0    |   0   |  0   | a new one
second rcpt     | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
second rcpt     | hang     | rcpt       | temporary        | timed-out        |    0    |   0   |  0   | a new one
second rcpt     | close    | rcpt       | temporary        | dropped          |    0    |   0   |  0   | a new one
second rcpt     | reset    | rcpt       | temporary        | dropped          |    0    |   0   |  0   | a new one
every rcpt      | not now  | rcpt       | temporary        | unavailable      |    2    |   0   |  0   | the same
every rcpt      | never    | rcpt       | permanent        | other-permanent  |    2    |   0   |  0   | the same
data            | not now  | data       | temporary        | unavailable      |    0    |   0   |  0   | the same
data            | never    | data       | permanent        | other-permanent  |    0    |   0   |  0   | the same
data            | leave    | data       | temporary        | unavailable      |    0    |   0   |  0   | a new one
data            | nonsense | data       | temporary        | dropped          |    0    |   0   |  0   | a new one
data            | odd code | data       | temporary        | other-temporary  |    0    |   0   |  0   | the same
data            | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
data            | hang     | data       | temporary        | timed-out        |    0    |   0   |  0   | a new one
data            | half     | data       | temporary        | dropped          |    0    |   0   |  0   | a new one
data            | close    | data       | temporary        | dropped          |    0    |   0   |  0   | a new one
data            | reset    | data       | temporary        | dropped          |    0    |   0   |  0   | a new one
content         | not now  | content    | temporary        | unavailable      |    0    |   0   |  0   | a new one
content         | never    | content    | permanent        | other-permanent  |    0    |   0   |  0   | a new one
content         | leave    | content    | temporary        | unavailable      |    0    |   0   |  0   | a new one
content         | nonsense | content    | temporary        | dropped          |    0    |   0   |  0   | a new one
content         | odd code | content    | temporary        | dropped          |    0    |   0   |  0   | a new one
content         | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
content         | hang     | content    | temporary        | timed-out        |    0    |   0   |  0   | a new one
content         | close    | content    | temporary        | dropped          |    0    |   0   |  0   | a new one
content         | reset    | content    | temporary        | dropped          |    0    |   0   |  0   | a new one
mark            | not now  | marked     | temporary        | unavailable      |    0    |   1   |  0   | a new one
mark            | never    | marked     | permanent        | other-permanent  |    0    |   1   |  0   | a new one
mark            | leave    | marked     | temporary        | unavailable      |    0    |   1   |  0   | a new one
mark            | nonsense | marked     | temporary        | dropped          |    0    |   1   |  0   | a new one
mark            | odd code | marked     | temporary        | dropped          |    0    |   1   |  0   | a new one
mark            | close    | marked     | temporary        | dropped          |    0    |   1   |  0   | a new one
mark            | reset    | marked     | temporary        | dropped          |    0    |   1   |  0   | a new one
dot             | not now  | done       | temporary        | unavailable      |    0    |   1   |  1   | the same
dot             | never    | done       | permanent        | other-permanent  |    0    |   1   |  1   | the same
dot             | leave    | done       | temporary        | unavailable      |    0    |   1   |  1   | a new one
dot             | nonsense | marked     | uncertain        | uncertain        |    0    |   1   |  1   | a new one
dot             | odd code | marked     | uncertain        | uncertain        |    0    |   1   |  1   | a new one
dot             | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
dot             | hang     | marked     | uncertain        | uncertain        |    0    |   1   |  1   | a new one
dot             | half     | marked     | uncertain        | uncertain        |    0    |   1   |  1   | a new one
dot             | close    | marked     | uncertain        | uncertain        |    0    |   1   |  1   | a new one
dot             | reset    | marked     | uncertain        | uncertain        |    0    |   1   |  1   | a new one
quit            | not now  | done       | accepted         | accepted         |    0    |   1   |  1   | a new one
quit            | never    | done       | accepted         | accepted         |    0    |   1   |  1   | a new one
quit            | nonsense | done       | accepted         | accepted         |    0    |   1   |  1   | a new one
quit            | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | a new one
quit            | hang     | done       | accepted         | accepted         |    0    |   1   |  1   | a new one
quit            | close    | done       | accepted         | accepted         |    0    |   1   |  1   | a new one
quit            | reset    | done       | accepted         | accepted         |    0    |   1   |  1   | a new one
kept: unused    | leave    | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: unused    | nonsense | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: unused    | close    | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: unused    | reset    | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: mail      | not now  | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: mail      | never    | mail       | permanent        | sender-refused   |    0    |   0   |  0   | the same
kept: mail      | leave    | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: mail      | nonsense | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: mail      | slow     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: mail      | hang     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: mail      | half     | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: mail      | close    | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: mail      | reset    | done       | accepted         | accepted         |    0    |   1   |  1   | the same
kept: every rcpt| never    | rcpt       | permanent        | other-permanent  |    2    |   0   |  0   | the same
kept: first rcpt| close    | rcpt       | temporary        | dropped          |    0    |   0   |  0   | a new one
kept: first rcpt| reset    | rcpt       | temporary        | dropped          |    0    |   0   |  0   | a new one
kept: data      | not now  | data       | temporary        | unavailable      |    0    |   0   |  0   | the same
kept: data      | close    | data       | temporary        | dropped          |    0    |   0   |  0   | a new one
kept: content   | never    | content    | permanent        | other-permanent  |    0    |   0   |  0   | a new one
kept: content   | reset    | content    | temporary        | dropped          |    0    |   0   |  0   | a new one
kept: mark      | leave    | marked     | temporary        | unavailable      |    0    |   1   |  0   | a new one
kept: mark      | reset    | marked     | temporary        | dropped          |    0    |   1   |  0   | a new one
kept: dot       | not now  | done       | temporary        | unavailable      |    0    |   1   |  1   | the same
kept: dot       | hang     | marked     | uncertain        | uncertain        |    0    |   1   |  1   | a new one
kept: dot       | close    | marked     | uncertain        | uncertain        |    0    |   1   |  1   | a new one
kept: dot       | reset    | marked     | uncertain        | uncertain        |    0    |   1   |  1   | a new one
"""

VERBS = {
    "banner": "CONNECT",
    "ehlo": "EHLO",
    "starttls": "STARTTLS",
    "handshake": "TLS",
    "ssl handshake": "TLS",
    "ehlo again": "EHLO TLS",
    "auth": "AUTH",
    "mail": "MAIL",
    "first rcpt": "RCPT first@firma.test",
    "second rcpt": "RCPT second@firma.test",
    "every rcpt": "RCPT",
    "data": "DATA",
    "content": "CONTENT",
    "dot": "DOT",
    "quit": "QUIT",
}

FAULTS = {
    "nobody": NOBODY,
    "not now": "451 4.3.0 Not now",
    "never": "554 5.0.0 Never",
    "leave": "421 4.3.2 Shutting down",
    "nonsense": "Кто здесь?",
    "odd code": "354 Go on",
    "slow": SLOWLY,
    "hang": SILENCE,
    "half": HALF,
    "close": DROP,
    "reset": RESET,
}

LETTER_ON_THE_WIRE = stuffed(LETTER)

TO = Envelope("robot@firma.test", ("first@firma.test", "second@firma.test"))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; with and without pipelining it must come to the same."""

    where: str
    kept: bool
    fault: str
    phase: Phase
    verdict: Verdict
    cause: Cause
    refused: int
    marks: int
    dots: int
    next_on: str
    pipelining: bool = True

    def __str__(self) -> str:
        """Return the row's name: where and what."""
        words = ("kept: " * self.kept + self.where, self.fault, "" if self.pipelining else "one by one")
        return ", ".join(filter(None, words))

    @property
    def answer(self) -> str:
        """What the server does."""
        return "250 Ok" if (self.where, self.fault) == ("data", "odd code") else FAULTS[self.fault]


def rows() -> list[Row]:
    read = []
    for line in TABLE.strip().splitlines()[2:]:
        where, fault, phase, verdict, cause, refused, marks, dots, next_on = map(str.strip, line.split("|"))
        kept, where = where.startswith("kept: "), where.removeprefix("kept: ")
        told = Phase(phase), Verdict(verdict), Cause(cause)
        row = Row(where, kept, fault, *told, int(refused), int(marks), int(dots), next_on)
        read.append(row)
        if where == "mail" or where.endswith("rcpt") or where == "data":
            read.append(replace(row, pipelining=False))
    return read


@pytest.fixture(scope="module")
def context(authority: tuple[trustme.CA, str]) -> SSLContext:
    return server_context(authority[0], "localhost")


@pytest.mark.parametrize("row", rows(), ids=str)
async def test_every_fault_is_told_and_leaves_the_sender_usable(
    serve: Serve,
    sender: SmtpSender,
    authority: tuple[trustme.CA, str],
    context: SSLContext,
    row: Row,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    starts_tls = row.where in {"starttls", "handshake", "ehlo again"}
    server = await serve(
        {"LISTEN": row.answer} if row.where == "connect" else {},
        offers=("PIPELINING",) if row.pipelining else (),
        tls=context if row.where == "ssl handshake" else None,
        start_tls=context if starts_tls else None,
        login=("u", "p"),
    )
    settings = settings_for(
        server.port,
        host="localhost" if starts_tls or row.where == "ssl handshake" else "127.0.0.1",
        encryption="starttls" if starts_tls else "ssl" if row.where == "ssl handshake" else "none",
        ca_file=authority[1],
        authentication="basic",
        username="u",
        password=SecretStr("p"),
    )
    if (row.where, row.fault) == ("connect", "hang"):
        jump_at_the_next_connect(monkeypatch)
    server.on_silence = lambda: jump(monkeypatch, PATIENCE * FINAL_PATIENCE + 1)
    letter = LARGE_LETTER if row.where == "content" else LETTER
    marks = 0

    async def mark(*_: object) -> bool:
        nonlocal marks
        marks += 1
        if row.where == "mark":
            await server.until(lambda: server.seen == stuffed(letter))
            await server.interrupt(row.answer)
            await round_trip()
        return True

    async with asyncio.timeout(120):
        if row.kept:
            assert (await sender.send(settings, TO, LETTER, agree)).phase is Phase.DONE
            server.letters.clear()
        if row.where == "unused":
            await server.interrupt(row.answer)
            await round_trip()
        elif row.where in VERBS:
            server.answers[VERBS[row.where]] = [row.answer] * (2 if row.where == "every rcpt" else 1)
        receipt = await sender.send(settings, TO, letter, mark)
        if row.where == "quit":
            await sender.close()
        assert not server.answers.get(VERBS.get(row.where, "")), "the fault did not happen"
        judged = judge(receipt.failure, receipt.reply, uncertain=receipt.uncertain)
        assert (receipt.phase, judged.verdict, judged.cause) == (row.phase, row.verdict, row.cause)
        assert (len(receipt.refused), marks, len(server.letters)) == (row.refused, row.marks, row.dots)
        assert receipt.uncertain is (row.verdict is Verdict.UNCERTAIN)
        for refusal in receipt.refused.values():
            later = Verdict.PERMANENT if row.fault == "never" else Verdict.TEMPORARY
            assert judge(Failure.REPLY, refusal).verdict is later

        await server.mend()
        before = server.connections
        assert (await sender.send(settings, TO, LETTER, agree)).phase is Phase.DONE
        assert ("the same" if server.connections == before else "a new one") == row.next_on
        assert server.letters[row.dots :] == [LETTER_ON_THE_WIRE]


def test_nothing_before_the_mark_is_uncertain_and_no_unanswered_dot_is_certain() -> None:
    for row in rows():
        assert (row.verdict is Verdict.UNCERTAIN) == (row.phase is Phase.MARKED and row.dots == 1)
        assert row.marks == 1 or row.dots == 0
        assert row.dots == 1 or row.verdict not in {Verdict.ACCEPTED, Verdict.UNCERTAIN}
