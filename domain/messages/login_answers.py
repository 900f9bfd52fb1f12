"""What a refused login is about: the password, the way of logging in, encryption, or a server that cannot just now.

Codes are RFC 4954 section 6 and RFC 5321; servers use them loosely, so words and enhanced codes count before them.
"""

import re
from enum import StrEnum

from domain.messages.sending import Reply


class About(StrEnum):
    """What was wrong."""

    PASSWORD = "password"  # noqa: S105 - a subject, no password
    MECHANISM = "mechanism"
    ENCRYPTION = "encryption"
    NO_LOGIN = "no_login"
    LATER = "later"


_ENCRYPTION = re.compile(
    r"start ?tls|\b(encryption|encrypted|tls|ssl|secure connection)\b.{0,30}\b(required|needed|first|only)"
    r"|\b(requires?|need|must use|only (with|over|via)|without)\b.{0,20}\b(encryption|encrypted|tls|ssl|secure)\b",
    re.IGNORECASE,
)
_PASSWORD = re.compile(
    r"passw|credential|invalid (user|login|name)|user ?name|log ?in|account|mailbox|\bbad (user|auth)|access rights"
    r"|auth\w* (failed|failure|unsuccessful|rejected|denied|incorrect|invalid|is disabled)|authenticationfailed"
    r"|not authenticated|browser|неверн|парол",
    re.IGNORECASE,
)
_MECHANISM = re.compile(
    r"mechanism|\bauth\w* (type|method|scheme)|(unknown|unrecogni[sz]ed|unsupported|invalid) (auth|sasl)\w*"
    r"|unrecogni[sz]ed command|command (is )?unrecogni[sz]ed"
    r"|not (supported|implemented|recogni[sz]ed|available)|unsupported|too weak|\bsyntax\b|initial response"
    r"|cannot decode|base-?64",
    re.IGNORECASE,
)
_PASSWORDS_ENDED = re.compile(r"basic auth", re.IGNORECASE)
"""Microsoft's: `550 5.7.30 Basic authentication is not supported` of every mechanism with a password."""
_TRANSITION = re.compile(r"transition", re.IGNORECASE)
_NO_LOGIN = re.compile(
    r"\bauth\w*( command)? (is )?(not|used when not) (enabled|advertised|allowed|available)", re.IGNORECASE
)
_NAMES = re.compile(r"\b(AUTH|SASL|LOGIN|PLAIN)\b")
"""Names, and no words about a login: `504 AUTH LOGIN is unknown`."""
_NOT_TO_BE_HAD = frozenset({500, 501, 502, 504})
_ABOUT_THE_COMMAND = frozenset({"5.5.2", "5.5.4", "5.5.6", "5.7.4"})
_ABOUT_THE_USER = frozenset({"5.7.8", "5.7.13", "5.7.139"})
_ABOUT_ENCRYPTION = frozenset({"5.7.10", "5.7.11"})


def about(reply: Reply, *, first: bool = False) -> About:
    """Say what a refusal is about. `first`: it answers AUTH itself, and not a later line of the exchange.

    In doubt it is never the mechanism: each further try may be a login that is counted.
    """
    if reply.code == 432 and (reply.enhanced == "4.7.12" or _TRANSITION.search(reply.text)):
        return About.MECHANISM
    if not reply.is_for_ever:
        return About.LATER
    if reply.code == 538 or reply.enhanced in _ABOUT_ENCRYPTION or _ENCRYPTION.search(reply.text):
        return About.ENCRYPTION
    if reply.code == 535 or reply.enhanced in _ABOUT_THE_USER or _PASSWORDS_ENDED.search(reply.text):
        return About.PASSWORD
    mechanism = _MECHANISM.search(reply.text) is not None
    if _PASSWORD.search(_NAMES.sub("", reply.text)) and (reply.code == 534 or not mechanism):
        return About.PASSWORD
    if mechanism or reply.enhanced in _ABOUT_THE_COMMAND or (first and reply.code in _NOT_TO_BE_HAD):
        return About.MECHANISM
    if reply.code == 503 or _NO_LOGIN.search(reply.text):
        return About.NO_LOGIN
    return About.PASSWORD
