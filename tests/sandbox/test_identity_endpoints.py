import asyncio
import base64

import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout

from sandbox import Sandbox
from sandbox.identity import Refusal, Trouble
from sandbox.identity.providers import PROVIDERS
from tests.sandbox.identities import APP, APP_SCOPE, MAILBOX, SECRET, TENANT, Answer, post

FORM = {"grant_type": "refresh_token", "client_id": APP, "client_secret": SECRET}


@pytest.fixture(autouse=True)
def known(sandbox: Sandbox) -> None:
    for provider in PROVIDERS:
        sandbox.identity.application(provider, APP, secret=SECRET)


def refreshed(sandbox: Sandbox, http: ClientSession, provider: str = "google", **changes: str):
    token = sandbox.identity.refresh_token(provider, APP, MAILBOX)
    return post(http, sandbox.identity.token_url(provider), **FORM | {"refresh_token": token} | changes)


SAID = {
    # Refusal: what each of Microsoft, Google, Yandex and Mail.ru answers, status and error.
    Refusal.WRONG_SECRET: [(401, "invalid_client")] * 2 + [(400, "invalid_client"), (401, "invalid_client")],
    Refusal.SECRET_EXPIRED: [
        (401, "invalid_client"),
        (401, "disabled_client"),
        (400, "invalid_client"),
        (401, "invalid_client"),
    ],
    Refusal.UNKNOWN_CLIENT: [
        (400, "unauthorized_client"),
        (401, "invalid_client"),
        (400, "invalid_client"),
        (401, "invalid_client"),
    ],
    Refusal.UNKNOWN_TENANT: [(400, "invalid_request")] * 4,
    Refusal.CONSENT_MISSING: [(400, "invalid_grant")] * 3 + [(400, "token not found")],
    Refusal.REVOKED: [(400, "invalid_grant")] * 3 + [(400, "token not found")],
    Refusal.MFA_NEEDED: [(400, "invalid_grant")] * 3 + [(400, "token not found")],
    Refusal.USER_DISABLED: [(400, "invalid_grant")] * 4,
    Refusal.WRONG_SCOPE: [(400, "invalid_scope")] * 4,
    Refusal.POLICY: [
        (400, "invalid_grant"),
        (400, "admin_policy_enforced"),
        (400, "access_denied"),
        (400, "access_denied"),
    ],
}


@pytest.mark.parametrize("refusal", SAID)
async def test_a_refusal_can_be_put_on_and_ends_by_itself(
    sandbox: Sandbox, http: ClientSession, refusal: Refusal
) -> None:
    for provider, said in zip(("microsoft", "google", "yandex", "mailru"), SAID[refusal], strict=True):
        sandbox.identity.refuse(refusal)
        answer = await refreshed(sandbox, http, provider)
        assert (answer.status, answer.error) == said
        assert answer.words
        assert (await refreshed(sandbox, http, provider)).status == 200
    assert sandbox.violations == []


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_every_provider_has_words_for_every_refusal(sandbox: Sandbox, http: ClientSession, provider: str) -> None:
    for refusal in Refusal:
        sandbox.identity.refuse(refusal)
        answer = await refreshed(sandbox, http, provider)
        assert answer.status >= 400
        assert answer.error
        assert "{" not in answer.words.replace("{invalid=[", "")


async def test_a_lasting_refusal_ends_when_it_is_told_to(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.refuse(Refusal.REVOKED, times=None)
    assert [(await refreshed(sandbox, http)).status for _ in range(3)] == [400] * 3
    assert sandbox.identity.troubles.lasting is Refusal.REVOKED
    sandbox.identity.forget()
    assert (await refreshed(sandbox, http)).status == 200


async def test_a_trouble_can_be_for_one_endpoint(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.refuse(Trouble.UNAVAILABLE, endpoint="device")
    assert (await refreshed(sandbox, http)).status == 200
    async with http.post(sandbox.identity.device_url("yandex"), data={"client_id": APP}) as response:
        assert response.status == 503


async def troubled(sandbox: Sandbox, http: ClientSession, trouble: Trouble, **options):
    sandbox.identity.refuse(trouble)
    form = FORM | {"refresh_token": sandbox.identity.refresh_token("google", APP, MAILBOX)}
    return http.post(sandbox.identity.token_url("google"), data=form, allow_redirects=False, **options)


async def test_too_many_requests_and_an_outage_are_answered_with_their_status(
    sandbox: Sandbox, http: ClientSession
) -> None:
    async with await troubled(sandbox, http, Trouble.TOO_MANY_REQUESTS) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "3")
    async with await troubled(sandbox, http, Trouble.UNAVAILABLE) as response:
        assert (response.status, response.content_type) == (503, "text/html")
    async with await troubled(sandbox, http, Trouble.NOT_JSON) as response:
        assert (response.status, response.content_type) == (200, "text/html")
    async with await troubled(sandbox, http, Trouble.HUGE) as response:
        assert len(await response.read()) > 8_000_000


async def test_a_redirect_leads_where_nobody_should_go(sandbox: Sandbox, http: ClientSession) -> None:
    async with await troubled(sandbox, http, Trouble.REDIRECT) as response:
        place = response.headers["Location"]
        assert response.status == 307
    assert (await post(http, place, **FORM)).status == 200
    (violation,) = sandbox.violations
    assert violation == "google elsewhere: a redirect was followed with what belongs to the token endpoint"


@pytest.mark.parametrize("trouble", [Trouble.HANGING, Trouble.SLOW])
async def test_an_answer_may_never_end(sandbox: Sandbox, http: ClientSession, trouble: Trouble) -> None:
    with pytest.raises(TimeoutError):
        async with await troubled(sandbox, http, trouble, timeout=ClientTimeout(total=0.3)) as response:
            await response.read()


async def test_waiting_clients_do_not_hold_the_sandbox_up() -> None:
    async with ClientSession() as http, asyncio.TaskGroup() as group, Sandbox() as sandbox:
        sandbox.identity.refuse(Trouble.HANGING)
        asking = group.create_task(broken(http, sandbox.identity.token_url("google")))
        await sandbox.messenger.changed.until(lambda: sandbox.identity.requests, 10)
    assert asking.result()


async def broken(http: ClientSession, url: str) -> bool:
    try:
        async with http.post(url, data=FORM):
            return False
    except ClientError:
        return True


async def test_a_connection_breaks_before_or_after_the_work(sandbox: Sandbox, http: ClientSession) -> None:
    access = sandbox.identity.realms["google"].ledger.access
    with pytest.raises(ClientError):
        async with await troubled(sandbox, http, Trouble.RESET):
            pass
    assert access == {}
    with pytest.raises(ClientError):
        async with await troubled(sandbox, http, Trouble.ANSWER_LOST):
            pass
    assert len(access) == 1


async def test_a_rotated_refresh_token_may_be_lost_with_its_answer(sandbox: Sandbox, http: ClientSession) -> None:
    token = sandbox.identity.refresh_token("yandex", APP, MAILBOX)
    sandbox.identity.refuse(Trouble.ANSWER_LOST)
    assert await broken_with(http, sandbox.identity.token_url("yandex"), FORM | {"refresh_token": token})
    assert (await post(http, sandbox.identity.token_url("yandex"), **FORM, refresh_token=token)).words == (
        "expired_token"
    )


async def broken_with(http: ClientSession, url: str, form: dict) -> bool:
    try:
        async with http.post(url, data=form):
            return False
    except ClientError:
        return True


WRONG = {
    "a query string": {"params": {"client_secret": SECRET}, "data": FORM},
    "the content type application/json": {"json": FORM},
    "the content type multipart/form-data": {"data": FORM, "headers": {"Content-Type": "multipart/form-data"}},
    "the content type application/octet-stream": {},
    "a parameter is missing, unknown or given twice: grant_type": {"data": {"client_id": APP}},
    "a parameter is missing, unknown or given twice: refresh_token": {"data": FORM},
    "a parameter is missing, unknown or given twice: username (unknown)": {
        "data": FORM | {"refresh_token": "x", "username": "x"}
    },
    "a parameter is missing, unknown or given twice: client_id (twice)": {"data": [*FORM.items(), ("client_id", APP)]},
    "a parameter is missing, unknown or given twice: Authorization": {
        "data": FORM | {"refresh_token": "x"},
        "headers": {"Authorization": "Bearer x"},
    },
    "no such grant here: password": {"data": {"grant_type": "password", "username": "x", "password": "x"}},
}


@pytest.mark.parametrize("what", WRONG)
async def test_what_no_client_should_send_is_refused_and_kept_as_a_violation(
    sandbox: Sandbox, http: ClientSession, what: str
) -> None:
    async with http.post(sandbox.identity.token_url("google"), **WRONG[what]) as response:
        answer = Answer(response.status, await response.json())
    assert (answer.status, answer.error in ("invalid_request", "unsupported_grant_type")) == (400, True)
    (violation,) = sandbox.violations
    assert violation.startswith(f"google token: {what}")


async def test_tokens_are_not_asked_for_with_get(sandbox: Sandbox, http: ClientSession) -> None:
    async with http.get(sandbox.identity.token_url("google")) as response:
        assert response.status == 405
    assert sandbox.violations == ["google token: the method GET"]


async def test_a_client_that_proves_itself_twice_is_refused(sandbox: Sandbox, http: ClientSession) -> None:
    both = base64.b64encode(f"{APP}:x".encode()).decode()
    form = FORM | {"refresh_token": sandbox.identity.refresh_token("yandex", APP, MAILBOX)}
    headers = {"Authorization": f"Basic {both}"}
    async with http.post(sandbox.identity.token_url("yandex"), data=form, headers=headers) as response:
        assert (await response.json())["error"] == "invalid_request"


async def test_a_public_application_must_not_send_a_secret(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("microsoft", APP)
    assert (await refreshed(sandbox, http, "microsoft")).body["error_codes"] == [700025]


async def test_requests_are_kept_without_their_secrets(sandbox: Sandbox, http: ClientSession) -> None:
    sandbox.identity.application("microsoft", APP, secret=SECRET, tenant=TENANT, mailboxes=[MAILBOX])
    form = {"grant_type": "client_credentials", "client_id": APP, "client_secret": SECRET, "scope": APP_SCOPE}
    given = await post(http, sandbox.identity.token_url("microsoft", TENANT), **form)
    refused = await refreshed(sandbox, http, "google", client_secret="another secret")
    first, second = sandbox.identity.asked_for_tokens()
    assert (first.provider, first.endpoint, first.grant, first.status, first.error) == (
        "microsoft",
        "token",
        "client_credentials",
        200,
        None,
    )
    assert first.form == form | {"client_secret": "***"}
    assert (second.form["refresh_token"], second.status, second.error) == ("***", 401, refused.error)
    assert sandbox.identity.asked_for_tokens("refresh_token") == [second]
    shown = repr([*sandbox.identity.requests, *sandbox.identity.realms["microsoft"].ledger.access.values()])
    for secret in (SECRET, "another secret", given.body["access_token"]):
        assert secret not in shown


async def test_foreign_sites_reach_neither_endpoints_nor_pages(sandbox: Sandbox, http: ClientSession) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        async with http.post(sandbox.identity.token_url("google"), data=FORM, headers=headers) as response:
            assert response.status == 403
        async with http.get(f"{sandbox.identity.url}/google/device", headers=headers) as response:
            assert response.status == 403
