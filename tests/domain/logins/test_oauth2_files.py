"""OAuth 2.0 in a file: read with every mistake and its place, applied, exported and applied again."""

from typing import Any

import pytest
from pydantic import SecretStr

from bot.files.config_file import read_configuration, write_configuration
from bot.texts import LANGUAGES, load_texts
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.configuration.export_configuration import ExportConfiguration
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.databases import opened
from tests.domain.logins.test_service_account import account

FILE = """connections:
  - system_name: mail
    title: Почта
    host: smtp.office365.com
    port: 587
    encryption: starttls
    sender_address: notify@firma.test
    authentication: oauth2
    username: notify@firma.test
    oauth2:
      provider: microsoft
      tenant: firma.onmicrosoft.com
      client_id: application-1
      client_secret: ${MAIL_CLIENT_SECRET}
      client_secret_ends: 2027-11-29
"""


@pytest.mark.parametrize(
    ("old", "new", "path", "key"),
    [
        ("      provider: microsoft\n", "", "oauth2.provider", "config-missing"),
        ("provider: microsoft", "provider: outlook", "oauth2.provider", "config-not-a-choice"),
        ("      tenant: firma.onmicrosoft.com\n", "", "oauth2.tenant", "config-oauth2-needs"),
        ("tenant: firma.onmicrosoft.com", "tenant: organizations", "oauth2.tenant", "config-oauth2-needs"),
        ("tenant: firma.onmicrosoft.com", "tenant: common", "oauth2.tenant", "config-oauth2-needs"),
        ("tenant: firma.onmicrosoft.com", "tenant: Consumers", "oauth2.tenant", "config-oauth2-needs"),
        ("tenant: firma.onmicrosoft.com", "tenant: ..", "oauth2.tenant", "config-wrong-text"),
        ("tenant: firma.onmicrosoft.com", "tenant: a/b", "oauth2.tenant", "config-wrong-text"),
        ("      client_id: application-1\n", "", "oauth2.client_id", "config-oauth2-needs"),
        ("client_id: application-1", "client_id: 12345", "oauth2.client_id", "config-text-in-quotes"),
        ("provider: microsoft", "provider: microsoft\n      grant: service_account", "oauth2.grant",
         "config-oauth2-grant"),
        ("provider: microsoft", "provider: other", "oauth2.token_endpoint", "config-oauth2-needs"),
        ("provider: microsoft", "provider: microsoft\n      token_endpoint: http://a.test/", "oauth2.token_endpoint",
         "config-wrong-text"),
        ("2027-11-29", "29.11.2027", "oauth2.client_secret_ends", "config-not-a-day"),
        ("client_secret: ${MAIL_CLIENT_SECRET}", "client_secret: 12345", "oauth2.client_secret",
         "config-password-not-text"),
        ("client_secret: ${MAIL_CLIENT_SECRET}", 'client_secret: "a\\nb"', "oauth2.client_secret",
         "config-password-one-line"),
        ("client_secret: ${MAIL_CLIENT_SECRET}", "service_account_key: '{}'", "oauth2.service_account_key",
         "config-service-account-key"),
        ("client_secret_ends", "client_secret_end", "oauth2.client_secret_end", "config-unknown-field"),
        ("    username: notify@firma.test\n", "", "", "config-needs-username"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_place(old: str, new: str, path: str, key: str) -> None:
    assert old in FILE
    read = read_configuration(FILE.replace(old, new), {"MAIL_CLIENT_SECRET": "s"})
    found = [(mistake.shown_path, mistake.key) for mistake in read.mistakes]
    assert (f"connections[0].{path}".rstrip("."), key) in found
    for language in LANGUAGES:
        texts = load_texts(language)
        assert all(texts(item.key, **item.params) != item.key for item in read.mistakes)


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://id.test/token", True),
        ("https://id.test:8443", True),
        ("https://[2001:db8::1]/token?x=@", True),
        ("http://127.0.0.1:8080/token", True),
        ("http://[::1]/token", True),
        ("https://me:very-secret@id.test/token", False),
        ("http://localhost:80@evil.test/", False),
        ("http://localhost.evil.test/", False),
        ("https://id.test/token#part", False),
        ("https:///token", False),
        ("https://id.test\\@evil.test/", False),
    ],
)
def test_an_endpoint_is_encrypted_or_here_and_nobody_s_password_stands_in_it(url: str, fits: bool) -> None:
    text = FILE.replace("provider: microsoft", f"provider: microsoft\n      token_endpoint: '{url}'")
    read = read_configuration(text, {"MAIL_CLIENT_SECRET": "s"})
    assert (read.mistakes == []) is fits
    assert "very-secret" not in str(read.mistakes)


def test_a_login_without_its_document_is_said() -> None:
    read = read_configuration(FILE[: FILE.index("    oauth2:")], {})
    assert [mistake.key for mistake in read.mistakes] == ["config-needs-oauth2"]


@pytest.fixture
async def store(tmp_path: Any) -> Any:
    async with opened(tmp_path / "gonets.db"):
        yield ConfigurationRepository(SecretBox("a key of sixteen characters"))


async def apply(store: ConfigurationRepository, text: str, **environment: str) -> Any:
    read = read_configuration(text, environment)
    assert read.mistakes == []
    (change,) = await ApplyConfiguration(store, atomically)(read.file)
    return change


async def test_what_is_exported_applies_again_and_says_no_secret(store: ConfigurationRepository) -> None:
    change = await apply(store, FILE, MAIL_CLIENT_SECRET="application-secret")
    assert (change.created, change.note) == (True, None)
    exported = write_configuration(await ExportConfiguration(store)())
    assert "application-secret" not in exported
    assert "client_secret: ${MAIL_CLIENT_SECRET}" in exported
    again = await apply(store, exported)
    assert (again.is_change, again.note, again.variable) == (False, "config-note-kept", "MAIL_CLIENT_SECRET")
    assert write_configuration(await ExportConfiguration(store)()) == exported
    assert await store.secret("mail", "client_secret") == SecretStr("application-secret")


async def test_an_unset_variable_makes_a_new_connection_disabled(store: ConfigurationRepository) -> None:
    change = await apply(store, FILE)
    assert (change.note, change.variable) == ("config-note-disabled", "MAIL_CLIENT_SECRET")
    (stored,) = await store.connections()
    assert not stored.document.enabled


async def test_a_change_of_the_application_asks_for_its_secret(store: ConfigurationRepository) -> None:
    await apply(store, FILE, MAIL_CLIENT_SECRET="application-secret")
    change = await apply(store, FILE.replace("application-1", "application-2"))
    assert (change.note, change.variable) == ("config-note-asked", "MAIL_CLIENT_SECRET")
    assert ("oauth2", "client_secret") in [item.path for item in change.differences]
    assert "application-secret" not in str(change)
    assert await store.kept_secrets("mail") == frozenset()
    (stored,) = await store.connections()
    assert not stored.document.enabled


async def test_several_secrets_are_looked_after_one_by_one(store: ConfigurationRepository) -> None:
    text = FILE.replace("provider: microsoft", "provider: yandex").replace(
        "      client_secret_ends: 2027-11-29\n", "      refresh_token: ${MAIL_REFRESH_TOKEN}\n"
    )
    change = await apply(store, text, MAIL_CLIENT_SECRET="one")
    assert (change.note, change.variable) == ("config-note-disabled", "MAIL_REFRESH_TOKEN")
    assert await store.kept_secrets("mail") == {"client_secret"}
    change = await apply(store, text, MAIL_REFRESH_TOKEN="two")
    assert (change.note, change.variable) == ("config-note-kept", "MAIL_CLIENT_SECRET")
    assert await store.kept_secrets("mail") == {"client_secret", "refresh_token"}
    (stored,) = await store.connections()
    assert stored.document.enabled


async def test_a_service_account_s_key_is_taken_as_the_file_is(store: ConfigurationRepository) -> None:
    text = FILE[: FILE.index("    oauth2:")] + (
        "    oauth2:\n      provider: google\n      service_account_key: ${MAIL_SERVICE_ACCOUNT_KEY}\n"
    )
    change = await apply(store, text, MAIL_SERVICE_ACCOUNT_KEY=account())
    assert change.note is None
    assert await store.secret("mail", "service_account_key") == SecretStr(account())


async def test_a_copy_of_the_database_under_another_key_says_which_connections_rest(
    store: ConfigurationRepository,
) -> None:
    from domain.deliveries.suspension import ConnectionState
    from storage.repositories.lanes import read_state
    from storage.repositories.restoring import suspend_unreadable
    from storage.transactions import execute
    from tests.domain.deliveries.conftest import MovedClock, morning

    await apply(store, FILE, MAIL_CLIENT_SECRET="application-secret")
    now = MovedClock()()
    unreadable = await execute(lambda: suspend_unreadable(SecretBox("another key of many"), now, morning))
    assert [item.system_name for item in unreadable] == ["mail"]
    (stored,) = await store.connections()
    state: ConnectionState = await execute(lambda: read_state(stored.id))
    assert state.is_suspended
