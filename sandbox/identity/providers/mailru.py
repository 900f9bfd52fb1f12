"""OAuth Mail: `error`, `error_code` and `error_description`; the token for SMTP is asked for by the scope mail.imap.

That scope is granted together with `openid` only, and a refresh token comes for `offline_access` with `prompt=consent`.
"""

from sandbox.identity.issued import opaque
from sandbox.identity.providers.provider import JSON, Endpoints, Provider
from sandbox.identity.refusals import Refusal, Said

_SAYS = {
    Refusal.INVALID_REQUEST: Said("invalid_request", "invalid request: {what}", 400, 1),
    Refusal.UNSUPPORTED_GRANT: Said("unsupported_grant_type", "unsupported grant type", 400, 5),
    Refusal.UNKNOWN_CLIENT: Said("invalid_client", "client not found", 401, 2),
    Refusal.WRONG_SECRET: Said("invalid_client", "invalid client secret", 401, 2),
    Refusal.SECRET_EXPIRED: Said("invalid_client", "invalid client secret", 401, 2),
    Refusal.SECRET_MISSING: Said("invalid_client", "client_secret is required", 401, 2),
    Refusal.WRONG_SCOPE: Said("invalid_scope", "invalid scope", 400, 7),
    Refusal.CONSENT_MISSING: Said("token not found", "token not found", 400, 6),
    Refusal.REVOKED: Said("token not found", "token not found", 400, 6),
    Refusal.EXPIRED: Said("token not found", "token not found", 400, 6),
    Refusal.BAD_GRANT: Said("token not found", "token not found", 400, 6),
    Refusal.MFA_NEEDED: Said("token not found", "token not found", 400, 6),
    Refusal.USER_DISABLED: Said("invalid_grant", "user is blocked", 400, 4),
    Refusal.POLICY: Said("access_denied", "access denied", 400, 3),
    Refusal.CODE_USED: Said("invalid_grant", "code not found", 400, 6),
    Refusal.WRONG_REDIRECT: Said("invalid_request", "invalid redirect_uri", 400, 1),
}


def _error(_: Refusal, said: Said, words: str | None) -> JSON:
    return {"error": said.error, "error_code": said.code or 0, "error_description": words or said.error}


MAILRU = Provider(
    name="mailru",
    endpoints=Endpoints("token", "login"),
    grants=frozenset({"refresh_token", "authorization_code"}),
    mail_scopes=frozenset({"mail.imap"}),
    refusals=_SAYS,
    access_token=lambda _: opaque("", 64),
    refresh_token=lambda: opaque("", 64),
    error=_error,
    free_scopes=frozenset({"openid", "userinfo", "email", "offline_access"}),
    needed_scopes=frozenset({"openid"}),
    offline_scope="offline_access",
    offline_query=("prompt", "consent"),
    says_scope=False,
)
