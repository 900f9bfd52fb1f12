"""Яндекс 360 («Авторизация через OAuth» of Yandex Mail and «Яндекс ID»)."""

from domain.logins.oauth2.providers.provider import REGISTERED_PORT, Grant, Provider, Task, fixed

YANDEX = Provider(
    name="yandex",
    title="Яндекс 360",
    scopes={Grant.REFRESH_TOKEN: "mail:smtp"},
    token=fixed("https://oauth.yandex.ru/token"),
    authorization=fixed("https://oauth.yandex.ru/authorize"),
    has_secret=frozenset({Grant.REFRESH_TOKEN}),
    port=REGISTERED_PORT,
    tasks={
        Grant.REFRESH_TOKEN: (
            Task("yandex-register", (f"http://127.0.0.1:{REGISTERED_PORT}/",), "https://oauth.yandex.ru"),
            Task("consent-on-a-computer"),
        ),
    },
)
