"""The forms of each grant (RFC 6749, RFC 7523, RFC 7636, RFC 8628), and what a token endpoint's answer is worth."""

import base64
import hashlib
import json
import re
import secrets as random_texts
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from pydantic import SecretStr

from domain.logins.oauth2.document import OAuth2
from domain.logins.oauth2.endpoints import EndpointAnswer, is_guarded
from domain.logins.oauth2.providers.provider import Grant

USUAL_LIFE = 3600
"""Seconds that a token lives where the provider does not say it (RFC 6749 section 5.1 recommends to)."""

Secrets = Mapping[str, SecretStr]

_VISIBLE = re.compile(r"[\x20-\x7e]+")
"""What a token is made of (RFC 6749 appendix A.12 and A.17): anything else would end the line that it is sent in."""

_USER_CODE = re.compile(r"[\x21-\x7e]{1,64}")
"""A person types it on a phone, and a button copies it."""

_LONGEST_PAGE = 500
_OFTEN_ENOUGH = 60


class SecretUnusable(Exception):
    """A secret that was entered is not what it should be: a service account's key that cannot be read."""


@dataclass(frozen=True, slots=True)
class Token:
    """An access token; a `refresh_token` that came with it stands in place of the former one."""

    access_token: SecretStr
    expires_at: datetime
    refresh_token: SecretStr | None = None


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """What a person is shown (RFC 8628 section 3.2), and what is asked about meanwhile, every `interval` seconds."""

    device_code: SecretStr
    user_code: str = field(repr=False)
    verification_url: str
    expires_at: datetime
    interval: int


def token_form(oauth2: OAuth2, username: str, secrets: Secrets, sign: "Sign", now: datetime) -> dict[str, str]:
    """Return what is sent for a new access token; raises SecretUnusable."""
    if oauth2.how is Grant.SERVICE_ACCOUNT:
        return _service_account_form(oauth2, username, secrets["service_account_key"], sign, now)
    form = _client(oauth2, secrets)
    if oauth2.how is Grant.CLIENT_CREDENTIALS:
        return {"grant_type": "client_credentials", **form, **_scope(oauth2)}
    return {
        "grant_type": "refresh_token",
        "refresh_token": secrets["refresh_token"].get_secret_value(),
        **form,
        **_scope(oauth2),
    }


def device_form(oauth2: OAuth2, secrets: Secrets) -> dict[str, str]:
    """Return what is sent for a device's code.

    Where the application has a secret it proves itself here, too (RFC 8628 section 3.1), but to nobody else than the
    one who gives the tokens: the secret was entered for that one.
    """
    known = secrets if _origin(oauth2.device_url) == _origin(oauth2.token_url) else {}
    return {**_client(oauth2, known), **_scope(oauth2)}


def device_token_form(oauth2: OAuth2, code: DeviceCode, secrets: Secrets) -> dict[str, str]:
    """Return what asks whether the person has consented."""
    return {
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": code.device_code.get_secret_value(),
        **_client(oauth2, secrets),
    }


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.casefold()


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent that a person is led to in a browser: `state` and `verifier` tie the answer to the question."""

    url: str = field(repr=False)
    state: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_url: str


def consent(oauth2: OAuth2, redirect_url: str) -> Consent:
    """Begin the authorization code grant with PKCE (RFC 7636)."""
    state, verifier = random_texts.token_urlsafe(24), random_texts.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": oauth2.client_id or "",
        "redirect_uri": redirect_url,
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **_scope(oauth2),
        **oauth2.of.extra,
    }
    # An endpoint's own query stays (RFC 6749 section 3.1).
    joint = "&" if "?" in oauth2.authorization_url else "?"
    return Consent(f"{oauth2.authorization_url}{joint}{urlencode(query)}", state, verifier, redirect_url)


def code_form(oauth2: OAuth2, asked: Consent, code: str, secrets: Secrets) -> dict[str, str]:
    """Return what changes the code of a consent into tokens."""
    return {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": asked.redirect_url,
        "code_verifier": asked.verifier,
        **_client(oauth2, secrets),
    }


def token_of(answer: EndpointAnswer, now: datetime) -> Token | None:
    """Return the tokens of an answer; None where it holds none that can be used.

    A token of a kind that we do not know must not be used (RFC 6749 section 7.1).
    """
    access, kind = answer.word("access_token"), answer.word("token_type")
    if not answer.is_fine or not _VISIBLE.fullmatch(access) or kind.casefold() not in {"", "bearer"}:
        return None
    refresh = answer.word("refresh_token")
    refresh = refresh if _VISIBLE.fullmatch(refresh) else ""
    expires_at = now + timedelta(seconds=answer.seconds("expires_in", USUAL_LIFE))
    return Token(SecretStr(access), expires_at, SecretStr(refresh) if refresh else None)


def device_code_of(answer: EndpointAnswer, now: datetime) -> DeviceCode | None:
    """Return the device's code of an answer; None where it holds none."""
    code, shown = answer.word("device_code"), answer.word("user_code")
    url = answer.word("verification_uri") or answer.word("verification_url")
    if not (answer.is_fine and _VISIBLE.fullmatch(code) and _USER_CODE.fullmatch(shown) and _can_be_opened(url)):
        return None
    expires_at = now + timedelta(seconds=answer.seconds("expires_in", 900))
    return DeviceCode(SecretStr(code), shown, url, expires_at, min(answer.seconds("interval", 5), _OFTEN_ENOUGH))


def _can_be_opened(url: str) -> bool:
    fits = len(url) <= _LONGEST_PAGE and _VISIBLE.fullmatch(url) is not None and " " not in url
    return fits and is_guarded(url)


class Sign(Protocol):
    """Signs a service account's assertion; an adapter does the cryptography."""

    def __call__(self, payload: Mapping[str, Any], private_key: str, key_id: str | None) -> str:
        """Return the assertion as a signed JWT, RS256 (RFC 7515); raises ValueError where the key is none."""
        ...


def _client(oauth2: OAuth2, secrets: Secrets) -> dict[str, str]:
    form = {"client_id": oauth2.client_id or ""}
    secret = secrets.get("client_secret")
    return form if secret is None else form | {"client_secret": secret.get_secret_value()}


def _scope(oauth2: OAuth2) -> dict[str, str]:
    return {"scope": oauth2.asks_for} if oauth2.asks_for else {}


def _service_account_form(oauth2: OAuth2, username: str, key: SecretStr, sign: Sign, now: datetime) -> dict[str, str]:
    try:
        account = json.loads(key.get_secret_value())
        issued = int(now.timestamp())
        payload = {
            "iss": account["client_email"],
            "sub": username,
            "scope": oauth2.asks_for,
            "aud": oauth2.token_url,
            "iat": issued,
            "exp": issued + USUAL_LIFE,
        }
        assertion = sign(payload, account["private_key"], account.get("private_key_id"))
    except (KeyError, TypeError, ValueError) as error:
        raise SecretUnusable(f"the service account's key cannot be used: {type(error).__name__}") from None
    return {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion}
