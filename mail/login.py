"""Logging in: one mechanism only, for trying each in turn spends three log-ins of an account that locks after three."""

import base64

from aiosmtplib.auth import auth_crammd5_verify, auth_login_encode, auth_plain_encode

from domain.messages.sending import Failure, SmtpSettings
from mail.breakage import Breakage
from mail.replies import reply_of
from mail.smtp_data import LetterProtocol

MECHANISMS = ("plain", "login", "cram-md5")
"""What we can do, the best first: a shared secret for CRAM-MD5 is rarely set up where the others are offered too."""


def chosen_mechanism(offered: list[str]) -> str:
    """Return the mechanism to use; raises Breakage where none is common."""
    for mechanism in MECHANISMS:
        if mechanism in offered:
            return mechanism
    names = ", ".join(sorted(offered))[:200] or "nothing"
    raise Breakage(Failure.NO_AUTH_OFFERED, f"the server offers {names} for logging in")


async def log_in(protocol: LetterProtocol, settings: SmtpSettings, offered: list[str]) -> None:
    """Log in with UTF-8 (RFC 4616, RFC 4954); raises Breakage when the server refuses."""
    mechanism = chosen_mechanism(offered)
    user, password = _login_of(settings)
    timeout = settings.timeout
    if mechanism == "plain":
        answers = await protocol.ask([b"AUTH PLAIN " + auth_plain_encode(user, password)], timeout)
    elif mechanism == "login":
        encoded_user, encoded_password = auth_login_encode(user, password)
        answers = await protocol.ask([b"AUTH LOGIN"], timeout)
        for line in (encoded_user, encoded_password):
            if answers[0].code == 334:
                answers = await protocol.ask([line], timeout)
    else:
        answers = await protocol.ask([b"AUTH CRAM-MD5"], timeout)
        if answers[0].code == 334:
            challenge = answers[0].message.encode("ascii", "replace")
            answers = await protocol.ask([auth_crammd5_verify(user, password, challenge)], timeout)
    if answers[0].code != 235:
        reply = reply_of(answers[0], hidden_words(settings))
        raise Breakage(Failure.LOGIN_REFUSED, f"{mechanism.upper()} was refused with {reply.code}", reply)


def hidden_words(settings: SmtpSettings) -> tuple[str, ...]:
    """Return the password as a server might repeat it; empty where there is none."""
    user, password = _login_of(settings)
    if not password:
        return ()
    plain = auth_plain_encode(user, password).decode()
    return plain, plain.rstrip("="), base64.b64encode(password).decode(), password.decode()


def _login_of(settings: SmtpSettings) -> tuple[bytes, bytes]:
    password = settings.password.get_secret_value() if settings.password is not None else ""
    return (settings.username or "").encode("utf-8", "replace"), password.encode("utf-8", "replace")
