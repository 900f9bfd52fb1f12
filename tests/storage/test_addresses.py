"""Addresses of databases: what kind each is of, and what anybody may see of it."""

import pytest

from storage.addresses import AddressUnreadable, is_on_server, kind_shown, refuse_unreadable, shown


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
        ("postgresql://anna:ge#heim@db/gonets", "postgresql://…"),
        ("postgresql://anna:12#34geheim@db/gonets", "postgresql://…"),
        ("postgresql://anna:12/34geheim@db/gonets", "postgresql://…"),
        ("postgresql://anna:ge[heim@db/gonets", "postgresql://…"),
        ("postgresql://anna:ge heim@db/gonets", "postgresql://…"),
        ("postgresql://anna:geheim@db1:5432,db2:5433/gonets", "postgresql://db1:5432,db2:5433/gonets"),
        ("sqlite:///srv/a@b/gonets.db", "sqlite:///srv/a@b/gonets.db"),
    ],
)
def test_no_password_of_an_address_is_shown(url: str, seen: str) -> None:
    assert shown(url) == seen
    assert is_on_server(url) == url.startswith("postgres")


@pytest.mark.parametrize("sign", [*"/?#[] ", "\t", "\n"])
def test_a_sign_of_a_password_that_should_have_been_escaped_is_refused(sign: str) -> None:
    for password in (f"ge{sign}heim", f"{sign}geheim", f"12{sign}34"):
        with pytest.raises(AddressUnreadable) as raised:
            refuse_unreadable(f"postgresql://anna:{password}@db:5432/gonets")
        assert password not in f"{raised.value}{raised.value.params}"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://db:x/gonets",
        "postgresql://db:0/gonets",
        "postgresql://db:65536/gonets",
        "postgresql://db1:5432,db2:x/gonets",
        "postgresql://[::1/gonets",
        "postgresql://::1/gonets",
    ],
)
def test_what_names_no_place_is_refused(url: str) -> None:
    with pytest.raises(AddressUnreadable):
        refuse_unreadable(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://anna:ge%2Fheim%40@db:5432/gonets?sslmode=require",
        "postgresql://db1:5432,db2/gonets?target_session_attrs=primary",
        "postgresql:///gonets?host=/run/postgresql",
        "postgres://anna@[::1]:5432/gonets",
        "postgresql://db",
    ],
)
def test_what_the_programs_of_postgresql_read_is_taken(url: str) -> None:
    refuse_unreadable(url)


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("mysql://anna:geheim@db/gonets", "mysql"),
        ("postgresql+asyncpg://anna:geheim@db/gonets", "postgresql+asyncpg"),
        ("POSTGRESQL://anna:geheim@db/gonets", "POSTGRESQL"),
        ("postgresql:/anna:geheim@db/gonets", "postgresql"),
        ("anna:geheim@db", "anna"),
        ("//anna:geheim@db", "…"),
        ("/srv/gonets.db", "/srv/gonets.db"),
    ],
)
def test_an_address_of_no_kind_of_ours_shows_its_kind_alone(url: str, seen: str) -> None:
    assert kind_shown(url) == seen
