"""Any other provider, by its endpoints (RFC 6749, RFC 8628)."""

from domain.logins.oauth2.providers.provider import Grant, Provider, fixed

OTHER = Provider(
    name="other",
    title="OAuth 2.0",
    scopes={Grant.REFRESH_TOKEN: "", Grant.CLIENT_CREDENTIALS: "", Grant.DEVICE_CODE: ""},
    token=fixed(""),
    device=fixed(""),
    authorization=fixed(""),
    needs=("client_id", "token_endpoint"),
    has_secret=frozenset({Grant.CLIENT_CREDENTIALS}),
)
