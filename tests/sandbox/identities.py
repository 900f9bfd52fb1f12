"""A client of the identity providers that uses no library, so that wrong requests can be made."""

import base64
import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

TENANT = "firma.onmicrosoft.com"
MAILBOX = "notify@firma.ru"
APP = "11111111-2222-3333-4444-555555555555"
SECRET = "s3cr~t Value+/="
APP_SCOPE = "https://outlook.office365.com/.default"
SEND = "https://outlook.office.com/SMTP.Send"
GMAIL = "https://mail.google.com/"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"


@dataclass
class Answer:
    status: int
    body: dict[str, Any]

    @property
    def error(self) -> str | None:
        return self.body.get("error")

    @property
    def words(self) -> str:
        return self.body.get("error_description", "")


async def post(http: ClientSession, url: str, **form: str) -> Answer:
    async with http.post(url, data=form) as response:
        return Answer(response.status, await response.json())


def challenge(verifier: str = VERIFIER) -> str:
    return encoded(hashlib.sha256(verifier.encode()).digest())


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def assertion(key_file: str, audience: str, *, alg: str = "RS256", signed_by: str | None = None, **claims: Any) -> str:
    file = json.loads(key_file)
    now = int(time.time())
    usual = {
        "iss": file["client_email"],
        "aud": audience,
        "iat": now,
        "exp": now + 3600,
        "scope": GMAIL,
        "sub": MAILBOX,
    }
    body = {name: value for name, value in (usual | claims).items() if value is not None}
    header = {"alg": alg, "typ": "JWT", "kid": file["private_key_id"]}
    head = ".".join(encoded(json.dumps(part).encode()) for part in (header, body))
    private = json.loads(signed_by or key_file)["private_key"]
    key = load_pem_private_key(private.encode(), None)
    return f"{head}.{encoded(key.sign(head.encode(), PKCS1v15(), SHA256()))}"
