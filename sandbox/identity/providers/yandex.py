"""Яндекс OAuth: 400 for every refusal, tokens that live for months («Обновление токена», «Ввод кода на странице»)."""

from sandbox.identity.issued import opaque
from sandbox.identity.providers.provider import DEVICE_GRANT, Endpoints, Provider, Rotation
from sandbox.identity.refusals import Refusal, Said

_SAYS = {
    Refusal.INVALID_REQUEST: Said("invalid_request", "{what} not in POST"),
    Refusal.UNSUPPORTED_GRANT: Said("unsupported_grant_type", "Unknown grant_type"),
    Refusal.UNKNOWN_CLIENT: Said("invalid_client", "Client not found"),
    Refusal.WRONG_SECRET: Said("invalid_client", "Wrong client secret"),
    Refusal.SECRET_EXPIRED: Said("invalid_client", "Wrong client secret"),
    Refusal.SECRET_MISSING: Said("invalid_client", "client_secret not in POST"),
    Refusal.NOT_ALLOWED: Said("unauthorized_client", "Client is blocked or awaits moderation"),
    Refusal.WRONG_SCOPE: Said("invalid_scope", "Requested scope is not allowed for the client"),
    Refusal.CONSENT_MISSING: Said("invalid_grant", "Invalid refresh token"),
    Refusal.REVOKED: Said("invalid_grant", "expired_token"),
    Refusal.EXPIRED: Said("invalid_grant", "expired_token"),
    Refusal.BAD_GRANT: Said("invalid_grant", "Invalid refresh token"),
    Refusal.MFA_NEEDED: Said("invalid_grant", "expired_token"),
    Refusal.USER_DISABLED: Said("invalid_grant", "User does not exist or is blocked"),
    Refusal.UNKNOWN_USER: Said("invalid_grant", "User does not exist or is blocked"),
    Refusal.POLICY: Said("access_denied", "Access is denied by the organization"),
    Refusal.PENDING: Said("authorization_pending", "User has not yet authorized your application"),
    Refusal.SLOW_DOWN: Said("slow_down", "Polling too often"),
    Refusal.CODE_EXPIRED: Said("expired_token", "Code has expired"),
    Refusal.DENIED: Said("access_denied", "User denied access"),
    Refusal.CODE_USED: Said("invalid_grant", "Code has expired"),
    Refusal.WRONG_VERIFIER: Said("invalid_grant", "Code verifier does not match"),
    Refusal.WRONG_REDIRECT: Said(
        "invalid_request", "redirect_uri does not match the Callback URL defined for the client"
    ),
}

YANDEX = Provider(
    name="yandex",
    endpoints=Endpoints("token", "authorize", "device/code"),
    grants=frozenset({"refresh_token", "authorization_code", DEVICE_GRANT}),
    mail_scopes=frozenset({"mail:smtp"}),
    refusals=_SAYS,
    access_token=lambda _: opaque("y0_", 55),
    refresh_token=lambda: opaque("1:", 110),
    token_type="bearer",  # noqa: S106 - a kind
    lifetime=31_536_000,
    rotation=Rotation.ONCE,
    says_scope=False,
    verification_field="verification_url",
    optional=frozenset({"device_id", "device_name", "force_confirm", "login_hint", "optional_scope"}),
)
