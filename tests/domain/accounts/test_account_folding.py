import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.folding import (
    QUERY_WORDS_LIMIT,
    account_key,
    fold,
    query_words,
    signs_of,
    sort_key,
    typed_words,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ИВАНОВ", "иванов"),
        ("Семён Ёлкин", "семен елкин"),
        ("Андре́й", "андрей"),
        ("Андреи\u0306", "андрей"),
        ("ЙОД", "йод"),
        ("José Straße", "jose strasse"),
        ("Ｉｖａｎｏｖ №5", "ivanov no5"),
        ("пере\u00adнос\u200b", "перенос"),
        ("broken \ud83d half", "broken  half"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folding_leaves_what_people_take_for_the_same_word(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="абвеёийжЁЙАБabcXYZ -.@1"))
def test_letter_case_never_matters(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


def test_an_account_is_known_by_name_address_and_department() -> None:
    words = words_of("Ёлкин-Семёнов Иван Петрович", "Elkin.I_v-2@mail.firma.ru", "Отдел продаж")
    assert words == {
        *("елкин", "семенов", "иван", "петрович", "elkin.i_v-2@mail.firma.ru", "i", "v", "2", "mail", "firma", "ru"),
        *("elkin", "отдел", "продаж"),
    }


def test_a_word_that_begins_another_word_of_the_account_is_kept_so_that_an_exact_one_is_known() -> None:
    words = {"иван", "иванович", "иванов", "ivan@ivan.ru", "ivan", "ru"}
    assert words_of("Иван Иванович Иванов", "ivan@ivan.ru", "") == words


def test_long_words_are_cut_alike_in_accounts_and_in_queries() -> None:
    assert words_of("а" * 150, "", "") == {"а" * 100}
    assert query_words("А" * 150) == ["а" * 100]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ("  ", []),
        ("👍 !?", []),
        ("Иванов, ИВАН", ["иванов"]),
        ("Петров-Водкин", ["петров", "водкин"]),
        ("<Ivan.Petrov@Firma.ru>", ["ivan.petrov@firma.ru"]),
        ("ivan.petrov", ["ivan", "petrov"]),
        ("ivanov@", ["ivanov@"]),
        ("@firma", ["firma"]),
        ("иванов ivanov@fi", ["ivanov@fi", "иванов"]),
        (" ".join(f"слово{chr(0x430 + n)}" for n in range(30)), [f"слово{chr(0x430 + n)}" for n in range(16)]),
    ],
)
def test_what_is_typed_becomes_words(typed: str, words: list[str]) -> None:
    assert query_words(typed) == words


@given(st.text(max_size=60), st.integers(1, 12))
def test_the_beginning_of_any_word_of_a_name_finds_it(name: str, length: int) -> None:
    kept = words_of(name, "", "")
    for word in query_words(name):
        for typed in query_words(word[:length]):
            assert any(other.startswith(typed) for other in kept)


@given(st.sets(st.text(alphabet="абвяabz19", min_size=1, max_size=5)))
def test_the_signs_of_the_beginning_of_a_word_are_among_those_of_all_words(words: set[str]) -> None:
    letters, pairs = signs_of(words)
    assert 0 <= letters < 2**63
    assert 0 <= pairs < 2**63
    for word in words:
        for length in range(1, len(word) + 1):
            some_letters, some_pairs = signs_of([word[:length]])
            assert (some_letters & letters, some_pairs & pairs) == (some_letters, some_pairs)


def test_russian_and_latin_letters_have_a_bit_each() -> None:
    letters = "абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz"
    assert len({signs_of([letter]) for letter in letters}) == len(letters)


def test_usernames_are_compared_folded_and_names_sorted_with_yo_among_the_ye() -> None:
    assert account_key(" Семён ") == account_key("СЕМЕН")
    assert sorted(["Жуков", "Ёлкин", "абаев", "Егоров"], key=sort_key) == ["абаев", "Егоров", "Ёлкин", "Жуков"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ivanov@fi", ["ivanov@fi"]),
        ("Кому: <ivanov@fi>, «a@b»; @канал", ["ivanov@fi", "a@b", "кому", "канал"]),
        ("@@a б@", ["б@", "a"]),
        ("один-два три@", ["три@", "один", "два"]),
    ],
)
def test_a_piece_of_an_address_stays_whole_among_the_words(text: str, words: list[str]) -> None:
    assert typed_words(text) == words


@pytest.mark.parametrize("letter", ["а", "1", ".", "a.", "@", "-"])
@pytest.mark.parametrize("after", ["", " кому@", "@"])
def test_a_text_of_a_hundred_thousand_letters_without_a_space_is_read_at_once(letter: str, after: str) -> None:
    """With a pattern that looks at it from every letter anew this would take an hour."""
    long = letter * (100_000 // len(letter))
    assert all(word in long or "@" in word for word in typed_words(long + after))
    assert query_words(long + after) == typed_words(long + after)[:QUERY_WORDS_LIMIT]
