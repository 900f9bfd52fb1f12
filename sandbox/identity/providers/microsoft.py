"""Microsoft Entra: AADSTS codes, a list of them, and ids that its support asks for.

Words and codes: «Microsoft Entra authentication and authorization error codes», «OAuth 2.0 device authorization
grant», and answers that people have published in issues.
"""

import uuid
from datetime import UTC, datetime

from sandbox.identity.issued import jwt_like, opaque
from sandbox.identity.providers.provider import DEVICE_GRANT, JSON, Endpoints, Provider, Rotation
from sandbox.identity.refusals import Refusal, Said

TOKEN_LENGTH = 1900
_APP_SCOPE = "https://outlook.office365.com/.default"

_SAYS = {
    Refusal.INVALID_REQUEST: Said(
        "invalid_request", "The request body must contain the following parameter: '{what}'.", code=900144
    ),
    Refusal.UNSUPPORTED_GRANT: Said(
        "unsupported_grant_type", "The app requested an unsupported grant type '{what}'.", code=70003
    ),
    Refusal.UNKNOWN_TENANT: Said(
        "invalid_request",
        "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the "
        "correct cloud. Check with your subscription administrator, this may happen if there are no active "
        "subscriptions for the tenant.",
        code=90002,
    ),
    Refusal.UNKNOWN_CLIENT: Said(
        "unauthorized_client",
        "Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen if the "
        "application has not been installed by the administrator of the tenant or consented to by any user in the "
        "tenant. You may have sent your authentication request to the wrong tenant.",
        code=700016,
    ),
    Refusal.WRONG_SECRET: Said(
        "invalid_client",
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not "
        "the client secret ID, for a secret added to app '{client}'.",
        401,
        7000215,
    ),
    Refusal.SECRET_EXPIRED: Said(
        "invalid_client",
        "The provided client secret keys for app '{client}' are expired. Visit the Azure portal to create new keys for "
        "your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: "
        "https://aka.ms/certCreds.",
        401,
        7000222,
    ),
    Refusal.SECRET_MISSING: Said(
        "invalid_client",
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        401,
        7000218,
    ),
    Refusal.SECRET_UNWANTED: Said(
        "invalid_client",
        "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
        401,
        700025,
    ),
    Refusal.NOT_ALLOWED: Said(
        "unauthorized_client",
        "The application '{client}' ({name}) is not configured as a multi-tenant application or is disabled.",
        code=7000112,
    ),
    Refusal.WRONG_SCOPE: Said(
        "invalid_scope",
        "The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.",
        code=70011,
    ),
    Refusal.CONSENT_MISSING: Said(
        "invalid_grant",
        "The user or administrator has not consented to use the application with ID '{client}' named '{name}'. Send an "
        "interactive authorization request for this user and resource.",
        code=65001,
        more={"suberror": "consent_required"},
    ),
    Refusal.REVOKED: Said(
        "invalid_grant",
        "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have "
        "changed or reset their password. The grant was issued on '{issued}' and the TokensValidFrom date (before "
        "which tokens are not valid) for this user is '{revoked}'.",
        code=50173,
        more={"suberror": "bad_token"},
    ),
    Refusal.EXPIRED: Said(
        "invalid_grant",
        "The refresh token has expired due to inactivity. The token was issued on {issued} and was inactive for "
        "90.00:00:00.",
        code=700082,
    ),
    Refusal.BAD_SIGNATURE: Said("invalid_client", "Client assertion failed signature validation.", 401, 700027),
    Refusal.BAD_GRANT: Said(
        "invalid_grant",
        "The provided value for the input parameter 'refresh_token' or 'assertion' is not valid.",
        code=70000,
    ),
    Refusal.MFA_NEEDED: Said(
        "invalid_grant",
        "Due to a configuration change made by your administrator, or because you moved to a new location, you must "
        "use multi-factor authentication to access '00000002-0000-0ff1-ce00-000000000000'.",
        code=50076,
        more={"suberror": "basic_action"},
    ),
    Refusal.USER_DISABLED: Said("invalid_grant", "The user account is disabled.", code=50057),
    Refusal.UNKNOWN_USER: Said(
        "invalid_grant", "The user account does not exist in the {tenant} directory.", code=50034
    ),
    Refusal.POLICY: Said(
        "invalid_grant",
        "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
        code=53003,
        more={"suberror": "message_only"},
    ),
    Refusal.PENDING: Said(
        "authorization_pending",
        "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
        code=70016,
    ),
    Refusal.SLOW_DOWN: Said("slow_down", "OAuth 2.0 device flow error. Polling is too frequent."),
    Refusal.CODE_EXPIRED: Said(
        "expired_token",
        "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
        code=70020,
    ),
    Refusal.DENIED: Said("authorization_declined", "User declined to consent to access the app.", code=65004),
    Refusal.CODE_USED: Said(
        "invalid_grant",
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh "
        "token.",
        code=54005,
    ),
    Refusal.WRONG_VERIFIER: Said(
        "invalid_grant",
        "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        code=501481,
    ),
    Refusal.WRONG_REDIRECT: Said(
        "invalid_client",
        "The reply address '{redirect}' does not match the reply address provided when requesting Authorization code.",
        401,
        500112,
    ),
}


def _error(refusal: Refusal, said: Said, words: str | None) -> JSON:
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    trace, correlation = str(uuid.uuid4()), str(uuid.uuid4())
    named = "" if said.code is None else f"AADSTS{said.code}: "
    return {
        "error": said.error,
        "error_description": (
            f"{named}{words or refusal.value}\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {now}"
        ),
        "error_codes": [] if said.code is None else [said.code],
        "timestamp": now,
        "trace_id": trace,
        "correlation_id": correlation,
        **({} if said.code is None else {"error_uri": f"https://login.microsoftonline.com/error?code={said.code}"}),
        **said.more,
    }


def _access_token(claims: JSON) -> str:
    return jwt_like({"aud": "https://outlook.office365.com", "ver": "1.0", **claims}, TOKEN_LENGTH)


MICROSOFT = Provider(
    name="microsoft",
    endpoints=Endpoints(
        "{tenant}/oauth2/v2.0/token", "{tenant}/oauth2/v2.0/authorize", "{tenant}/oauth2/v2.0/devicecode"
    ),
    grants=frozenset({"client_credentials", "refresh_token", "authorization_code", DEVICE_GRANT}),
    mail_scopes=frozenset(
        {
            _APP_SCOPE,
            "https://outlook.office.com/.default",
            "https://outlook.office.com/SMTP.Send",
            "https://outlook.office365.com/SMTP.Send",
        }
    ),
    refusals=_SAYS,
    access_token=_access_token,
    refresh_token=lambda: opaque("1.AXkA", 1100),
    error=_error,
    free_scopes=frozenset({"openid", "profile", "email", "offline_access"}),
    offline_scope="offline_access",
    lifetime=3599,
    rotation=Rotation.NEW,
    extra={"ext_expires_in": 3599},
    has_tenants=True,
    optional=frozenset({"client_info", "login_hint", "prompt", "response_mode"}),
)
