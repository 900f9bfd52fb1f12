import pytest

from domain.accounts.account import Account
from domain.accounts.directory import UsernameTaken
from storage.models import AccountPlace, AccountWord
from storage.repositories.accounts import AccountRepository

IVANOV = Account(0, "Ivanov", "Иванов Семён", mbox="ivanov@firma.ru", phone="1", department="Продажи", language="ru")


async def test_an_added_account_is_returned_with_its_number(directory: AccountRepository) -> None:
    added = await directory.add(IVANOV)
    assert added.id
    assert await directory.get(added.id) == added
    assert await directory.by_username("IVANOV") == added
    assert await directory.get_many([added.id, added.id, 999]) == {added.id: added}
    assert await directory.by_mboxes(["ivanov@firma.ru", "nobody@firma.ru"]) == {"ivanov@firma.ru": [added]}


async def test_what_does_not_exist_is_not_found(directory: AccountRepository) -> None:
    assert await directory.get(1) is None
    assert await directory.get_many([]) == {}
    assert await directory.by_username("nobody") is None
    assert await directory.by_mboxes([""]) == {}


async def test_a_username_belongs_to_one_account_in_any_letter_case(directory: AccountRepository) -> None:
    await directory.add(IVANOV)
    other = await directory.add(Account(0, "petrov", "Петров"))
    with pytest.raises(UsernameTaken) as raised:
        await directory.add(Account(0, "IVANOV", "Другой"))
    assert raised.value.params == {"username": "IVANOV"}
    with pytest.raises(UsernameTaken):
        await directory.save(Account(other.id, "ivanov", "Петров"))
    assert (await directory.get(other.id)) == other


async def test_a_renamed_account_is_found_by_its_new_name_only(directory: AccountRepository) -> None:
    added = await directory.add(IVANOV)
    renamed = Account(added.id, "ivanov", "Петров Семён", mbox="petrov@firma.ru", manager_id=added.id)
    await directory.save(renamed)
    assert (await directory.search("семен петр")).accounts == (renamed,)
    assert (await directory.search("иванов")).accounts == ()
    assert (await directory.search("ivanov")).accounts == ()


async def test_a_new_telephone_leaves_the_words_alone(directory: AccountRepository) -> None:
    added = await directory.add(IVANOV)
    before = await AccountWord.all().values_list("id", "word")
    await directory.save(Account(added.id, "ivanov", IVANOV.full_name, IVANOV.mbox, "2", "", IVANOV.department))
    assert await AccountWord.all().values_list("id", "word") == before


async def test_who_leaves_is_not_found_and_who_returns_is(directory: AccountRepository) -> None:
    added = await directory.add(IVANOV)
    await directory.save(Account(added.id, "ivanov", IVANOV.full_name, active=False))
    assert (await directory.search("иванов")).accounts == ()
    assert await AccountPlace.all().count() == 0
    await directory.save(Account(added.id, "ivanov", IVANOV.full_name, active=True))
    assert len((await directory.search("иванов")).accounts) == 1


async def test_more_accounts_than_one_query_holds_are_read(directory: AccountRepository) -> None:
    await directory.add_many([Account(0, f"u{number}", f"Имя {number}") for number in range(1201)])
    assert len(await directory.by_keys(f"u{number}" for number in range(2000))) == 1201
    assert len(await directory.get_many(range(2000))) == 1201
