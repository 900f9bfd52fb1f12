"""Takes the pictures of the guides: an empty product in the sandbox, set up on the page as a new administrator would.

Needs Debian's `chromium` and `fonts-roboto-unhinted`, `fonts-noto-color-emoji`, and `pip install playwright pillow`:
python docs/guide_pictures.py, or with `code` at its end for that picture alone.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from phone import Phone
from PIL import Image
from playwright.async_api import Browser, async_playwright
from pydantic import SecretStr

from bot.app.environment import RunSettings
from bot.app.product import make_app
from bot.demo import stage
from domain.editing import presets
from domain.logins.oauth2.providers.provider import Grant
from sandbox import Sandbox
from storage.database import open_database
from storage.secrets import SecretBox

IMAGES = Path(__file__).parent / "images"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
TOKEN = "42:GUIDE"  # noqa: S105 - the sandbox's own
ADMIN, STAFF = 1001, 1002
LOGIN, PASSWORD = "notify@firma.local", "guide-password"
APPLICATION = "11111111-2222-3333-4444-555555555555"
COLOURS = 160
PEOPLE = "ФИО;Эл. почта\nИванов Иван Петрович;ivanov@firma.local\nИванова Анна Сергеевна;ivanova@firma.local\n"


async def main(only: str = "") -> None:
    """Set everything up, keep the pictures, make them small."""
    IMAGES.mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, take in {"recipe": _recipe, "code": _code, "formula": _formula}.items():
            if only in ("", name):
                with tempfile.TemporaryDirectory() as home:
                    async with _empty_product(Path(home)) as sandbox:
                        await take(browser, sandbox, Path(home))
        await browser.close()
    for path in IMAGES.glob("guide-*.png"):
        if only in ("", path.stem.removeprefix("guide-")):
            Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)


async def _recipe(browser: Browser, sandbox: Sandbox, home: Path) -> None:
    admin = await Phone.of(browser, sandbox, ADMIN, IMAGES)
    await _connection(admin, sandbox)
    await _route(admin)
    await _template(admin)
    await _scenario(admin)
    await _directory(admin, home)
    staff = await Phone.of(browser, sandbox, STAFF, IMAGES)
    await _let_in(admin, staff)
    await _compose(staff)
    await admin.type("/journal", "отправлено 1")
    await admin.keep("guide-journal")


async def _code(browser: Browser, sandbox: Sandbox, _: Path) -> None:
    """Log in at Microsoft 365, which the sandbox plays, by a code."""
    identity, tenant = sandbox.identity, "firma.onmicrosoft.com"
    identity.application("microsoft", APPLICATION, tenant=tenant, mailboxes=[LOGIN])
    identity.tune("microsoft", interval=1)
    oauth2 = {
        "provider": "microsoft",
        "grant": "device_code",
        "token_endpoint": identity.token_url("microsoft", tenant),
        "device_endpoint": identity.device_url("microsoft", tenant),
    }
    server = {"host": sandbox.smtp_host, "port": sandbox.smtp_port, "encryption": "none"}
    way = presets.Way({"authentication": "oauth2", "oauth2": oauth2}, Grant.DEVICE_CODE)
    own, microsoft = presets.Preset("", {}), presets.Preset("Microsoft 365", server, (way,))
    presets.PRESETS = {**presets.PRESETS, presets.Section.CONNECTIONS: (own, microsoft)}
    sandbox.mail.user, sandbox.mail.token_needed = None, True
    admin = await Phone.of(browser, sandbox, ADMIN, IMAGES)
    await admin.type("/start", "Первые шаги")
    await admin.press("Настроить почту", "Microsoft 365", "По коду на экране", "Дальше")
    await admin.type("Почта Microsoft 365", "› Имя пользователя")
    await admin.type(LOGIN, "› Организация")
    await admin.type(tenant, "› Номер приложения")
    await admin.type(APPLICATION, "› Адрес отправителя")
    await admin.press(LOGIN, "Войти по коду")
    await admin.sees("Введите код")
    # The sandbox's own address stands for the provider's.
    address = identity.device_url("microsoft", tenant).partition("/identity")[0] + "/identity/microsoft/device"
    await admin.says_instead(address, "https://microsoft.com/devicelogin")
    await admin.keep("guide-code")


async def _formula(browser: Browser, sandbox: Sandbox, home: Path) -> None:
    """Write a formula with the help beside it, and try it on a notification of one's own."""
    await stage.fill(sandbox, SecretBox.for_home(home))
    admin = await Phone.of(browser, sandbox, stage.ADMIN, IMAGES)
    await admin.type("/new", "Получатель (1 из 3)")
    await admin.type("иванов", "Нашлись")
    await admin.press("Иванов Иван")
    await admin.type("Совещание переносится на 15:00", "(3 из 3)")
    await admin.type("Коллеги, встречаемся в переговорной 4.", "черновик")
    await admin.type("/scenarios", "Сценарии")
    await admin.press("Отправка уведомления", "Изменить", "1.1 Изменить", "Переменные", "Subject", "Формула")
    await admin.sees("Напишите формулу")
    await admin.press("ƒ Функции")
    await admin.keep("guide-functions")
    await admin.type("склеить", "CONCAT")
    await admin.press("К формуле", "Имена")
    await admin.sees("Имена, которые")
    await admin.keep("guide-names")
    await admin.press("К формуле", "Проверить на записи")
    await admin.type("TOUPPER($Temauvedomleniya)", "СОВЕЩАНИЕ")
    await admin.keep("guide-formula")
    await admin.press("Взять формулу", "⤒ К началу", "🖼 Схема")
    await admin.sees("🖼")
    await admin.keep("guide-picture")


@asynccontextmanager
async def _empty_product(home: Path) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(token=TOKEN)
    async with sandbox, open_database(f"sqlite://{home / 'gonets.db'}"):
        sandbox.mail.user, sandbox.mail.password = LOGIN, PASSWORD
        sandbox.user(ADMIN, first_name="Алиса", last_name="Петрова")
        sandbox.user(STAFF, first_name="Борис", last_name="Орлов")
        settings = RunSettings(bot_token=SecretStr(TOKEN), bot_api=sandbox.api_url, home=home, admins=(ADMIN,))
        async with make_app(settings, SecretBox.for_home(home)) as app:
            await app.set_menu()
            stop = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                group.create_task(app.run(stop))
                try:
                    yield sandbox
                finally:
                    stop.set()


async def _connection(admin: Phone, sandbox: Sandbox) -> None:
    await admin.type("/start", "Первые шаги")
    await admin.keep("guide-first-steps")
    await admin.press("Настроить почту")
    await admin.sees("Чья у вас почта")
    await admin.keep("guide-presets")
    await admin.press("Свой сервер")
    await admin.type("Отправка уведомлений через SMTP", "› Сервер")
    await admin.type(sandbox.smtp_host, "› Порт")
    await admin.type(str(sandbox.smtp_port), "› Вход")
    await admin.press("Логин и пароль")
    await admin.type(LOGIN, "› Пароль")
    await admin.type(PASSWORD, "› Шифрование")
    await admin.press("Без шифрования", LOGIN, "Создать и проверить")
    await admin.sees("проверка прошла")
    await admin.keep("guide-check")


async def _route(admin: Phone) -> None:
    await admin.type("/routes", "Пути")
    await admin.press("Добавить")
    await admin.type("Отправка уведомлений по эл. почте через SMTP", "Запрос")
    await admin.press("Добавить", "Body", "Строка", "Ещё один", "Subject", "Строка", "Назад", "Назад")
    await admin.press("Шаблон темы")
    await admin.type("{Subject}", "Шаблон темы: {Subject}")
    await admin.press("Шаблон текста")
    await admin.type("{Body}", "Шаблон текста: {Body}")
    await admin.press("Ответы", "Автору записи", "Создать")
    await admin.sees("Создано")
    await admin.keep("guide-route")


async def _template(admin: Phone) -> None:
    await admin.type("/templates", "Шаблоны")
    await admin.press("Добавить")
    await admin.type("Уведомления", "Атрибуты")
    await admin.press("Добавить")
    await admin.type("Получатель", "Тип")
    await admin.press("Аккаунт", "да", "Ещё один")
    await admin.type("Тема уведомления", "Тип")
    await admin.press("Текст", "да", "Ещё один")
    await admin.type("Текст уведомления", "Тип")
    await admin.press("Текст", "да", "☐ Много строк", "Назад", "Назад")
    await admin.press("Кнопки", "Добавить")
    await admin.type("Отправить уведомление", "Операция")
    await admin.press("Вызвать событие", "Назад", "Назад", "Создать")
    await admin.sees("Создано")
    await admin.keep("guide-template")


async def _scenario(admin: Phone) -> None:
    await admin.type("/scenarios", "Сценарии")
    await admin.press("Добавить")
    await admin.type("Отправка уведомления", "Событие")
    await admin.press("➕ Действие", "Сменить контекст", "➕ Действие", "Изменить значения")
    await admin.type("notification", "Переменные")
    await admin.press("➕ To", "$Poluchatel->mbox", "➕ Body", "Текст уведомления", "➕ Subject", "Тема уведомления")
    await admin.press("Назад", "Ещё один", "Отправить сообщение", "⤒ К началу", "Создать")
    await admin.sees("Создано")
    await admin.keep("guide-scenario")


async def _directory(admin: Phone, home: Path) -> None:
    people = home / "people.csv"
    people.write_text(PEOPLE, "utf-8")
    await admin.type("/accounts", "Справочник")
    await admin.send_file(people, "Применить")
    await admin.keep("guide-accounts")
    await admin.press("Применить")


async def _let_in(admin: Phone, staff: Phone) -> None:
    await staff.type("/start", "нет доступа")
    await staff.press("Запросить доступ")
    await admin.sees("просит доступ")
    await admin.keep("guide-request")
    await admin.press("Разрешить")
    await staff.sees("Доступ открыт")


async def _compose(staff: Phone) -> None:
    await staff.type("/new", "Получатель (1 из 3)")
    await staff.type("иван", "Нашлись")
    await staff.keep("guide-search")
    await staff.press("Иванов Иван Петрович")
    await staff.type("Совещание переносится на 15:00", "(3 из 3)")
    await staff.type("Коллеги, встречаемся в переговорной 4.", "черновик")
    await staff.keep("guide-card")
    await staff.press("Отправить уведомление")
    await staff.sees("сервер принял письмо")
    await staff.keep("guide-sent")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:2]))
