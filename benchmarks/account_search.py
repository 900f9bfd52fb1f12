"""Searching 100,000 people: the folded words of the product against the ORM's own `icontains`, in one run."""

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from functools import partial

from benchmarks.new_database import on_a_new_database
from domain.accounts.account import Account
from storage import models
from storage.repositories.accounts import AccountRepository

PEOPLE = 100_000
BATCH = 2_000
TIMES = 15


def listed(text: str, separator: str | None = None) -> list[str]:
    return text.split(separator)


SURNAMES = listed(
    "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев "
    "Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов "
    "Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин "
    "Максимов Поляков Сорокин Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров "
    "Давыдов Беляев Герасимов Богданов Осипов Сидоров Матвеев Титов Марков Миронов Крылов Куликов Карпов Власов "
    "Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин Чернов Абрамов Мартынов "
    "Ефимов Федотов Щербаков Назаров Калинин Исаев Чернышёв Быков Маслов Родионов Коновалов Лазарев Воронин Климов "
    "Филатов Пономарёв Голубев Кудрявцев Прохоров Наумов Потапов Журавлёв Овчинников Трофимов Леонов Соболев "
    "Ермаков Колесников Гончаров Емельянов Никифоров Грачёв Котов Гришин Ефремов Архипов Громов Кириллов Малышев "
    "Панов Моисеев Румянцев Акимов Кондратьев Бирюков Горбунов Анисимов Ерёмин Тихомиров Галкин Лукьянов Михеев "
    "Скворцов Юдин Белоусов Нестеров Симонов Прокофьев Харитонов Князев Цветков Левин Митрофанов Воронов Аксёнов "
    "Софронов Мальцев Логинов Горшков Савин Краснов Майоров Демидов Елисеев Рыбаков Сафонов Плотников Хохлов "
    "Фадеев Молчанов Игнатов Литвинов Ершов Ушаков Дементьев Рябов Мухин Калашников Леонтьев Лобанов Кузин Корнеев "
    "Евдокимов Бородин Платонов Некрасов Балашов Бобров Жданов Блинов Игнатьев Коротков Муравьёв Крюков Беляков "
    "Шаров Шубин Шестаков Широков Шилов Шишкин Шульгин Щукин Эткинд Юрьев Ясенев"
)
MEN = listed(
    "Александр Сергей Андрей Дмитрий Алексей Иван Пётр Семён Артём Фёдор Михаил Николай Владимир Евгений Игорь Олег "
    "Роман Павел Антон Виктор Константин Кирилл Юрий Григорий Егор Илья"
)
WOMEN = listed(
    "Анна Мария Елена Ольга Наталья Татьяна Ирина Светлана Екатерина Юлия Анастасия Людмила Алёна Вера Галина Дарья "
    "Ксения Марина Оксана Полина"
)
FATHERS = listed(
    "Александров Сергеев Андреев Дмитриев Алексеев Иванов Петров Семёнов Фёдоров Михайлов Николаев Владимиров "
    "Евгеньев Игорев Олегов Викторов Юрьев Борисов Анатольев Павлов"
)
DEPARTMENTS = listed(
    "Отдел продаж|Бухгалтерия|Отдел кадров|Отдел информационных технологий|Юридический отдел|Склад|Администрация|"
    "Служба безопасности|Производственный цех № 1|Производственный цех № 2|Отдел снабжения|Лаборатория",
    "|",
)
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        listed("a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch  y  e yu ya", " "),
        strict=True,
    )
)
POSTS = listed("Менеджер|Главный бухгалтер|Бухгалтер|Инженер|Ведущий инженер|Директор|Кладовщик|Юрист|Водитель", "|")
QUERIES = ("иванов", "ивано се", "петров серг алекс", "семен", "а", "ш", "а и", "s", "отдел", "sharov", "шубина цех")


PLAIN = ("сидорчукова", "+7 912 000-12-34", "инженер шубин", "sharov.p4")
GUESSED = (
    ("иваноф", "a wrong letter"),
    ("кузнецоав", "a letter too many"),
    ("смринова", "two swapped"),
    ("бухгалтерр шубниа", "a mistake in each of two words"),
    ("иванову ивану петровичу", "case endings"),
    ("шубиной", "a case ending"),
    ("инженеру отдела продаж", "case endings of what many have"),
    ("bdfyjd gtnh", "the keyboard on Latin"),
    ("irhttpd", "the keyboard, and it is nobody"),
    ("kuznetsov semyon", "in Latin letters"),
    ("калшаникво", "two mistakes in a long word"),
    ("калашнкво шубцова пртроина", "three words, and it is nobody"),
    ("абракадабра", "nobody"),
)
"""What finds people by guessing, and what kind of a guess it is."""


def latin(text: str) -> str:
    return "".join(LATIN.get(letter, letter) for letter in text.lower())


def people(count: int = PEOPLE) -> list[Account]:
    """Return the same people each time; surnames are as unevenly spread as in a telephone book."""
    dice = random.Random(1)
    weights = [1 / (place + 20) for place in range(len(SURNAMES))]
    made = []
    for number, surname in enumerate(dice.choices(SURNAMES, weights, k=count)):
        woman = dice.random() < 0.5
        name = dice.choice(WOMEN if woman else MEN)
        father = dice.choice(FATHERS) + ("на" if woman else "ич")
        last = surname + ("а" if woman else "")
        username = f"{latin(last)}.{latin(name)[0]}{number}"
        made.append(
            Account(
                0,
                username,
                f"{last} {name} {father}",
                mbox=f"{username}@firma.ru",
                department=dice.choice(DEPARTMENTS),
                title=dice.choice(POSTS),
                phone=f"+7 912 {number // 10_000:03}-{number // 100 % 100:02}-{number % 100:02}",
                active=dice.random() < 0.97,
            )
        )
    return made


async def median_ms(search: Callable[[], Awaitable[object]]) -> float:
    """Return the median of several runs, after one that warms the caches."""
    await search()
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        await search()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


async def longest_hold(search: Callable[[], Awaitable[object]]) -> float:
    """Return for how many milliseconds others were held up at most while it searched."""
    longest, done = 0.0, False

    async def watch() -> None:
        nonlocal longest
        while not done:
            start = time.perf_counter()
            await asyncio.sleep(0)
            longest = max(longest, time.perf_counter() - start)

    async with asyncio.TaskGroup() as group:
        group.create_task(watch())
        await search()
        done = True
    return longest * 1000


async def by_icontains(text: str) -> list[models.Account]:
    """Search as one would with the ORM alone."""
    query = models.Account.filter(active=True)
    for word in text.split():
        query = query.filter(full_name__icontains=word)
    return await query.order_by("full_name", "id").limit(11)


async def found_by_icontains(text: str) -> int:
    return await models.Account.filter(active=True, full_name__icontains=text).count()


async def measure() -> list[tuple[str, str]]:
    """Return what is shown, line by line."""
    directory = AccountRepository()
    everybody = people()
    start = time.perf_counter()
    for first in range(0, len(everybody), BATCH):
        await directory.add_many(everybody[first : first + BATCH])
    rows = [(f"{PEOPLE:,} accounts added", f"{time.perf_counter() - start:.1f} s")]
    slowest = 0.0
    for text in ("", *QUERIES):
        ours = await median_ms(partial(directory.search, text))
        theirs = await median_ms(partial(by_icontains, text))
        slowest = max(slowest, ours)
        rows.append((f"search «{text}»", f"{ours:.1f} ms; icontains on the name {theirs:.1f} ms"))
    rows.append(("slowest of our searches", f"{slowest:.1f} ms"))
    for text in PLAIN:
        taken = await median_ms(partial(directory.search, text))
        rows.append((f"search «{text}»", f"{taken:.1f} ms"))
    for text, kind in GUESSED:
        taken = await median_ms(partial(directory.search, text))
        held = await longest_hold(partial(directory.search, text))
        found = (await directory.search(text)).accounts
        name = found[0].full_name if found else "nobody"
        rows.append((f"{kind}, «{text}»", f"{taken:.1f} ms, the loop held for {held:.1f} ms; {name}"))
    for text, right in (("иванов", "Иванов"), ("семен", "Семён")):
        true = sum(account.active and right in account.full_name for account in everybody)
        ours_found = (await directory.search(text, limit=PEOPLE)).accounts
        seen = sum(right in account.full_name for account in ours_found)
        rows.append(
            (
                f"«{text}», of {true:,} people who are «{right}»",
                f"{seen:,}; icontains {await found_by_icontains(text):,}",
            )
        )
    return rows


def run() -> list[tuple[str, str]]:
    """Measure on a new database that is thrown away."""
    return on_a_new_database(measure)


if __name__ == "__main__":
    for what, how in run():
        print(f"{what:50} {how}")
