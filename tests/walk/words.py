"""What people type: names, addresses, numbers, formulas, files' beginnings, and what no page has asked for."""

from random import Random

NAMES = (
    "Иванов Иван Петрович", "ива", "Семёнов", "семенов петр", "Анна", "Ann Smith", "O'Neill-Петров", "Новый Человек",
    "Отдел кадров", "Уведомления 2", "Заявка на пропуск", "Тема", "2-й отдел",
)  # fmt: skip
ADDRESSES = (
    "ivanov@firma.local", "anna@firma.local", "new.person@firma.local", "Иван <ivan@firma.local>", "плохой@", "@",
    "a@b", "почта@фирма.рф", "a@b.ru, c@d.ru", "x" * 70 + "@firma.local",
)  # fmt: skip
NUMBERS = ("0", "1", "2", "5", "-1", "25", "465", "587", "65536", "3.14", "007", "99999999999999999999", "٣", "1e9")
TIMES = (
    "30s",
    "5m",
    "24h",
    "30d",
    "0s",
    "-5m",
    "5 минут",
    "Омск",
    "+5",
    "UTC-3",
    "Europe/Moscow",
    "1m, 5m, 1h",
    "25:61",
)
SYSTEM_NAMES = (
    "smtp_connection", "smtp_route", "Uvedomleniya", "Temauvedomleniya", "notification", "To", "To.Address", "Body",
    "NewName", "1name", "имя", "two words", "ID", "Notification",
)  # fmt: skip
HOSTS = ("127.0.0.1", "localhost", "smtp.firma.local", "нет такого", "smtp.firma.local:465", "http://firma.local")
FORMULAS = (
    "$Poluchatel->mbox", "$Poluchatel->fullName", "$Temauvedomleniya", "'текст'", "1 + 2", "$Net",
    "CONCAT(LIST('a', 'b'))", "1 +", "$$notification->Subject",
    "from x in db->Uvedomleniya select $Temauvedomleniya", "((((((((((1))))))))))",
    "IF(true, 1, 2)", "NOSUCH(1)", "$Poluchatel->", "true",
)  # fmt: skip
TEMPLATES = (
    "{Subject}",
    "{Body}",
    "{{ Subject | upper }}",
    "{Net}",
    "{% for x in Body %}{{ x }}",
    "{{ 1 + 1 }}",
    "{",
    "}}",
)
FILES = (
    "connections: []\n", "routes:\n  - {title: Путь}\n", "- 1\n- 2\n", "templates: {", "a: *b",
    "fullName,mbox\nИван,i@f.ru", "BEGIN:VCARD\nVERSION:3.0\nFN:Пётр Новый\nEMAIL:petr@firma.local\nEND:VCARD\n",
)  # fmt: skip
ODD_FILES = (
    '"sep=;"\nfullName;mbox\nИван;i@f.ru', "fullName,mbox\n\"Иван,i@f.ru\nАнна,a@f.ru\nПётр,p@f.ru",
    "Имя,Отчество,Фамилия,Адрес эл. почты\nИван,Иванович,Иванов,i@f.ru", 'fullName,phone\n"=""007""",7,9E+10\n',
    "\ufeffBEGIN:VCARD\nFN:А\nEMAIL:a@f.ru\nEND:VCARD\n\ufeffBEGIN:VCARD\nFN:Б\nEMAIL:b@f.ru\nEND:VCARD\n",
    "BEGIN:VCARD\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0\n=B2=\nEMAIL:a@f.ru\nBEGIN:VCARD\nFN:Б\nEND:VCARD",
    "connections:\n  - {title: Почта, port: 0465, sender_name: \"а\\u2028б\"}\n", "routes: &a [*a]\n",
    "a: &b [1]\nc: *b\n",
    "connections: [{title: yes, host: 'smtp.firma.local:465', timeout: 1000h}]\n",
    "[" * 3_000, "{" * 3_000, "\x00" * 100,
)  # fmt: skip
"""Those from the world that somebody's program has written."""

EMPTY_LOOKING = ("\u200b", "\u2060", "\u3164", "\u00ad", "\u2800", ". ", "\ufeff", "\u200e\u200f")
MARKUP = (
    "<b>жирный</b> & <i>нет</i>", "</b></code>", "<a href='javascript:alert(1)'>сюда</a>", "&amp;&lt;", "<script>",
    "a < b > c", "_под_ *звёзды* `код`", "{ $name }", "%s %d {0}", "'; DROP TABLE record; --", "\\", '"', "«ёлочки»",
)  # fmt: skip
ODD = (
    "שלום עולם", "\u202eобратно", "مرحبا ١٢٣", "👩\u200d👩\u200d👧\u200d👦🏳\ufe0f\u200d🌈", "🙂" * 40, "a\u0301" * 60,
    "𝕳𝖊𝖑𝖑𝖔", "ﷺ", "Straße ẞ İ ı", "e\u0301é", "null", "None", "undefined", "true", "да", "нет", "ё", "я", "?",
)  # fmt: skip
BREAKS = (
    "одна\u2028две", "одна\u2029две", "одна\x85две", "одна\vдве", "одна\fдве", "\u2028", "тема\r\nBcc: x@y.ru",
    "\u2066а\u2069",
    "Иван\u202enavI", "файл\u202egpj.exe", "а\x00б", "\x1b[31mкрасный", "\ufeffначало", "конец\u200f",
)  # fmt: skip
LINES = ("одна\nдве", "одна\n\n\nдве\n", "\tтаб", "a\r\nb", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12")
COMMAND_LIKE = (
    "/нет",
    "/frobnicate",
    "/",
    "/start wrong-code",
    "/start " + "x" * 64,
    "/new@gonets_sandbox_bot",
    "//",
    "/new 5",
)
LONG = (("длинный текст ", 40), ("слово ", 400), ("x", 3_000), ("🙂", 1_500), ("очень длинно ", 400), ("<&>", 700))

KINDS = (
    NAMES, ADDRESSES, NUMBERS, TIMES, SYSTEM_NAMES, HOSTS, FORMULAS, TEMPLATES, FILES, EMPTY_LOOKING, MARKUP,
    ODD, BREAKS, LINES, COMMAND_LIKE,
)  # fmt: skip


def something(luck: Random) -> str:
    """Return what somebody types."""
    chance = luck.random()
    if chance < 0.06:
        piece, times = luck.choice(LONG)
        return piece * times
    if chance < 0.12:
        return " ".join(luck.choice(luck.choice(KINDS)) for _ in range(luck.randint(2, 4)))
    if chance < 0.2:
        return f"{luck.choice(NAMES)} {luck.randint(1, 999)}"
    return luck.choice(luck.choice(KINDS))


FITTING_FILES = (
    ("accounts.csv", FILES[5]),
    ("карточка.vcf", FILES[6]),
    ("люди.csv", ODD_FILES[1]),
    ("outlook.csv", ODD_FILES[2]),
    ("все.vcf", ODD_FILES[4]),
    ("many.csv", "fullName,mbox\n" + "".join(f"Человек {number},h{number}@firma.local\n" for number in range(40))),
    ("путь.yaml", FILES[1].replace("Путь", "Путь, connection: smtp_connection, request: [], subject: а, body: б")),
)
"""Such as can be applied, or nearly."""


def a_file(luck: Random) -> tuple[str, bytes]:
    """Return a file's name and what is in it."""
    if luck.random() < 0.5:
        name, text = luck.choice(FITTING_FILES)
        return name, text.encode()
    name = luck.choice(
        (
            "список.csv",
            "accounts.csv",
            "recipe.yaml",
            "config.yml",
            "карточка.vcf",
            "a",
            "x" * 200 + ".txt",
            "\u202efcv.yaml",
            "строка\u2028вторая.csv",
            "../../etc/passwd",
            ".yaml",
            "A.CSV",
        )
    )
    if luck.random() < 0.25:
        return name, luck.randbytes(luck.randint(0, 300))
    text = luck.choice(FILES + ODD_FILES)
    return name, text.encode(luck.choice(("utf-8", "utf-8-sig", "utf-16", "cp1251")), "replace")
