"""What differs between the languages of accounts: how numbers are written, and what months and weekdays are called."""

from dataclasses import dataclass

from domain.formulas.values import Entity


@dataclass(frozen=True, slots=True)
class Culture:
    """The marks and names of a language, as the platform (.NET) has them."""

    language: str
    decimal: str
    group: str
    months: tuple[str, ...]
    months_of_a_date: tuple[str, ...]
    """Months in a format that has a day: the genitive."""
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    """From Monday."""
    short_weekdays: tuple[str, ...]
    before_noon: str
    after_noon: str


def _culture(language: str, decimal: str, group: str, *names: str) -> Culture:
    months, of_a_date, short, weekdays, short_weekdays, noon = (tuple(line.split()) for line in names)
    return Culture(language, decimal, group, months, of_a_date, short, weekdays, short_weekdays, *noon)


RUSSIAN = _culture(
    "ru",
    ",",
    "\u00a0",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "янв. февр. март апр. май июнь июль авг. сент. окт. нояб. дек.",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "пн вт ср чт пт сб вс",
    "ДП ПП",
)
ENGLISH = _culture(
    "en",
    ".",
    ",",
    "January February March April May June July August September October November December",
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "Mon Tue Wed Thu Fri Sat Sun",
    "AM PM",
)
CULTURES = (RUSSIAN, ENGLISH)


def culture_of(person: Entity | None) -> Culture:
    """Return the culture of an account's language: English where it says so, else Russian, as for nobody."""
    try:
        language = person.get("language") if person else None
    except KeyError:
        return RUSSIAN
    return culture_of_language(str(language or ""))


def culture_of_language(language: str) -> Culture:
    """Return the culture of what stands in an account as its language: `en`, `English`, «Английский»."""
    return ENGLISH if language.strip().lower().startswith(("en", "англ")) else RUSSIAN
