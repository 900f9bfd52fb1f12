"""Google's service account: an assertion that is signed with the key that was sent (RFC 7523)."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from domain.messages.sending import Failure, Phase
from tests.domain.logins.conftest import MAILBOX, Desk
from tests.domain.logins.endpoint import refuses

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key: Any) -> str:
    return str(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())


def account(**more: Any) -> str:
    known = {"type": "service_account", "client_email": "gonets@x.iam.test", "private_key": pem(KEY)}
    return json.dumps({**known, "private_key_id": "key-1", **more}, indent=2)


async def set_up(desk: Desk, key: str) -> None:
    oauth2 = {"provider": "google", "grant": None, "client_id": None, "device_endpoint": None}
    await desk.set_up("client_credentials", {"service_account_key": key}, oauth2=oauth2)


def decoded(part: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(part + "==="))


async def test_its_assertion_is_signed_and_names_the_mailbox(desk: Desk) -> None:
    await set_up(desk, account())
    assert (await desk.check())[-1].ok
    (form,) = desk.endpoint.asked
    assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    header, payload, signature = form["assertion"].split(".")
    assert decoded(header) == {"alg": "RS256", "typ": "JWT", "kid": "key-1"}
    now = int(desk.office.clock().timestamp())
    assert decoded(payload) == {
        "iss": "gonets@x.iam.test",
        "sub": MAILBOX,
        "scope": "https://mail.google.com/",
        "aud": f"{desk.endpoint.url}/token",
        "iat": now,
        "exp": now + 3600,
    }
    signed = f"{header}.{payload}".encode()
    KEY.public_key().verify(base64.urlsafe_b64decode(signature + "==="), signed, PKCS1v15(), SHA256())


@pytest.mark.parametrize(
    "key",
    [
        account(private_key="no key at all"),
        account(private_key=pem(ec.generate_private_key(ec.SECP256R1()))),
        account(private_key="-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
    ],
)
async def test_a_key_that_signs_nothing_is_said_and_asks_nobody(desk: Desk, key: str) -> None:
    await set_up(desk, key)
    (step,) = await desk.check()
    assert (step.name, step.failure) == (Phase.TOKEN, Failure.TOKEN_REFUSED)
    assert step.reply is not None
    assert step.reply.token == "wrong-key"
    assert "BEGIN" not in f"{step.detail}{step.reply.text}"
    assert desk.endpoint.asked == []


async def test_an_assertion_that_google_repeats_is_not_shown(desk: Desk) -> None:
    await set_up(desk, account())

    def repeats(form: Any) -> Any:
        return refuses("invalid_grant", f"Invalid JWT: {form['assertion']}")(form)

    desk.endpoint.answers.append(repeats)
    (step,) = await desk.check()
    assert step.reply is not None
    assert step.reply.text == "Invalid JWT: ***"
