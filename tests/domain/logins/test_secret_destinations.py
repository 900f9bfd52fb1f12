"""A secret of OAuth 2.0 goes only to the provider, the application and the mail server that it was entered for."""

from typing import Any

import pytest
from pydantic import SecretStr

from domain.destinations import keeps_secret
from domain.logins.kinds import SECRET_PATHS, secrets_of
from domain.servers.server_settings import SecretMissing
from tests.domain.logins.conftest import Desk

BASE: dict[str, Any] = {
    "host": "smtp.firma.test",
    "port": 587,
    "authentication": "oauth2",
    "username": "me@firma.test",
    "encryption": "starttls",
    "verify_certificate": True,
    "ca_file": None,
    "oauth2": {"provider": "microsoft", "tenant": "firma.onmicrosoft.com", "client_id": "application"},
}
SECRETS = ("client_secret", "refresh_token", "service_account_key")
ELSEWHERE: dict[str, dict[str, Any]] = {
    "host": {"host": "evil.test"},
    "port": {"port": 2525},
    "no encryption": {"encryption": "none"},
    "no checks": {"verify_certificate": False},
    "another authority": {"ca_file": "/tmp/own.pem"},
    "tenant": {"oauth2": {"tenant": "evil.onmicrosoft.com"}},
    "client": {"oauth2": {"client_id": "another"}},
    "provider": {"oauth2": {"provider": "google"}},
    "token endpoint": {"oauth2": {"token_endpoint": "https://evil.test/token"}},
    "path of the token endpoint": {
        "oauth2": {"token_endpoint": "https://login.microsoftonline.com/evil.test/oauth2/v2.0/token"}
    },
    "no oauth2 at all": {"oauth2": None},
}
SAME: dict[str, dict[str, Any]] = {
    "letter case of the host": {"host": "SMTP.firma.test"},
    "more encryption": {"encryption": "ssl"},
    "scope": {"oauth2": {"scope": "x"}},
    "grant": {"oauth2": {"grant": "refresh_token"}},
    "end of the secret": {"oauth2": {"client_secret_ends": "2027-11-29"}},
    "sender": {"sender_address": "you@firma.test"},
    "proxy": {"oauth2_proxy": True},
}


def changed(fields: dict[str, Any]) -> dict[str, Any]:
    whole = {**BASE, **fields}
    if fields.get("oauth2"):
        whole["oauth2"] = {**BASE["oauth2"], **fields["oauth2"]}
    return whole


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("fields", ELSEWHERE.values(), ids=ELSEWHERE)
def test_another_destination_gets_no_secret(fields: dict[str, Any], secret: str) -> None:
    assert not keeps_secret(BASE, changed(fields), secret)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("fields", SAME.values(), ids=SAME)
def test_the_same_destination_keeps_it(fields: dict[str, Any], secret: str) -> None:
    assert keeps_secret(BASE, changed(fields), secret)


def test_another_mailbox_keeps_what_is_the_application_s_and_not_what_is_a_person_s() -> None:
    other = {**BASE, "username": "you@firma.test"}
    assert keeps_secret(BASE, other, "client_secret")
    assert keeps_secret(BASE, other, "service_account_key")
    assert not keeps_secret(BASE, other, "refresh_token")
    assert not keeps_secret(BASE, other, "password")


@pytest.mark.parametrize("fields", [{"oauth2": "x"}, {"oauth2": {"tenant": 7}}, {"oauth2": {}}, {"host": None}])
def test_an_unfinished_draft_is_another_destination(fields: dict[str, Any]) -> None:
    assert not keeps_secret(BASE, {**BASE, **fields}, "client_secret")


@pytest.mark.parametrize(
    ("oauth2", "needed", "optional"),
    [
        ({"provider": "microsoft"}, ["client_secret"], []),
        ({"provider": "microsoft", "grant": "device_code"}, ["refresh_token"], ["client_secret"]),
        ({"provider": "microsoft", "grant": "refresh_token"}, ["refresh_token"], ["client_secret"]),
        ({"provider": "google"}, ["service_account_key"], []),
        ({"provider": "google", "grant": "refresh_token"}, ["client_secret", "refresh_token"], []),
        ({"provider": "yandex"}, ["client_secret", "refresh_token"], []),
        ({"provider": "mailru"}, ["client_secret", "refresh_token"], []),
        ({"provider": "other"}, ["refresh_token"], ["client_secret"]),
        ({"provider": "other", "grant": "client_credentials"}, ["client_secret"], []),
        ({}, [], []),
        ({"provider": "nobody"}, [], []),
        (None, [], []),
    ],
)
def test_each_grant_says_which_secrets_it_needs(oauth2: Any, needed: list[str], optional: list[str]) -> None:
    found = secrets_of({**BASE, "oauth2": oauth2})
    assert (list(found.needed), list(found.optional)) == (needed, optional)
    assert set(found.known) <= set(SECRET_PATHS)


@pytest.mark.parametrize(
    "change",
    [
        {"host": "localhost"},
        {"oauth2": {"client_id": "another"}},
        {"oauth2": {"token_endpoint": "http://127.0.0.1:1/token"}},
    ],
)
async def test_a_saved_change_of_the_destination_takes_the_secret_away(desk: Desk, change: dict[str, Any]) -> None:
    await desk.set_up()
    await desk.set_up(secrets={}, **change)
    assert await desk.kept("client_secret") is None
    with pytest.raises(SecretMissing):
        await desk.office.settings(await desk.stored())
    await desk.office.letter()
    assert await desk.office.taken() == []


async def test_a_saved_change_of_anything_else_keeps_it(desk: Desk) -> None:
    await desk.set_up()
    await desk.set_up(secrets={}, title="Другая", oauth2={"scope": "x"})
    assert await desk.kept("client_secret") == "client-secret-1"


async def test_a_password_stays_behind_while_the_login_is_oauth2(desk: Desk) -> None:
    """Changing over and back loses nothing."""
    stored = await desk.stored()
    basic = stored.document.model_copy(
        update={
            "authentication": "basic",
            "username": "notify@firma.test",
            "host": "127.0.0.1",
            "port": desk.server.port,
        }
    )
    await desk.office.configuration.save_connection(basic, {"password": SecretStr("the password")})
    await desk.set_up()
    await desk.office.configuration.save_connection(
        (await desk.stored()).document.model_copy(update={"authentication": "basic"})
    )
    settings = await desk.office.settings(await desk.stored())
    assert settings.password == SecretStr("the password")
    assert settings.token is None
