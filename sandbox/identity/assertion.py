"""A service account's assertion: a JWT signed with RS256 (RFC 7523 section 3, RFC 7515)."""

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from sandbox.identity.known import Known, ServiceAccount
from sandbox.identity.refusals import Refusal, Refused

LONGEST = 3600
SKEW = 300
"""Seconds that clocks may differ."""


def check(assertion: str, known: Known, audience: str, now: float) -> tuple[ServiceAccount, dict[str, Any]]:
    """Returns whose it is and what it claims; raises Refused."""
    try:
        head, body, signature = assertion.split(".")
        header, claims = json.loads(_decoded(head)), json.loads(_decoded(body))
        signed = _decoded(signature)
        issuer = claims["iss"]
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise Refused(Refusal.BAD_SIGNATURE) from None
    account = known.service_accounts.get(str(issuer))
    if account is None:
        raise Refused(Refusal.UNKNOWN_USER)
    if header.get("alg") != "RS256" or header.get("kid", account.key_id) != account.key_id:
        raise Refused(Refusal.BAD_SIGNATURE)
    key = load_pem_public_key(account.public_key)
    if not isinstance(key, RSAPublicKey):
        raise TypeError(f"{account.email}: an RSA key is needed")
    try:
        key.verify(signed, f"{head}.{body}".encode(), PKCS1v15(), SHA256())
    except InvalidSignature:
        raise Refused(Refusal.BAD_SIGNATURE) from None
    if claims.get("aud") != audience:
        raise Refused(Refusal.WRONG_AUDIENCE, audience=audience)
    _check_time(claims, now)
    return account, claims


def _check_time(claims: dict[str, Any], now: float) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or not isinstance(expires, int):
        raise Refused(Refusal.ASSERTION_TIME)
    if issued > now + SKEW or expires < now - SKEW or not 0 < expires - issued <= LONGEST:
        raise Refused(Refusal.ASSERTION_TIME)


def _decoded(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
