"""A walker types hosts at random: nothing but this machine is ever looked up or connected to."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

HERE = {"127.0.0.1", "localhost", "::1"}


@contextmanager
def offline() -> Iterator[None]:
    """Refuse to look up any other name."""
    really = socket.getaddrinfo

    def only_here(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in HERE:
            raise socket.gaierror(socket.EAI_NONAME, f"this test is offline: {name}")
        return really(host, *arguments, **options)

    socket.getaddrinfo = only_here
    try:
        yield
    finally:
        socket.getaddrinfo = really
