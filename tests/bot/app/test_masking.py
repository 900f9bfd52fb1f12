"""Whatever a line of the log quotes of OAuth 2.0, its secrets are struck out, tracebacks included."""

import json
import logging

import pytest

from bot.app.logs import Masked, mask
from tests.domain.logins.test_service_account import account

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("POST access_token=very-secret&x=1", "very-secret"),
        ('{"access_token": "very-secret", "x": 1}', "very-secret"),
        ("{'refresh_token': 'very-secret'}", "very-secret"),
        ("client_secret: very-secret", "very-secret"),
        ("device_code=very-secret", "very-secret"),
        ("user_code=very-secret", "very-secret"),
        ('{"client_secret": "first, second; very-secret"}', "very-secret"),
        ("{'client_secret': 'a} & very-secret'}", "very-secret"),
        ('{"refresh_token": "a\\\\\\"very-secret"}', "very-secret"),
        ('{"access_token": "cut off very-secret', "very-secret"),
        ("code_verifier=very-secret", "very-secret"),
        ("assertion=very-secret&grant", "very-secret"),
        ("user=me\x01auth=Bearer very-secret\x01\x01", "very-secret"),
        ("Authorization: bearer very-secret", "very-secret"),
        (f"said {JWT} twice", JWT),
        (account(), "MII"),
        (json.loads(account())["private_key"], "MII"),
    ],
)
def test_it_is_struck_out(line: str, secret: str) -> None:
    assert secret in line
    assert secret not in mask(line, [])
    assert "***" in mask(line, [])
    error = ValueError(line)
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "failed", None, (ValueError, error, None))
    for as_json in (True, False):
        assert secret not in Masked([], as_json=as_json).format(record)


@pytest.mark.parametrize("line", ["the refresh_token is kept", "connection mail: token refused", "bearers of news"])
def test_ordinary_words_stay_as_they_are(line: str) -> None:
    assert mask(line, []) == line
