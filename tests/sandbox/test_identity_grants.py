import base64
import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from aiohttp import ClientSession

from sandbox import Sandbox
from sandbox.identity import Refused, Rotation
from tests.sandbox.identities import (
    APP,
    APP_SCOPE,
    DEVICE,
    GMAIL,
    JWT,
    MAILBOX,
    SECRET,
    SEND,
    TENANT,
    VERIFIER,
    Answer,
    assertion,
    challenge,
    post,
)

BACK = "http://127.0.0.1:54321/"


def by_itself(sandbox: Sandbox, http: ClientSession, **changes: str):
    form = {"grant_type": "client_credentials", "client_id": APP, "client_secret": SECRET, "scope": APP_SCOPE}
    return post(http, sandbox.identity.token_url("microsoft", TENANT), **form | changes)


async def test_an_application_gets_a_token_for_its_mailboxes(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("microsoft", APP, secret=SECRET, tenant=TENANT, mailboxes=[MAILBOX])
    answer = await by_itself(sandbox, http)
    assert (answer.status, answer.body["token_type"], answer.body["expires_in"]) == (200, "Bearer", 3599)
    assert answer.body["ext_expires_in"] == 3599
    assert answer.body.keys() == {"token_type", "expires_in", "ext_expires_in", "access_token"}
    token = answer.body["access_token"]
    assert len(token) >= 1500
    assert sandbox.identity.admits("Notify@Firma.ru", token)
    assert not sandbox.identity.admits("other@firma.ru", token)
    sandbox.identity.pass_time(3600)
    assert not sandbox.identity.admits(MAILBOX, token)
    assert sandbox.violations == []


async def test_without_the_administrators_consent_an_applications_token_opens_nothing(
    sandbox: Sandbox, http: ClientSession
) -> None:
    application = sandbox.identity.application("microsoft", APP, secret=SECRET, tenant=TENANT, mailboxes=[MAILBOX])
    application.consented = False
    answer = await by_itself(sandbox, http)
    assert answer.status == 200
    assert not sandbox.identity.admits(MAILBOX, answer.body["access_token"])


async def test_the_secret_may_stand_in_the_authorization_header(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("other", "app", secret="плюс+&", scopes=["smtp"], mailboxes=[MAILBOX])
    quoted = base64.b64encode(b"app:%D0%BF%D0%BB%D1%8E%D1%81%2B%26").decode()
    form = {"grant_type": "client_credentials", "scope": "smtp"}
    headers = {"Authorization": f"Basic {quoted}"}
    async with http.post(sandbox.identity.token_url("other"), data=form, headers=headers) as response:
        assert response.status == 200
    assert SECRET not in str(sandbox.identity.requests)


@pytest.mark.parametrize(
    ("changes", "status", "error", "code"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"client_id": "unknown"}, 400, "unauthorized_client", 700016),
        ({"scope": "https://outlook.office365.com/SMTP.Send"}, 400, "invalid_scope", 70011),
        ({"scope": "https://graph.microsoft.com/.default"}, 400, "invalid_scope", 70011),
        ({"client_secret": ""}, 401, "invalid_client", 7000218),
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
    ],
)
async def test_microsoft_says_why_an_application_gets_none(
    sandbox: Sandbox, http: ClientSession, changes: dict, status: int, error: str, code: int
) -> None:
    sandbox.identity.application("microsoft", APP, secret=SECRET, tenant=TENANT, mailboxes=[MAILBOX])
    answer = await by_itself(sandbox, http, **changes)
    assert (answer.status, answer.error, answer.body["error_codes"]) == (status, error, [code])
    assert answer.words.startswith(f"AADSTS{code}: ")
    trace, correlation = answer.body["trace_id"], answer.body["correlation_id"]
    ending = f"\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {answer.body['timestamp']}"
    assert answer.words.endswith(ending)
    assert answer.body["error_uri"] == f"https://login.microsoftonline.com/error?code={code}"


async def test_an_expired_secret_and_a_wrong_tenant_are_told_apart(sandbox: Sandbox, http: ClientSession) -> None:
    application = sandbox.identity.application("microsoft", APP, secret=SECRET, tenant=TENANT, mailboxes=[MAILBOX])
    form = {"grant_type": "client_credentials", "client_id": APP, "client_secret": SECRET, "scope": APP_SCOPE}
    application.secret_expired = True
    assert "AADSTS7000222" in (await by_itself(sandbox, http)).words
    application.secret_expired = False
    answer = await post(http, sandbox.identity.token_url("microsoft", "fimra.onmicrosoft.com"), **form)
    assert "AADSTS90002: Tenant 'fimra.onmicrosoft.com' not found" in answer.words
    assert "AADSTS90002" in (await post(http, sandbox.identity.token_url("microsoft"), **form)).words
    sandbox.identity.realms["microsoft"].known.tenants.add("other.example")
    answer = await post(http, sandbox.identity.token_url("microsoft", "other.example"), **form)
    assert "AADSTS700016" in answer.words
    application.blocked_by_policy = True
    assert "AADSTS53003" in (await by_itself(sandbox, http)).words


def refreshed(sandbox: Sandbox, http: ClientSession, provider: str, token: str, **changes: str):
    form = {"grant_type": "refresh_token", "client_id": APP, "client_secret": SECRET, "refresh_token": token}
    return post(http, sandbox.identity.token_url(provider), **form | changes)


@pytest.mark.parametrize("provider", ["microsoft", "google", "yandex", "mailru", "other"])
async def test_a_refresh_token_brings_an_access_token_everywhere(
    sandbox: Sandbox, http: ClientSession, provider: str
) -> None:
    sandbox.identity.application(provider, APP, secret=SECRET)
    token = sandbox.identity.refresh_token(provider, APP, MAILBOX)
    answer = await refreshed(sandbox, http, provider, token)
    assert answer.status == 200
    assert sandbox.identity.admits(MAILBOX, answer.body["access_token"])
    assert answer.body["token_type"] == ("bearer" if provider == "yandex" else "Bearer")
    assert sandbox.violations == []


@pytest.mark.parametrize("rotation", Rotation)
async def test_a_refresh_token_is_kept_renewed_or_good_for_once(
    sandbox: Sandbox, http: ClientSession, rotation: Rotation
) -> None:
    sandbox.identity.tune("other", rotation=rotation)
    sandbox.identity.application("other", APP, secret=SECRET, scopes=["smtp"])
    first = sandbox.identity.refresh_token("other", APP, MAILBOX)
    second = (await refreshed(sandbox, http, "other", first)).body.get("refresh_token")
    again = await refreshed(sandbox, http, "other", first)
    assert again.error == ("invalid_grant" if rotation is Rotation.ONCE else None)
    assert (second is None) == (rotation is Rotation.KEPT)
    if second is not None:
        assert (await refreshed(sandbox, http, "other", second)).status == 200


REVOKED = {
    "microsoft": (400, "invalid_grant", "AADSTS50173"),
    "google": (400, "invalid_grant", "Token has been expired or revoked."),
    "yandex": (400, "invalid_grant", "expired_token"),
    "mailru": (400, "token not found", "token not found"),
    "other": (400, "invalid_grant", "Token is not active"),
}


@pytest.mark.parametrize("provider", REVOKED)
async def test_a_revoked_consent_is_told_in_each_providers_words(
    sandbox: Sandbox, http: ClientSession, provider: str
) -> None:
    sandbox.identity.application(provider, APP, secret=SECRET)
    token = sandbox.identity.refresh_token(provider, APP, MAILBOX)
    access = (await refreshed(sandbox, http, provider, token)).body["access_token"]
    sandbox.identity.revoke(provider, MAILBOX)
    assert sandbox.identity.admits(MAILBOX, access)
    answer = await refreshed(sandbox, http, provider, token)
    status, error, words = REVOKED[provider]
    assert (answer.status, answer.error) == (status, error)
    assert words in answer.words
    assert ("error_code" in answer.body) == (provider == "mailru")
    sandbox.identity.revoke(provider, MAILBOX, at_once=True)
    assert not sandbox.identity.admits(MAILBOX, access)


async def test_what_a_company_does_to_a_person_ends_their_consent(sandbox: Sandbox, http: ClientSession) -> None:
    application = sandbox.identity.application("microsoft", APP, secret=SECRET)
    person = sandbox.identity.person("microsoft", MAILBOX)
    token = sandbox.identity.refresh_token("microsoft", APP, MAILBOX)
    codes = []
    for thing, name in (
        (person, "mfa_needed"),
        (person, "disabled"),
        (application, "blocked_by_policy"),
    ):
        setattr(thing, name, True)
        codes += (await refreshed(sandbox, http, "microsoft", token)).body["error_codes"]
        setattr(thing, name, False)
    application.consented = False
    codes += (await refreshed(sandbox, http, "microsoft", token)).body["error_codes"]
    application.consented = True
    sandbox.identity.pass_time(91 * 24 * 3600)
    codes += (await refreshed(sandbox, http, "microsoft", token)).body["error_codes"]
    codes += (await refreshed(sandbox, http, "microsoft", "none")).body["error_codes"]
    assert codes == [50076, 50057, 53003, 65001, 700082, 70000]


async def test_a_refresh_token_gives_no_more_than_was_consented_to(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("google", APP, secret=SECRET, scopes=[GMAIL, "https://www.googleapis.com/auth/drive"])
    token = sandbox.identity.refresh_token("google", APP, MAILBOX, [GMAIL])
    answer = await refreshed(sandbox, http, "google", token, scope="https://www.googleapis.com/auth/drive")
    assert answer.error == "invalid_scope"
    sandbox.identity.application("google", "other", secret=SECRET)
    assert (await refreshed(sandbox, http, "google", token, client_id="other")).words == "Bad Request"
    assert (await refreshed(sandbox, http, "google", token, client_secret="x")).status == 401


async def waiting(sandbox: Sandbox, http: ClientSession, provider: str = "microsoft", **changes: str) -> Answer:
    scope = {"microsoft": f"{SEND} offline_access", "yandex": "mail:smtp"}[provider]
    form = {"client_id": APP, "scope": scope, **changes}
    return await post(http, sandbox.identity.device_url(provider), **form)


def asked(sandbox: Sandbox, http: ClientSession, device: Answer, provider: str = "microsoft"):
    form = {"grant_type": DEVICE, "client_id": APP, "device_code": device.body["device_code"]}
    return post(http, sandbox.identity.token_url(provider), **form)


async def test_a_device_waits_for_a_person(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("microsoft", APP, mailboxes=[MAILBOX])
    device = await waiting(sandbox, http)
    assert (device.status, device.body["interval"], device.body["expires_in"]) == (200, 5, 900)
    assert device.body["user_code"] in device.body["message"]
    assert (await asked(sandbox, http, device)).error == "authorization_pending"
    assert (await asked(sandbox, http, device)).error == "slow_down"
    sandbox.identity.pass_time(6)
    assert (await asked(sandbox, http, device)).error == "slow_down"
    sandbox.identity.pass_time(16)
    sandbox.identity.consent("microsoft", device.body["user_code"].lower(), MAILBOX)
    answer = await asked(sandbox, http, device)
    assert sandbox.identity.admits(MAILBOX, answer.body["access_token"])
    assert (await refreshed(sandbox, http, "microsoft", answer.body["refresh_token"])).error == "invalid_client"
    form = {"grant_type": "refresh_token", "client_id": APP, "refresh_token": answer.body["refresh_token"]}
    assert (await post(http, sandbox.identity.token_url("microsoft"), **form)).status == 200
    assert (await asked(sandbox, http, device)).error == "invalid_grant"


async def test_a_device_hears_of_a_refusal_and_of_the_end_of_its_code(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("microsoft", APP, mailboxes=[MAILBOX])
    device = await waiting(sandbox, http)
    sandbox.identity.deny("microsoft", device.body["user_code"])
    assert (await asked(sandbox, http, device)).error == "authorization_declined"
    with pytest.raises(Refused):
        sandbox.identity.consent("microsoft", device.body["user_code"], MAILBOX)
    late = await waiting(sandbox, http)
    sandbox.identity.pass_time(901)
    assert (await asked(sandbox, http, late)).error == "expired_token"
    with pytest.raises(Refused):
        sandbox.identity.consent("microsoft", late.body["user_code"], MAILBOX)


async def test_lifetimes_and_intervals_can_be_shortened(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.tune("microsoft", lifetime=60, interval=1)
    sandbox.identity.application("microsoft", APP, mailboxes=[MAILBOX])
    device = await waiting(sandbox, http)
    assert device.body["interval"] == 1
    assert (await asked(sandbox, http, device)).error == "authorization_pending"
    sandbox.identity.pass_time(1)
    sandbox.identity.consent("microsoft", device.body["user_code"], MAILBOX)
    answer = await asked(sandbox, http, device)
    assert answer.body["expires_in"] == 60
    sandbox.identity.pass_time(61)
    assert not sandbox.identity.admits(MAILBOX, answer.body["access_token"])


async def test_without_offline_access_no_refresh_token_comes(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("microsoft", APP, mailboxes=[MAILBOX])
    device = await waiting(sandbox, http, scope=SEND)
    sandbox.identity.consent("microsoft", device.body["user_code"], MAILBOX)
    assert "refresh_token" not in (await asked(sandbox, http, device)).body


async def test_google_grants_no_mail_to_devices(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("google", APP, secret=SECRET)
    answer = await post(http, sandbox.identity.device_url("google"), client_id=APP, scope=GMAIL)
    assert (answer.status, answer.error) == (400, "invalid_scope")


async def test_google_and_yandex_name_the_page_in_their_own_way(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("yandex", APP, secret=SECRET)
    device = await waiting(sandbox, http, "yandex")
    assert device.body["verification_url"] == f"{sandbox.identity.url}/yandex/device"
    assert "verification_uri" not in device.body


def consent_url(sandbox: Sandbox, provider: str = "google", **changes: str | None) -> str:
    extra = {"google": {"access_type": "offline", "scope": GMAIL}, "mailru": {"prompt": "consent"}}.get(provider, {})
    usual = {
        "response_type": "code",
        "client_id": APP,
        "redirect_uri": BACK,
        "state": "xyz",
        "code_challenge": challenge(),
        "code_challenge_method": "S256",
        **extra,
    }
    query = {name: value for name, value in (usual | changes).items() if value is not None}
    return f"{sandbox.identity.authorization_url(provider)}?{urlencode(query)}"


def brought_back(place: str) -> dict[str, str]:
    assert place.startswith(BACK)
    return {name: value[0] for name, value in parse_qs(urlsplit(place).query).items()}


def changed_into_tokens(sandbox: Sandbox, http: ClientSession, given: str, provider: str = "google", **changes: str):
    form = {
        "grant_type": "authorization_code",
        "code": given,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        "client_id": APP,
        "client_secret": SECRET,
    }
    return post(http, sandbox.identity.token_url(provider), **form | changes)


async def test_a_code_with_its_verifier_brings_tokens_once(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("google", APP, secret=SECRET, mailboxes=[MAILBOX])
    back = brought_back(sandbox.identity.authorize("google", consent_url(sandbox), MAILBOX))
    assert back["state"] == "xyz"
    answer = await changed_into_tokens(sandbox, http, back["code"])
    assert sandbox.identity.admits(MAILBOX, answer.body["access_token"])
    assert answer.body["scope"] == GMAIL
    assert (await refreshed(sandbox, http, "google", answer.body["refresh_token"])).status == 200
    assert (await changed_into_tokens(sandbox, http, back["code"])).words == "Bad Request"


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"code_verifier": "x" * 43}, "invalid_grant", "Invalid code verifier."),
        ({"redirect_uri": "http://127.0.0.1:1/"}, "redirect_uri_mismatch", "Bad Request"),
        ({"code": "none"}, "invalid_grant", "Bad Request"),
        ({"client_secret": "x"}, "invalid_client", "The provided client secret is invalid."),
    ],
)
async def test_a_code_without_what_belongs_to_it_brings_nothing(
    sandbox: Sandbox, http: ClientSession, changes: dict, error: str, words: str
) -> None:
    sandbox.identity.application("google", APP, secret=SECRET, mailboxes=[MAILBOX])
    code = brought_back(sandbox.identity.authorize("google", consent_url(sandbox), MAILBOX))["code"]
    answer = await changed_into_tokens(sandbox, http, code, **changes)
    assert (answer.error, answer.words) == (error, words)
    assert (await changed_into_tokens(sandbox, http, code)).status == 200


async def test_a_person_may_refuse_and_may_take_too_long(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("google", APP, secret=SECRET, mailboxes=[MAILBOX])
    back = brought_back(sandbox.identity.authorize("google", consent_url(sandbox), None))
    assert back == {"state": "xyz", "error": "access_denied"}
    code = brought_back(sandbox.identity.authorize("google", consent_url(sandbox), MAILBOX))["code"]
    sandbox.identity.pass_time(301)
    assert (await changed_into_tokens(sandbox, http, code)).error == "invalid_grant"


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "http://127.0.0.1:54321/other"},
        {"redirect_uri": "https://evil.example/"},
        {"client_id": "unknown"},
        {"code_challenge_method": "plain"},
        {"code_challenge": "short"},
        {"code_challenge": None},
        {"response_type": "token"},
        {"scope": "https://www.googleapis.com/auth/drive"},
        {"unknown": "x"},
    ],
)
async def test_what_cannot_be_asked_for_is_told_on_a_page_and_sends_nobody_anywhere(
    sandbox: Sandbox, http: ClientSession, changes: dict
) -> None:
    sandbox.identity.application("google", APP, secret=SECRET, mailboxes=[MAILBOX])
    async with http.get(consent_url(sandbox, **changes), allow_redirects=False) as response:
        assert response.status == 400
        assert "Так не получится" in await response.text()


async def test_without_offline_access_google_gives_no_refresh_token(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("google", APP, secret=SECRET, mailboxes=[MAILBOX])
    code = brought_back(sandbox.identity.authorize("google", consent_url(sandbox, access_type=None), MAILBOX))["code"]
    assert "refresh_token" not in (await changed_into_tokens(sandbox, http, code)).body


async def test_mail_ru_wants_openid_and_gives_a_refresh_token_for_offline_access(
    sandbox: Sandbox, http: ClientSession
) -> None:
    sandbox.identity.application("mailru", APP, secret=SECRET, mailboxes=[MAILBOX])
    with pytest.raises(Refused):
        sandbox.identity.authorize("mailru", consent_url(sandbox, "mailru", scope="mail.imap"), MAILBOX)
    for scope, comes in (("openid mail.imap", False), ("openid mail.imap offline_access", True)):
        place = sandbox.identity.authorize("mailru", consent_url(sandbox, "mailru", scope=scope), MAILBOX)
        answer = await changed_into_tokens(sandbox, http, brought_back(place)["code"], "mailru")
        assert ("refresh_token" in answer.body) == comes
        assert sandbox.identity.admits(MAILBOX, answer.body["access_token"])


async def test_a_service_account_stands_for_a_mailbox_of_its_domain(sandbox: Sandbox, http: ClientSession) -> None:
    account, key_file = sandbox.identity.service_account("bot@gonets.iam.gserviceaccount.com", [MAILBOX])
    url = sandbox.identity.token_url("google")
    assert json.loads(key_file)["token_uri"] == url
    answer = await post(http, url, grant_type=JWT, assertion=assertion(key_file, url))
    assert answer.status == 200
    assert sandbox.identity.admits(MAILBOX, answer.body["access_token"])
    itself = await post(http, url, grant_type=JWT, assertion=assertion(key_file, url, sub=None))
    assert not sandbox.identity.admits(MAILBOX, itself.body["access_token"])
    account.disabled = True
    assert (await post(http, url, grant_type=JWT, assertion=assertion(key_file, url))).error == "invalid_grant"


async def test_an_assertion_is_checked_in_all_its_parts(sandbox: Sandbox, http: ClientSession) -> None:
    _, key_file = sandbox.identity.service_account("bot@gonets.iam.gserviceaccount.com", [MAILBOX])
    _, foreign = sandbox.identity.service_account("x@gonets.iam.gserviceaccount.com")
    sandbox.identity.person("google", "boss@firma.ru")
    url = sandbox.identity.token_url("google")
    now = int(sandbox.identity.clock.now())
    good = assertion(key_file, url)
    cases = {
        assertion(key_file, url, signed_by=foreign): "Invalid JWT Signature.",
        assertion(key_file, url, alg="none"): "Invalid JWT Signature.",
        good[:-8]: "Invalid JWT Signature.",
        "no.jwt": "Invalid JWT Signature.",
        assertion(key_file, "https://elsewhere.example/token"): "Invalid JWT: Failed audience check.",
        assertion(key_file, url, exp=now + 7200): "Invalid JWT: Token must be a short-lived token",
        assertion(key_file, url, iat=now - 7200, exp=now - 3600): "Invalid JWT: Token must be a short-lived token",
        assertion(key_file, url, iat=now + 900): "Invalid JWT: Token must be a short-lived token",
        assertion(key_file, url, exp=None): "Invalid JWT: Token must be a short-lived token",
        assertion(key_file, url, iss="nobody@x"): "Invalid email or User ID",
        assertion(key_file, url, sub="ghost@firma.ru"): "Invalid email or User ID",
        assertion(key_file, url, sub="boss@firma.ru"): "Client is unauthorized to retrieve access tokens",
        assertion(key_file, url, scope="https://www.googleapis.com/auth/drive"): "Client is unauthorized",
    }
    for given, words in cases.items():
        answer = await post(http, url, grant_type=JWT, assertion=given)
        assert answer.words.startswith(words), (answer, words)
    assert (await post(http, url, grant_type=JWT, assertion=good)).status == 200
