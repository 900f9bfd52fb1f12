"""An offline stand-in for Telegram and for a mail server, with a web page."""

from sandbox.faults import Fault
from sandbox.mailbox import Letter, Mailbox
from sandbox.manners import MailFault
from sandbox.seen import Button, CallbackAnswer, ChatMessage
from sandbox.stage import Sandbox
from sandbox.user import User

__all__ = ["Button", "CallbackAnswer", "ChatMessage", "Fault", "Letter", "MailFault", "Mailbox", "Sandbox", "User"]
