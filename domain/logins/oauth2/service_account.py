"""A service account's key as Google gives it: a file of JSON, and what it tells about the account."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from domain.accepting import has_broken_characters
from domain.errors import GonetsError
from domain.one_line import breaks_line

LARGEST_KEY = 32_768
"""Characters, or bytes of a file; Google's are 2,400."""


class NoServiceAccountKey(GonetsError):
    """What should be a service account's key is not one as Google gives it; `reason` says what it is instead."""

    key = "error-service-account-key"

    def __init__(self, reason: str) -> None:
        super().__init__(reason, reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """Whose key it is: nothing of this is secret. `client_id` is what an administrator delegates the domain to."""

    email: str
    key_id: str = ""
    client_id: str = ""


def service_account_of(text: str) -> ServiceAccount:
    """Read a key; raises NoServiceAccountKey."""
    file = _object_of(text)
    kind = file.get("type")
    if kind is None and {"installed", "web"} & file.keys():
        raise NoServiceAccountKey("client")
    if kind != "service_account":
        raise NoServiceAccountKey("person" if kind == "authorized_user" else "kind")
    email, key = _line(file.get("client_email")), file.get("private_key")
    if "@" not in email or not isinstance(key, str) or not key:
        raise NoServiceAccountKey("incomplete")
    if not _is_private_key(key):
        raise NoServiceAccountKey("private-key")
    return ServiceAccount(email, _line(file.get("private_key_id")), _line(file.get("client_id")))


def text_of_key(content: bytes) -> str:
    """Read the file; raises NoServiceAccountKey for what is no text: a key of the other kind (P12) above all."""
    if len(content) > LARGEST_KEY:
        raise NoServiceAccountKey("large")
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return content.decode(encoding).strip()
    except UnicodeDecodeError:
        raise NoServiceAccountKey("binary") from None


def _object_of(text: str) -> Mapping[str, Any]:
    if len(text) > LARGEST_KEY:
        raise NoServiceAccountKey("large")
    try:
        text.encode()
        file = json.loads(text)
    except (ValueError, RecursionError):
        raise NoServiceAccountKey("no-json") from None
    if not isinstance(file, Mapping):
        raise NoServiceAccountKey("kind")
    return file


def _line(value: object) -> str:
    """Return a text that can be shown in one line, else nothing."""
    fits = isinstance(value, str) and len(value) <= 320 and not breaks_line(value) and not has_broken_characters(value)
    return value if isinstance(value, str) and fits else ""


def _is_private_key(pem: str) -> bool:
    """Whether it signs as Google wants it, RS256."""
    try:
        return isinstance(load_pem_private_key(pem.encode(), password=None), RSAPrivateKey)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False
