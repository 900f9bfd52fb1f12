"""The words of days and times, in both languages, as far as their beginnings tell them."""

import re
import unicodedata

from domain.visible import visible

MONTHS = (
    r"янв(?:ар[ьяе])?|jan(?:uary)?",
    r"фев(?:р(?:ал[ьяе])?)?|feb(?:ruary)?",
    r"мар(?:т[ае]?)?|mar(?:ch)?",
    r"апр(?:ел[ьяе])?|apr(?:il)?",
    r"ма[йяе]|may",
    r"июн[ьяе]?|june?",
    r"июл[ьяе]?|july?",
    r"авг(?:уст[ае]?)?|aug(?:ust)?",
    r"сен(?:т(?:ябр[ьяе])?)?|sept?(?:ember)?",
    r"окт(?:ябр[ьяе])?|oct(?:ober)?",
    r"ноя(?:б(?:р[ьяе])?)?|nov(?:ember)?",
    r"дек(?:абр[ьяе])?|dec(?:ember)?",
)
WEEKDAYS = (
    r"пн|пон|понедельник[аеу]?|mon?|monday",
    r"вт|вто?р|вторник[аеу]?|tue?|tues|tuesday",
    r"ср|сре|сред[аыеу]|wed?|wednesday",
    r"чт|чет|чтв|четверг[аеу]?|thu?|thurs?|thursday",
    r"пт|пят|птн|пятниц[аыеу]|fri?|friday",
    r"сб|суб|сбт|суббот[аыеу]|sat?|saturday",
    r"вс|вос|вск|воскресень[еяю]|sun?|sunday",
)
DAYS_FROM_NOW = {
    -2: r"позавчера|the day before yesterday|day before yesterday",
    -1: r"вчера|yesterday",
    0: r"сегодня|сёдня|седня|today",
    1: r"завтра|tomorrow|tmrw?|tomorow",
    2: r"послезавтра|после завтра|the day after tomorrow|day after tomorrow",
}
_SMALL = (
    "", "один|одна|одну|одного|one", "два|две|двух|two", "три|трех|three", "четыре|четырех|four", "пять|пяти|five",
    "шесть|шести|six", "семь|семи|seven", "восемь|восьми|eight", "девять|девяти|nine", "десять|десяти|ten",
    "одиннадцать|eleven", "двенадцать|twelve", "тринадцать|thirteen", "четырнадцать|fourteen", "пятнадцать|fifteen",
    "шестнадцать|sixteen", "семнадцать|seventeen", "восемнадцать|eighteen", "девятнадцать|nineteen",
)  # fmt: skip
_TENS = {20: "двадцать|twenty", 30: "тридцать|thirty", 40: "сорок|forty", 50: "пятьдесят|fifty", 90: "девяносто|ninety"}
_VALUES = {word: number for number, words in (*enumerate(_SMALL), *_TENS.items()) for word in words.split("|") if word}
_NUMBER = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS.values())})(?:[ -](?P<more>{'|'.join(_SMALL[1:10])}))?"
    rf"|(?P<small>{'|'.join(_SMALL[2:])}))\b"
)
"""A number in words; one alone is left as it is, since it is an article as well."""


def with_digits(text: str) -> str:
    """Return folded text with numbers below a hundred in digits, one space between words, no ё, nothing unseen."""
    text = unicodedata.normalize("NFC", visible(text)).casefold().replace("ё", "е")
    return _NUMBER.sub(lambda match: str(sum(_VALUES[word] for word in match.groups() if word)), text)
