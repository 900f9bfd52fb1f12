import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.system_names import EmptySystemName, free_title, is_system_name, system_name_of, unique_system_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Получатель", "Poluchatel"),
        ("Тема уведомления", "Temauvedomleniya"),
        ("Текст уведомления", "Tekstuvedomleniya"),
        ("Проверочный код", "Proverochnyykod"),
        ("Эл. письма", "Elpisma"),
        ("Плательщик", "Platelschik"),
        ("Продолжительность", "Prodolzhitelnost"),
        ("Отправить уведомление", "Otpravituvedomlenie"),
        ("Уведомления", "Uvedomleniya"),
        ("Хор цапли чёрной, шумный", "Khortsaplichernoyshumnyy"),
        ("Срок СДАЧИ", "SrokSDACHI"),
        ("2-й этаж", "_2yetazh"),
        ("Объезд «Юг-Я»", "ObezdYugYa"),
        ("e-mail адрес", "Emailadres"),
    ],
)
def test_a_title_becomes_the_platforms_system_name(title: str, name: str) -> None:
    assert system_name_of(title).casefold() == name.casefold()


def test_the_first_letter_is_upper_case_and_the_rest_stays_as_written() -> None:
    assert system_name_of("тема Письма") == "TemaPisma"


@pytest.mark.parametrize("title", ["", "   ", "«»—…", "ьъ", "___", "日本"])
def test_a_title_without_letters_is_refused(title: str) -> None:
    with pytest.raises(EmptySystemName):
        system_name_of(title)


@given(st.text())
def test_whatever_comes_out_is_a_system_name(title: str) -> None:
    try:
        name = system_name_of(title)
    except EmptySystemName:
        return
    assert is_system_name(name)


@given(st.sampled_from(["To", "Tema", "id"]), st.lists(st.sampled_from(["to", "TO2", "tema", "Tema3", "ID"])))
def test_a_unique_name_differs_from_its_neighbours_in_more_than_case(wanted: str, taken: list[str]) -> None:
    name = unique_system_name(wanted, taken)
    assert name.casefold() not in {item.casefold() for item in taken}
    assert name.startswith(wanted)


def test_a_clash_is_counted_from_two() -> None:
    assert unique_system_name("Tema", ["tema", "TEMA2"]) == "Tema3"


def test_a_long_title_gives_a_name_that_is_not_too_long() -> None:
    name = system_name_of("Щит " * 25)
    assert len(name) == 100
    assert is_system_name(name)
    assert unique_system_name(name, [name]) == f"{name[:99]}2"


def test_the_numbered_title_of_a_copy_is_not_too_long() -> None:
    title = "Я" * 100
    assert free_title(title, {title}) == f"{'Я' * 98} 2"
    assert free_title("Пропуск 2", {"Пропуск", "Пропуск 2"}) == "Пропуск 3"
