"""The sandbox as a whole: Telegram, its page, identity providers and a mail server, for one `async with`."""

import ssl
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.bot_api import BotApi
from sandbox.chats import Chat, GroupChat
from sandbox.faults import Fault, TelegramFaults
from sandbox.files import UPLOAD_LIMIT
from sandbox.groups import Group
from sandbox.guard import only_this_machine
from sandbox.identity import Identity, Refusal, Trouble
from sandbox.mailbox import Mailbox
from sandbox.manners import MailFault, Manners
from sandbox.messenger import Messenger
from sandbox.page import Page
from sandbox.smtp_server import Encryption, SmtpServer
from sandbox.user import User
from sandbox.webhook import deliver

HOST = "127.0.0.1"
RETRY_AFTER = 3
"""Seconds that a Telegram switched to 429 asks to wait: long enough to be seen, short enough to be waited for."""


class Sandbox:
    """Starts and stops everything; ports of 0 are any free ones."""

    def __init__(
        self,
        token: str = "42:TEST",  # noqa: S107 - opens nothing but this sandbox
        page_port: int = 0,
        smtp_port: int = 0,
        smtp_tls: ssl.SSLContext | None = None,
        smtp_encryption: Encryption = "none",
    ) -> None:
        self.token = token
        self.messenger = Messenger(token)
        self.telegram = TelegramFaults(self.messenger.changed)
        self.mailbox = Mailbox(self.messenger.changed)
        self.identity = Identity(lambda: self.api_url, self.messenger.changed, self.messenger.violations)
        self.mail = Manners(admits=self.identity.admits)
        self._smtp = SmtpServer(self.mailbox, self.mail, smtp_tls, smtp_encryption)
        self._page_port = page_port
        self._smtp_port = smtp_port
        self._users: dict[int, User] = {}
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """The Bot API's base address."""
        return f"http://{HOST}:{self._page_port}"

    @property
    def page_url(self) -> str:
        """The page for people."""
        return f"http://{HOST}:{self._page_port}/"

    @property
    def smtp_host(self) -> str:
        """Where the mail server listens."""
        return self._smtp.host

    @property
    def smtp_port(self) -> int:
        """Where the mail server listens."""
        return self._smtp.port

    @property
    def violations(self) -> list[str]:
        """Calls that do not fit what is published of Telegram and of OAuth; a test asserts that there are none."""
        return self.messenger.violations

    @property
    def users(self) -> list[User]:
        """Everybody who has a phone here."""
        return list(self._users.values())

    def user(
        self,
        user_id: int,
        first_name: str | None = None,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "ru",
    ) -> User:
        """Finds a person, or adds one; what is given for a known person is not changed."""
        if user_id not in self._users:
            chat = Chat(user_id, first_name or f"Человек {user_id}", last_name, username, language_code)
            self.messenger.chats[user_id] = chat
            self._users[user_id] = User(self.messenger, chat)
            self.messenger.changed.fire()
        return self._users[user_id]

    def group(self, group_id: int, title: str = "Группа", kind: str = "supergroup") -> Group:
        """Makes a group, a supergroup or a channel; its number is negative, and the bot is not in it yet."""
        chat = GroupChat(group_id, title, type=kind)
        self.messenger.groups[group_id] = chat
        return Group(self.messenger, chat)

    def switch_mail(self, fault: MailFault, times: int | None = None) -> None:
        """Makes the mail server behave so from now on, towards a client that has stayed connected as well."""
        self.mail.fault, self.mail.times = fault, times
        self._smtp.hang_up()
        self.messenger.changed.fire()

    def switch_telegram(self, fault: Fault | None) -> None:
        """Makes Telegram well, or troubled until it is switched again; raises ValueError for what cannot last."""
        if fault is Fault.ANSWER_LOST:
            raise ValueError(f"{fault.name} is planned for single calls")
        self.telegram.forget()
        if fault is Fault.TOO_MANY_REQUESTS:
            self.telegram.too_many_requests(RETRY_AFTER, times=None)
        elif fault is Fault.UNREACHABLE:
            self.telegram.unreachable()
        self.messenger.changed.fire()

    def switch_identity(self, fault: Refusal | Trouble | None) -> None:
        """Makes the identity providers well, or refuse tokens until it is switched again.

        Tokens that are out end at once, so that the bot meets it with its next letter.
        """
        self.identity.forget()
        if fault is not None:
            self.identity.end_access_tokens()
            self._smtp.hang_up()
            self.identity.refuse(fault, times=None)
        self.messenger.changed.fire()

    def transcript(self, user: User) -> str:
        """Shows a chat as plain text for a terminal."""
        return user.as_text()

    async def deliver_webhooks(self) -> None:
        """Sends updates to the bot's webhook until cancelled; runs in the caller's task group."""
        await deliver(self.messenger.updates)

    async def __aenter__(self) -> Self:
        await self._smtp.start(self._smtp_port)
        app = web.Application(client_max_size=UPLOAD_LIMIT + 2**20, middlewares=[only_this_machine])
        app.add_routes(BotApi(self.messenger, self.telegram).routes())
        page = Page(self)
        app.add_routes(page.routes())
        app.add_routes(self.identity.routes())
        app.on_shutdown.extend([self._let_go, page.close, self.identity.close])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._page_port).start()
        self._page_port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        await self._smtp.stop()

    async def _let_go(self, _: web.Application) -> None:
        self.messenger.updates.close()
