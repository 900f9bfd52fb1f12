"""The providers of access tokens, by the name that a document gives. A new one goes to the end."""

from collections.abc import Mapping

from domain.logins.oauth2.providers.google import GOOGLE
from domain.logins.oauth2.providers.mailru import MAILRU
from domain.logins.oauth2.providers.microsoft import MICROSOFT
from domain.logins.oauth2.providers.other import OTHER
from domain.logins.oauth2.providers.provider import Provider
from domain.logins.oauth2.providers.yandex import YANDEX

PROVIDERS: Mapping[str, Provider] = {item.name: item for item in (MICROSOFT, GOOGLE, YANDEX, MAILRU, OTHER)}
