"""What connections have besides their fields, put together: checks, test letters, new passwords."""

import asyncio
from typing import Any

from bot.connections.checks import ConnectionChecks
from bot.connections.device_codes import TOPIC as DEVICE_CODE_TOPIC
from bot.connections.device_codes import DeviceCodes
from bot.connections.letter_by_hand import LetterByHand
from bot.connections.login_screen import LoginScreen
from bot.connections.passwords_end import PasswordsEndPage
from bot.connections.questions import LetterTo, NewSecret
from bot.connections.screen import ConnectionScreen
from bot.connections.secret_ends import SecretEndsPage
from bot.objects.wiring import Configuring
from bot.telegram.asking import Redraws
from bot.telegram.live_pages import LivePages
from bot.telegram.screen import Screen
from bot.workers.announcer import Draw
from bot.workers.worker import LocalHints
from domain.accounts.account import Accounts
from domain.announcements import Announcements
from domain.audit import Audit
from domain.checking.check_connection import CheckConnection
from domain.checking.device_login import DeviceLogin
from domain.checking.enter_password import EnterPassword
from domain.checking.send_test_letter import SendTestLetter
from domain.checking.show_service_account import ShowServiceAccount
from domain.clock import Clock
from domain.deliveries.outbox import Outbox
from domain.logins.oauth2.endpoints import Endpoints
from domain.messages.sending import MailSender
from domain.runs.mend_connection import MendConnection
from domain.sections import Section
from domain.servers.passwords_end import TOPIC as PASSWORDS_END_TOPIC
from domain.servers.secret_ends import TOPIC as SECRET_ENDS_TOPIC
from domain.servers.server_settings import ServerSettings
from mail.compose import MimeComposer
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.device_waits import DeviceWaitRepository
from storage.repositories.people import PersonRepository
from storage.secrets import SecretBox
from storage.transactions import atomically


class Connecting:
    """Connections in the chat: `workflow` is what handlers get, `asked` the pages that ask, `live` their worker."""

    def __init__(
        self,
        *,
        box: SecretBox,
        configuring: Configuring,
        configured: ConfigurationRepository,
        settings: ServerSettings,
        endpoints: Endpoints,
        outbox: Outbox,
        mend: MendConnection,
        sender: MailSender,
        accounts: Accounts,
        people: PersonRepository,
        audit: Audit,
        announcements: Announcements,
        screen: Screen,
        hints: LocalHints,
        clock: Clock,
    ) -> None:
        self.live = LivePages(screen.chat)
        check = CheckConnection(
            mend=mend,
            outbox=outbox,
            editor=configuring.editor,
            drafts=configuring.drafts,
            settings=settings,
            sender=sender,
            clock=clock,
        )
        checks = ConnectionChecks(
            screen=screen,
            live=self.live,
            check=check,
            mend=mend,
            editor=configuring.editor,
            keep=configuring.keep,
            hints=hints,
        )
        send = SendTestLetter(
            outbox=outbox, sender=sender, composer=MimeComposer(), audit=audit, clock=clock, atomically=atomically
        )
        by_hand = LetterByHand(
            screen=screen,
            live=self.live,
            check=check,
            send=send,
            accounts=accounts,
            editor=configuring.editor,
            preview=configuring.preview,
        )
        enter = EnterPassword(
            mend=mend,
            store=configured,
            people=people,
            audit=audit,
            hints=hints,
            clock=clock,
            atomically=atomically,
        )
        connections = ConnectionScreen(screen=screen, mend=mend, enter=enter)
        configuring.extras[Section.CONNECTIONS] = connections.extra
        self.device_codes = DeviceCodes(
            screen=screen,
            live=self.live,
            login=DeviceLogin(
                mend=mend,
                editor=configuring.editor,
                drafts=configuring.drafts,
                configured=configured,
                enter=enter,
                waits=DeviceWaitRepository(box),
                endpoints=endpoints,
                clock=clock,
                atomically=atomically,
                wait=asyncio.sleep,
            ),
            checks=checks,
            people=people,
            announcements=announcements,
            hints=hints,
            atomically=atomically,
        )
        self.told: dict[str, Draw] = {
            DEVICE_CODE_TOPIC: self.device_codes.tell,
            SECRET_ENDS_TOPIC: SecretEndsPage(configured),
            PASSWORDS_END_TOPIC: PasswordsEndPage(configured),
        }
        self.asked = (Redraws(NewSecret, connections.ask_again), Redraws(LetterTo, by_hand.ask_again))
        self.workflow: dict[str, Any] = {
            "checks": checks,
            "letter_by_hand": by_hand,
            "enter_password": enter,
            "connection_screen": connections,
            "show_service_account": ShowServiceAccount(mend, configured),
            "device_codes": self.device_codes,
            "login_screen": LoginScreen(screen=screen, mend=mend, enter=enter, editor=configuring.editor),
        }
