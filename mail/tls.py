"""TLS contexts, one for each way of trusting: building one costs tens of milliseconds."""

import ssl
from functools import lru_cache


@lru_cache(maxsize=32)
def tls_context(ca_file: str | None, *, verify: bool) -> ssl.SSLContext:
    """Return the shared context; raises OSError or ssl.SSLError when `ca_file` cannot be read."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
