from tests.domain.logins.conftest import desk  # noqa: F401 - the fixture
