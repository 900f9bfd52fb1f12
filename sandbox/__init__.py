"""An offline stand-in for Telegram, for a mail server and for those who give it tokens, with a web page."""

from sandbox.faults import Fault
from sandbox.identity import Identity, Refusal, Rotation, Trouble
from sandbox.mailbox import Letter, Mailbox
from sandbox.manners import MailFault, TokenAnswer
from sandbox.media import Given
from sandbox.seen import Button, CallbackAnswer, ChatMessage
from sandbox.stage import Sandbox
from sandbox.user import User

__all__ = [
    "Button",
    "CallbackAnswer",
    "ChatMessage",
    "Fault",
    "Given",
    "Identity",
    "Letter",
    "MailFault",
    "Mailbox",
    "Refusal",
    "Rotation",
    "Sandbox",
    "TokenAnswer",
    "Trouble",
    "User",
]
