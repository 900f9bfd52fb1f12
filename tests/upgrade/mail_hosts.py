"""The mail servers that a kept database names: no such machines exist, so their names lead to servers of this one.

The stored documents stay as they were then: a password is meant for the host and the port that stand there.
"""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

PORT = 2525
MAIL, SLOW, MUTE = "mail.firma.test", "slow.firma.test", "mute.firma.test"
HOSTS = (MAIL, SLOW, MUTE)


@contextmanager
def leading_to(ports: Mapping[str, int]) -> Iterator[None]:
    """Resolve each host to a port of this machine; no other name than its own is ever looked up."""
    really = socket.getaddrinfo

    def here(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name in ports and int(port) == PORT:
            return really("127.0.0.1", ports[name], *arguments, **options)
        if name not in {"127.0.0.1", "localhost", "::1"}:
            raise socket.gaierror(socket.EAI_NONAME, f"this test is offline: {name}")
        return really(host, port, *arguments, **options)

    socket.getaddrinfo = here
    try:
        yield
    finally:
        socket.getaddrinfo = really
