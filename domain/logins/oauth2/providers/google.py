"""Google («XOAUTH2 mechanism», «OAuth 2.0 for server to server applications»). Its device flow grants no mail scope."""

from domain.logins.oauth2.providers.provider import Grant, Provider, Task, fixed

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
    tasks={
        Grant.SERVICE_ACCOUNT: (
            Task("google-api", url="https://console.cloud.google.com/apis/library/gmail.googleapis.com"),
            Task("google-account", url="https://console.cloud.google.com/iam-admin/serviceaccounts"),
            Task("google-delegation", (_MAIL,), "https://admin.google.com/ac/owl/domainwidedelegation"),
        ),
        Grant.REFRESH_TOKEN: (
            Task("google-api", url="https://console.cloud.google.com/apis/library/gmail.googleapis.com"),
            Task("google-consent", (_MAIL,), "https://console.cloud.google.com/auth/scopes"),
            Task("google-client", url="https://console.cloud.google.com/auth/clients"),
            Task("consent-on-a-computer"),
        ),
    },
)
