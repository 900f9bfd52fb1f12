import asyncio
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from sandbox import Sandbox, User


def keyboard(*rows):
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows])


@asynccontextmanager
async def polling(bot: Bot):
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def greet(message: Message) -> None:
        await message.answer(
            "Здравствуйте, <b>Алиса</b>",
            parse_mode="HTML",
            reply_markup=keyboard([InlineKeyboardButton(text="Отправить", callback_data="send", style="success")]),
        )

    @dispatcher.callback_query(F.data == "send")
    async def pressed(query: CallbackQuery) -> None:
        await query.answer("Готово", show_alert=True)
        await query.message.edit_text("Отправлено")

    @dispatcher.edited_message()
    async def edited(message: Message) -> None:
        await message.reply(f"исправлено: {message.text}")

    @dispatcher.message(F.document)
    async def got_file(message: Message, bot: Bot) -> None:
        content = await bot.download(message.document)
        await message.answer_document(BufferedInputFile(content.read()[::-1], "назад.txt"), caption="<i>вот</i>")

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text)

    async with asyncio.TaskGroup() as group:
        task = group.create_task(
            dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False, polling_timeout=5)
        )
        try:
            yield dispatcher
        finally:
            task.cancel()


async def test_an_unchanged_aiogram_bot_talks_to_a_person(sandbox: Sandbox, bot: Bot, alice: User) -> None:
    async with polling(bot):
        greeting = await alice.wait_for_text("Здравствуйте")
        assert greeting.html == "Здравствуйте, <b>Алиса</b>"
        assert greeting.labels == ["Отправить"]
        assert greeting.buttons[0][0].style == "success"

        answer = await alice.press("Отправить")
        assert (answer.answered, answer.text, answer.show_alert) == (True, "Готово", True)
        card = await alice.wait_for_text("Отправлено")
        assert card.id == greeting.id
        assert card.edited == 1
        assert card.labels == []

        mine = await alice.send("привет")
        await alice.wait_for_text("привет")
        await alice.edit(mine, "пока")
        reply = await alice.wait_for_text("исправлено: пока")
        assert reply.reply_to == mine.id

        await alice.send_document("письмо.txt", "абв".encode())
        sent = await alice.wait_for(lambda chat: chat.last if chat.last.document else None)
        assert sent.document.data == "абв".encode()[::-1]
        assert sent.document.name == "назад.txt"
    assert sandbox.violations == []
    assert "Алиса Петрова:\n    /start" in sandbox.transcript(alice)
