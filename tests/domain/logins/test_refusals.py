"""Every provider's words for every reason are read as what they mean."""

from typing import Any

import pytest

from domain.logins.oauth2.endpoints import EndpointAnswer
from domain.logins.oauth2.refusals import refusal_of
from domain.messages.token_cause import TokenCause
from sandbox.identity.providers import PROVIDERS
from sandbox.identity.refusals import Refusal

MEANS = {
    Refusal.INVALID_REQUEST: TokenCause.OTHER,
    Refusal.UNSUPPORTED_GRANT: TokenCause.NOT_ALLOWED,
    Refusal.UNKNOWN_TENANT: TokenCause.OTHER,
    Refusal.UNKNOWN_CLIENT: TokenCause.NO_SUCH_CLIENT,
    Refusal.WRONG_SECRET: TokenCause.WRONG_SECRET,
    Refusal.SECRET_EXPIRED: TokenCause.SECRET_ENDED,
    Refusal.SECRET_MISSING: TokenCause.WRONG_SECRET,
    Refusal.SECRET_UNWANTED: TokenCause.NOT_ALLOWED,
    Refusal.NOT_ALLOWED: TokenCause.NOT_ALLOWED,
    Refusal.WRONG_SCOPE: TokenCause.WRONG_SCOPE,
    Refusal.CONSENT_MISSING: TokenCause.CONSENT_MISSING,
    Refusal.REVOKED: TokenCause.GRANT_ENDED,
    Refusal.EXPIRED: TokenCause.GRANT_ENDED,
    Refusal.BAD_GRANT: TokenCause.GRANT_ENDED,
    Refusal.MFA_NEEDED: TokenCause.PERSON_NEEDED,
    Refusal.USER_DISABLED: TokenCause.USER_DISABLED,
    Refusal.UNKNOWN_USER: TokenCause.USER_DISABLED,
    Refusal.POLICY: TokenCause.NOT_ALLOWED,
    Refusal.PENDING: TokenCause.PENDING,
    Refusal.SLOW_DOWN: TokenCause.SLOW_DOWN,
    Refusal.CODE_EXPIRED: TokenCause.CODE_ENDED,
    Refusal.DENIED: TokenCause.DENIED,
    Refusal.CODE_USED: TokenCause.GRANT_ENDED,
    Refusal.WRONG_VERIFIER: TokenCause.GRANT_ENDED,
    Refusal.WRONG_REDIRECT: TokenCause.NOT_ALLOWED,
    Refusal.BAD_SIGNATURE: TokenCause.WRONG_KEY,
    Refusal.WRONG_AUDIENCE: TokenCause.WRONG_KEY,
    Refusal.ASSERTION_TIME: TokenCause.WRONG_KEY,
}

SAYS_LESS = {
    # A tenant is Microsoft's alone, and so is an application that must be made public for a device's code.
    ("microsoft", Refusal.UNKNOWN_TENANT): TokenCause.NO_SUCH_TENANT,
    ("microsoft", Refusal.SECRET_MISSING): TokenCause.NOT_ALLOWED,
    ("microsoft", Refusal.BAD_SIGNATURE): TokenCause.WRONG_SECRET,
    # One answer stands for several reasons there; what helps is the same.
    ("google", Refusal.CONSENT_MISSING): TokenCause.GRANT_ENDED,
    ("google", Refusal.SECRET_EXPIRED): TokenCause.NOT_ALLOWED,
    ("yandex", Refusal.CONSENT_MISSING): TokenCause.GRANT_ENDED,
    ("yandex", Refusal.MFA_NEEDED): TokenCause.GRANT_ENDED,
    ("yandex", Refusal.SECRET_EXPIRED): TokenCause.WRONG_SECRET,
    ("mailru", Refusal.CONSENT_MISSING): TokenCause.GRANT_ENDED,
    ("mailru", Refusal.MFA_NEEDED): TokenCause.GRANT_ENDED,
    ("mailru", Refusal.SECRET_EXPIRED): TokenCause.WRONG_SECRET,
    ("mailru", Refusal.POLICY): TokenCause.DENIED,
}


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("refusal", Refusal, ids=lambda refusal: refusal.name)
def test_a_provider_s_refusal_is_read_as_what_it_means(provider: str, refusal: Refusal) -> None:
    status, body = PROVIDERS[provider].says(refusal, {})
    assert refusal_of(EndpointAnswer(status, body)).cause is SAYS_LESS.get((provider, refusal), MEANS[refusal]), body


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ({"error": "token not found", "error_code": 6}, TokenCause.GRANT_ENDED),
        ({"error": "access_denied", "error_description": "AADSTS65004: User declined."}, TokenCause.DENIED),
        ({"error": "authorization_declined", "error_codes": [65004]}, TokenCause.DENIED),
        ({"error": "invalid_grant", "error_subtype": "rapt_required"}, TokenCause.PERSON_NEEDED),
        ({"error": "invalid_grant", "error_description": "reauth related error"}, TokenCause.PERSON_NEEDED),
        ({"error": "invalid_grant", "suberror": "consent_required"}, TokenCause.CONSENT_MISSING),
        ({"error": "invalid_grant", "error_description": "Invalid grant: account not found"}, TokenCause.WRONG_KEY),
        ({"error": "invalid_grant", "error_description": "User session not found"}, TokenCause.GRANT_ENDED),
        ({"error": "invalid_grant", "error_description": "Account is not fully set up"}, TokenCause.PERSON_NEEDED),
        ({"error": "invalid_grant", "error_description": "Account disabled"}, TokenCause.USER_DISABLED),
        ({"error": "unauthorized_client", "error_description": "Invalid client secret"}, TokenCause.WRONG_SECRET),
        ({"error": "rate_limit_exceeded"}, TokenCause.LATER),
        ({"error": "invalid_request", "error_codes": [50011]}, TokenCause.NOT_ALLOWED),
        ({"error": "invalid_grant", "error_codes": [50055]}, TokenCause.PERSON_NEEDED),
        ({"error": "invalid_grant", "error_codes": [50053]}, TokenCause.USER_DISABLED),
        ({"error": "invalid_grant", "error_codes": [50105]}, TokenCause.NOT_ALLOWED),
        ({"error": "invalid_resource", "error_codes": [500011]}, TokenCause.WRONG_SCOPE),
    ],
    ids=str,
)
def test_other_answers_of_the_kind_are_read_alike(body: dict[str, Any], cause: TokenCause) -> None:
    assert refusal_of(EndpointAnswer(400, body)).cause is cause


@pytest.mark.parametrize(
    ("cause", "codes"),
    [
        (TokenCause.PENDING, (70016,)),
        (TokenCause.LATER, (50033, 50196, 90012, 90024, 90033, 90055)),
        (TokenCause.SECRET_ENDED, (7000222,)),
        (TokenCause.WRONG_SECRET, (7000215, 70002)),
        (TokenCause.NO_SUCH_CLIENT, (700016, 70001, 700011)),
        (TokenCause.NO_SUCH_TENANT, (90002, 900023, 50059, 50128, 50194, 90019)),
        (TokenCause.CONSENT_MISSING, (65001, 65005, 90093, 90094, 7000229)),
        (TokenCause.NOT_ALLOWED, (50097, 50105, 50131, 53000, 53003, 530032, 530035, 7000218)),
        (TokenCause.USER_DISABLED, (50034, 50053, 50057, 51004, 53011, 90072, 500571)),
        (TokenCause.PERSON_NEEDED, (50055, 50058, 50076, 50079, 50125, 50126, 50144, 50158, 50199, 53004, 500121)),
        (TokenCause.CODE_ENDED, (70018, 70019, 70020)),
        (TokenCause.GRANT_ENDED, (50132, 50173, 70000, 70008, 70044, 700081, 700082)),
        (TokenCause.WRONG_SCOPE, (70011, 50001, 500011, 500014, 650053)),
    ],
    ids=lambda item: str(item) if isinstance(item, TokenCause) else "",
)
def test_microsoft_s_code_says_more_than_the_error_beside_it(cause: TokenCause, codes: tuple[int, ...]) -> None:
    for code in codes:
        for error in ("invalid_grant", "invalid_request", "interaction_required", "something_new"):
            in_words = {"error": error, "error_description": f"AADSTS{code}: said. Trace ID: 1 Timestamp: 2"}
            beside = {"error": error, "error_codes": [code]}
            for body in (in_words, beside):
                assert refusal_of(EndpointAnswer(400, body)).cause is cause, body


@pytest.mark.parametrize(
    ("error", "words", "cause"),
    [
        ("invalid_grant", "Not a valid email or user ID.", TokenCause.USER_DISABLED),
        ("access_denied", "Requested client not authorized.", TokenCause.NOT_ALLOWED),
        ("unauthorized_client", "Client is unauthorized to retrieve access tokens", TokenCause.NOT_ALLOWED),
        ("too_many_requests", "", TokenCause.LATER),
        ("quota_exceeded", "", TokenCause.LATER),
        ("internal_failure", "", TokenCause.LATER),
        ("token expired", "", TokenCause.GRANT_ENDED),
        ("invalid_token", "", TokenCause.GRANT_ENDED),
    ],
)
def test_other_providers_words_are_read_alike(error: str, words: str, cause: TokenCause) -> None:
    assert refusal_of(EndpointAnswer(400, {"error": error, "error_description": words})).cause is cause


@pytest.mark.parametrize(
    ("body", "words"),
    [({"error": "\ud800"}, ""), ({"error": "x", "error_description": "a \udfff b"}, "a b")],
    ids=["error", "description"],
)
def test_half_a_character_stands_in_no_words(body: dict[str, Any], words: str) -> None:
    """The database would refuse the row that holds it."""
    assert refusal_of(EndpointAnswer(400, body)).words == words


def test_an_answer_of_an_endpoint_is_quoted_nowhere() -> None:
    assert "very-secret" not in repr(EndpointAnswer(200, {"access_token": "very-secret"}))
