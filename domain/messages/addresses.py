"""E-mail addresses: valid by syntax alone, since company networks use names that no public DNS knows."""

import re
from dataclasses import dataclass

import email_validator
from email_validator import EmailNotValidError, validate_email

from domain.errors import GonetsError

_COMPANY_NETWORKS = frozenset({"local", "test", "localhost"})
_SPECIAL_USE = [name for name in email_validator.SPECIAL_USE_DOMAIN_NAMES if name not in _COMPANY_NETWORKS]
# The library has no option for this, only its module's list: company networks do use .local and .test.
email_validator.SPECIAL_USE_DOMAIN_NAMES[:] = _SPECIAL_USE

LINE_BREAK = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029\x00]")


class InvalidAddress(GonetsError):
    """The text is not an e-mail address."""

    key = "error-invalid-address"


class LineBreakInHeader(GonetsError):
    """A line break in a header would let one header become two."""

    key = "error-line-break-in-header"


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address with the name that is shown with it."""

    name: str
    address: str


def parse_address(text: str) -> str:
    """Return the address in its normal form, an international domain in Unicode; raises InvalidAddress.

    Syntax is RFC 5321 and 6531; a domain without a dot is allowed (`root@mailhost`).
    """
    try:
        found = validate_email(
            text.strip(), check_deliverability=False, globally_deliverable=False, allow_smtputf8=True
        )
    except EmailNotValidError as error:
        raise InvalidAddress(str(error), address=text.strip()[:200]) from error
    return found.normalized


def needs_smtputf8(address: str) -> bool:
    """Whether only a server with SMTPUTF8 takes the address: letters beyond ASCII before the @ (RFC 6531)."""
    return not address.rpartition("@")[0].isascii()


def ascii_address(address: str) -> str:
    """Return the address as it goes over the wire: an international domain as A-labels (RFC 5891)."""
    local, _, domain = address.rpartition("@")
    try:
        found = validate_email(address, check_deliverability=False, globally_deliverable=False, allow_smtputf8=True)
    except EmailNotValidError:
        return address
    return f"{local}@{found.ascii_domain or domain}"


def check_header(text: str) -> str:
    """Return the text if it may stand in a header; raises LineBreakInHeader."""
    if LINE_BREAK.search(text):
        raise LineBreakInHeader(text=text[:100])
    return text
