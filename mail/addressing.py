"""Addressing: how MAIL and RCPT name addresses to a server. Letters and checks both go through here."""

from collections.abc import Collection

from domain.messages.addresses import ascii_address, needs_smtputf8


def can_name(address: str, offers: Collection[str]) -> bool:
    """Whether a server with these extensions can be told the address at all."""
    return "smtputf8" in offers or not needs_smtputf8(address)


def mail_command(sender: str, offers: Collection[str], *, utf8: bool, size: int | None = None) -> bytes:
    """Return MAIL with the options that the server knows. `utf8` asks for RFC 6531; `size` is in bytes (RFC 1870)."""
    options = b""
    if size is not None and "size" in offers:
        options += b" SIZE=%d" % size
    if utf8:
        options += b" BODY=8BITMIME SMTPUTF8" if "8bitmime" in offers else b" SMTPUTF8"
    return b"MAIL FROM:<%s>%s" % (_wire_address(sender, utf8=utf8), options)


def rcpt_command(recipient: str, *, utf8: bool) -> bytes:
    """Return RCPT."""
    return b"RCPT TO:<%s>" % _wire_address(recipient, utf8=utf8)


def _wire_address(address: str, *, utf8: bool) -> bytes:
    """Return an address as it is named: with A-labels unless the local part needs UTF-8 anyway."""
    return (address if utf8 and needs_smtputf8(address) else ascii_address(address)).encode()
