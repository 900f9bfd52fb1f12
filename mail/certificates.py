"""Certificates as an administrator is shown them: whose, by whom, and until when."""

import asyncio
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime

from cryptography import x509
from cryptography.x509.oid import NameOID


def certificate_detail(transport: asyncio.BaseTransport) -> dict[str, str]:
    """Return whose certificate it is, who issued it, and the day until which it is valid, checked or not."""
    tls = transport.get_extra_info("ssl_object")
    if tls is None:
        return {}
    certificate = transport.get_extra_info("peercert")
    detail = {"version": tls.version() or ""}
    if certificate:
        until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
        detail["subject"] = _name(certificate.get("subject", ()))
        detail["issuer"] = _name(certificate.get("issuer", ()))
        detail["names"] = ", ".join(value for _, value in certificate.get("subjectAltName", ()))[:200]
        detail["expires"] = until.date().isoformat()
        return detail
    # Of a certificate that is not checked, Python gives nothing but its bytes.
    return detail | _read(tls.getpeercert(binary_form=True))


def _read(der: bytes | None) -> dict[str, str]:
    if not der:
        return {}
    try:
        certificate = x509.load_der_x509_certificate(der)
        names = _alternative_names(certificate)
        until = certificate.not_valid_after_utc.date().isoformat()
        subject, issuer = _common_name(certificate.subject), _common_name(certificate.issuer)
    except ValueError:
        return {}
    return {"subject": subject, "issuer": issuer, "names": ", ".join(names)[:200], "expires": until}


def _alternative_names(certificate: x509.Certificate) -> list[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [str(getattr(name, "value", name)) for name in found]


def _common_name(name: x509.Name) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(kind):
            return str(attribute.value)
    return ""


def _name(pairs: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    found: Mapping[str, str] = dict(pair for group in pairs for pair in group)
    return found.get("commonName") or found.get("organizationName") or ""
