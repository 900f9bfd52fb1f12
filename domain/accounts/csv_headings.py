"""What the headings of an accounts file mean: ours, and those of address books that export their contacts.

Outlook, Google, Thunderbird, Yandex, Mail.ru and Apple name their columns in Russian or in English, and differently
over the years; Active Directory gives the names of its attributes. A name may take three columns, and of several
addresses or telephones the first that is filled counts.
"""

import re
from dataclasses import dataclass

from domain.accounts.folding import fold
from domain.accounts.heading_words import is_full_name, way_to_reach
from domain.visible import visible

COLUMNS = ("username", "fullName", "mbox", "phone", "title", "department", "office", "language", "manager", "active")
REQUIRED = ("fullName", "mbox")
NAME_PARTS = ("familyName", "givenName", "middleName")
"""In the order in which they make a full name."""

_EXACT = {
    "username": "username, user name, login, samaccountname, имя пользователя, пользователь, логин, учетная запись",
    "fullName": (
        "fullname, full name, name, фио, ф.и.о., ф. и. о., полное имя, имя, фамилия имя отчество, фамилия имя, "
        "фамилия и имя, фамилия и.о., фамилия и. о., фамилия и инициалы, имя фамилия, имя и фамилия, "
        "фамилия имя отчество полностью"
    ),
    "mbox": (
        "mbox, email, e-mail, mail, эл. почта, эл почта, электронная почта, почта, эл. адрес, эл.адрес, адрес эл. почты"
    ),
    "phone": "phone, telephone, телефон, тел., тел",
    "title": "title, job title, position, должность",
    "department": "department, отдел, подразделение, департамент",
    "office": "office, офис, кабинет",
    "language": "language, язык",
    "manager": "manager, руководитель, начальник",
    "dn": "dn, distinguishedname, distinguished name",
    "active": "active, enabled, активен, активна, активный, действует, действующий",
    "familyName": "sn, last name, lastname, family name, familyname, surname, фамилия",
    "givenName": "first name, firstname, given name, givenname, forename",
    "middleName": "middle name, middlename, additional name, patronymic, отчество, второе имя, среднее имя",
}
_NAMES_WITH_COMMAS = ("фамилия, имя, отчество", "фамилия, имя и отчество", "фамилия, имя")

# What else the exports name; the first that fits decides. A smaller rank is preferred.
_NOT_OURS = re.compile(
    r"\b(type|тип|label|метка|yomi|phonetic|prefix|suffix|fax|факс|telex|телекс|телетайп|isdn|pager|пейджер|callback|"
    r"обратный вызов|assistant'?s?|помощник\w*|display|кратк\w*|company main|основной телефон организации|index|индекс|"
    r"ящик\w*|почтовый|mailing|postal|spouse|супруг\w*|birthday|file as|custom field|id|"
    r"manager'?s?|supervisor'?s?|boss'?s?|chief'?s?|head|руководител\w*|начальник\w*|директор\w*|заместител\w*|"
    r"куратор\w*|наставник\w*|секретар\w*|код)\b"
)
_PATTERNS = (
    ("fullName", 1, r"display ?name|отображаемое имя|экранное имя|выводимое имя|formatted name|имя для отображения"),
    ("fullName", 1, r"сотрудник( фио)?|работник( фио)?|employee( name)?|фио (сотрудника|работника|полностью)"),
    ("fullName", 2, r"cn|физическое лицо|физлицо|контактное лицо"),
    ("mbox", 1, r"primarysmtpaddress|primary smtp address|windowsemailaddress"),
    ("mbox", 2, r"emailaddress|internet ?address|smtp addr(ess)?"),
    ("mbox", 5, r"emailaddresses|proxy ?addresses"),
    ("title", 1, r"(organi[sz]ation|org)( 1)?( -)? title|jobtitle|role|должность .*"),
    (
        "department",
        1,
        r"(organi[sz]ation|org)( 1)?( -)? department|(отдел|подразделение|department) .*|структурное подразделение",
    ),
    ("phone", 1, r"telephonenumber|(office|business)phone"),
    ("phone", 2, r"mobilephone"),
    ("active", 1, r"account ?enabled|useraccountcontrol"),
    ("office", 1, r"physicaldeliveryofficename|office location|расположение комнаты|комната|рабочее место"),
)
_COMPILED = tuple((column, rank, re.compile(pattern)) for column, rank, pattern in _PATTERNS)
_EDGES = " :*."
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LATIN, _CYRILLIC = "AaCcEeOoPpXxyKMTHB", "АаСсЕеОоРрХхуКМТНВ"
_AS_LATIN, _AS_CYRILLIC = str.maketrans(_CYRILLIC, _LATIN), str.maketrans(_LATIN, _CYRILLIC)
"""Letters that look alike in both alphabets."""
_NEEDED = re.compile(r"\s*[\[(](?:required|обязательно|обязательное поле)[\])]$")
"""What forms of import write behind a heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds; of several columns that hold the same, the smaller rank is asked first."""

    column: str
    rank: int = 0


def _key(text: str) -> str:
    return _NEEDED.sub("", fold(visible(text))).strip(_EDGES)


_KNOWN = {_key(name): column for column, names in _EXACT.items() for name in names.split(", ")}
_KNOWN |= {_key(name): "fullName" for name in _NAMES_WITH_COMMAS}


def heading_of(cell: str) -> Heading | None:
    """Return what a heading means by itself; None where we do not know it.

    Databases write `full_name`, programs `workPhone`, and people «Е-mail» with a Russian Е.
    """
    parted = _CAMEL.sub(" ", cell)
    ways = (cell, parted.replace("_", " "), cell.translate(_AS_LATIN), cell.translate(_AS_CYRILLIC))
    return next((found for way in dict.fromkeys(ways) if (found := _meaning(_key(way))) is not None), None)


def _meaning(key: str) -> Heading | None:
    column = _KNOWN.get(key)
    if column is not None:
        return Heading(column)
    if not key or _NOT_OURS.search(key):
        return _display_name(key)
    for column, rank, pattern in _COMPILED:
        if pattern.fullmatch(key):
            return Heading(column, rank)
    if is_full_name(key):
        return Heading("fullName", 3)
    way = way_to_reach(key)
    return None if way is None else Heading(*way)


def _display_name(key: str) -> Heading | None:
    """«Display Name» is a name, «E-mail Display Name» is not."""
    return Heading("fullName", 1) if _COMPILED[0][2].fullmatch(key) else None


def _names(found: list[Heading | None]) -> int:
    return sum(heading == Heading("fullName") for heading in found)


def headings_of(cells: list[str]) -> list[Heading | None]:
    """Return what each heading means beside the others: «Имя» beside «Фамилия» is a given name, alone a full one.

    «Title» beside «Job Title» is Mr or Mrs.
    """
    found = [heading_of(cell) for cell in cells]
    columns = {heading.column for heading in found if heading}
    keys = [_key(cell) for cell in cells]
    for index, key in enumerate(keys):
        if key == "имя" and (columns & {"familyName", "middleName"} or _names(found) > 1):
            found[index] = Heading("givenName")
        elif key == "title" and ("job title" in keys or "organization title" in keys):
            found[index] = None
        elif key == "name" and "familyName" in columns:
            found[index] = Heading("fullName", 1)
    return found
