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
from bot.ground import Ground
from bot.objects.wiring import Configuring
from bot.telegram.asking import Redraws
from bot.telegram.live_pages import LivePages
from bot.workers.announcer import Draw
from domain.checking.check_connection import CheckConnection
from domain.checking.device_login import DeviceLogin
from domain.checking.enter_password import EnterPassword
from domain.checking.send_test_letter import SendTestLetter
from domain.checking.show_service_account import ShowServiceAccount
from domain.logins.oauth2.endpoints import Endpoints
from domain.messages.sending import MailSender
from domain.runs.mend_connection import MendConnection
from domain.sections import Section
from domain.servers.passwords_end import TOPIC as PASSWORDS_END_TOPIC
from domain.servers.passwords_end import TellOfPasswordsEnd
from domain.servers.secret_ends import TOPIC as SECRET_ENDS_TOPIC
from domain.servers.secret_ends import RemindOfSecrets
from domain.servers.server_settings import ServerSettings
from mail.compose import MimeComposer
from storage.repositories.device_waits import DeviceWaitRepository
from storage.transactions import atomically


class Connecting:
    """Connections in the chat: `workflow` is what handlers get, `asked` the pages that ask, `live` their worker."""

    def __init__(
        self,
        ground: Ground,
        *,
        configuring: Configuring,
        settings: ServerSettings,
        endpoints: Endpoints,
        mend: MendConnection,
        sender: MailSender,
    ) -> None:
        self.live = LivePages(ground.screen.chat)
        check = CheckConnection(
            mend=mend,
            outbox=ground.outbox,
            editor=configuring.editor,
            drafts=configuring.drafts,
            settings=settings,
            sender=sender,
            clock=ground.clock,
        )
        checks = ConnectionChecks(
            screen=ground.screen,
            live=self.live,
            check=check,
            mend=mend,
            editor=configuring.editor,
            keep=configuring.keep,
            hints=ground.hints,
        )
        send = SendTestLetter(
            outbox=ground.outbox,
            sender=sender,
            composer=MimeComposer(),
            audit=ground.audit,
            clock=ground.clock,
            atomically=atomically,
        )
        by_hand = LetterByHand(
            screen=ground.screen,
            live=self.live,
            check=check,
            send=send,
            accounts=ground.accounts,
            editor=configuring.editor,
            preview=configuring.preview,
        )
        enter = EnterPassword(
            mend=mend,
            store=ground.configured,
            people=ground.people,
            audit=ground.audit,
            hints=ground.hints,
            clock=ground.clock,
            atomically=atomically,
        )
        connections = ConnectionScreen(screen=ground.screen, mend=mend, enter=enter)
        configuring.extras[Section.CONNECTIONS] = connections.extra
        self.device_codes = _device_codes(
            ground, configuring, live=self.live, checks=checks, enter=enter, mend=mend, endpoints=endpoints
        )
        self.told: dict[str, Draw] = {
            DEVICE_CODE_TOPIC: self.device_codes.tell,
            SECRET_ENDS_TOPIC: SecretEndsPage(ground.configured),
            PASSWORDS_END_TOPIC: PasswordsEndPage(ground.configured),
        }
        self.asked = (Redraws(NewSecret, connections.ask_again), Redraws(LetterTo, by_hand.ask_again))
        self.workflow: dict[str, Any] = {
            "checks": checks,
            "letter_by_hand": by_hand,
            "enter_password": enter,
            "connection_screen": connections,
            "show_service_account": ShowServiceAccount(mend, ground.configured),
            "device_codes": self.device_codes,
            "login_screen": LoginScreen(screen=ground.screen, mend=mend, enter=enter, editor=configuring.editor),
        }
        self.reminders = _reminders(ground)


def _device_codes(
    ground: Ground,
    configuring: Configuring,
    *,
    live: LivePages,
    checks: ConnectionChecks,
    enter: EnterPassword,
    mend: MendConnection,
    endpoints: Endpoints,
) -> DeviceCodes:
    return DeviceCodes(
        screen=ground.screen,
        live=live,
        login=DeviceLogin(
            mend=mend,
            editor=configuring.editor,
            drafts=configuring.drafts,
            configured=ground.configured,
            enter=enter,
            waits=DeviceWaitRepository(ground.box),
            endpoints=endpoints,
            clock=ground.clock,
            atomically=atomically,
            wait=asyncio.sleep,
        ),
        checks=checks,
        people=ground.people,
        announcements=ground.announcements,
        hints=ground.hints,
        atomically=atomically,
    )


def _reminders(ground: Ground) -> tuple[RemindOfSecrets, TellOfPasswordsEnd]:
    """Return what is looked for every hour."""
    return (
        RemindOfSecrets(
            configured=ground.configured,
            people=ground.people,
            announcements=ground.announcements,
            hints=ground.hints,
            clock=ground.clock,
            zone=ground.time_zone,
            atomically=atomically,
        ),
        TellOfPasswordsEnd(
            configured=ground.configured,
            people=ground.people,
            announcements=ground.announcements,
            hints=ground.hints,
            atomically=atomically,
        ),
    )
