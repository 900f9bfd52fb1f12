"""A link keeps its address and formatting its meaning on the way from the chat to the letter."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.files.config_file import recipe_text
from sandbox.mailbox import Letter
from tests.e2e.conftest import BUTTON, RECIPIENT, Product
from tests.e2e.test_scenarios import open_scenario

URL = "https://firma.test/doc?id=1"
TEXT = "Инструкция на сайте"
WRITTEN = f"Инструкция на сайте ({URL})"
LINK = [{"type": "text_link", "offset": 14, "length": 5, "url": URL}]
SHOWN = f'<a href="{URL}" rel="noopener noreferrer">сайте</a>'
AROUND = """
routes:
  - system_name: smtp_route
    title: Путь с обращением
    connection: smtp_connection
    request:
      - {name: Body, type: string}
      - {name: Subject, type: string}
    subject: "{Subject}"
    body: "Здравствуйте!\\n\\n{Body}\\n\\nОтдел"
"""


async def written(product: Product, text: str = TEXT, entities: list[dict[str, Any]] | None = None) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.send("Тема")
    await staff.wait_for_text("Текст уведомления (3 из 3)")
    await staff.send(text, entities=LINK if entities is None else entities)
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)


async def sent(product: Product) -> Letter:
    before = len(product.sandbox.mailbox.letters)
    await product.staff.press(BUTTON)
    return (await product.sandbox.mailbox.wait_for(before + 1))[-1]


async def test_a_link_of_the_recipe_arrives_with_its_address(product: Product) -> None:
    await written(product)
    assert WRITTEN in product.staff.last.text
    letter = await sent(product)
    assert letter.text.rstrip("\n") == WRITTEN
    assert SHOWN in letter.html


@pytest.mark.parametrize(
    ("layout", "shown"),
    [
        ("", f"<p>Инструкция на {SHOWN}</p>"),
        (
            'html: "<h1>Новости</h1><p title=\\"{Body}\\">{Body}</p>"',
            f'<h1>Новости</h1><p title="{WRITTEN}">Инструкция на {SHOWN}</p>',
        ),
    ],
)
async def test_with_words_around_it_and_through_a_layout_it_is_the_same(
    product: Product, layout: str, shown: str
) -> None:
    await product.apply(f"{AROUND}    {layout}\n")
    await written(product)
    letter = await sent(product)
    assert letter.text.rstrip("\n") == f"Здравствуйте!\n\n{WRITTEN}\n\nОтдел"
    assert shown in letter.html


async def test_bold_lists_and_quotes_keep_their_meaning(product: Product) -> None:
    text = "😀 важно\nцитата\nконец"
    entities = [
        {"type": "bold", "offset": 3, "length": 5},
        {"type": "italic", "offset": 5, "length": 3},
        {"type": "expandable_blockquote", "offset": 9, "length": 6},
    ]
    await written(product, text, entities)
    letter = await sent(product)
    assert letter.text.rstrip("\n") == text
    assert "<b>ва</b><b><i>жно</i></b>" in letter.html
    assert "<blockquote><p>цитата</p>" in letter.html


async def test_an_edit_of_the_message_changes_its_link(product: Product) -> None:
    staff = product.staff
    await written(product, "Всё на портале", [])
    mine = next(message for message in reversed(staff.chat.messages.values()) if not message.from_bot)
    other = [{"type": "text_link", "offset": 7, "length": 7, "url": "https://portal.test/"}]
    await staff.edit(mine.id, "Всё на портале", other)
    await staff.wait_for_text("Всё на портале (https://portal.test/)")
    letter = await sent(product)
    assert letter.text.rstrip("\n") == "Всё на портале (https://portal.test/)"


async def test_a_copy_keeps_the_link(product: Product) -> None:
    staff = product.staff
    await written(product)
    await staff.press("Копия")
    await staff.wait_for_text("Новый черновик")
    letter = await sent(product)
    assert SHOWN in letter.html


async def test_a_paste_of_two_messages_keeps_the_links_of_both(product: Product) -> None:
    first = "а" * 4091 + "сайте"
    staff = product.staff
    await written(product, first, [{"type": "text_link", "offset": 4091, "length": 5, "url": URL}])
    before = staff.last.id
    await staff.send("б 😀 тут", entities=[{"type": "text_link", "offset": 5, "length": 3, "url": "https://b.test/"}])
    await staff.wait_for(lambda chat: chat.last.id != before and BUTTON in chat.last.labels)
    letter = await sent(product)
    assert letter.text.rstrip("\n") == f"{first} ({URL})б 😀 тут (https://b.test/)"


async def test_in_one_line_the_address_is_written_out(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.send(TEXT, entities=LINK)
    await staff.wait_for_text("Текст уведомления (3 из 3)")
    await staff.send("Текст")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    letter = await sent(product)
    assert letter.subject == WRITTEN


@pytest.mark.parametrize(
    ("formula", "plain", "is_link"),
    [
        ("'Внимание: ' + $Tekstuvedomleniya", f"Внимание: {WRITTEN}", True),
        ("TRIM($Tekstuvedomleniya)", WRITTEN, False),
    ],
)
async def test_a_formula_that_joins_keeps_the_link_and_a_function_writes_it_out(
    product: Product, formula: str, plain: str, is_link: bool
) -> None:
    scenario = recipe_text().partition("scenarios:")[2]
    value = f'Body: {{formula: "{formula}"}}'
    await product.apply("scenarios:" + scenario.replace("Body: {attribute: Tekstuvedomleniya}", value))
    await written(product)
    letter = await sent(product)
    assert letter.text.rstrip("\n") == plain
    assert (SHOWN in letter.html) is is_link


async def test_the_dry_run_and_the_whole_text_show_the_address(product: Product, compose: Callable[..., Any]) -> None:
    admin = product.admin
    await compose(admin, text="я")
    mine = next(message for message in reversed(admin.chat.messages.values()) if not message.from_bot)
    await admin.edit(mine.id, TEXT + " и ещё" * 300, LINK)
    await admin.wait_for_text(WRITTEN)
    await admin.press("Показать целиком")
    assert WRITTEN in admin.last.text
    await open_scenario(admin)
    await admin.press("🧪 Пробный запуск")
    await admin.press(admin.last.labels[0])
    assert WRITTEN in admin.last.text
    await admin.press("✉️ Письмо 1")
    assert WRITTEN in admin.last.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "tg://user?id=5"])
async def test_a_link_that_runs_is_its_words_alone(product: Product, url: str) -> None:
    await written(product, TEXT, [LINK[0] | {"url": url}])
    letter = await sent(product)
    assert letter.text.rstrip("\n") == TEXT
    assert "<a" not in letter.html
    assert url not in letter.html
