"""Why a provider gives no token: one table, the first line that fits wins.

Errors are RFC 6749 section 5.2 and RFC 8628 section 3.5; `AADSTS…` are Microsoft's codes («Microsoft Entra
authentication and authorization error codes»), which say more than the error beside them. Google's, Yandex's and
Mail.ru's words are their own.
"""

import re
from dataclasses import dataclass

from domain.logins.oauth2.endpoints import EndpointAnswer
from domain.messages.token_cause import TokenCause

MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class TokenRefusal:
    """What a provider has refused, and its words, which are safe to show."""

    cause: TokenCause
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    cause: TokenCause
    errors: frozenset[str] = frozenset()
    codes: frozenset[int] = frozenset()
    words: re.Pattern[str] | None = None

    def fits(self, errors: frozenset[str], codes: frozenset[int], words: str) -> bool:
        return (
            (not self.errors or bool(self.errors & errors))
            and (not self.codes or bool(self.codes & codes))
            and (self.words is None or self.words.search(words) is not None)
        )


def _rule(cause: TokenCause, errors: str = "", *codes: int, words: str = "") -> _Rule:
    pattern = re.compile(words, re.IGNORECASE) if words else None
    return _Rule(cause, frozenset(errors.split()), frozenset(codes), pattern)


_GONE = r"not found|does(n't| not) exist|disabled|deleted|blocked|suspended|locked"
_RULES = (
    _rule(TokenCause.PENDING, "authorization_pending"),
    _rule(TokenCause.SLOW_DOWN, "slow_down"),
    _rule(TokenCause.PENDING, "", 70016),
    _rule(
        TokenCause.LATER, "temporarily_unavailable server_error rate_limit_exceeded too_many_requests quota_exceeded"
    ),
    _rule(TokenCause.LATER, "internal_failure internal_error backend_error service_unavailable"),
    _rule(TokenCause.LATER, "", 50033, 50196, 90012, 90024, 90033, 90055),
    _rule(TokenCause.DENIED, "authorization_declined"),
    _rule(TokenCause.DENIED, "", 65004),
    _rule(TokenCause.SECRET_ENDED, "", 7000222),
    _rule(TokenCause.WRONG_SECRET, "", 7000215, 7000216, 700027, 70002),
    _rule(TokenCause.NO_SUCH_CLIENT, "", 700016, 700038, 90013, 70001, 700011),
    _rule(TokenCause.NO_SUCH_TENANT, "", 90002, 900023, 900021, 50059, 50128, 50194, 90019),
    _rule(TokenCause.CONSENT_MISSING, "", 65001, 90093, 90094, 90095, 65005, 650052, 650056, 650057, 7000229),
    # The application is of the other kind, its reply address is another one, or a policy is against it.
    _rule(TokenCause.NOT_ALLOWED, "", 700025, 7000218, 700051, 700054, 7000112, 50011, 500112, 500113),
    _rule(TokenCause.NOT_ALLOWED, "", 50105, 50002, 50005, 50097, 50129, 50131, 50187, 70003, 70005),
    # Rules of conditional access.
    _rule(TokenCause.NOT_ALLOWED, "", 53000, 53001, 53002, 53003, 53009, *range(530000, 530100)),
    _rule(TokenCause.USER_DISABLED, "", 50057, 50053, 50034, 50020, 51004, 53011, 90072, 500571),
    _rule(TokenCause.PERSON_NEEDED, "", 50055, 50058, 50076, 50078, 50079, 50158, 50072, 50074, 16000, 50125, 50126),
    _rule(TokenCause.PERSON_NEEDED, "", 50135, 50144, 50199, 53004, 500121),
    _rule(TokenCause.CODE_ENDED, "", 70018, 70019, 70020),
    _rule(TokenCause.GRANT_ENDED, "", 50173, 700082, 700084, 70008, 70000, 50089, 70043, 50133, 54005, 9002313),
    _rule(TokenCause.GRANT_ENDED, "", 50132, 70044, 70046, 700081),
    _rule(TokenCause.WRONG_SCOPE, "", 70011, 1002012, 28002, 28003, 50001, 500011, 500014, 650053),
    _rule(TokenCause.CODE_ENDED, "expired_token code_expired"),
    _rule(TokenCause.NOT_ALLOWED, "access_denied", words=r"organi[sz]ation|polic(y|ies)|administrator|not authorized"),
    _rule(TokenCause.DENIED, "access_denied"),
    _rule(TokenCause.NOT_ALLOWED, "redirect_uri_mismatch"),
    _rule(TokenCause.NOT_ALLOWED, "invalid_request invalid_grant invalid_client", words=r"redirect[_ ]ur[il]"),
    _rule(TokenCause.PERSON_NEEDED, "interaction_required login_required invalid_rapt rapt_required"),
    _rule(TokenCause.PERSON_NEEDED, "invalid_grant", words=r"\breauth|_rapt\b|not fully set up"),
    _rule(TokenCause.CONSENT_MISSING, "consent_required"),
    _rule(TokenCause.WRONG_KEY, "invalid_grant", words=r"jwt|signature|assertion|invalid.grant: account not found"),
    _rule(TokenCause.USER_DISABLED, "invalid_grant", words=r"(invalid|not a valid) email or user id"),
    _rule(TokenCause.USER_DISABLED, "invalid_grant", words=rf"\b(user|account|mailbox)( is| was| has been)? ({_GONE})"),
    _rule(TokenCause.WRONG_SECRET, "unauthorized_client invalid_request", words=r"client[_ ](secret|credentials)"),
    _rule(TokenCause.NOT_ALLOWED, "unauthorized_client"),
    _rule(TokenCause.NOT_ALLOWED, "invalid_client", words=r"public client|client is public"),
    _rule(TokenCause.NO_SUCH_CLIENT, "invalid_client", words=r"not found|unknown client|no such client|deleted"),
    _rule(TokenCause.NO_SUCH_CLIENT, "deleted_client"),
    _rule(TokenCause.SECRET_ENDED, "invalid_client", words=r"expired"),
    _rule(TokenCause.WRONG_SECRET, "invalid_client"),
    _rule(TokenCause.GRANT_ENDED, "invalid_grant bad_verification_code token_not_found token_expired invalid_token"),
    _rule(TokenCause.WRONG_SCOPE, "invalid_scope"),
    _rule(TokenCause.NOT_ALLOWED, "unsupported_grant_type admin_policy_enforced org_internal disabled_client"),
)
_MEMBERS = ("error", "error_subtype", "suberror")
"""Where the error's name is; Google and Microsoft have a more exact one beside it."""

_AADSTS = re.compile(r"AADSTS(\d{4,8})")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
"""No half of a character either: the database refuses what holds one."""
_TRACES = re.compile(r"\s*(Trace ID|Correlation ID|Timestamp):.*", re.DOTALL)


def refusal_of(answer: EndpointAnswer, hidden: tuple[str, ...] = ()) -> TokenRefusal:
    """Read an answer that gives no token. What is `hidden`, the secrets that were sent, is struck out of the words."""
    # Mail.ru's «token not found» is an error's name, too.
    errors = frozenset("_".join(answer.word(name).casefold().split()) for name in _MEMBERS)
    said = answer.word("error_description") or answer.word("error_summary") or answer.word("error")
    numbers = answer.body.get("error_codes")
    listed = numbers if isinstance(numbers, list) else []
    codes = frozenset(item for item in listed if isinstance(item, int)) | frozenset(map(int, _AADSTS.findall(said)))
    words = " ".join(_UNSAFE.sub(" ", _TRACES.sub("", said)).split())
    for secret in hidden:
        words = words.replace(secret, "***") if secret else words
    if answer.status >= 500 or answer.status in {408, 425, 429}:
        return TokenRefusal(TokenCause.LATER, words[:MOST_WORDS])
    cause = next((rule.cause for rule in _RULES if rule.fits(errors, codes, said)), TokenCause.OTHER)
    return TokenRefusal(cause, words[:MOST_WORDS])
