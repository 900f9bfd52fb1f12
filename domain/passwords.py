"""Passwords of mail servers and the secrets that stand in their place: what can be one at all."""

from pydantic import SecretStr

from domain.accepting import has_broken_characters
from domain.errors import GonetsError
from domain.logins.oauth2.login import SERVICE_ACCOUNT_KEY
from domain.logins.oauth2.service_account import service_account_of
from domain.one_line import breaks_line


class PasswordNotOneLine(GonetsError):
    """A line break or a control character is in it: pasted by mistake, and no way of logging in carries it."""

    key = "error-password-not-one-line"


def check_secret(name: str, secret: SecretStr) -> SecretStr:
    """Return the secret of that name; raises PasswordNotOneLine or NoServiceAccountKey.

    RFC 4616 forbids NUL, RFC 4013 section 2.3 all controls; RFC 6749 appendix A allows none in its secrets either.
    """
    text = secret.get_secret_value()
    if name == SERVICE_ACCOUNT_KEY:
        service_account_of(text)
    elif breaks_line(text) or has_broken_characters(text):
        raise PasswordNotOneLine
    return secret
