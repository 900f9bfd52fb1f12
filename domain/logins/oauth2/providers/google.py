"""Google («XOAUTH2 mechanism», «OAuth 2.0 for server to server applications»). Its device flow grants no mail scope."""

from domain.logins.oauth2.providers.provider import Grant, Provider, fixed

_MAIL = "https://mail.google.com/"

GOOGLE = Provider(
    name="google",
    title="Gmail",
    scopes={Grant.SERVICE_ACCOUNT: _MAIL, Grant.REFRESH_TOKEN: _MAIL},
    token=fixed("https://oauth2.googleapis.com/token"),
    authorization=fixed("https://accounts.google.com/o/oauth2/v2/auth"),
    has_secret=frozenset({Grant.REFRESH_TOKEN}),
    # Without both Google gives a refresh token at the first consent only.
    extra={"access_type": "offline", "prompt": "consent"},
)
