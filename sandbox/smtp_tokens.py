"""Logging in by an access token: XOAUTH2 as Google and Microsoft describe it, and OAUTHBEARER of RFC 7628."""

import json
import re
from typing import TYPE_CHECKING

from aiosmtpd.smtp import AuthResult, LoginPassword, auth_mechanism

from sandbox.manners import Manners, TokenAnswer

if TYPE_CHECKING:
    from sandbox.smtp_conversation import Conversation

XOAUTH2 = re.compile(rb"user=([^\x01]+)\x01auth=Bearer ([!-~]+)\x01\x01")
BEARER = re.compile(rb"n,(?:a=([^,\x01]+))?,\x01((?:[a-z]+=[^\x01]*\x01)+)\x01", re.IGNORECASE)
ENDED = AuthResult(success=False, handled=True)
EXCHANGE_SAYS = "535 5.7.3 Authentication unsuccessful"
# Google's own second line has its help page; \r\n stays within one reply.
GMAIL_SAYS = (
    "535-5.7.8 Username and Password not accepted. For more information, go to\r\n"
    "535 5.7.8  https://support.google.com/mail/?p=BadCredentials sandbox - gsmtp"
)


class TokenMechanisms:
    """Two mechanisms of one kind; who may come in is the manners' affair."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners

    @auth_mechanism("XOAUTH2")
    async def auth_xoauth2(self, server: "Conversation", args: list[str]) -> AuthResult:
        """Takes user=…^Aauth=Bearer …^A^A."""
        blob = await _initial(server, args)
        if blob is None:
            return ENDED
        given = XOAUTH2.fullmatch(blob)
        if given is None:
            await server.push("501 5.5.2 Invalid XOAUTH2 data")
            return ENDED
        return await self._decide(server, given[1], given[2], bearer=False)

    @auth_mechanism("OAUTHBEARER")
    async def auth_oauthbearer(self, server: "Conversation", args: list[str]) -> AuthResult:
        """Takes n,a=user,^Ahost=…^Aport=…^Aauth=Bearer …^A^A (RFC 7628 section 3.1)."""
        blob = await _initial(server, args)
        if blob is None:
            return ENDED
        given = BEARER.fullmatch(blob)
        pairs = dict(pair.split(b"=", 1) for pair in given[2].split(b"\x01") if pair) if given else {}
        token = re.fullmatch(rb"bearer ([!-~]+)", pairs.get(b"auth", b""), re.IGNORECASE)
        if given is None or given[1] is None or token is None:
            await server.push("501 5.5.2 Invalid OAUTHBEARER data")
            return ENDED
        user = given[1].replace(b"=2C", b",").replace(b"=3D", b"=")
        return await self._decide(server, user, token[1], bearer=True)

    async def _decide(self, server: "Conversation", user: bytes, token: bytes, *, bearer: bool) -> AuthResult:
        manners = self._manners
        wrong = server.refuse_at_random()
        if manners.token_refusal is not None:
            return AuthResult(success=False, handled=False, message=manners.token_refusal)
        mailbox, value = user.decode("utf-8", "replace"), token.decode()
        if manners.token_needed:
            wrong = wrong or not manners.admits(mailbox, value)
        elif manners.user is not None:
            wrong = wrong or (mailbox, value) != (manners.user, manners.password or "")
        if not wrong:
            return AuthResult(success=True, handled=False, auth_data=LoginPassword(user, token))
        if manners.token_answer is TokenAnswer.EXCHANGE:
            return AuthResult(success=False, handled=False, message=EXCHANGE_SAYS)
        return await _explained(server, bearer=bearer)


async def _initial(server: "Conversation", args: list[str]) -> bytes | None:
    """Returns what the client says first, in the command or on a line of its own."""
    if len(args) < 2:
        return await server.challenge(b"")
    return b"" if args[1] == "=" else await server.decoded(args[1].encode())


async def _explained(server: "Conversation", *, bearer: bool) -> AuthResult:
    """Says why in a challenge; the client answers with nothing that means anything, then hears 535."""
    why = {"status": "400", "schemes": "Bearer", "scope": "https://mail.google.com/"}
    if bearer:
        why = {"status": "invalid_token", "scope": "https://mail.google.com/", "schemes": "bearer"}
    answer = await server.challenge(json.dumps(why, separators=(",", ":")).encode())
    if answer is None:
        return ENDED
    if bearer and answer != b"\x01":
        # RFC 7628 section 3.2.3: a single ^A, or the exchange is cancelled.
        await server.push("501 5.5.2 Unexpected answer to an error")
        return ENDED
    return AuthResult(success=False, handled=False, message=GMAIL_SAYS)
