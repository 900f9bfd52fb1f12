"""Headings of addresses and telephones, which programs put together of words: «Рабочий телефон 2», "E-mail 1 - Value".

Each word has to be known. One that is not may say that the column is about somebody else («Почта руководителя»), about
something else ("Email Verified"), or no way for a company's letters ("Recovery Email"): then nothing is taken from it.
"""

import re

_MAIL = re.compile(r"e-?mails?|mail|почт[аыуе]|e-?почт[аыуе]|(и|е|э|e-?)?м[еэ]йл|емаил")
_PHONE = re.compile(r"(tele)?phones?|телефон\w*|тел")
_MOBILE = re.compile(r"mobile|cell|cellular|мобильн\w+|сотов\w+|переносной|моб|сот")
_WORK = re.compile(r"work|business|office|corporate|рабоч\w+|раб|служебн\w+|корп(оратив\w+)?")
_MAIN = re.compile(r"primary|основн\w+|осн")
_NUMBER = re.compile(r"-?(\d)(?:-[йая]+)?")
_E = re.compile(r"e|эл|электр(онн\w+)?|address(es)?|адреса?")
_PLAIN = re.compile(
    r"-|№|value|number|номер\w*|smtp|internet|интернет|для|связи|писем|рассылки|уведомлени\w+|"
    r"home|personal|private|other|secondary|alternat(e|ive)|additional|second|first|new|internal|company|"
    r"домашн\w+|дом|личн\w+|частн\w+|друг\w+|дополнительн\w+|доп|втор\w+|перв\w+|нов\w+|актуальн\w+|городск\w+|"
    r"внутр(енн\w+)?|внешн\w+|прям\w+|contact|employee|user|recipient|person|your|login|логин|контакт\w*|лица|"
    r"сотрудник\w*|работник\w*|пользовател\w+|получател\w+|адресат\w*|участник\w*|ваш\w*"
)
_APART = re.compile(r"[^\w№-]+")


def way_to_reach(key: str) -> tuple[str, int] | None:
    """Return `mbox` or `phone` and its rank, of which the smallest is asked first; None where it is no such column.

    `key` is the heading, folded.
    """
    words = [word for word in _APART.split(key) if word]
    is_mail = _has(words, _MAIL) or ("адрес" in words and any(word.startswith("электронн") for word in words))
    is_phone = _has(words, _PHONE) or _has(words, _MOBILE)
    if is_mail == is_phone:
        return None
    ours = (_MAIL, _E) if is_mail else (_PHONE, _MOBILE)
    if not all(any(known.fullmatch(word) for known in (*ours, _WORK, _MAIN, _NUMBER, _PLAIN)) for word in words):
        return None
    number = next((int(found[1]) for word in words if (found := _NUMBER.fullmatch(word))), 0)
    return ("mbox", _mail_rank(words, number)) if is_mail else ("phone", _phone_rank(words, number))


_FULL_NAME = re.compile(r"фио|name|получатель|адресат|участник")
_PERSON = re.compile(
    r"полностью|full|контактного|лица|контакта|сотрудника?|работника?|получател[ья]|адресата|участника|пользователя|"
    r"contact|employee|recipient|person|member|of|the"
)


def is_full_name(key: str) -> bool:
    """Whether whole names stand under a heading: «ФИО получателя», `Contact Name`.

    «Имя сотрудника» may stand beside «Фамилия сотрудника», and «Имя пользователя» is what somebody logs in with.
    """
    if any(quote in key for quote in "«»“”\"'"):
        return False
    words = [word for word in _APART.split(key.replace("ф.и.о.", "фио").replace("ф.и.о", "фио")) if word]
    return _has(words, _FULL_NAME) and all(_FULL_NAME.fullmatch(word) or _PERSON.fullmatch(word) for word in words)


def _mail_rank(words: list[str], number: int) -> int:
    if number > 1:
        return min(number + 1, 4)
    if _has(words, _WORK) or _has(words, _MAIN):
        return 1
    return 2 if number or all(_MAIL.fullmatch(word) or _E.fullmatch(word) for word in words) else 5


def _phone_rank(words: list[str], number: int) -> int:
    if number > 1:
        return 4
    if _has(words, _WORK) or "company" in words:
        return 1
    if _has(words, _MOBILE):
        return 2
    return 3 if number or _has(words, _MAIN) or set(words) & {"номер", "контактный"} else 4


def _has(words: list[str], kind: re.Pattern[str]) -> bool:
    return any(kind.fullmatch(word) for word in words)
