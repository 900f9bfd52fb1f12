"""A person's consent: a device's code, and a browser with PKCE."""

import base64
import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from pydantic import SecretStr

from domain.logins.oauth2.consents import BrowserConsent, DeviceConsent, ForeignConsent
from domain.logins.oauth2.document import OAuth2
from domain.messages.sending import Failure, NoToken
from domain.messages.token_cause import TokenCause
from mail.endpoints import HttpEndpoints
from sandbox.identity.issued import Clock
from sandbox.identity.known import Application
from sandbox.identity.providers import PROVIDERS
from sandbox.identity.realm import Realm
from tests.domain.deliveries.conftest import MovedClock
from tests.domain.logins.endpoint import TokenEndpoint, refuses, says, says_text

CODE = {
    "device_code": "device-secret",
    "user_code": "ABCD-EFGH",
    "verification_uri": "https://id.test/device",
    "expires_in": 900,
    "interval": 5,
}
PENDING = refuses("authorization_pending")
GIVEN = says(200, {"access_token": "access", "refresh_token": "refresh", "expires_in": 3600})


class Waiting:
    """Passes the time of a clock, and remembers the pauses."""

    def __init__(self, clock: MovedClock) -> None:
        self.clock = clock
        self.pauses: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.clock.move(seconds=seconds)


@pytest.fixture
async def endpoint() -> AsyncIterator[TokenEndpoint]:
    async with TokenEndpoint() as running:
        yield running


@pytest.fixture
def waiting() -> Waiting:
    return Waiting(MovedClock())


@pytest.fixture
def device(waiting: Waiting) -> DeviceConsent:
    return DeviceConsent(HttpEndpoints(), waiting.clock, waiting)


def oauth2(endpoint: TokenEndpoint, **more: Any) -> OAuth2:
    return OAuth2.model_validate(
        {
            "provider": "other",
            "grant": "device_code",
            "client_id": "application-1",
            "scope": "mail offline_access",
            "token_endpoint": f"{endpoint.url}/token",
            "device_endpoint": f"{endpoint.url}/device",
            "authorization_endpoint": f"{endpoint.url}/authorize",
            **more,
        }
    )


async def test_a_code_is_shown_and_waited_for(endpoint: TokenEndpoint, device: DeviceConsent, waiting: Waiting) -> None:
    endpoint.answers += [says(200, CODE), PENDING, refuses("slow_down"), PENDING, GIVEN]
    code = await device.start(oauth2(endpoint))
    assert (code.user_code, code.verification_url) == ("ABCD-EFGH", "https://id.test/device")
    assert "device-secret" not in repr(code)
    token = await device.finish(oauth2(endpoint), code)
    assert token.refresh_token == SecretStr("refresh")
    assert waiting.pauses == [5, 5, 10, 10]
    assert endpoint.asked[0] == {"client_id": "application-1", "scope": "mail offline_access"}
    assert endpoint.asked[1] == {
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": "device-secret",
        "client_id": "application-1",
    }


async def test_an_application_with_a_secret_proves_itself_to_the_one_who_gives_tokens(
    endpoint: TokenEndpoint, device: DeviceConsent
) -> None:
    secrets = {"client_secret": SecretStr("application-secret")}
    async with TokenEndpoint() as elsewhere:
        elsewhere.answers.append(says(200, CODE))
        endpoint.answers += [says(200, CODE), GIVEN]
        await device.start(oauth2(endpoint, device_endpoint=f"{elsewhere.url}/device"), secrets)
        code = await device.start(oauth2(endpoint), secrets)
        await device.finish(oauth2(endpoint), code, secrets)
        assert "client_secret" not in elsewhere.asked[0]
    assert [form["client_secret"] for form in endpoint.asked] == ["application-secret"] * 2


async def test_an_endpoint_s_own_query_stays(endpoint: TokenEndpoint) -> None:
    """RFC 6749 section 3.1."""
    document = oauth2(endpoint, grant="refresh_token", authorization_endpoint="https://id.test/auth?realm=a%20b")
    asked = BrowserConsent(HttpEndpoints(), MovedClock()).begin(document, "http://127.0.0.1:8123/")
    query = parse_qs(urlsplit(asked.url).query)
    assert (query["realm"], query["response_type"]) == (["a b"], ["code"])


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (refuses("access_denied"), TokenCause.DENIED),
        (refuses("authorization_declined"), TokenCause.DENIED),
        (refuses("expired_token"), TokenCause.CODE_ENDED),
        (refuses("code_expired"), TokenCause.CODE_ENDED),
        (refuses("invalid_grant", "AADSTS70020: The provided value is not valid"), TokenCause.CODE_ENDED),
        (refuses("invalid_client", "AADSTS7000218: must contain client_secret"), TokenCause.NOT_ALLOWED),
        (says(200, {"access_token": "x"}), TokenCause.NOT_LASTING),
    ],
)
async def test_what_was_decided_is_said(
    endpoint: TokenEndpoint, device: DeviceConsent, answer: Any, cause: TokenCause
) -> None:
    endpoint.answers += [says(200, CODE), PENDING, answer]
    code = await device.start(oauth2(endpoint))
    with pytest.raises(NoToken) as caught:
        await device.finish(oauth2(endpoint), code)
    assert caught.value.failure is Failure.TOKEN_REFUSED
    assert caught.value.reply is not None
    assert caught.value.reply.token is cause


async def test_nobody_waits_beyond_the_code_s_end(
    endpoint: TokenEndpoint, device: DeviceConsent, waiting: Waiting
) -> None:
    endpoint.answers += [says(200, {**CODE, "expires_in": 60}), *[PENDING] * 100]
    code = await device.start(oauth2(endpoint))
    with pytest.raises(NoToken) as caught:
        await device.finish(oauth2(endpoint), code)
    assert caught.value.reply is not None
    assert caught.value.reply.token is TokenCause.CODE_ENDED
    assert sum(waiting.pauses) < 60
    assert waiting.clock() < code.expires_at + timedelta(seconds=1)


@pytest.mark.parametrize(("expires", "interval"), [(60, 40), (60, 60), (60, 10**8), (900, 10**8), (7, 5)])
async def test_whoever_confirms_late_is_heard(
    endpoint: TokenEndpoint, device: DeviceConsent, waiting: Waiting, expires: int, interval: int
) -> None:
    """However seldom a provider wants to be asked, the last question comes just before the end."""
    code_answer = says(200, {**CODE, "expires_in": expires, "interval": interval})
    often = {(60, 40): 1, (900, 10**8): 14, (7, 5): 1}.get((expires, interval), 0)
    endpoint.answers += [code_answer, *[PENDING] * often, GIVEN]
    code = await device.start(oauth2(endpoint))
    assert (await device.finish(oauth2(endpoint), code)).access_token == SecretStr("access")
    assert sum(waiting.pauses) == expires - 1


async def test_trouble_makes_the_questions_rarer_and_ends_nothing(
    endpoint: TokenEndpoint, device: DeviceConsent, waiting: Waiting
) -> None:
    endpoint.answers += [says(200, CODE), says_text(503, "later"), says_text(502, "later"), PENDING, GIVEN]
    code = await device.start(oauth2(endpoint))
    assert (await device.finish(oauth2(endpoint), code)).access_token == SecretStr("access")
    assert waiting.pauses == [5, 10, 20, 5]


@pytest.mark.parametrize(
    "answer",
    [
        refuses("unauthorized_client"),
        says(200, {name: value for name, value in CODE.items() if name != "user_code"}),
        says(200, {**CODE, "verification_uri": "javascript:alert(1)"}),
        says(200, {**CODE, "verification_uri": "http://id.test/device"}),
        says(200, {**CODE, "verification_uri": "http://localhost.evil.test/"}),
        says(200, {**CODE, "verification_uri": "https://id.test/a page"}),
        says(200, {**CODE, "verification_uri": "https://id.test/\n"}),
        says(200, {**CODE, "verification_uri": "https://id.test/" + "x" * 500}),
        says(200, {**CODE, "user_code": "AB\u202eCD"}),
        says(200, {**CODE, "user_code": "A" * 300}),
        says(200, {**CODE, "user_code": "AB\nCD"}),
        says(200, {**CODE, "device_code": "\ud800"}),
    ],
)
async def test_what_is_no_code_is_not_shown(endpoint: TokenEndpoint, device: DeviceConsent, answer: Any) -> None:
    endpoint.answers.append(answer)
    with pytest.raises(NoToken):
        await device.start(oauth2(endpoint))


async def test_a_browser_s_consent_is_tied_to_its_question(endpoint: TokenEndpoint) -> None:
    browser = BrowserConsent(HttpEndpoints(), MovedClock())
    document = oauth2(endpoint, grant="refresh_token")
    asked = browser.begin(document, "http://127.0.0.1:8123/")
    parts = urlsplit(asked.url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert query["redirect_uri"] == "http://127.0.0.1:8123/"
    assert query["code_challenge_method"] == "S256"
    digest = hashlib.sha256(asked.verifier.encode()).digest()
    assert query["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert 43 <= len(asked.verifier) <= 128
    assert asked.verifier not in asked.url
    with pytest.raises(ForeignConsent):
        await browser.finish(document, asked, state="another", code="c", secrets={})
    assert endpoint.asked == []
    endpoint.answers.append(GIVEN)
    secrets = {"client_secret": SecretStr("s")}
    token = await browser.finish(document, asked, state=query["state"], code="the code", secrets=secrets)
    assert token.refresh_token == SecretStr("refresh")
    assert endpoint.asked == [
        {
            "grant_type": "authorization_code",
            "code": "the code",
            "redirect_uri": "http://127.0.0.1:8123/",
            "code_verifier": asked.verifier,
            "client_id": "application-1",
            "client_secret": "s",
        }
    ]


async def test_google_is_asked_for_a_refresh_token_each_time() -> None:
    document = OAuth2.model_validate({"provider": "google", "grant": "refresh_token", "client_id": "x"})
    asked = BrowserConsent(HttpEndpoints(), MovedClock()).begin(document, "http://127.0.0.1:1/")
    query = parse_qs(urlsplit(asked.url).query)
    assert (query["access_type"], query["prompt"]) == (["offline"], ["consent"])


@pytest.mark.parametrize(
    ("provider", "scope"),
    [
        ("microsoft", "https://outlook.office.com/SMTP.Send"),
        ("google", "https://mail.google.com/"),
        ("yandex", "mail:smtp"),
        ("mailru", "mail.imap"),
    ],
)
def test_a_consent_asks_for_all_that_a_refresh_token_comes_for(provider: str, scope: str) -> None:
    realm = Realm(PROVIDERS[provider], Clock())
    place = "http://127.0.0.1/"
    realm.known.applications["application-1"] = Application(
        "application-1", scopes=frozenset({scope}), redirect_uris=frozenset({place})
    )
    document = OAuth2.model_validate({"provider": provider, "grant": "refresh_token", "client_id": "application-1"})
    query = urlsplit(BrowserConsent(HttpEndpoints(), MovedClock()).begin(document, place).url).query
    asked, _ = realm.consents.begin(dict(parse_qsl(query)), None)
    assert scope in asked.scopes
    assert asked.offline
