"""Addresses beyond ASCII on servers that do not know SMTPUTF8: the answer they get, and a header that all can read."""

import base64
import re

from domain.messages.sending import Reply

NOT_OFFERED = Reply(553, "5.6.7", "the server does not offer SMTPUTF8")
"""What a server without SMTPUTF8 would answer such a recipient (RFC 6531 section 3.5); ours, as nobody asked it."""

_ADDRESS = re.compile(rb"<([^<>\r\n]*[\x80-\xff][^<>\r\n]*)>")


def downgraded(content: bytes) -> bytes:
    """Return the letter in ASCII: each address beyond it becomes an empty group of that name (RFC 6857 section 3.1.4).

    Those who are reached see who else was written to, and cannot answer an address that their server would refuse.
    """
    head, gap, rest = content.partition(b"\r\n\r\n")
    return _ADDRESS.sub(_as_group, head) + gap + rest


def _as_group(match: re.Match[bytes]) -> bytes:
    return b"=?utf-8?b?" + base64.b64encode(match[1]) + b"?= :;"
