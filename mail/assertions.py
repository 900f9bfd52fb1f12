"""Signing a service account's assertion (RFC 7523) as a JWT."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key


def sign_rs256(payload: Mapping[str, Any], private_key: str, key_id: str | None) -> str:
    """Return the payload signed with RS256 (RFC 7518 section 3.3); raises ValueError where the key is none."""
    try:
        key = load_pem_private_key(private_key.encode(), password=None)
    except (UnsupportedAlgorithm, TypeError) as error:
        raise ValueError("no private key") from error
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("no key of RSA")  # noqa: TRY004 - the caller knows one kind
    header = {"alg": "RS256", "typ": "JWT"} | ({"kid": key_id} if key_id else {})
    signed = f"{_part(header)}.{_part(payload)}"
    return f"{signed}.{_base64(key.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def _part(value: Mapping[str, Any]) -> str:
    return _base64(json.dumps(dict(value), separators=(",", ":")).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
