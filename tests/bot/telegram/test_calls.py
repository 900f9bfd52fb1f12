"""What is posted for a page is what aiogram's own methods and models would post for it."""

import json
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramRetryAfter
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import EditMessageText, SendMessage, TelegramMethod
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters

from bot.cards.addresses import CardPage
from bot.telegram.calls import DrawPage, SayPage, Sent
from bot.telegram.page import Page, PageButton, packed
from bot.telegram.session import TelegramSession

BOT = Bot("42:CALLS", default=DefaultBotProperties(parse_mode=ParseMode.HTML))
PAGES = {
    "words alone": Page("<b>Привет</b> & \u2028 😀"),
    "an address": Page("Карточка", ((PageButton("Открыть", CardPage(record=5)),),)),
    "styles": Page("?", ((PageButton("Да", CardPage(record=5), style="danger"), PageButton("Нет", style="success")),)),
    "a text to be copied": Page("Код", ((PageButton("Копировать", copy_text="я" * 300),),)),
    "a link": Page("Вход", ((PageButton("Открыть", url="https://example.com/?a=1&b=я"),),)),
    "a number before the label": Page("Список", ((PageButton("Имя", CardPage(record=1), number=3),),)),
}


def posted(method: TelegramMethod[Any]) -> dict[str, Any]:
    """Return the fields of the body, JSON inside them read."""
    body = TelegramSession()._body(BOT, method)
    fields: dict[str, Any] = json.loads(body["data"])
    return fields


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_a_page_is_posted_as_aiogram_would_post_it(page: Page) -> None:
    keyboard = InlineKeyboardMarkup.model_validate(page.markup())
    preview = LinkPreviewOptions(is_disabled=True)
    reply = ReplyParameters(message_id=3, allow_sending_without_reply=True, quote_parse_mode=None)
    theirs: list[TelegramMethod[Any]] = [
        EditMessageText(chat_id=7, message_id=5, text=page.text, reply_markup=keyboard, link_preview_options=preview),
        SendMessage(chat_id=7, text=page.text, link_preview_options=preview, reply_parameters=reply),
    ]
    ours: list[TelegramMethod[Any]] = [
        DrawPage(chat_id=7, message_id=5, text=page.text, reply_markup=page.markup()),
        SayPage(
            chat_id=7,
            text=page.text,
            reply_markup=None,
            reply_parameters={"message_id": 3, "allow_sending_without_reply": True},
        ),
    ]
    for one, other in zip(ours, theirs, strict=True):
        assert posted(one) == posted(other)
        assert one.__api_method__ == other.__api_method__


class Numbers(CallbackData, prefix="nu"):
    one: int
    other: int = 0


class Bars(CallbackData, prefix="ba", sep="|"):
    one: int
    other: int


class Others(CallbackData, prefix="ot"):
    yes: bool
    word: str | None = None


@pytest.mark.parametrize(
    "address",
    [
        CardPage(record=5),
        Numbers(one=-1),
        Numbers(one=10**29, other=10**29),
        Bars(one=1, other=-2),
        Others(yes=True),
        Others(yes=False, word="я"),
    ],
)
def test_a_button_carries_what_aiogram_would_pack(address: CallbackData) -> None:
    assert packed(address) == address.pack()


@pytest.mark.parametrize(
    ("address", "why"), [(Numbers(one=10**30, other=10**29), "too long"), (Others(yes=True, word="a:b"), "Separator")]
)
def test_what_no_button_can_carry_is_refused(address: CallbackData, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        packed(address)


def answered(method: TelegramMethod[Any], status: int, **answer: Any) -> Any:
    return TelegramSession().check_response(BOT, method, status, json.dumps(answer)).result


def test_of_the_answer_the_number_of_the_message_is_read() -> None:
    say = SayPage(chat_id=7, text="Привет", reply_markup=None, reply_parameters=None)
    whole = {"message_id": 12, "date": 1, "chat": {"id": 7, "type": "a new kind"}, "text": "Привет", "new": [1]}
    assert answered(say, 200, ok=True, result=whole) == Sent(message_id=12)


@pytest.mark.parametrize("result", [True, {"message_id": 12, "date": 1, "chat": {"id": 7, "type": "private"}}])
def test_a_change_needs_no_answer_but_that_it_was_done(result: Any) -> None:
    draw = DrawPage(chat_id=7, message_id=12, text="Привет", reply_markup={"inline_keyboard": []})
    assert answered(draw, 200, ok=True, result=result) == result
    with pytest.raises(TelegramRetryAfter):
        answered(draw, 429, ok=False, description="Too Many Requests", parameters={"retry_after": 3})
