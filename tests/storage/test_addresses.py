"""Addresses of databases: what kind each is of, and what anybody may see of it."""

import pytest

from storage.addresses import is_on_server, shown


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("postgresql://anna:geheim@db.example.com:5433/gonets", "postgresql://db.example.com:5433/gonets"),
        ("postgres://anna:ge%40heim@db/gonets?sslmode=require", "postgres://db/gonets"),
        ("postgresql://db/gonets?user=anna&password=geheim", "postgresql://db/gonets"),
        ("postgresql:///gonets?host=/run/postgresql&password=geheim", "postgresql:///gonets"),
        ("postgresql://[::1]:5432/gonets", "postgresql://[::1]:5432/gonets"),
        ("postgresql://anna:ge@heim@db/gonets", "postgresql://db/gonets"),
        ("postgresql://anna:ge/heim@db/gonets", "postgresql://…"),
        ("postgresql://anna:ge?heim@db/gonets", "postgresql://…"),
        ("postgresql://db/gonets?password=ge@heim", "postgresql://…"),
        ("postgresql://anna:geheim@db:x/gonets", "postgresql://…"),
        ("sqlite:///srv/a@b/gonets.db", "sqlite:///srv/a@b/gonets.db"),
    ],
)
def test_no_password_of_an_address_is_shown(url: str, seen: str) -> None:
    assert shown(url) == seen
    assert is_on_server(url) == url.startswith("postgres")
