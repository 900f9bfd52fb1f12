"""Google: short words, «Bad Request» for many reasons; its device flow grants no mail.

Words: «Using OAuth 2.0 for server to server applications», «OAuth 2.0 for limited-input devices», and answers that
people have published in issues.
"""

from sandbox.identity.issued import opaque
from sandbox.identity.providers.provider import DEVICE_GRANT, JWT_GRANT, Endpoints, Provider
from sandbox.identity.refusals import Refusal, Said

MAIL = "https://mail.google.com/"

_SAYS = {
    Refusal.INVALID_REQUEST: Said("invalid_request", "Missing required parameter: {what}"),
    Refusal.UNSUPPORTED_GRANT: Said("unsupported_grant_type", "Invalid grant_type: {what}"),
    Refusal.UNKNOWN_CLIENT: Said("invalid_client", "The OAuth client was not found.", 401),
    Refusal.WRONG_SECRET: Said("invalid_client", "The provided client secret is invalid.", 401),
    Refusal.SECRET_EXPIRED: Said("disabled_client", "The OAuth client was disabled.", 401),
    Refusal.SECRET_MISSING: Said("invalid_request", "client_secret is missing."),
    Refusal.NOT_ALLOWED: Said(
        "unauthorized_client",
        "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the "
        "scopes requested.",
        401,
    ),
    Refusal.WRONG_SCOPE: Said("invalid_scope", "Some requested scopes were invalid. {{invalid=[{scope}]}}"),
    Refusal.CONSENT_MISSING: Said("invalid_grant", "Bad Request"),
    Refusal.REVOKED: Said("invalid_grant", "Token has been expired or revoked."),
    Refusal.EXPIRED: Said("invalid_grant", "Token has been expired or revoked."),
    Refusal.BAD_GRANT: Said("invalid_grant", "Bad Request"),
    Refusal.MFA_NEEDED: Said(
        "invalid_grant",
        "reauth related error (invalid_rapt)",
        more={"error_uri": "https://support.google.com/a/answer/9368756", "error_subtype": "invalid_rapt"},
    ),
    Refusal.USER_DISABLED: Said("invalid_grant", "Account has been deleted"),
    Refusal.UNKNOWN_USER: Said("invalid_grant", "Invalid email or User ID"),
    Refusal.POLICY: Said("admin_policy_enforced", "Access to your account data is restricted by policies."),
    Refusal.PENDING: Said("authorization_pending", "Precondition Required", 428),
    Refusal.SLOW_DOWN: Said("slow_down", "Forbidden", 403),
    Refusal.CODE_EXPIRED: Said("expired_token", "Bad Request"),
    Refusal.DENIED: Said("access_denied", "Forbidden", 403),
    Refusal.CODE_USED: Said("invalid_grant", "Bad Request"),
    Refusal.WRONG_VERIFIER: Said("invalid_grant", "Invalid code verifier."),
    Refusal.WRONG_REDIRECT: Said("redirect_uri_mismatch", "Bad Request"),
    Refusal.BAD_SIGNATURE: Said("invalid_grant", "Invalid JWT Signature."),
    Refusal.WRONG_AUDIENCE: Said(
        "invalid_grant", "Invalid JWT: Failed audience check. The right audience is {audience}"
    ),
    Refusal.ASSERTION_TIME: Said(
        "invalid_grant",
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and "
        "exp values in the JWT claim.",
    ),
}

GOOGLE = Provider(
    name="google",
    endpoints=Endpoints("token", "o/oauth2/v2/auth", "device/code"),
    grants=frozenset({"refresh_token", "authorization_code", DEVICE_GRANT, JWT_GRANT}),
    mail_scopes=frozenset({MAIL}),
    refusals=_SAYS,
    access_token=lambda _: opaque("ya29.", 220),
    refresh_token=lambda: opaque("1//0c", 98),
    free_scopes=frozenset({"openid", "profile", "email"}),
    offline_query=("access_type", "offline"),
    lifetime=3599,
    device_scopes=frozenset({"openid", "profile", "email"}),
    verification_field="verification_url",
    optional=frozenset({"access_type", "prompt", "login_hint", "include_granted_scopes"}),
)
