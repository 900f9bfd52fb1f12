import random
from dataclasses import replace

import pytest

from domain.accounts.account import Account, Which
from domain.accounts.folding import query_words, sort_key, typed_words, words_of
from domain.paging import Place
from storage.repositories import account_search
from storage.repositories.accounts import AccountRepository


def person(full_name: str, mbox: str = "", department: str = "", *, active: bool = True) -> Account:
    return Account(0, mbox or full_name, full_name, mbox=mbox, department=department, active=active)


@pytest.fixture
async def people(directory: AccountRepository) -> AccountRepository:
    await directory.add_many(
        [
            person("Семёнов Пётр Ильич", "p.semenov@firma.ru", "Отдел продаж"),
            person("ИВАНОВ Иван Иванович", "ivanov@firma.ru", "Отдел кадров"),
            person("Иванова Мария", "maria@mail.firma.ru", "Бухгалтерия"),
            person("Ёлкин Андрей", "elkin@firma.ru", "Отдел продаж"),
            person("Жуков Йозеф", "zhukov@firma.ru", "Отдел продаж"),
            person("Иванов Ушедший", "gone@firma.ru", "Отдел кадров", active=False),
        ]
    )
    return directory


async def names(directory: AccountRepository, text: str) -> list[str]:
    return [account.full_name for account in (await directory.search(text)).accounts]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("иванов", ["ИВАНОВ Иван Иванович", "Иванова Мария"]),
        ("ИВАНОВ иван", ["ИВАНОВ Иван Иванович", "Иванова Мария"]),
        ("ив мар", ["Иванова Мария"]),
        ("семен", ["Семёнов Пётр Ильич"]),
        ("петр сёменов", ["Семёнов Пётр Ильич"]),
        ("елкин", ["Ёлкин Андрей"]),
        ("йоз", ["Жуков Йозеф"]),
        ("p.semenov@fi", ["Семёнов Пётр Ильич"]),
        ("Semenov", ["Семёнов Пётр Ильич"]),
        ("mail.firma", ["Иванова Мария"]),
        ("продаж", ["Ёлкин Андрей", "Жуков Йозеф", "Семёнов Пётр Ильич"]),
        ("отд кадр", ["ИВАНОВ Иван Иванович"]),
        ("ушедший", []),
        ("%", []),
        ("' OR 1=1 --", []),
        ("", ["Ёлкин Андрей", "Жуков Йозеф", "ИВАНОВ Иван Иванович", "Иванова Мария", "Семёнов Пётр Ильич"]),
    ],
)
async def test_each_typed_word_begins_a_word_of_name_address_or_department(
    people: AccountRepository, typed: str, found: list[str]
) -> None:
    assert await names(people, typed) == found


async def test_a_page_says_whether_there_is_more(people: AccountRepository) -> None:
    first = await people.search("отдел", limit=2)
    second = await people.search("отдел", limit=2, place=Place(about=2))
    assert [len(first.accounts), first.older is None, len(second.accounts), second.older is None] == [2, False, 2, True]
    assert not {account.id for account in first.accounts} & {account.id for account in second.accounts}


@pytest.mark.parametrize("which", Which)
@pytest.mark.parametrize("there", [3, 4, 5, 9])
async def test_the_last_page_says_that_there_may_be_more_than_are_offered(
    directory: AccountRepository, monkeypatch: pytest.MonkeyPatch, which: Which, there: int
) -> None:
    monkeypatch.setattr("storage.repositories.accounts.MOST_OFFERED", 4)
    mbox = "" if which is Which.WITHOUT_ADDRESS else "i@firma.ru"
    people = [Account(0, f"i{number}", f"Иванов {number}", mbox=mbox) for number in range(there)]
    await directory.add_many([replace(one, active=which is not Which.ARCHIVED) for one in people])
    for limit in (1, 2, 3, 4, 5):
        shown, offset, more = 0, 0, True
        while more:
            page = await directory.listed(which, "иванов", limit=limit, place=Place(about=offset))
            more, offset, shown = page.older is not None, offset + limit, shown + len(page.accounts)
            assert page.is_cut == (not more and there >= 4)
        assert shown == min(there, 4)


async def test_only_active_accounts_are_counted(people: AccountRepository) -> None:
    assert await people.count() == 5


async def test_namesakes_come_in_the_order_they_were_added(directory: AccountRepository) -> None:
    await directory.add_many([person("Иванов Иван", f"i{number}@firma.ru") for number in range(15)])
    pages = [await directory.search("иванов", limit=10, place=Place(about=offset)) for offset in (0, 10)]
    found = [account.mbox for page in pages for account in page.accounts]
    assert found == [f"i{number}@firma.ru" for number in range(15)]


@pytest.mark.parametrize("rare", [1, 40, 4000])
async def test_walking_and_taking_find_the_same(
    directory: AccountRepository, monkeypatch: pytest.MonkeyPatch, rare: int
) -> None:
    dice = random.Random(rare)
    parts = ["Анна", "Иван", "Ирина", "Шаров", "Шубин", "Петров", "Пётр", "Яна", "Ян", "Щ"]
    accounts = [
        person(
            " ".join(dice.choices(parts, k=3)),
            f"{dice.choice(['anna', 'i.van', 'sh'])}{number}@firma.ru",
            dice.choice(["Отдел 1", "Отдел 2", ""]),
            active=dice.random() < 0.9,
        )
        for number in range(300)
    ]
    await directory.add_many(accounts)
    monkeypatch.setattr(account_search, "_RARE", rare)
    typed = [
        "а",
        "и",
        "ш",
        "щ",
        "а и",
        "щ ш",
        "ш п",
        "отдел",
        "отдел 1",
        "шар",
        "петр",
        "петр шуб ян",
        "sh",
        "firma",
        "ю",
    ]
    for text in typed:
        for offset in (0, 7, 400):
            found = await directory.search(text, limit=10, place=Place(about=offset))
            expected = sorted(
                (inexactness(account, text), sort_key(account.full_name), number)
                for number, account in enumerate(accounts)
                if account.active and matches(account, text)
            )
            page = [accounts[number].mbox for *_, number in expected[offset : offset + 10]]
            said = [account.mbox for account in found.accounts if account.id not in found.guesses]
            assert said == page, (text, offset)
            assert found.older or len(expected) <= offset + 10


def inexactness(account: Account, text: str) -> int:
    """0 for who has that name, 1 for who has those words, 2 for who has words that begin so."""
    words = words_of(account.full_name, account.mbox, account.department)
    return 0 if sort_key(account.full_name) == text else 1 if words.issuperset(typed_words(text)) else 2


def matches(account: Account, text: str) -> bool:
    words = words_of(account.full_name, account.mbox, account.department)
    return all(any(word.startswith(typed) for word in words) for typed in query_words(text))
