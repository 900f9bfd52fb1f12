"""Files of certificates that a connection trusts: there, readable and what they say they are."""

import ssl
from pathlib import Path

from domain.errors import Unfit

LARGEST = 10_000_000
"""Bytes: all authorities that a system trusts take about a quarter of a megabyte."""


def certificate_file(text: str) -> str:
    """Return the path of a file with certificates; raises Unfit where TLS could not use it.

    It is absolute: the command line and the bot are started in different folders.
    """
    path = Path(text)
    if not path.is_absolute():
        raise Unfit("config-ca-file-relative")
    try:
        fits = path.is_file() and path.stat().st_size <= LARGEST
        if fits:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.load_verify_locations(cafile=text)
            fits = bool(context.get_ca_certs())
    except (OSError, ValueError):
        fits = False
    if not fits:
        raise Unfit("config-ca-file")
    return text
