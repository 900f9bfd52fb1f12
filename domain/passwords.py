"""Passwords of mail servers: what can be one at all."""

from pydantic import SecretStr

from domain.accepting import has_broken_characters
from domain.errors import GonetsError
from domain.one_line import breaks_line


class PasswordNotOneLine(GonetsError):
    """A line break or a control character is in it: pasted by mistake, and no way of logging in carries it."""

    key = "error-password-not-one-line"


def check_password(password: SecretStr) -> SecretStr:
    """Return the password; raises PasswordNotOneLine (RFC 4616 forbids NUL, RFC 4013 section 2.3 all controls)."""
    text = password.get_secret_value()
    if breaks_line(text) or has_broken_characters(text):
        raise PasswordNotOneLine
    return password
