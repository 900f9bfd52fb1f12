"""What a walk begins on: a product that is set up, on its first day or in full use, and ways deep into it."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from pydantic import SecretStr

from bot.demo.sample import ADMIN_NAME, STAFF_NAME
from bot.demo.stage import ADMIN, STAFF, fill
from bot.files.config_file import recipe_file
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.configured.connection import Connection
from domain.logins.oauth2.providers.provider import Grant
from domain.people import Role
from sandbox import MailFault
from storage.models import Person
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.e2e.conftest import Product
from tests.e2e.device_logins import APPLICATION, MAILBOX, TENANT, oauth2_of
from tests.walk import typed_questions

SECOND, STRANGER = 1003, 2001
"""A second member of staff, who reads English, and a stranger, who does as well."""

REFUSED = "ivanova@firma.local"
"""An address that the mail server knows on some walks and refuses on others, beside one that it always knows."""

_MANY = ", ".join(f"'m{number}@firma.local'" for number in range(12))

MORE = f"""
templates:
  - title: Заявка
    system_name: Zayavka
    attributes:
      - {{title: Кому, type: account, required: true, multiple: true}}
      - {{title: Копия, type: account}}
      - {{title: Тема, type: text, required: true, hint: О чём заявка}}
      - {{title: Текст, type: text, formatted: true}}
      - {{title: Файлы, type: document, multiple: true}}
    buttons:
      - {{title: Послать, confirm: 'Послать заявку?'}}
      - {{title: Послать всем}}
  - title: Приказ
    system_name: Prikaz
    allowed: administrators
    attributes: [{{title: Текст, type: text, required: true}}]
    buttons: [{{title: Издать}}, {{title: В архив, operation: archive}}]
scenarios:
  - title: Отправка заявки
    event: {{type: button_clicked, template: Zayavka, button: Poslat}}
    actions:
      - change_variables: &letter
          operation: replace
          set: notification
          variables:
            To: {{formula: $Komu->mbox}}
            Body: {{attribute: Tekst}}
            Subject: {{attribute: Tema}}
            Attachments: {{attribute: Fayly}}
      - send_message: &send {{connection: smtp_connection, route: smtp_route, variable: notification}}
      - for_each:
          values: {{formula: $Komu}}
          variable: one
          actions:
            - run_apart:
                actions:
                  - change_variables:
                      set: notification
                      variables:
                        To: {{formula: $$one->mbox}}
                  - send_message: *send
  - title: Рассылка заявки
    event: {{type: button_clicked, template: Zayavka, button: Poslatvsem}}
    actions:
      - change_variables: *letter
      - for_each:
          values: {{formula: "LIST({_MANY})"}}
          variable: one
          actions:
            - change_variables:
                set: notification
                variables:
                  To: {{Address: {{formula: $$one}}}}
            - send_message: *send
"""
"""Templates beside the recipe's, with what that one has not: many values, files, letters apart, many letters."""


@dataclass(frozen=True)
class Typed:
    """Words that somebody types on their way."""

    words: str


@dataclass(frozen=True)
class Given:
    """A file that somebody sends on their way."""

    name: str
    content: bytes


Step = str | Typed | Given
"""What is done on the way; a text is the label of a button."""

_MAC = "fullName;mbox\nПетрова Анна;petrova@firma.local\n".encode("mac_cyrillic")
_LONG = "templates:\n" + "".join(
    f"  - {{title: Лист {number}, system_name: List{number}, attributes: [{{title: Слово {number}, type: text}}]}}\n"
    for number in range(60)
)
_WRONG_LINES = "fullName;mbox\nПетрова Анна;petrova@firma.local\nБез адреса;не адрес\n"
_NOTICE: tuple[Step, ...] = ("/new", "Уведомления")
_WRITTEN: tuple[Step, ...] = ("Иванов Иван Петрович", Typed("Отпуск"), Typed("С понедельника"))
_MANY: tuple[Step, ...] = (
    *_NOTICE, *_WRITTEN, *("Копия",) * 10, "/list", "Дальше", Typed("понедельника"), "Дальше",
)  # fmt: skip
"""More than a page of one's own."""

_FORMULA: tuple[Step, ...] = (
    *("/scenarios", "Отправка уведомления", "Изменить", "1.1 Изменить", "Переменные", "➕ Cc", "Формула"),
)

DEEP: tuple[tuple[Step, ...], ...] = (
    _FORMULA,
    (*_FORMULA, Typed("$Poluchatel.mbox")),
    (*_FORMULA, "Проверить на записи", "№ 1 ", Typed("$Temauvedomleniya")),
    ("/scenarios", "Отправка уведомления", "Пробный запуск"),
    ("/scenarios", "Отправка заявки", "Выполнения"),
    ("/scenarios", "Рассылка заявки", "Выполнения", "1", "Цепочка событий", "К выполнению"),
    ("/templates", "Уведомления", "Изменить", "Порядок на форме"),
    ("/connections", "Отправка уведомлений", "Изменить", "Вход"),
    ("/connections", "Почта по коду", "Войти по коду"),
    ("/connections", "Почта по коду", "Изменить", "Имя отправителя", Typed("Отдел"), "Войти по коду"),
    ("/connections", "Почта по ключу", "Делегирование в Google"),
    ("/accounts", "Иванов Иван Петрович", "Изменить", "Руководитель", "Дальше"),
    ("/accounts", Typed("склад"), "Дальше"),
    ("/accounts", "Добавить человека", Typed("Новый Человек"), Typed("ivanov@firma.local")),
    ("/staff", "Борис Сотрудник"),
    ("/staff", "Борис Сотрудник", "Закрыть доступ"),
    ("/staff", "Carol", "Чей аккаунт", Typed("Carol Smith carol@firma.local"), "Добавить в справочник"),
    ("/staff", "Carol", "Чей аккаунт", Typed("склад"), "Дальше"),
    ("/staff", "Борис Сотрудник", "Особые шаблоны"),
    ("/admin", "Время на отмену"),
    ("/admin", "Первые шаги"),
    ("/admin", Given("мак.csv", _MAC)),
    ("/admin", Given("строки.csv", _WRONG_LINES.encode())),
    ("/admin", Given("листы.yaml", _LONG.encode()), "Дальше"),
    ("/templates", "Приказ"),
    ("/new", "Приказ", Typed("Всем отдыхать"), "В архив"),
    (*_NOTICE, Typed("безадресов")),
    _MANY,
    (*_MANY, *("Удалить", "Удалить") * 11, "/list", "Удалённые", "Дальше"),
)
"""Ways of an administrator that chance alone hardly ever takes."""

FIRST_DAY: tuple[tuple[Step, ...], ...] = (
    ("/admin", "Первые шаги", "Добавить адресатов", "Добавить меня"),
    ("/admin", "Первые шаги", "Пригласить сотрудников"),
    ("/admin", "Первые шаги", "Настроить почту"),
)
"""Ways of the first administrator, who is alone yet."""


@dataclass
class Beginning:
    """What chance has chosen for a walk: how the installation stands, and where its administrator goes first."""

    luck: Random
    secrets: set[str]
    first_day: bool = field(init=False)
    undo: timedelta | None = field(init=False)
    way: tuple[Step, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.first_day = self.luck.random() < 0.1
        self.undo = None if self.luck.random() < 0.3 else timedelta(0)
        self.way = self.luck.choice(FIRST_DAY if self.first_day else DEEP)
        self._impatient = self.luck.random() < 0.15
        self._refuses = self.luck.random() < 0.3

    @property
    def to_many(self) -> bool:
        """Whether the first letters are so many that a page does not show them all."""
        return "Рассылка заявки" in self.way

    async def fill(self, product: Product) -> None:
        """Fill the empty database, before the product starts."""
        sandbox = product.sandbox
        sandbox.user(SECOND, first_name="Carol", language_code="en")
        sandbox.user(STRANGER, first_name="Mallory", last_name="<b>", language_code="en")
        if self.first_day:
            await ApplyConfiguration(product.configuration, atomically)(recipe_file(enabled=False))
            await product.people.let_in(ADMIN, Role.ADMIN, " ".join(ADMIN_NAME))
            sandbox.user(ADMIN, first_name=ADMIN_NAME[0], last_name=ADMIN_NAME[1])
            sandbox.user(STAFF, first_name=STAFF_NAME[0], last_name=STAFF_NAME[1])
            return
        await self._fill(product)

    async def add(self, product: Product) -> None:
        """Add what the recipe has not, to the product that works."""
        await product.apply(MORE)
        await product.apply(f"templates:\n{typed_questions.template()}")
        await self._add_logins(product)

    def weather(self, among: tuple[MailFault, ...]) -> MailFault:
        """Choose what the mail server does to the first letters."""
        if self._impatient:
            return MailFault.WRONG_PASSWORD  # they wait until they have waited too long
        return self.luck.choice(among) if self.luck.random() < 0.5 else MailFault.ACCEPT

    def secret(self, what: str) -> str:
        """Return a new secret, which is then looked for everywhere."""
        secret = f"{what}-{self.luck.getrandbits(64):016x}"
        self.secrets.add(secret)
        return secret

    async def _fill(self, product: Product) -> None:
        connection = {"give_up_after": timedelta(seconds=1)} if self._impatient else {}
        await fill(product.sandbox, SecretBox.for_home(product.home), timeout=timedelta(seconds=1), **connection)
        await product.change_connection(authentication="basic", username="notify")
        (stored,) = await product.configuration.connections()
        await product.configuration.save_connection(stored.document, {"password": SecretStr(self.secret("password"))})
        for number in range(25):
            await product.add_account(f"Сотрудник {number}", f"s{number}@firma.local", department="Склад")
        await product.add_account("Безадресов Егор", "")
        account = await product.accounts.by_username("semenov")
        assert account is not None
        await Person.filter(telegram_id=STAFF).update(account_id=account.id)
        await product.people.let_in(SECOND, Role.STAFF, "Carol")
        await product.people.set_language(SECOND, "en")
        if self._refuses:
            product.sandbox.mail.refuse_recipient(REFUSED)

    async def _add_logins(self, product: Product) -> None:
        """Add connections that log in by a code, and by a service account's key."""
        identity = product.sandbox.identity
        identity.application("microsoft", APPLICATION, tenant=TENANT, mailboxes=[MAILBOX])
        identity.tune("microsoft", interval=1)
        _, key = identity.service_account("gonets@firma-mail.iam.gserviceaccount.com", [MAILBOX])
        self.secrets.add(json.loads(key)["private_key"].splitlines()[2])
        common = {
            "host": product.sandbox.smtp_host,
            "port": product.sandbox.smtp_port,
            "encryption": "none",
            "authentication": "oauth2",
            "username": MAILBOX,
            "sender_address": MAILBOX,
            "timeout": "1s",
        }
        code = {**oauth2_of(product.sandbox, Grant.DEVICE_CODE), "tenant": TENANT, "client_id": APPLICATION}
        by_key = {"provider": "google", "grant": "service_account", "token_endpoint": identity.token_url("google")}
        for title, name, oauth2, secrets in (
            ("Почта по коду", "by_code", code, {}),
            ("Почта по ключу", "by_key", by_key, {"service_account_key": SecretStr(key)}),
        ):
            document = Connection.model_validate({**common, "title": title, "system_name": name, "oauth2": oauth2})
            await product.configuration.save_connection(document, secrets)
