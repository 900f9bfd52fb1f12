"""What was typed arrives as it was typed, in seven bits."""

import base64
import email
import email.header
import email.policy
import email.utils
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from typing import cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.file_names import file_name
from domain.messages.addresses import Address, LineBreakInHeader
from domain.messages.letter import Attachment, Letter
from domain.messages.rich_text import RichText
from mail.compose import Base64Lines, MimeComposer
from mail.headers import BadHeader

COMPOSER = MimeComposer()
LETTER = Letter(
    message_id="<1.2@firma.test>",
    date=datetime(2026, 11, 23, 12, 30, tzinfo=timezone(timedelta(hours=3))),
    sender=Address("Отдел уведомлений", "robot@firma.test"),
    to=(Address("Иванов, Иван", "ivan@почта.рф"),),
    subject="Тема",
    body=RichText("Текст"),
)


def parsed(letter: Letter) -> EmailMessage:
    content = COMPOSER.compose(letter)
    assert content.isascii()
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    _, _, body = content.partition(b"\r\n\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 76
    message = cast("EmailMessage", email.message_from_bytes(content, policy=email.policy.default))
    assert [part.defects for part in message.walk()] == [[] for _ in message.walk()]
    return message


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return cast("str", part.get_content()).replace("\r\n", "\n")


def whole(text: str) -> str:
    """Return the text as UTF-8 can carry it, with one kind of line ends."""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return re.sub("\r\n?", "\n", text)


ANY = st.text(st.characters(exclude_categories=()), max_size=400)


@given(ANY)
@example("")
@example(".")
@example(".\n..\n")
@example("a \n b\t\n\n")
@example("x" * 2000 + "\n" + "ё" * 2000)
@example("From here\nFrom there")
@example("{{ 7*7 }} <b> & =20 =")
@example("\ud83d alone, \ud83d\ude00 joined")
@example("nul \x00 and \x1b and \x0b and \x85 and \u2028")
@settings(max_examples=300)
def test_any_text_comes_back_equal(text: str) -> None:
    assert text_of(parsed(replace(LETTER, body=RichText(text)))) == whole(text)


@given(st.text(st.characters(exclude_categories=("Cc", "Zl", "Zp")), max_size=300))
@example("  two  spaces ")
@example("=?utf-8?b?0YI=?=")
@example("x" * 300)
@example("a" * 60 + "ё" * 60)
@example("word " * 40)
@settings(max_examples=300)
def test_any_subject_comes_back_equal_in_short_lines(subject: str) -> None:
    letter = replace(LETTER, subject=subject)
    assert parsed(letter)["Subject"] == whole(subject)
    head = COMPOSER.compose(letter).partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 76


def test_encoded_words_are_cut_between_characters() -> None:
    head = COMPOSER.compose(replace(LETTER, subject="а😀" * 60)).partition(b"\r\n\r\n")[0].decode()
    for word in re.findall(r"=\?utf-8\?b\?[^?]+\?=", head):
        assert len(word) <= 75
        assert "\ufffd" not in str(email.header.make_header(email.header.decode_header(word)))


@given(st.text(st.characters(exclude_categories=("Cc", "Zl", "Zp", "Cs")), max_size=120))
@example('quo"te \\ and, comma <x@y>')
@example("ASCII name that is longer than sixty characters, with a comma and more")
@settings(max_examples=200)
def test_any_name_of_a_sender_comes_back(name: str) -> None:
    letter = replace(LETTER, sender=Address(name, "robot@firma.test"))
    # The newer policy puts a space between adjacent encoded words of a name, against RFC 2047 section 6.2.
    raw = email.message_from_bytes(COMPOSER.compose(letter), policy=email.policy.compat32)["From"]
    shown, address = email.utils.parseaddr(raw)
    assert str(email.header.make_header(email.header.decode_header(shown))) == " ".join(name.split())
    assert address == parsed(letter)["From"].addresses[0].addr_spec == "robot@firma.test"


def test_the_headers_say_who_to_whom_and_when() -> None:
    letter = replace(
        LETTER,
        reply_to=Address("Автор", "author@firma.test"),
        to=(Address("Иванов, Иван", "ivan@почта.рф"), Address("", "anna@firma.test")),
        cc=(Address("Копия", "copy@firma.test"),),
        bcc=(Address("Тайна", "secret@firma.test"),),
        headers=(("X-Order", "№ 5"), ("X-Link", "https://firma.test/" + "x" * 200)),
    )
    message = parsed(letter)
    assert message["Date"].datetime == letter.date
    assert message["Message-ID"] == "<1.2@firma.test>"
    assert [str(one) for one in message["To"].addresses] == [
        '"Иванов, Иван" <ivan@xn--80a1acny.xn--p1ai>',
        "anna@firma.test",
    ]
    assert str(message["Cc"]) == "Копия <copy@firma.test>"
    assert str(message["Reply-To"]) == "Автор <author@firma.test>"
    assert (message["X-Order"], message["X-Link"]) == ("№ 5", "https://firma.test/" + "x" * 200)
    assert message["MIME-Version"] == "1.0"
    assert message["Bcc"] is None
    assert b"secret@firma.test" not in COMPOSER.compose(letter)
    assert message["Auto-Submitted"] is None


def test_only_what_no_person_began_is_auto_submitted() -> None:
    assert parsed(replace(LETTER, auto_generated=True))["Auto-Submitted"] == "auto-generated"


def test_blind_copies_alone_go_to_undisclosed_recipients() -> None:
    message = parsed(replace(LETTER, to=(), bcc=(Address("", "secret@firma.test"),)))
    assert str(message["To"]) == "undisclosed-recipients:;"


def test_a_local_part_beyond_ascii_stays_for_smtputf8() -> None:
    content = COMPOSER.compose(replace(LETTER, to=(Address("Иван", "иван@почта.рф"),)))
    message = email.message_from_string(content.decode(), policy=email.policy.SMTPUTF8)
    assert message["To"].addresses[0].addr_spec == "иван@почта.рф"
    assert "<иван@почта.рф>".encode() in content


@pytest.mark.parametrize("bad", ["x\r\nBcc: y@z", "x\ny", "x\ry", "x\u2028y", "x\x00y"])
@pytest.mark.parametrize("field", ["subject", "message_id", "sender", "to", "reply_to", "value", "name", "file"])
def test_a_line_break_in_any_header_is_refused(field: str, bad: str) -> None:
    changes: dict[str, object] = {
        "sender": Address(bad, "a@b.test"),
        "to": (Address("", bad),),
        "reply_to": Address(bad, "a@b.test"),
    }
    letter = {
        "value": lambda: replace(LETTER, headers=(("X-A", bad),)),
        "name": lambda: replace(LETTER, headers=((bad, "x"),)),
        "file": lambda: replace(LETTER, attachments=(Attachment(bad, "text/plain", b""),)),
    }.get(field, lambda: replace(LETTER, **{field: changes.get(field, bad)}))()
    with pytest.raises(LineBreakInHeader):
        COMPOSER.compose(letter)


@pytest.mark.parametrize("name", ["Bcc", "subject", "Content-Type", "X-Тема", "X A", "X:A", "", "X" * 77])
def test_a_header_that_is_not_the_routes_to_write_is_refused(name: str) -> None:
    with pytest.raises(BadHeader):
        COMPOSER.compose(replace(LETTER, headers=((name, "x"),)))


def test_a_long_plain_value_is_folded_at_its_spaces_and_stays_readable() -> None:
    references = " ".join(f"<{number}.abcdefghijklmnop@firma.test>" for number in range(8))
    letter = replace(LETTER, headers=(("References", references),))
    assert parsed(letter)["References"] == references
    assert b"<0.abcdefghijklmnop@firma.test> <1.abc" in COMPOSER.compose(letter)
    assert max(map(len, COMPOSER.compose(letter).split(b"\r\n"))) <= 76


def test_other_control_characters_in_headers_become_spaces() -> None:
    assert parsed(replace(LETTER, subject="а\x1b[31mб\tв"))["Subject"] == "а [31mб в"


@given(st.text(st.characters(exclude_categories=("Cc", "Zl", "Zp", "Cs")), min_size=1, max_size=150), st.binary())
@example("Договор № 5 о поставке всего самого необходимого и ещё немного, подписанный.pdf", b"\x00\r\n.\r\n")
@example('quote".txt', b".")
@example("=??Q??=", b"")
@example("<>", b"")
@settings(max_examples=150)
def test_any_file_comes_back_with_its_name(name: str, data: bytes) -> None:
    message = parsed(replace(LETTER, attachments=(Attachment(name, "application/pdf", data),)))
    assert message.get_content_type() == "multipart/mixed"
    (file,) = message.iter_attachments()
    # Python's reader takes quotes and angle brackets off, even where they are percent-encoded.
    assert file.get_filename() == email.utils.unquote(file_name(name))
    assert file.get_content_type() == "application/pdf"
    assert file.get_content() == data


@pytest.mark.parametrize("kind", ["message/rfc822", "multipart/mixed", "nonsense", 'a/b"; name=x', ""])
def test_a_type_that_would_break_the_letter_becomes_a_plain_file(kind: str) -> None:
    (file,) = parsed(replace(LETTER, attachments=(Attachment("a.eml", kind, b"To: x\r\n\r\ny"),))).iter_attachments()
    assert (file.get_content_type(), file.get_content()) == ("application/octet-stream", b"To: x\r\n\r\ny")


def test_text_and_html_are_alternatives_beside_the_files() -> None:
    files = (Attachment("а.txt", "text/plain", b"1"), Attachment("б.png", "image/png", b"2"))
    message = parsed(replace(LETTER, attachments=files))
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/plain", "image/png",
    ]  # fmt: skip
    assert parsed(LETTER).get_content_type() == "multipart/alternative"


def test_a_mostly_latin_text_stays_readable_in_the_source() -> None:
    assert b"Dear colleague," in COMPOSER.compose(replace(LETTER, body=RichText("Dear colleague,\nsee you.")))


def test_markup_in_a_text_is_only_text() -> None:
    text = "{{ 7*7 }}, <b>, &amp; & <script>alert(1)</script>"
    message = parsed(replace(LETTER, body=RichText(text), subject=text, date=datetime.now(UTC)))
    assert text_of(message) == text
    assert message["Subject"] == text
    page = text_of(message, "html")
    assert "{{ 7*7 }}, &lt;b&gt;, &amp;amp; &amp; &lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert COMPOSER.compose(LETTER) == COMPOSER.compose(LETTER)


@pytest.mark.parametrize("size", [0, 1, 56, 57, 58, 58_367, 58_368, 58_369, 116_736, 116_737])
def test_a_file_is_encoded_as_if_in_one_go_however_large_it_is(size: int) -> None:
    data = (b"%d," * 40_000 % tuple(range(40_000)))[:size]
    content = COMPOSER.compose(replace(LETTER, attachments=(Attachment("a.bin", "application/pdf", data),)))
    encoded = content.rpartition(b"Content-Disposition")[2].partition(b"\r\n\r\n")[2].rpartition(b"\r\n--=_m")[0]
    assert encoded.replace(b"\r\n", b"\n") == base64.encodebytes(data).removesuffix(b"\n")


@given(st.lists(st.binary(max_size=200), max_size=8))
def test_the_lines_of_base64_do_not_follow_the_pieces_of_a_file(pieces: list[bytes]) -> None:
    lines = Base64Lines()
    encoded = b"".join([line for piece in pieces for line in lines.feed(piece)] + [lines.end()])
    assert encoded.replace(b"\r\n", b"\n") == base64.encodebytes(b"".join(pieces)).removesuffix(b"\n")
