"""What broke a conversation, from what the network and the TLS library raised."""

import socket
import ssl

import aiosmtplib

from domain.faults import note
from domain.messages.sending import Failure, Phase, Reply

_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_PLAIN_TEXT = frozenset({"WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG"})


class Breakage(Exception):
    """The conversation cannot go on: what broke it, and the server's answer if there was one."""

    def __init__(self, failure: Failure, detail: str = "", reply: Reply | None = None) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail
        self.reply = reply


def breakage_of(error: BaseException, phase: Phase) -> Breakage:
    """Say what broke in a phase. The detail is the error's own words, which hold nothing of a login."""
    if isinstance(error, Breakage):
        return error
    detail = f"{phase}: {type(error).__name__}: {error}"[:500]
    match error:
        case socket.gaierror():
            missing = error.errno in _NO_SUCH_NAME
            return Breakage(Failure.NAME_NOT_FOUND if missing else Failure.DNS_TROUBLE, detail)
        case UnicodeError() if phase is Phase.RESOLVE:
            return Breakage(Failure.NAME_NOT_FOUND, f"{phase}: not a host name")
        case ssl.SSLCertVerificationError():
            return Breakage(Failure.CERTIFICATE, f"{phase}: {error.verify_message or error.reason}"[:500])
        case ssl.SSLError() if error.reason in _PLAIN_TEXT:
            return Breakage(Failure.NO_TLS_OFFERED, f"{phase}: the server does not speak TLS on this port")
        case ssl.SSLError():
            return Breakage(Failure.TLS, detail)
        case TimeoutError():
            return Breakage(Failure.TIMED_OUT, f"{phase}: no answer in time")
        # asyncio tells an overdue handshake by this error alone.
        case ConnectionAbortedError() if phase is Phase.TLS:
            return Breakage(Failure.TIMED_OUT, detail)
        case OSError() if phase is Phase.TLS:
            return Breakage(Failure.TLS, detail)
        case OSError() if phase in {Phase.RESOLVE, Phase.CONNECT}:
            return Breakage(Failure.UNREACHABLE, detail)
        case aiosmtplib.SMTPResponseException():
            return Breakage(Failure.DROPPED, f"{phase}: what the server says is not SMTP")
        case aiosmtplib.SMTPException() | OSError() | EOFError():
            return Breakage(Failure.DROPPED, detail)
    # Neither the network nor the server raises this: its words may quote the letter or the password.
    fault = note(error, f"at {phase} of sending")
    return Breakage(Failure.INTERNAL, fault.words)
