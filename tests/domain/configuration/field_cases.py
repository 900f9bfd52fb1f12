"""Every field of everything configured: what it takes, and what it refuses."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.documents import ConfiguredObject
from domain.records.template import RecordTemplate
from domain.records.types import ATTRIBUTE_TYPES
from domain.scenarios.document import Scenario

CONNECTION = {
    "system_name": "mail",
    "title": "Почта",
    "host": "127.0.0.1",
    "port": 25,
    "encryption": "none",
    "sender_address": "notify@firma.test",
}
LOGIN = {**CONNECTION, "authentication": "basic", "username": "notify"}
OAUTH2 = {
    "provider": "other",
    "grant": "device_code",
    "client_id": "application",
    "token_endpoint": "https://id.test/token",
    "device_endpoint": "https://id.test/device",
}
ROUTE = {"system_name": "route", "title": "Путь", "connection": "mail"}
REQUEST = {"request": [{"name": "Body"}]}
TEMPLATE: dict[str, Any] = {
    "system_name": "Zayavka",
    "title": "Заявка",
    "attributes": [{"title": "Тема", "type": "text"}],
}
NEXT = {"attribute": "Tema", "formula": "'x'"}
CREATES = {"title": "Ещё", "operation": "create", "template": "Zayavka", "values": [NEXT]}
BUTTON = {"buttons": [{"title": "Отправить"}, CREATES]}
SEND = {"connection": "mail", "route": "route", "variable": "letter"}
CHANGE = {"set": "letter", "variables": {"To": {"attribute": "Komu"}}}
WALK = {"template": "Zayavka", "objects": {"attribute": "id"}, "actions": [{"send_message": SEND}]}
SCENARIO = {"system_name": "Otpravka", "title": "Отправка", "event": {"template": "Zayavka", "button": "Otpravit"}}
CHECK = {"condition": "true", "message": "'Нельзя'"}
BRANCHES = {"branches": [{"condition": "true", "actions": [{"send_message": SEND}]}]}
REPEAT = {"times": {"formula": "3"}, "variable": "pass", "actions": [{"send_message": SEND}]}
EACH = {"values": {"attribute": "Komu"}, "variable": "one", "actions": [{"send_message": SEND}]}
CHANGES = {"changes": [{"attribute": "Tema", "operation": "replace", "value": {"formula": "'Да'"}}]}
CREATE = {"template": "Zayavka"}
STEPS = {
    "actions": [
        {"send_message": SEND},
        {"change_variables": CHANGE},
        {"change_context": WALK},
        {"check": CHECK},
        {"by_conditions": BRANCHES},
        {"repeat": REPEAT},
        {"for_each": EACH},
        {"change_attributes": CHANGES},
        {"create_record": CREATE},
        {"duplicate_record": {}},
        {"run_apart": {"actions": [{"send_message": SEND}]}},
    ]
}

BREAKS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
NO_TEXTS = [465, 0.5, True, ["x"], {"x": "y"}]
NO_LINES = [*(f"a{sign}b" for sign in BREAKS), "a\0b", "a\x07b", "a\x7fb", "a\x9bb", "\ud800", *NO_TEXTS]
NO_TEXT = ["a\0b", "a\x1bb", "\udfff", *NO_TEXTS]
NO_SEEN_LINES = [*NO_LINES, "", " ", "\u200b", "\u2800", "\u202e"]
NO_NAMES = ["", "1x", "a b", "a-b", "x" * 101, "a\u2028b", "a\0", *NO_TEXTS]
NO_TRUTHS = ["yes", "true", "on", "", 0, 1, 1.0, None, []]
NO_NUMBERS = [
    "465",
    " 465",
    "0o14",
    "4_65",
    "\u0664",
    True,
    465.0,
    1e3,
    math.nan,
    math.inf,
    -math.inf,
    None,
    10**30,
    [],
]
NO_TIMES = [
    "",
    "5",
    "m",
    5,
    0.5,
    True,
    "-5m",
    "1e3s",
    "5 мес",
    "0.5s",
    "9" * 30 + "d",
    "999999999d",
    math.nan,
    "0s",
    None,
]
NO_ADDRESSES = [
    *("", "x", "@", "a@", "@b.ru", "a@b@c.ru", "a b@c.ru", "a@b..ru", "a@firma.test,b@firma.test",
     "a@firma.test b@firma.test"),
    *("Отдел <a@firma.test>", "<a@firma.test>", "mailto:a@firma.test", '"a b"@firma.test', "a@[10.0.0.5]",
    "a@b\u2028.ru"),
    *(f"a{sign}@firma.test" for sign in BREAKS),
    *("a@firma.test\nBcc: b@firma.test", "a\0@firma.test", f"{'a' * 65}@firma.test", f"a@{'b' * 64}.test", *NO_TEXTS),
]  # fmt: skip
ADDRESSES = [
    "a@firma.test",
    "root@mailhost",
    "a.b+c@Firma.TEST",
    "notify@почта.рф",
    "отдел@почта.рф",
    "a@xn--80a1acny.xn--p1ai",
]
NO_CHOICE = ["", "SSL", "другое", 1, True, None, []]


@dataclass(frozen=True)
class Fits:
    """What a field takes and what it refuses, each in a document that is right but for it."""

    takes: tuple[Any, ...]
    refuses: tuple[Any, ...]
    beside: Mapping[str, Any]


def fits(takes: Any, refuses: Any, beside: Mapping[str, Any] | None = None) -> Fits:
    return Fits(tuple(takes), tuple(refuses), beside or {})


OBJECT = {
    "version": fits([1], [2, "1", True, 1.0, None]),
    "system_name": fits(["mail", "Почта_1", "_x"], [name for name in NO_NAMES if name]),
    "title": fits(["Почта", " пробелы ", "😀", "x" * 100], [*NO_SEEN_LINES, "x" * 101]),
    "enabled": fits([True, False], NO_TRUTHS),
}
CASES: dict[type[ConfiguredObject], dict[str, Fits]] = {
    Connection: {
        **OBJECT,
        "type": fits(["smtp"], [*NO_CHOICE, "imap"]),
        "host": fits(
            ["smtp.firma.ru", "localhost", "mail_server", "10.0.0.5", "::1", "[::1]", "[10.0.0.5]", "fe80::1%eth0",
             "mail.firma.ru.", "почта.рф", "ПОЧТА.РФ", "faß.de", "xn--80a1acny.xn--p1ai", "3com.com"],
            ["mail.firma.ru:465", "[::1]:465", "10.0.0.5:25", "smtp://mail.firma.ru", "https://firma.ru/", "user@host",
             "a b", " a.ru", "a.ru ", ".", "..", "a..ru", ".a.ru", "-a.ru", "a-.ru", "a" * 64 + ".ru",
              "a." * 130 + "ru",
             "mail.firma.ru/x", "1.2.3", "1.2.3.400", "0x7f", "2130706433", "a\u200bb.ru", "*.ru", "a,b", "почта_1.рф",
             *NO_SEEN_LINES],
        ),
        "port": fits([1, 25, 65535], [0, -1, 65536, *NO_NUMBERS]),
        "authentication": fits(["none", "basic"], [*NO_CHOICE, "oauth2"], {"username": "x"}),
        "username": fits(["notify", "ФИРМА\\notify", "a@firma.test", "x" * 320], [*NO_LINES, " ", "x" * 321], LOGIN),
        "oauth2": fits([None, OAUTH2], ["", "microsoft", [], {}, True, {**OAUTH2, "password": "x"}]),
        "oauth2_proxy": fits([True, False], NO_TRUTHS),
        "encryption": fits(["none", "starttls", "ssl"], [*NO_CHOICE, "tls"]),
        "sender_address": fits([*ADDRESSES, " a@firma.test "], [*NO_ADDRESSES, f"{'a' * 300}@firma.test"]),
        "sender_name": fits(["Отдел", 'А "Б" <В>, Г', "😀", "x" * 200, "", None], [*NO_LINES, "x" * 201]),
        "verify_certificate": fits([True, False], NO_TRUTHS),
        "ca_file": fits([None], ["", "нет.pem", "/нет/такого.pem", "/", "/dev/null", "/dev/zero", "/\0", "~/ca.pem",
         *NO_LINES]),
        "local_hostname": fits(
            ["bot", "bot.firma.ru", "[10.0.0.5]", "10.0.0.5", "[IPv6:::1]", "::1", "бот.рф", "pc_1", None],
            ["pc MAIL", " pc", "pc ", "pc:25", "a" * 64, "x." * 200, "-pc", "[x]", "[]", "fe80::1%eth0", "a@b",
             *NO_SEEN_LINES],
        ),
        "retry_after": fits(
            [["1m"], ["1s", "30d"], ["5 минут", "1,5 часа"], ["1h"] * 50],
            [[], ["1m"] * 51, ["0s"], ["31d"], ["1000000d"], "1m", [1], [None], None, *([item] for item in NO_TIMES)],
        ),
        "give_up_after": fits(["1s", "24h", "30d", "2 дня", "1 сутки"], ["31d", "1000000d", *NO_TIMES]),
        "on_uncertain": fits(["ask", "resend"], [*NO_CHOICE, "drop"]),
        "max_connections": fits([1, 100], [0, 101, *NO_NUMBERS]),
        "messages_per_connection": fits([1, 100_000], [0, 100_001, *NO_NUMBERS]),
        "messages_per_minute": fits([0, 100_000], [-1, 100_001, *NO_NUMBERS]),
        "timeout": fits(["1s", "10m", "30 с", "1 минута"], ["11m", "1000h", "999 часов", *NO_TIMES]),
    },
    Route: {
        **OBJECT,
        "connection": fits(["mail"], [*NO_NAMES, None]),
        "description": fits(["Зачем", None, "x" * 500], [*NO_TEXT, "x" * 501]),
        "request": fits([[], [{"name": "A"}, {"name": "B"}]], ["A", ["A"], [{"name": "A"}, {"name": "a"}],
         [{"name": "To"}], None]),
        "subject": fits(["", "Тема {Body}"], [*NO_LINES, "x" * 1001], REQUEST),
        "body": fits(["", "а\n\tб\n"], [*NO_TEXT, "x" * 100_001]),
        "html": fits([None, "<p>\n\t{Body}</p>"], [*NO_TEXT, "x" * 500_001], REQUEST),
        "headers": fits(
            [{}, {"X-A": ""}, {"X-Mailer-1": "Гонец"}, {"X-Long": "x" * 1000}],
            [{"Content-Type": "x"}, {"Bcc": "a@b.ru"}, {"Subject": "x"}, {"X-": "x"}, {"X-А": "x"}, {"X A": "x"},
             {"X:A": "x"},
             {"X-A\n": "x"}, {"X-" + "a" * 61: "x"}, {"X-A": "x" * 1001}, {f"X-{n}": "x" for n in range(51)},
              "X-A: x", [], None,
             *({"X-A": text} for text in NO_LINES)],
        ),
        **{
            name: fits(
                [[], *([one] for one in ADDRESSES), [f"a{n}@firma.test" for n in range(100)]],
                ["a@firma.test", None, [f"a{n}@firma.test" for n in range(101)], *([one] for one in NO_ADDRESSES)],
            )
            for name in ("to", "cc", "bcc")
        },
        "reply_to": fits([None, "author"], [value for value in NO_CHOICE if value is not None]),
    },
    RecordTemplate: {
        **OBJECT,
        "attributes": fits([TEMPLATE["attributes"]], [[], None, "Тема", [{"title": "A", "type": "text"}] * 51]),
        "buttons": fits([[], BUTTON["buttons"]], [None, "x", [{"title": f"B{n}"} for n in range(21)]]),
        "form": fits([None, ["Tema"]], [["Нет"], ["Tema", "Tema"], "Tema", [1]]),
        "allowed": fits(["everyone", "administrators"], [*NO_CHOICE, "all"]),
    },
    Scenario: {
        **OBJECT,
        "author": fits([None, "ivanov", "a@firma.test", "x" * 320], [*NO_SEEN_LINES, "x" * 321]),
        "sees": fits(["author", "everything"], NO_CHOICE),
        "event": fits([SCENARIO["event"]], [None, {}, "x", {"template": "T"}]),
        "actions": fits([STEPS["actions"]], [[], None, [{}], [{"jump": {}}], [{"send_message": None}],
         STEPS["actions"] * 101]),
    },
}  # fmt: skip
FURTHER: list[dict[str, Any]] = [
    {"title": "Число", "type": "number", "least": 3, "most": 9},
    {"title": "Нужно", "type": "boolean"},
    {"title": "Сколько", "type": "duration"},
    {"title": "Когда", "type": "date_time"},
    {"title": "Договор", "type": "record", "template": "Zayavka"},
    {"title": "Срочность", "type": "enum", "values": [{"title": "Высокая"}, {"title": "Низкая"}]},
]
NO_LIMIT = [value for value in NO_NUMBERS if value is not None]
ATTRIBUTE = {
    "title": fits(["Тема", " Тема ", "x" * 100], [*NO_SEEN_LINES, "x" * 101]),
    "system_name": fits(["Tema_1"], [name for name in NO_NAMES if name]),
    "required": fits([True, False], NO_TRUTHS),
    "hint": fits([None, "", "Зачем"], [*NO_TEXT, "x" * 501]),
}
"""What every type of attribute has."""

BUTTON_FIELDS = {
    "title": fits(["Отправить", "x" * 32], [*NO_SEEN_LINES, "x" * 33]),
    "system_name": fits(["Knopka_1"], [name for name in NO_NAMES if name]),
    "context": fits(["record"], NO_CHOICE),
    "result": fits(["refresh"], NO_CHOICE),
    "confirm": fits([None, "", "Точно?"], [*NO_TEXT, "x" * 201]),
    "condition": fits([None, "", "true"], [*NO_TEXT, "x" * 10_001]),
}
INNER: dict[tuple[str | int, ...], dict[str, Fits]] = {
    ("oauth2",): {
        "provider": fits(["other", "microsoft"], [*NO_CHOICE, "Microsoft"]),
        "grant": fits(["device_code", "refresh_token", "client_credentials", None],
         [item for item in [*NO_CHOICE, "password", "service_account"] if item is not None]),
        "tenant": fits(["firma.onmicrosoft.com", "0f3c9a52-0000-4000-8000-000000000000", None],
         ["", " ", "a/b", "a b", "почта.рф", "x" * 201, *NO_LINES]),
        "client_id": fits(["application", "x.apps.test", "x" * 300], [*NO_SEEN_LINES, "x" * 301, None]),
        "scope": fits(["", "mail:smtp", "a b", "x" * 1000, None], [*NO_LINES, "x" * 1001]),
        **{
            name: fits(["https://id.test/token", "http://127.0.0.1:8080/token", "http://localhost/x",
             "http://[::1]:1/x", *more],
             ["", " ", "id.test", "http://id.test/token", "http://127.0.0.1.evil.test/", "http://localhost.evil.test/",
              "ftp://id.test/", "https://id.test/a b", "https://", "https://" + "x" * 500, *NO_LINES,
              *([] if more else [None])])
            for name, more in (("token_endpoint", []), ("device_endpoint", []), ("authorization_endpoint", [None]))
        },
        "client_secret_ends": fits(["2027-11-29", None],
         ["", "29.11.2027", "2027-13-01", "2027-11-29T00:00:00", 20271129, 1.5, True, [], "2027-11-2"]),
    },
    ("request", 0): {
        "name": fits(["Тема", "Body", "x" * 100], ["To", "cc", "attachments", "not", "none", "True", "self",
         *NO_NAMES, None]),
        "type": fits(["string", "number", "boolean", "date_time"], [*NO_CHOICE, "int"]),
        "required": fits([True, False], NO_TRUTHS),
        "non_empty": fits([True, False], NO_TRUTHS),
        "array": fits([True, False], NO_TRUTHS),
    },
    ("attributes", 0): {
        **ATTRIBUTE,
        "type": fits([*ATTRIBUTE_TYPES.keys() - {"enum", "record"}], [*NO_CHOICE, "person"]),
        "multiple": fits([False], [*NO_TRUTHS, True]),
        "multiline": fits([True, False], NO_TRUTHS),
        "formatted": fits([True, False], NO_TRUTHS),
        "default": fits([None, "'x'", "$id"], [*NO_TEXT, "", "x" * 10_001]),
    },
    ("attributes", 1): {
        **ATTRIBUTE,
        "type": fits(["number"], [*NO_CHOICE, "int"]),
        "multiple": fits([True, False], NO_TRUTHS),
        "default": fits([None, "7", "1 + 1"], [*NO_TEXT, "", "x" * 10_001]),
        "format": fits(["number", "whole", "money"], [*NO_CHOICE, "float"]),
        "least": fits([None, -5, 0, 7, -(10**15)], NO_LIMIT),
        "most": fits([None, 5, 7, 9, 10**15], [*NO_LIMIT, 1, -1]),
    },
    ("attributes", 2): {
        **ATTRIBUTE,
        "type": fits(["boolean"], [*NO_CHOICE, "bool"]),
        "multiple": fits([False], [*NO_TRUTHS, True]),
        "default": fits([None, "true", "1 > 0"], [*NO_TEXT, "", "x" * 10_001]),
    },
    ("attributes", 3): {
        **ATTRIBUTE,
        "type": fits(["duration"], [*NO_CHOICE, "timedelta"]),
        "multiple": fits([True, False], NO_TRUTHS),
        "default": fits([None, "DURATION('PT2H')"], [*NO_TEXT, "", "x" * 10_001]),
    },
    ("attributes", 4): {
        **ATTRIBUTE,
        "type": fits(["date_time"], [*NO_CHOICE, "date"]),
        "multiple": fits([True, False], NO_TRUTHS),
        "default": fits([None, "NOW()"], [*NO_TEXT, "", "x" * 10_001]),
        "format": fits(["date_time", "date"], [*NO_CHOICE, "whole", "time"]),
    },
    ("attributes", 5): {
        **ATTRIBUTE,
        "type": fits(["record"], [*NO_CHOICE, "template"]),
        "multiple": fits([True, False], NO_TRUTHS),
        "default": fits([None, "$id"], [*NO_TEXT, "", "x" * 10_001]),
        "template": fits(["Zayavka", "Drugoy"], [*NO_NAMES, None]),
    },
    ("attributes", 6): {
        **ATTRIBUTE,
        "type": fits(["enum"], [*NO_CHOICE, "list"]),
        "multiple": fits([True, False], NO_TRUTHS),
        "default": fits([None, "'Низкая'"], [*NO_TEXT, "", "x" * 10_001]),
        "values": fits([["Да", {"title": "Нет", "system_name": "net"}], ["+", "-"]],
         [[], None, "Да", {"Да": "Нет"}, ["Да", "да"], [5], [{"title": "Да"}] * 2, [{"system_name": "net"}],
          [{"title": f"Цех {number}"} for number in range(201)]]),
    },
    ("attributes", 6, "values", 0): {
        "title": fits(["Средняя", "x" * 100], [*NO_SEEN_LINES, "x" * 101, "низкая"]),
        "system_name": fits(["Vysokaya_1"], [name for name in NO_NAMES if name]),
    },
    ("buttons", 0): {
        **BUTTON_FIELDS,
        "operation": fits(["raise_event", "save", "archive", "delete", "unarchive"], NO_CHOICE),
        "template": fits([None], [name for name in NO_NAMES if name]),
        "values": fits([[]], [None, "x", [5], [NEXT]]),
    },
    ("buttons", 1): {
        **BUTTON_FIELDS,
        "operation": fits(["create"], NO_CHOICE),
        "template": fits(["Zayavka"], [*NO_NAMES, None]),
        "values": fits([[], [NEXT]], [None, "x", [5], [{"attribute": "Tema"}], [NEXT] * 51]),
    },
    ("buttons", 1, "values", 0): {
        "attribute": fits(["Tema"], [*NO_NAMES, None]),
        "formula": fits(["'x'", "$Tema"], [*NO_TEXT, None, "", "x" * 10_001]),
    },
    ("event",): {
        "type": fits(["button_clicked"], NO_CHOICE),
        "template": fits(["Zayavka"], [*NO_NAMES, None]),
        "button": fits(["Otpravit"], [*NO_NAMES, None]),
    },
    ("actions", 0, "send_message"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "connection": fits(["mail"], [*NO_NAMES, None]),
        "route": fits(["route"], [*NO_NAMES, None]),
        "variable": fits(["letter"], [*NO_NAMES, None]),
        "success_variable": fits([None, "done"], NO_NAMES),
        "error_variable": fits([None, "error"], NO_NAMES),
    },
    ("actions", 1, "change_variables"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "operation": fits(["replace", "add", "exclude"], NO_CHOICE),
        "set": fits(["letter"], [*NO_NAMES, None]),
        "variables": fits(
            [{"To": {"Address": {"formula": "$id"}}}, {"CustomHeaders": {"Priority": {"formula": "1"}}}],
            [{}, None, "x", {"a b": {"formula": "1"}}, {"To": {"formula": ""}}, {"To": {"formula": 1}},
              {"To": []}],
        ),
    },
    ("actions", 2, "change_context"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "template": fits(["Zayavka"], [*NO_NAMES, None]),
        "objects": fits(
            [{"attribute": "id"}, {"formula": "$id"}],
            [None, {}, {"attribute": "1x"}, {"formula": ""}, {"formula": "a\0"}, {"formula": "x" * 10_001}, "id"],
        ),
        "actions": fits([WALK["actions"]], [[], None, [{}]]),
    },
    ("actions", 3, "check"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "condition": fits(["true"], ["", "a\0", "x" * 10_001, None, *NO_TEXTS]),
        "message": fits([None, "'Нельзя'"], ["", "a\0", "x" * 10_001, *NO_TEXTS]),
    },
    ("actions", 4, "by_conditions"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "branches": fits([BRANCHES["branches"]], [[], None, [{}], "x"]),
        "otherwise": fits([[], WALK["actions"]], [None, [{}], "x"]),
    },
    ("actions", 4, "by_conditions", "branches", 0): {
        "condition": fits(["true"], ["", "a\0", "x" * 10_001, None, *NO_TEXTS]),
        "actions": fits([WALK["actions"]], [[], None, [{}]]),
    },
    ("actions", 5, "repeat"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "times": fits([{"attribute": "Skolko"}, {"formula": "3"}], [None, {}, {"formula": ""}, 3, "3"]),
        "variable": fits(["pass"], [*NO_NAMES, None]),
        "actions": fits([WALK["actions"]], [[], None, [{}]]),
    },
    ("actions", 6, "for_each"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "values": fits([{"attribute": "Komu"}, {"formula": "$Komu"}], [None, {}, {"formula": ""}, "x"]),
        "variable": fits(["one"], [*NO_NAMES, None]),
        "actions": fits([WALK["actions"]], [[], None, [{}]]),
    },
    ("actions", 7, "change_attributes"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "changes": fits(
            [CHANGES["changes"], [{"attribute": "Tema", "operation": "clear"}]],
            [[], None, [{}], "x", [{"attribute": "Tema"}],
             [{"attribute": "Tema", "operation": "clear", "value": {"formula": "1"}}]],
        ),
    },
    ("actions", 8, "create_record"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "template": fits(["Zayavka"], [*NO_NAMES, None]),
        "variable": fits([None, "made"], NO_NAMES),
        "actions": fits([[], WALK["actions"]], [None, [{}], "x"]),
    },
    ("actions", 9, "duplicate_record"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "variable": fits([None, "made"], NO_NAMES),
        "actions": fits([[], WALK["actions"]], [None, [{}], "x"]),
    },
    ("actions", 10, "run_apart"): {
        "description": fits([None, "Зачем"], [*NO_TEXT, "x" * 501]),
        "ignore_errors": fits([True, False], NO_TRUTHS),
        "actions": fits([WALK["actions"]], [[], None, [{}]]),
    },
    ("actions", 7, "change_attributes", "changes", 0): {
        "attribute": fits(["Tema"], [*NO_NAMES, None]),
        "operation": fits(["replace", "add", "remove"], [*NO_CHOICE, "exclude"]),
        "value": fits([{"attribute": "Tema"}, {"formula": "$Tema"}], [{}, {"formula": ""}, "x", None]),
    },
}  # fmt: skip
WHOLES: dict[type[ConfiguredObject], dict[str, Any]] = {
    Connection: CONNECTION,
    Route: ROUTE,
    RecordTemplate: TEMPLATE,
    Scenario: {**SCENARIO, **STEPS},
}
OWNERS: dict[str, tuple[type[ConfiguredObject], dict[str, Any]]] = {
    "oauth2": (Connection, {**LOGIN, "authentication": "oauth2", "oauth2": OAUTH2}),
    "request": (Route, {**ROUTE, **REQUEST}),
    "attributes": (RecordTemplate, {**TEMPLATE, "attributes": [*TEMPLATE["attributes"], *FURTHER]}),
    "buttons": (RecordTemplate, {**TEMPLATE, **BUTTON}),
    "event": (Scenario, {**SCENARIO, **STEPS}),
    "actions": (Scenario, {**SCENARIO, **STEPS}),
}


def trials(*, good: bool) -> Iterator[tuple[type[ConfiguredObject], dict[str, Any], tuple[str | int, ...], Any]]:
    """Every field with each of its values: the kind, the document, the place and the value."""
    for kind, fields in CASES.items():
        for name, found in fields.items():
            for value in found.takes if good else found.refuses:
                yield kind, {**WHOLES[kind], **found.beside}, (name,), value
    for place, fields in INNER.items():
        kind, whole = OWNERS[str(place[0])]
        for name, found in fields.items():
            for value in found.takes if good else found.refuses:
                yield kind, whole, (*place, name), value
