"""Answering: what each type of question takes and refuses, and how an answer is corrected and changed."""

from typing import Any

import pytest

from domain.accounts.account import AccountErased
from domain.errors import GonetsError, NotFound
from domain.messages.rich_text import RichText, TextEntity
from domain.records.correct_answer import AnsweredOtherwise, NotAnswering, TooLateToCorrect
from domain.records.fillings import NotEditable, NothingAsked, QuestionClosed
from domain.records.record import Status
from domain.records.types.account import AccountArchived, AccountExpected, AccountWithoutAddress
from domain.records.types.attribute import EmptyAnswer
from domain.records.types.document import MAX_FILE_BYTES, MAX_FILES, FileExpected, TooManyFiles
from domain.records.types.text import AnswerTooLong, OneLineOnly, TextExpected
from storage import models
from tests.domain.records.desk import Desk, titles

TEXT = "{title: Тема, type: text, required: true}"
LINES = "{title: Текст, type: text, multiline: true, required: true}"
FORMATTED = "{title: Текст, type: text, formatted: true, required: true}"
ONE = "{title: Кому, type: account, required: true}"
MANY = "{title: Кому, type: account, required: true, multiple: true}"
FREE = "{title: Кому, type: account}"
FILES = "{title: Файлы, type: document, multiple: true}"
FILE = "{title: Файл, type: document}"
LAST = "{title: Конец, type: text, required: true}"
BOLD = {"text": "важно", "entities": [["bold", 0, 5, None]]}


async def asked(desk: Desk, *attributes: str) -> None:
    await desk.template("\n".join(attributes))
    await desk.begin()


async def kept(desk: Desk, attribute: str) -> Any:
    filling = await desk.filling()
    return filling.record.values.get(attribute)


@pytest.mark.parametrize(
    ("attribute", "answer", "value"),
    [
        (TEXT, "Тема", "Тема"),
        (TEXT, "  Тема \n", "Тема"),
        (TEXT, "x" * 500, "x" * 500),
        (TEXT, RichText("важно", (TextEntity("bold", 0, 5),)), "важно"),
        (LINES, "первая\nвторая\n", "первая\nвторая\n"),
        (LINES, RichText("важно", (TextEntity("bold", 0, 5),)), BOLD),
        (FORMATTED, "просто", "просто"),
        (FORMATTED, RichText("важно", (TextEntity("bold", 0, 5),)), BOLD),
    ],
)
async def test_a_text_is_kept_as_its_question_wants_it(desk: Desk, attribute: str, answer: Any, value: Any) -> None:
    await asked(desk, attribute, LAST)
    filling = await desk.says(answer)
    name = "Tema" if attribute is TEXT else "Tekst"
    assert titles(filling) == ("Конец", {name: value})


@pytest.mark.parametrize(
    ("attribute", "answer", "refusal"),
    [
        (TEXT, "две\nстроки", OneLineOnly),
        (TEXT, " ", EmptyAnswer),
        (TEXT, "\u200b", EmptyAnswer),
        (TEXT, "x" * 501, AnswerTooLong),
        (LINES, "\n\n", EmptyAnswer),
        (LINES, "x" * 100_001, AnswerTooLong),
        (FILES, "отчёт.pdf", FileExpected),
        (FILE, "x" * 5_000, FileExpected),
    ],
)
async def test_words_that_do_not_fit_are_refused_and_the_question_stays(
    desk: Desk, attribute: str, answer: str, refusal: type[GonetsError]
) -> None:
    await asked(desk, attribute, LAST)
    before = await desk.filling()
    with pytest.raises(refusal):
        await desk.says(answer)
    after = await desk.filling()
    assert (after.question, after.record.values) == (before.question, {})


@pytest.mark.parametrize(("attribute", "refusal"), [(TEXT, TextExpected), (FILES, FileExpected)])
async def test_a_choice_is_no_answer_to_a_question_without_any(
    desk: Desk, attribute: str, refusal: type[GonetsError]
) -> None:
    number = await desk.account("Иванов Иван")
    await asked(desk, attribute, LAST)
    with pytest.raises(refusal):
        await desk.chooses(number)
    assert (await desk.offered()).choices == ()


async def test_words_look_for_a_person_and_a_press_takes_one(desk: Desk) -> None:
    ivanov = await desk.account("Иванов Иван")
    await desk.account("Петров Пётр", "petrov@firma.local")
    await asked(desk, ONE, LAST)
    assert [item.value.full_name for item in (await desk.offered()).choices] == ["Иванов Иван", "Петров Пётр"]
    filling = await desk.says("ива")
    assert filling.asking is not None
    assert (titles(filling), filling.asking.query) == (("Кому", {}), "ива")
    assert [item.number for item in (await desk.offered()).choices] == [ivanov]
    assert titles(await desk.chooses(ivanov)) == ("Конец", {"Komu": {"account": ivanov}})


async def test_nobody_found_leaves_nothing_to_press(desk: Desk) -> None:
    await desk.account("Иванов Иван")
    await asked(desk, ONE, LAST)
    await desk.says("сидоров")
    assert (await desk.offered()).choices == ()


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"active": False}, AccountArchived),
        ({"mbox": ""}, AccountWithoutAddress),
        ({"mbox": "no address"}, AccountWithoutAddress),
    ],
)
async def test_a_person_who_cannot_be_written_to_is_refused_with_the_reason(
    desk: Desk, fields: dict[str, Any], refusal: type[GonetsError]
) -> None:
    number = await desk.account("Иванов Иван")
    await models.Account.filter(id=number).update(**fields)
    await asked(desk, ONE, LAST)
    with pytest.raises(refusal):
        await desk.chooses(number)
    with pytest.raises(NotFound):
        await desk.chooses(number + 1_000)
    assert titles(await desk.filling()) == ("Кому", {})


async def test_many_people_are_chosen_one_after_the_other_each_once(desk: Desk) -> None:
    first, second = await desk.account("Иванов Иван"), await desk.account("Петров Пётр", "petrov@firma.local")
    await asked(desk, MANY, LAST)
    with pytest.raises(EmptyAnswer):
        await desk.finishes()
    for number in (first, second, first):
        assert titles(await desk.chooses(number))[0] == "Кому"
    assert await kept(desk, "Komu") == [{"account": first}, {"account": second}]
    assert (await desk.offered()).choices == ()
    assert titles(await desk.clears()) == ("Кому", {"Komu": None})
    await desk.chooses(second)
    assert titles(await desk.finishes()) == ("Конец", {"Komu": [{"account": second}]})


async def test_the_latest_recipients_stand_first(desk: Desk) -> None:
    numbers = [await desk.account(f"Имя {letter}", f"{letter}@firma.local") for letter in "abc"]
    await asked(desk, ONE)
    await desk.chooses(numbers[2])
    await desk.begin()
    assert [item.number for item in (await desk.offered()).choices] == [numbers[2], numbers[0], numbers[1]]


async def test_what_is_not_required_is_passed_over_and_emptied_later(desk: Desk) -> None:
    number = await desk.account("Иванов Иван")
    await asked(desk, FREE)
    filling = await desk.finishes()
    assert titles(filling) == (None, {"Komu": None})
    await desk.changes(filling.record, "Komu")
    assert titles(await desk.chooses(number)) == (None, {"Komu": {"account": number}})
    await desk.changes(filling.record, "Komu")
    assert titles(await desk.clears()) == (None, {"Komu": None})


async def test_files_are_collected_until_done(desk: Desk) -> None:
    await asked(desk, FILES, LAST)
    await desk.sends_file("a.pdf", b"one")
    filling = await desk.sends_file("b.pdf", b"second")
    assert titles(filling)[0] == "Файлы"
    assert [(item["name"], item["size"]) for item in filling.record.values["Fayly"]] == [("a.pdf", 3), ("b.pdf", 6)]
    assert titles(await desk.finishes())[0] == "Конец"


async def test_one_file_replaces_another(desk: Desk) -> None:
    await asked(desk, FILE)
    filling = await desk.sends_file("a.pdf")
    await desk.changes(filling.record, "Fayl")
    filling = await desk.sends_file("b.pdf")
    assert [item["name"] for item in filling.record.values["Fayl"]] == ["b.pdf"]


async def test_a_file_that_comes_while_something_else_is_asked_finds_its_place(desk: Desk) -> None:
    await asked(desk, TEXT, FILE)
    for name in ("a.pdf", "b.pdf"):
        assert titles(await desk.sends_file(name))[0] == "Тема"
    assert [item["name"] for item in await kept(desk, "Fayl")] == ["b.pdf"]


async def test_a_file_has_no_place_where_the_template_has_none(desk: Desk) -> None:
    await asked(desk, ONE, TEXT)
    assert not await desk.answer.wants_file(desk.person)
    with pytest.raises(AccountExpected):
        await desk.sends_file("a.pdf")


async def test_too_many_files_and_too_large_ones_are_refused(desk: Desk) -> None:
    await asked(desk, FILES)
    with pytest.raises(TooManyFiles):
        await desk.sends_file("a.pdf", bytes(MAX_FILE_BYTES + 1))
    for number in range(MAX_FILES):
        await desk.sends_file(f"{number}.pdf")
    with pytest.raises(TooManyFiles):
        await desk.sends_file("one more.pdf")
    assert len(await kept(desk, "Fayly")) == MAX_FILES


async def test_editing_the_message_corrects_the_answer_that_it_gave(desk: Desk) -> None:
    await asked(desk, TEXT, LAST)
    await desk.says("Тмеа", message=100)
    filling = await desk.edits(100, "Тема")
    assert filling is not None
    assert titles(filling) == ("Конец", {"Tema": "Тема"})
    with pytest.raises(OneLineOnly):
        await desk.edits(100, "две\nстроки")
    with pytest.raises(NotAnswering):
        await desk.edits(99, "не ответ")
    assert await kept(desk, "Tema") == "Тема"


async def test_editing_the_words_of_a_search_looks_again(desk: Desk) -> None:
    number = await desk.account("Иванов Иван")
    await asked(desk, ONE, LAST)
    await desk.says("сидоров", message=100)
    assert (await desk.offered()).choices == ()
    await desk.edits(100, "иванов")
    assert [item.number for item in (await desk.offered()).choices] == [number]
    await desk.chooses(number)
    with pytest.raises(AnsweredOtherwise):
        await desk.edits(100, "петров")
    assert await kept(desk, "Komu") == {"account": number}


async def test_a_letter_that_has_gone_is_not_corrected(desk: Desk) -> None:
    await asked(desk, TEXT)
    filling = await desk.says("Тема", message=100)
    await desk.records.set_status(filling.record.id, Status.SENT)
    with pytest.raises(TooLateToCorrect):
        await desk.edits(100, "Другая")
    with pytest.raises(NotEditable):
        await desk.changes(filling.record, "Tema")


async def test_the_parts_of_a_long_paste_are_one_answer(desk: Desk) -> None:
    await asked(desk, LINES, LAST)
    assert titles(await desk.says("а" * 4_096))[0] == "Конец"
    filling = await desk.says("б" * 10)
    assert titles(filling) == ("Конец", {"Tekst": "а" * 4_096 + "б" * 10})
    desk.clock.move(seconds=10)
    assert titles(await desk.says("конец"))[0] is None


async def test_the_tail_of_a_refused_paste_does_not_become_the_answer(desk: Desk) -> None:
    await asked(desk, TEXT, LAST)
    for part in ("а" * 4_096, "хвост"):
        with pytest.raises(AnswerTooLong):
            await desk.says(part)
    assert titles(await desk.filling()) == ("Тема", {})


async def test_what_is_written_in_another_record_is_no_part_of_a_paste_before(desk: Desk) -> None:
    await asked(desk, TEXT, LAST)
    await desk.says("Прежнее")
    with pytest.raises(AnswerTooLong):
        await desk.says("x" * 3_500)
    first = (await desk.filling()).record.id
    await desk.begin()
    filling = await desk.says("строка")
    assert filling.record.id != first
    assert titles(filling) == ("Конец", {"Tema": "строка"})


async def paste(desk: Desk, *parts: str) -> list[str]:
    """Send the parts of one paste; return which kinds of refusal there were."""
    refused = []
    for part in parts:
        try:
            await desk.says(part)
        except GonetsError as error:
            refused.append(type(error).__name__)
    return refused


@pytest.mark.parametrize("before", [None, "прежний текст"])
async def test_of_a_paste_over_the_limit_nothing_is_kept(desk: Desk, before: str | None) -> None:
    """Its first parts fit, and were an answer that could be sent; all of them go again, and so do those that follow."""
    await asked(desk, LINES, LAST)
    if before is not None:
        await desk.changes((await desk.says(before)).record, "Tekst")
    refused = await paste(desk, *(["а" * 4_096] * 26), "хвост")
    assert refused == ["PasteTooLong"] * 3
    assert titles(await desk.filling()) == ("Текст", {} if before is None else {"Tekst": before})
    desk.clock.move(seconds=10)
    assert titles(await desk.says("короче")) == ("Конец", {"Tekst": "короче"})


async def test_a_press_of_a_question_that_is_closed_changes_nothing(desk: Desk) -> None:
    number = await desk.account("Иванов Иван")
    await asked(desk, ONE, LAST)
    question = await desk.question()
    await desk.chooses(number)
    for press in (desk.answer.answer_choice, desk.answer.turn):
        with pytest.raises(QuestionClosed):
            await press(desk.person, *question, number)
    assert titles(await desk.filling()) == ("Конец", {"Komu": {"account": number}})


async def test_nothing_asked_takes_nothing(desk: Desk) -> None:
    with pytest.raises(NothingAsked):
        await desk.says("Тема")
    with pytest.raises(NothingAsked):
        await desk.sends_file("a.pdf")


async def test_a_press_checks_what_was_chosen_once_more(desk: Desk) -> None:
    number = await desk.account("Иванов Иван")
    await asked(desk, ONE)
    await desk.apply(
        "scenarios:\n"
        "  - title: Проба\n"
        "    event: {type: button_clicked, template: Proba, button: Poslat}\n"
        "    actions:\n"
        "      - change_variables: {set: x, variables: {To: {attribute: Komu}}}\n"
    )
    filling = await desk.chooses(number)
    await models.Account.filter(id=number).update(active=False)
    with pytest.raises(AccountArchived):
        await desk.presses(filling.record)
    await models.Account.filter(id=number).update(active=True, mbox="")
    with pytest.raises((AccountWithoutAddress, AccountErased)):
        await desk.presses(filling.record)
    await models.Account.filter(id=number).update(mbox="ivanov@firma.local")
    assert (await desk.presses(filling.record)).began


@pytest.mark.parametrize("before", ["text", "account", "document"])
@pytest.mark.parametrize("after", ["text", "account", "document"])
async def test_a_value_that_another_type_has_left_does_no_harm(desk: Desk, before: str, after: str) -> None:
    number = await desk.account("Иванов Иван")
    await asked(desk, f"{{title: Поле, type: {before}}}")
    if before == "text":
        filling = await desk.says("слова")
    elif before == "account":
        filling = await desk.chooses(number)
    else:
        filling = await desk.sends_file("a.pdf")
    await desk.template(f"{{title: Поле, type: {after}}}")
    view = await desk.card(desk.person, filling.record.id)
    assert len(view.lines) == 1
    await desk.fill.copy(desk.person, filling.record.id)
