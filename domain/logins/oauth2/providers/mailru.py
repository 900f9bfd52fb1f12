"""Mail.ru («OAuth 2.0» of Mail ID: its token for SMTP is asked for by the scope mail.imap, which needs openid)."""

from domain.logins.oauth2.providers.provider import REGISTERED_PORT, Grant, Provider, Task, fixed

MAILRU = Provider(
    name="mailru",
    title="Mail.ru",
    scopes={Grant.REFRESH_TOKEN: "openid mail.imap offline_access"},
    token=fixed("https://oauth.mail.ru/token"),
    authorization=fixed("https://oauth.mail.ru/login"),
    has_secret=frozenset({Grant.REFRESH_TOKEN}),
    # Without it, or without offline_access, a consent brings no refresh token.
    extra={"prompt": "consent"},
    port=REGISTERED_PORT,
    tasks={
        Grant.REFRESH_TOKEN: (
            Task("mailru-register", (f"http://127.0.0.1:{REGISTERED_PORT}/",), "https://o2.mail.ru/app/"),
            Task("consent-on-a-computer"),
        ),
    },
)
