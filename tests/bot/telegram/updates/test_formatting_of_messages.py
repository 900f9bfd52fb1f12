"""What Telegram's decorations mean in a letter."""

from typing import Any

import pytest
from aiogram.types import MessageEntity

from bot.telegram.entities import rich_text_from
from domain.messages.rich_text import RichText, TextEntity


def read(text: str, *entities: dict[str, Any]) -> RichText:
    return rich_text_from(text, [MessageEntity.model_validate(item) for item in entities])


def whole(kind: str, text: str, **fields: Any) -> RichText:
    return read(text, {"type": kind, "offset": 0, "length": len(text.encode("utf-16-le")) // 2, **fields})


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("bold", "bold"), ("italic", "italic"), ("underline", "underline"), ("strikethrough", "strike"),
        ("code", "code"),
        ("pre", "pre"), ("blockquote", "quote"), ("expandable_blockquote", "quote"), ("spoiler", "spoiler"),
    ],
)  # fmt: skip
def test_a_decoration_is_kept(kind: str, meant: str) -> None:
    assert whole(kind, "текст").entities == (TextEntity(meant, 0, 5),)


@pytest.mark.parametrize(
    ("kind", "text", "fields"),
    [
        ("mention", "@ivan", {}), ("hashtag", "#отчёт", {}), ("cashtag", "$USD", {}), ("bot_command", "/start", {}),
        ("phone_number", "+7 495 123-45-67", {}), ("url", "report.zip", {}), ("url", "ftp://a.test", {}),
        ("custom_emoji", "👍", {"custom_emoji_id": "5"}), ("something_new", "текст", {}),
        ("text_mention", "Иван", {"user": {"id": 1, "is_bot": False, "first_name": "Иван"}}),
    ],
)  # fmt: skip
def test_what_means_nothing_outside_of_telegram_is_its_text(kind: str, text: str, fields: dict[str, Any]) -> None:
    assert whole(kind, text, **fields) == RichText(text)


def test_a_listing_is_kept_without_its_language() -> None:
    assert whole("pre", "x = 1", language="python").entities == (TextEntity("pre", 0, 5),)


@pytest.mark.parametrize(
    ("kind", "text", "url"),
    [
        ("url", "https://firma.test/дом", "https://firma.test/дом"),
        ("url", "HTTP://firma.test", "HTTP://firma.test"),
        ("email", "info@firma.test", "mailto:info@firma.test"),
    ],
)
def test_an_address_in_the_text_is_a_link_to_itself_and_written_once(kind: str, text: str, url: str) -> None:
    found = whole(kind, text)
    assert [item.url for item in found.links] == [url]
    assert found.plain() == text


def test_offsets_count_utf16_units_and_wrong_ones_do_no_harm() -> None:
    link = {"type": "text_link", "offset": 3, "length": 3, "url": "https://firma.test"}
    assert read("😀 тут", link).plain() == "😀 тут (https://firma.test)"
    for offset, length in ((1, 1), (1, 9), (-1, 3), (0, 0), (99, 1)):
        for kind in ("url", "email", "bold", "text_link"):
            assert (
                read("😀 тут", {"type": kind, "offset": offset, "length": length, "url": "https://a.test"}).text
                == "😀 тут"
            )


def test_nested_decorations_are_all_kept() -> None:
    found = read(
        "важно тут",
        {"type": "bold", "offset": 0, "length": 9},
        {"type": "text_link", "offset": 6, "length": 3, "url": "https://firma.test"},
        {"type": "italic", "offset": 6, "length": 3},
    )
    assert [item.kind for item in found.entities] == ["bold", "link", "italic"]
