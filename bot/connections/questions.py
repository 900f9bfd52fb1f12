"""What the pages of connections ask."""

from typing import ClassVar

from bot.objects.questions import SecretQuestion
from bot.telegram.asking import Question
from domain.logins.login import PASSWORD
from domain.logins.oauth2.login import SERVICE_ACCOUNT_KEY


class NewSecret(SecretQuestion):
    """A secret of a connection; version 0.1.0 asked for passwords alone. The message that holds it goes at once."""

    topic: ClassVar = "connection_password"
    connection: int
    revision: int = 0
    secret: str = PASSWORD

    @property
    def wants_key(self) -> bool:
        """Whether it is a service account's key."""
        return self.secret == SERVICE_ACCOUNT_KEY


class LetterTo(Question):
    """To whom a test letter is to go; `turn` counts them, `route` is whose letter it is, 0 for our own words."""

    topic: ClassVar = "test_letter"
    connection: int
    turn: int = 0
    route: int = 0
