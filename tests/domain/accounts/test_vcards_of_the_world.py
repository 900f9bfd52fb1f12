"""What phones, programs and joined files make of vCards: every person is there, with the right letters, or is named."""

import base64

import pytest

from domain.accounts.vcard import Card, CardRemark, NoCards, NoCardsRead, look_at_cards, read_cards

BOM = "\ufeff"


def card(*lines: str, begin: str = "BEGIN:VCARD", end: str = "END:VCARD", newline: str = "\r\n") -> str:
    return newline.join(part for part in (begin, *lines, end) if part) + newline


def person(name: str, mbox: str) -> str:
    return card("VERSION:3.0", f"FN:{name}", f"EMAIL:{mbox}")


ANNA, BORIS = person("Анна", "anna@firma.test"), person("Борис", "boris@firma.test")
QP = "CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE"
PHOTO = base64.b64encode(bytes(range(256)) * 20).decode()
PETROV = [("Петров Иван", "petrov@firma.test")]
BOTH = [("Анна", "anna@firma.test"), ("Борис", "boris@firma.test")]
ONE = BOTH[:1]


def quoted(text: str) -> str:
    return "".join(f"={byte:02X}" for byte in text.encode())


MEMBERS: dict[str, tuple[str | bytes, list[tuple[str, str]]]] = {
    # Joined files.
    "a mark before each card": (
        "".join(
            BOM + person(name, mbox)
            for name, mbox in (
                ("Петрова Анна", "anna1@firma.test"),
                ("Второй Борис", "boris2@firma.test"),
                ("Третья Вера", "vera3@firma.test"),
            )
        ),
        [
            ("Петрова Анна", "anna1@firma.test"),
            ("Второй Борис", "boris2@firma.test"),
            ("Третья Вера", "vera3@firma.test"),
        ],
    ),
    "two marks": (BOM * 2 + ANNA + BOM * 2 + BORIS, BOTH),
    "a mark on a line of its own": (f"{ANNA}{BOM}\r\n{BORIS}", BOTH),
    "a mark read in a wrong encoding": (ANNA + "ï»¿" + BORIS, BOTH),
    "no line end between files": (ANNA.strip() + BORIS, BOTH),
    "a mark and no line end between files": (ANNA.strip() + BOM + BORIS, BOTH),
    "no END before the next": (card("FN:Анна", "EMAIL:anna@firma.test", end="") + BORIS, BOTH),
    "no END anywhere": ((ANNA + BORIS).replace("END:VCARD\r\n", ""), BOTH),
    "cut off in the middle of a line": (card("FN:Анна", "EMAIL:anna@firma.test", end="").strip() + BORIS, BOTH),
    "cut off and a mark": (card("FN:Анна", "EMAIL:anna@firma.test", end="").strip() + BOM + BORIS, BOTH),
    "an END too many": (ANNA + "END:VCARD\r\n" + BORIS, BOTH),
    "another encoding in each": (ANNA.encode() + BORIS.encode("cp1251"), BOTH),
    "garbage around": ("hello\r\n" + ANNA + "\0\0==\r\nFN:Никто\r\n" + BORIS + "\x1a", BOTH),
    # Line ends.
    "LF": ((ANNA + BORIS).replace("\r\n", "\n"), BOTH),
    "CR": ((ANNA + BORIS).replace("\r\n", "\r"), BOTH),
    "CR CR LF": ((ANNA + BORIS).replace("\r\n", "\r\r\n"), BOTH),
    "mixed": (ANNA.replace("\r\n", "\n") + BORIS.replace("\r\n", "\r"), BOTH),
    "empty lines inside": ((ANNA + BORIS).replace("\r\n", "\r\n\r\n"), BOTH),
    "a line separator inside": (card("FN:Анна", "NOTE:a\u2028EMAIL:no@firma.test", "EMAIL:anna@firma.test"), ONE),
    "NEL, VT and FF inside": (card("FN:Анна", "NOTE:\x85\x0b\x0cFN:Нет", "EMAIL:anna@firma.test"), ONE),
    "a separator inside a name": (card("N:Петров;Иван\u2028;;;", "EMAIL:petrov@firma.test"), PETROV),
    # Encodings.
    "UTF-16": ((ANNA + BORIS).encode("utf-16"), BOTH),
    "UTF-16 without a mark": ((ANNA + BORIS).encode("utf-16-le"), BOTH),
    "UTF-16 big-endian": ((ANNA + BORIS).encode("utf-16-be"), BOTH),
    "UTF-16 with a mark before each": ((BOM + ANNA + BOM + BORIS).encode("utf-16-le"), BOTH),
    "Windows-1251": (card("N:Петров;Иван;;;", "EMAIL:petrov@firma.test").encode("cp1251"), PETROV),
    "Windows-1251 said": (card("FN;CHARSET=windows-1251:Анна", "EMAIL:anna@firma.test").encode("cp1251"), ONE),
    "KOI8-R said": (card("FN;CHARSET=koi8-r:Анна", "EMAIL:anna@firma.test").encode("koi8_r"), ONE),
    "Windows-1251 said, UTF-8 is": (card("FN;CHARSET=windows-1251:Анна", "EMAIL:anna@firma.test"), ONE),
    "quoted Windows-1251": (
        card("FN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=C0=ED=ED=E0", "EMAIL:anna@firma.test"),
        ONE,
    ),
    # Quoted-printable.
    "a soft break, then a fold": (
        card(
            f"N;{QP}:=D0=9F=D0=B5=D1=82=D1=80=", " =D0=BE=D0=B2;=D0=98=D0=B2=D0=B0=D0=BD;;;", "EMAIL:petrov@firma.test"
        ),
        PETROV,
    ),
    "a soft break alone": (
        card(f"N;{QP}:=D0=9F=", f"=D0=B5{quoted('тров;Иван')};;;", "EMAIL:petrov@firma.test"),
        PETROV,
    ),
    "a fold alone": (
        card(f"N;{QP}:=D0=9F", f" {quoted('етров')};{quoted('Иван')};;;", "EMAIL:petrov@firma.test"),
        PETROV,
    ),
    "a fold by a tab": (
        card(f"N;{QP}:=D0=9F=", f"\t{quoted('етров')};{quoted('Иван')};;;", "EMAIL:petrov@firma.test"),
        PETROV,
    ),
    "soft breaks in a row": (card(f"FN;{QP}:=D0=", "=90=D0=BD=", "=D0=BD=D0=B0", "EMAIL:anna@firma.test"), ONE),
    "a soft break before an empty line": (card(f"FN;{QP}:{quoted('Анна')}=", "", "EMAIL:anna@firma.test"), ONE),
    "a sign at the end of an address": (
        card("FN:Анна", "URL;ENCODING=QUOTED-PRINTABLE:http://firma.test/?a=", "EMAIL:anna@firma.test"),
        ONE,
    ),
    "a sign at the end before END": (card("EMAIL:anna@firma.test", f"FN;{QP}:{quoted('Анна')}="), ONE),
    "a sign before a grouped property": (
        card("FN:Анна", "NOTE;ENCODING=QUOTED-PRINTABLE:1=", "item1.EMAIL;TYPE=WORK:anna@firma.test"),
        ONE,
    ),
    "a sign at the end of a name": (card(f"FN;{QP}:{quoted('Анна')}=", "EMAIL:anna@firma.test"), ONE),
    "a base64 sign before a property": (card("FN:Анна", "KEY;ENCODING=BASE64:AAAA=", "EMAIL:anna@firma.test"), ONE),
    "bare QUOTED-PRINTABLE": (
        card(f"FN;QUOTED-PRINTABLE;CHARSET=UTF-8:{quoted('Анна')}", "EMAIL:anna@firma.test"),
        ONE,
    ),
    # Folded before the value begins, as RFC 6350 section 3.2 lets lines be.
    "folded inside a parameter": (card("FN:Анна", "EMAIL;TYPE=WO", " RK;PREF=1:anna@firma.test"), ONE),
    "folded inside a quoted parameter": (card("FN:Анна", 'EMAIL;X-A="a:', ' b":anna@', " firma.test"), ONE),
    "folded inside a name": (card("FN:Анна", "item1.EM", "\tAIL", "\t:anna@firma.test"), ONE),
    "a photo of 2.1 between": (card("FN:Анна", f"PHOTO;X-A={'a' * 60}", f" ;B:{PHOTO}", "EMAIL:anna@firma.test"), ONE),
    # Lists.
    "several given names": (
        card(r"N:Stevenson\, Sr;John;Philip,Paul;Dr.;Jr.,M.D.,A.C.P.", "EMAIL:john@firma.test"),
        [("Stevenson, Sr John Philip Paul", "john@firma.test")],
    ),
    # Base64.
    "a name in base64": (
        card(f"FN;ENCODING=b:{base64.b64encode('Анна'.encode()).decode()}", "EMAIL:anna@firma.test"),
        ONE,
    ),
    "a name in BASE64 over lines": (
        card("N;CHARSET=UTF-8;ENCODING=BASE64:0J/QtdGC0YDQ", "vtCyO9CY0LLQsNC9Ozs7", "", "EMAIL:petrov@firma.test"),
        PETROV,
    ),
    "a photo folded": (
        card("FN:Анна", f"PHOTO;ENCODING=b;TYPE=JPEG:{PHOTO[:60]}", f" {PHOTO[60:]}", "EMAIL:anna@firma.test"),
        ONE,
    ),
    "a photo not folded": (
        card(
            "FN:Анна",
            "PHOTO;BASE64:",
            *(PHOTO[at : at + 76] for at in range(0, len(PHOTO), 76)),
            "",
            "EMAIL:anna@firma.test",
        ),
        ONE,
    ),
    "a photo in one line": (card("FN:Анна", f"PHOTO;ENCODING=b:{PHOTO * 10}", "EMAIL:anna@firma.test"), ONE),
    "a photo as a link": (card("FN:Анна", f"PHOTO:data:image/jpeg;base64,{PHOTO}", "EMAIL:anna@firma.test"), ONE),
    # Properties.
    "small letters": (
        card("version:3.0", "fn:Анна", "email;type=work:anna@firma.test", begin="begin:vcard", end="end:vcard"),
        ONE,
    ),
    "groups": (card("item1.FN:Анна", "item2.EMAIL;type=INTERNET:anna@firma.test", "item2.X-ABLabel:_$!<Work>!$_"), ONE),
    "a quoted parameter": (card("FN:Анна", 'EMAIL;X-A="a:b;c":anna@firma.test'), ONE),
    "spaces in BEGIN": (card("FN:Анна", "EMAIL:anna@firma.test", begin="BEGIN: VCARD ", end="END : VCARD"), ONE),
    "folded": (card("FN:Ан", " на", "EMAIL:anna@", "\tfirma.test"), ONE),
    "a link": (card("FN:Анна", "EMAIL:MAILTO:anna@firma.test"), ONE),
    "angle brackets": (card("FN:Анна", "EMAIL:Анна <anna@firma.test>"), ONE),
    "PREF alone": (card("FN:Анна", "EMAIL:x@firma.test", "EMAIL;PREF:anna@firma.test"), ONE),
    "TYPE=PREF": (card("FN:Анна", "EMAIL;TYPE=HOME:x@firma.test", "EMAIL;TYPE=HOME,PREF:anna@firma.test"), ONE),
    "type=pref behind type=HOME": (
        card("FN:Анна", "EMAIL:x@firma.test", "EMAIL;type=HOME;type=pref:anna@firma.test"),
        ONE,
    ),
    "PREF before WORK": (card("FN:Анна", "EMAIL;WORK:x@firma.test", "EMAIL;PREF:anna@firma.test"), ONE),
    "PREF=2 before PREF=10": (card("FN:Анна", "EMAIL;PREF=10:x@firma.test", "EMAIL;PREF=2:anna@firma.test"), ONE),
    "WORK before HOME": (card("FN:Анна", "EMAIL;HOME:x@firma.test", "EMAIL;WORK:anna@firma.test"), ONE),
    "a wrong one preferred": (card("FN:Анна", "EMAIL;PREF:anna@", "EMAIL:anna@firma.test"), ONE),
    "N without FN": (card("N:Петров;Иван;;;", "EMAIL:petrov@firma.test"), PETROV),
    "N and FN the other way round": (card("N:Петров;Иван;;;", "FN:Иван Петров", "EMAIL:petrov@firma.test"), PETROV),
    "an empty N": (card("N:;;;;", "FN:Анна", "EMAIL:anna@firma.test"), ONE),
    "an empty FN": (card("FN:", "N:;Анна;;;", "EMAIL:anna@firma.test"), ONE),
    "escapes": (
        card("N:Петров\\, мл.;Иван\\;;;;", "EMAIL:petrov@firma.test"),
        [("Петров, мл. Иван;", "petrov@firma.test")],
    ),
    "an escaped backslash before a separator": (
        card("N:Петров\\\\;Иван;;;", "EMAIL:petrov@firma.test"),
        [("Петров\\ Иван", "petrov@firma.test")],
    ),
    "a company": (
        card("N:;;;;", "ORG:ООО Ромашка;", "X-ABShowAs:COMPANY", "EMAIL:info@firma.test"),
        [("ООО Ромашка", "info@firma.test")],
    ),
    # Cards inside cards.
    "an assistant inside": (
        card("FN:Анна", "AGENT:", *card("FN:Помощник", "EMAIL:x@firma.test").split("\r\n"), "EMAIL:anna@firma.test"),
        ONE,
    ),
    "an assistant on the same line": (
        card("FN:Анна", "AGENT:BEGIN:VCARD", "FN:Помощник", "EMAIL:x@firma.test", "END:VCARD", "EMAIL:anna@firma.test"),
        ONE,
    ),
    "an assistant as a text": (
        card("FN:Анна", "AGENT:BEGIN:VCARD\\nFN:Помощник\\nEMAIL:x@firma.test\\nEND:VCARD\\n", "EMAIL:anna@firma.test"),
        ONE,
    ),
    # Cards that are of no use.
    "an empty card between": (ANNA + card("VERSION:3.0") + BORIS, BOTH),
    "an unreadable card between": (ANNA.encode() + card("FN:Мюллер €").encode("mac_cyrillic") + BORIS.encode(), BOTH),
    "a name too long between": (ANNA + person("Я" * 301, "x@firma.test") + BORIS, BOTH),
}


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


@pytest.mark.parametrize("name", MEMBERS)
def test_everybody_is_there_with_the_right_letters(name: str) -> None:
    content, people = MEMBERS[name]
    assert [(found.full_name, found.mbox) for found in read_cards(as_bytes(content))] == people


def remarks(*cards: str | bytes) -> list[tuple[int, str, str]]:
    content = b"".join(map(as_bytes, cards))
    return [(item.number, item.name, item.key) for item in look_at_cards(content) if isinstance(item, CardRemark)]


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        ((ANNA, BORIS), []),
        ((card("FN:Анна", "EMAIL:anna@firma.test", end=""), BORIS), [(1, "Анна", "card-note-cut")]),
        ((ANNA, card("FN:Борис", end=""), ANNA), [(2, "Борис", "card-wrong-cut")]),
        ((ANNA, card("NOTE:x"), BORIS), [(2, "", "card-wrong-empty")]),
        ((card("FN:Жанна", "EMAIL:j@firma.test").encode("mac_cyrillic"), BORIS), [(1, "", "card-wrong-letters")]),
        ((person("Я" * 301, "x@firma.test"),), [(1, "Я" * 100, "card-wrong-long")]),
        ((card("FN:Анна", "EMAIL:нет"),), [(1, "Анна", "card-note-mbox")]),
        ((card("FN:Анна", "EMAIL:a@firma.test", "EMAIL:b@firma.test"),), [(1, "Анна", "card-note-other-addresses")]),
        ((card("FN:Анна", "EMAIL:a@firma.test", "EMAIL:A@firma.test"),), []),
        ((card("FN:Анна", "EMAIL:аnna@firma.test"),), [(1, "Анна", "card-note-two-scripts")]),
        ((card("FN:Анна", f"TITLE:{'т' * 301}"),), [(1, "Анна", "card-note-long")]),
    ],
)
def test_what_is_lost_or_doubtful_is_named(
    cards: tuple[str | bytes, ...], expected: list[tuple[int, str, str]]
) -> None:
    assert remarks(*cards) == expected


def test_a_file_in_which_nobody_can_be_read_says_how_many_there_are() -> None:
    with pytest.raises(NoCardsRead) as raised:
        read_cards((card("NOTE:x") * 3).encode())
    assert raised.value.params == {"count": 3}
    with pytest.raises(NoCards):
        read_cards(b"BEGIN:VCARD\nEND:VCARD")


def test_a_card_says_where_somebody_works_and_how_they_are_called() -> None:
    text = card(
        "N:Петров;Иван;Сергеевич;г-н;",
        "ORG:ООО «Рога\\, копыта»;Отдел\\; продаж;Группа",
        "TITLE:Ведущий\\nменеджер",
        "TEL;TYPE=HOME:1",
        "TEL;TYPE=WORK;VALUE=uri:tel:+7-495-1",
        "EMAIL:petrov@firma.test",
    )
    assert read_cards(text.encode()) == (
        Card("Петров Иван Сергеевич", "petrov@firma.test", "+7-495-1", "Ведущий менеджер", "Отдел; продаж, Группа"),
    )
