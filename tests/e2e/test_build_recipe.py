"""The article's clicks, button by button in the chat: from a database without the recipe to a letter that arrives."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.files.config_file import read_configuration, recipe_text
from domain.configuration.document import MODELS
from domain.configuration.export_configuration import ExportConfiguration, exported
from sandbox import User
from tests.e2e.conftest import Product, all_handled, compose_draft


class Fingers:
    """Presses and types for somebody, and counts the touches; `between` happens after each."""

    def __init__(self, user: User, between: Callable[[], Awaitable[None]] | None = None) -> None:
        self.user = user
        self.touches = 0
        self._between = between

    async def press(self, *labels: str) -> None:
        for label in labels:
            await self.user.press(label, message=self.user.last.id, exact=label.isascii() and "_" not in label)
            self.touches += 1
            await self._rest()

    async def type(self, text: str, then: str) -> None:
        before = self.user.last.id if self.user.messages else 0
        await self.user.send(text)
        await self.user.wait_for(lambda chat: chat.last.id != before and then in chat.last.text)
        await self._rest()

    async def _rest(self) -> None:
        if self._between is not None:
            await self._between()


async def build_connection(hand: Fingers) -> None:
    await hand.type("/connections", "Здесь пока пусто")
    await hand.press("Добавить", "Свой сервер")
    await hand.type("Отправка уведомлений через SMTP", "Сервер")
    await hand.type("smtp.test.ru", "Порт")
    await hand.press("465", "Логин и пароль")
    await hand.type("test", "Пароль")
    await hand.type("demo", "Шифрование")
    await hand.press("SSL")
    await hand.type("test@test.ru", "Адрес отправителя: test@test.ru")
    await hand.press("Имя отправителя")
    await hand.type("Отдел уведомлений", "Имя отправителя: Отдел")
    await hand.press("Создать")


async def build_route(hand: Fingers) -> None:
    await hand.type("/routes", "Здесь пока пусто")
    await hand.press("Добавить")
    await hand.type("Отправка уведомлений по эл. почте через SMTP", "Запрос")
    await hand.press("Добавить", "Body", "Строка", "Ещё один", "Subject", "Строка", "Назад", "Назад")
    await hand.press("Шаблон темы")
    await hand.type("{Subject}", "Шаблон темы: {Subject}")
    await hand.press("Шаблон текста")
    await hand.type("{Body}", "Шаблон текста: {Body}")
    await hand.press("Ответы", "Автору записи", "Создать")


async def build_template(hand: Fingers) -> None:
    await hand.type("/templates", "Здесь пока пусто")
    await hand.press("Добавить")
    await hand.type("Уведомления", "Атрибуты")
    await hand.press("Добавить")
    await hand.type("Получатель", "Тип")
    await hand.press("Аккаунт", "да", "Ещё один")
    await hand.type("Тема уведомления", "Тип")
    await hand.press("Текст", "да", "Ещё один")
    await hand.type("Текст уведомления", "Тип")
    await hand.press("Текст", "да", "☐ Много строк", "Назад", "Назад")
    await hand.press("Кнопки", "Добавить")
    await hand.type("Отправить уведомление", "Операция")
    await hand.press("Вызвать событие", "Назад", "Назад", "Создать")


async def build_scenario(hand: Fingers) -> None:
    await hand.type("/scenarios", "Здесь пока пусто")
    await hand.press("Добавить")
    await hand.type("Отправка уведомления", "Событие")
    await hand.press("➕ Действие", "Сменить контекст", "➕ Действие", "Изменить значения")
    await hand.type("notification", "Переменные")
    await hand.press("➕ To", "$Poluchatel->mbox", "➕ Body", "Текст уведомления", "➕ Subject", "Тема уведомления")
    await hand.press("Назад", "Ещё один", "Отправить сообщение", "⤒ К началу")
    assert "1.2 Отправить сообщение: Отправка уведомлений по эл. почте через SMTP" in hand.user.last.text
    await hand.press("Создать")


async def build_recipe(hand: Fingers) -> None:
    await build_connection(hand)
    await build_route(hand)
    await build_template(hand)
    await build_scenario(hand)
    assert "✅ Создано" in hand.user.last.text


async def point_at_the_sandbox(hand: Fingers, product: Product) -> None:
    await hand.type("/connections", "Подключения")
    await hand.press("Отправка уведомлений через SMTP", "Изменить", "Вход", "Без входа", "Сервер")
    await hand.type(product.sandbox.smtp_host, f"→ {product.sandbox.smtp_host}")
    await hand.press("Порт")
    await hand.type(str(product.sandbox.smtp_port), f"→ {product.sandbox.smtp_port}")
    await hand.press("Шифрование", "Без шифрования", "Применить")


async def test_the_recipe_is_built_in_the_chat_as_the_article_lists_it(bare_product: Product) -> None:
    product = bare_product
    hand = Fingers(product.admin)
    await build_recipe(hand)
    assert await ExportConfiguration(product.configuration)() == as_exported(recipe_text())
    assert hand.touches <= 60
    await point_at_the_sandbox(hand, product)
    await compose_draft(product.staff, subject="Совещание", text="В 15:00, переговорная 4.")
    await product.staff.press("Отправить уведомление")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    await product.staff.wait_for_text("сервер принял письмо")
    assert letter.rcpt_to == ["ivanov@firma.local"]
    assert letter.subject == "Совещание"
    assert letter.text.rstrip("\n") == "В 15:00, переговорная 4."


async def test_the_bot_is_killed_between_any_two_steps_and_nothing_is_lost(bare_product: Product) -> None:
    product = bare_product

    async def kill() -> None:
        # Between two steps: what a kill in the middle of one leaves is tried in test_restarts and by the soak.
        await all_handled(product)
        await product.crash()
        await product.start()

    await build_recipe(Fingers(product.admin, kill))
    assert await ExportConfiguration(product.configuration)() == as_exported(recipe_text())


def as_exported(text: str) -> dict[str, Any]:
    """Return what an installation exports to which a file was applied."""
    file = read_configuration(text, {}).file
    sections = {section: [exported(item) for item in getattr(file, section)] for section in MODELS}
    return {name: items for name, items in sections.items() if items}
