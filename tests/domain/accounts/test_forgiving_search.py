"""Whoever is meant is found, whatever slips into what is typed; whoever was named comes first."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.accounts.account import Account, Why
from domain.accounts.search.mistakes import LATIN, RUSSIAN
from domain.paging import Place
from storage import models
from storage.repositories.accounts import AccountRepository
from storage.repositories.erasing import ErasingRepository
from tests.databases import opened

STAFF = (
    # name, e-mail, post, department, telephone
    ("Иванов Иван Иванович", "ivanov@firma.ru", "Главный инженер", "Производственный цех", "+7 (912) 345-67-89"),
    ("Иванова Мария Петровна", "m.ivanova@firma.ru", "Бухгалтер", "Бухгалтерия", "8 912 000 11 22 доб. 417"),
    ("Петров Пётр Петрович", "petrov@firma.ru", "Водитель", "Склад", ""),
    ("Петрова Анна Сергеевна", "petrova@firma.ru", "Кладовщик", "Склад", ""),
    ("Достоевский Фёдор", "dostoevsky@firma.ru", "Редактор", "Издательство", ""),
    ("Достоевская Анна", "a.dostoevskaya@firma.ru", "Корректор", "Издательство", ""),
    ("Сидорчук Олег", "", "Охранник", "Служба безопасности", ""),
    ("Толстая Татьяна", "tolstaya@firma.ru", "Редактор", "Издательство", ""),
    ("Белых Илья", "belyh@firma.ru", "", "", ""),
    ("Кравец Лев", "kravets@firma.ru", "", "", ""),
    ("Соловьёв Павел", "soloviev@firma.ru", "", "", ""),
    ("Щукина Наталья", "n.schukina@firma.ru", "", "", ""),
    ("Ёжиков Юрий", "ezhikov@firma.ru", "", "", ""),
    ("Калашников Алексей", "kalashnikov@firma.ru", "", "", ""),
    ("Калашникова Мария", "kalashnikova@firma.ru", "Юрист", "", ""),
    ("Петров-Водкин Кузьма", "vodkin@firma.ru", "Художник", "", ""),
    ("Nikolas Andersen", "na@firma.ru", "Consultant", "", ""),
    ("Хохлов Дмитрий", "d.hohlov@firma.ru", "", "", ""),
)


@pytest.fixture
async def staff(tmp_path: Path) -> AsyncIterator[AccountRepository]:
    async with opened(tmp_path / "gonets.db"):
        directory = AccountRepository()
        await directory.add_many(
            [
                Account(0, str(number), name, mbox=mbox, title=title, department=department, phone=phone)
                for number, (name, mbox, title, department, phone) in enumerate(STAFF)
            ]
        )
        yield directory


async def first(directory: AccountRepository, typed: str) -> tuple[str, Why] | None:
    found = await directory.search(typed)
    if not found.accounts:
        return None
    account = found.accounts[0]
    guess = found.guesses.get(account.id)
    return account.full_name, guess.why if guess else Why.SAID


FOUND = (
    # A case of the name; of two, the one whose case it can be.
    ("Иванову Ивану", "Иванов Иван Иванович", Why.SOUND),
    ("Ивановой", "Иванова Мария Петровна", Why.SOUND),
    ("Ивановым Иваном Ивановичем", "Иванов Иван Иванович", Why.SOUND),
    ("Петровой", "Петрова Анна Сергеевна", Why.SOUND),
    ("Петровой Анне", "Петрова Анна Сергеевна", Why.SOUND),
    ("Петрову Петру", "Петров Пётр Петрович", Why.SOUND),
    ("Сидорчуку", "Сидорчук Олег", Why.SOUND),
    ("Сидорчуком Олегом", "Сидорчук Олег", Why.SOUND),
    ("Достоевскому", "Достоевский Фёдор", Why.SOUND),
    ("Достоевской", "Достоевская Анна", Why.SOUND),
    ("Достоевскую Анну", "Достоевская Анна", Why.SOUND),
    ("Толстой Татьяне", "Толстая Татьяна", Why.SOUND),
    ("Белыми", "Белых Илья", Why.SOUND),
    ("Илье Белых", "Белых Илья", Why.SOUND),
    ("Льву Кравцу", "Кравец Лев", Why.MISTAKE),
    ("Льва", "Кравец Лев", Why.SOUND),
    ("Соловьёву Павлу", "Соловьёв Павел", Why.SOUND),
    ("Ёжикову Юрию", "Ёжиков Юрий", Why.SOUND),
    ("Юрием", "Ёжиков Юрий", Why.SOUND),
    ("Калашниковой Марии", "Калашникова Мария", Why.SOUND),
    ("Петрову-Водкину", "Петров-Водкин Кузьма", Why.SOUND),
    ("Ивановы", "Иванов Иван Иванович", Why.SOUND),
    # The other alphabet.
    ("Shchukina", "Щукина Наталья", Why.SOUND),
    ("Shukina Natalia", "Щукина Наталья", Why.SOUND),
    ("Solovyov Pavel", "Соловьёв Павел", Why.SOUND),
    ("Khokhlov", "Хохлов Дмитрий", Why.SOUND),
    ("Hohlov Dmitriy", "Хохлов Дмитрий", Why.SOUND),
    ("Yozhikov", "Ёжиков Юрий", Why.SOUND),
    ("Fyodor", "Достоевский Фёдор", Why.SOUND),
    ("Alexey", "Калашников Алексей", Why.SOUND),
    ("Ilya", "Белых Илья", Why.SOUND),
    ("Sidorchuk", "Сидорчук Олег", Why.SOUND),
    ("Sidorch", "Сидорчук Олег", Why.SOUND),
    ("Никол Андерсен", "Nikolas Andersen", Why.SOUND),
    ("андерсен", "Nikolas Andersen", Why.SOUND),
    # The keyboard on the other language.
    ("bdfyjd", "Иванов Иван Иванович", Why.KEYBOARD),
    ("BDFYJD bdfy", "Иванов Иван Иванович", Why.KEYBOARD),
    ("`;brjd", "Ёжиков Юрий", Why.KEYBOARD),
    ("cjkjdmtd", "Соловьёв Павел", Why.KEYBOARD),
    ("Иванов bdfy", "Иванов Иван Иванович", Why.KEYBOARD),
    ("шмфтщм", "Иванов Иван Иванович", Why.KEYBOARD),
    ('шмфтщм"ашкьфюкг', "Иванов Иван Иванович", Why.KEYBOARD),
    (",e[ufknth", "Иванова Мария Петровна", Why.KEYBOARD),
    ("cbljhxere", "Сидорчук Олег", Why.SOUND),
    ("rfkfiybrd", "Калашников Алексей", Why.MISTAKE),
    # One letter too many, too few, wrong, or two swapped.
    ("Сидорчкук", "Сидорчук Олег", Why.MISTAKE),
    ("Сидорук", "Сидорчук Олег", Why.MISTAKE),
    ("Седорчук", "Сидорчук Олег", Why.MISTAKE),
    ("Сидорчку", "Сидорчук Олег", Why.MISTAKE),
    ("Иваноф", "Иванов Иван Иванович", Why.MISTAKE),
    ("ванов", "Иванов Иван Иванович", Why.MISTAKE),
    ("Иванвоу Ивану", "Иванов Иван Иванович", Why.MISTAKE),
    ("Достаевский", "Достоевский Фёдор", Why.MISTAKE),
    ("Sidorchok", "Сидорчук Олег", Why.MISTAKE),
    ("Belih", "Белых Илья", Why.SOUND),
    ("Олгу", "Сидорчук Олег", Why.MISTAKE),
    # The beginning of a word with a mistake, and two mistakes in a long word.
    ("Достаев", "Достоевская Анна", Why.MISTAKE),
    ("Калшаникво", "Калашников Алексей", Why.MISTAKE),
    # Posts, departments, telephones, parts of an address.
    ("водитель", "Петров Пётр Петрович", Why.SAID),
    ("водителю", "Петров Пётр Петрович", Why.SOUND),
    ("главный инж", "Иванов Иван Иванович", Why.SAID),
    ("глваный инженер", "Иванов Иван Иванович", Why.MISTAKE),
    ("бухгалтерии", "Иванова Мария Петровна", Why.SOUND),
    ("охраник", "Сидорчук Олег", Why.SOUND),
    ("консультант", "Nikolas Andersen", Why.SOUND),
    ("345-67-89", "Иванов Иван Иванович", Why.SAID),
    ("6789", "Иванов Иван Иванович", Why.SAID),
    ("+7 912 345", "Иванов Иван Иванович", Why.SAID),
    ("8 (912) 345-67-89", "Иванов Иван Иванович", Why.SAID),
    ("9123456789", "Иванов Иван Иванович", Why.SAID),
    ("79120001122", "Иванова Мария Петровна", Why.SAID),
    ("417", "Иванова Мария Петровна", Why.SAID),
    ("m.ivan", "Иванова Мария Петровна", Why.SAID),
    ("petrov@fi", "Петров Пётр Петрович", Why.SAID),
    # Nobody is better than anybody.
    ("Рабинович", None, Why.SAID),
    ("абракадабра", None, Why.SAID),
    ("qwerty", None, Why.SAID),
    ("Олег Иванов", None, Why.SAID),
    ("👍", None, Why.SAID),
    ("12", None, Why.SAID),
    ("000-00-00", None, Why.SAID),
)


@pytest.mark.parametrize(("typed", "name", "why"), FOUND, ids=[typed for typed, *_ in FOUND])
async def test_who_is_meant_comes_first(staff: AccountRepository, typed: str, name: str | None, why: Why) -> None:
    assert await first(staff, typed) == (None if name is None else (name, why))


@pytest.mark.parametrize("alphabet", [RUSSIAN, LATIN], ids=["russian", "latin"])
async def test_one_wrong_letter_in_a_word_of_five_or_more_never_hides_anybody(
    staff: AccountRepository, alphabet: str
) -> None:
    dice = random.Random(alphabet)
    names = [name for name, *_ in STAFF] if alphabet is RUSSIAN else [mbox.partition("@")[0] for _, mbox, *_ in STAFF]
    words = sorted({word for name in names for word in name.replace("-", " ").replace(".", " ").split()})
    for word in words:
        if len(word) >= 5 and word.isascii() == (alphabet is LATIN):
            for typed in dice.sample(sorted(mistaken(word.lower(), alphabet)), 6):
                found = await staff.search(typed, limit=60)
                assert any(word in f"{account.full_name} {account.mbox}" for account in found.accounts), (word, typed)


def mistaken(word: str, letters: str) -> set[str]:
    """All words that differ from this one by one letter."""
    made = set()
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        made |= {f"{before}{letter}{after}" for letter in letters}
        if after:
            made |= {before + after[1:], *(f"{before}{letter}{after[1:]}" for letter in letters)}
        if len(after) > 1:
            made.add(f"{before}{after[1]}{after[0]}{after[2:]}")
    return made - {word}


async def test_an_exact_name_always_comes_first(staff: AccountRepository) -> None:
    like = (
        "Иванова Мария",
        "Иванов Иван Петрович",
        "Абрамов Иванов Иван",
        "Иван Иванов",
        "Петров Петров",
        "Иваново Иван",
    )
    await staff.add_many([Account(0, name, name, title="Иванов Иван") for name in like])
    for name in (*(name for name, *_ in STAFF), *like):
        assert await first(staff, name) == (name, Why.SAID)
        assert await first(staff, f"  {name.upper()} ") == (name, Why.SAID)


async def test_exact_words_come_before_beginnings_and_beginnings_before_guesses(staff: AccountRepository) -> None:
    names = [account.full_name for account in (await staff.search("петров")).accounts]
    assert names[:4] == [
        "Петров Пётр Петрович",
        "Петров-Водкин Кузьма",
        "Иванова Мария Петровна",
        "Петрова Анна Сергеевна",
    ]


async def test_nobody_is_found_twice_and_pages_leave_nobody_out(staff: AccountRepository) -> None:
    for typed in ("иванова", "петров", "анна", "марии", "редактор", "bdfyjd", "ivanov"):
        whole = await staff.search(typed, limit=100)
        pages: list[Account] = []
        while (page := await staff.search(typed, limit=2, place=Place(about=len(pages)))).accounts:
            assert (page.older is not None) == (len(pages) + len(page.accounts) < len(whole.accounts))
            pages += page.accounts
        assert pages == list(whole.accounts)
        assert len({account.id for account in pages}) == len(pages)


async def test_a_guess_says_what_the_words_were_taken_for(staff: AccountRepository) -> None:
    found = await staff.search("bdfyjd bdfy")
    assert {guess.read_as for guess in found.guesses.values()} == {"иванов иван"}


async def test_who_has_no_address_is_found_and_marked(staff: AccountRepository) -> None:
    (account,) = (await staff.search("сидорчук")).accounts
    assert not account.is_reachable
    (other,) = (await staff.search("кравец")).accounts
    assert other.is_reachable


async def test_of_who_was_erased_nothing_is_left_to_be_found_by(staff: AccountRepository) -> None:
    (account,) = (await staff.search("сидорчук")).accounts
    await ErasingRepository().erase(account)
    for typed in ("сидорчук", "сидорчуку", "сидорчк", "sidorchuk"):
        assert (await staff.search(typed)).accounts == ()
    for table in (models.AccountWord, models.AccountSound, models.AccountPlace):
        assert not await table.filter(**{"id" if table is models.AccountPlace else "account_id": account.id}).exists()


async def test_a_new_name_is_guessed_and_the_old_one_is_not(staff: AccountRepository) -> None:
    (account,) = (await staff.search("хохлов")).accounts
    await staff.save(Account(account.id, account.username, "Рыбаков Дмитрий", mbox="d@firma.ru"))
    assert await first(staff, "рыбакову") == ("Рыбаков Дмитрий", Why.SOUND)
    assert await first(staff, "хохлову") is None
