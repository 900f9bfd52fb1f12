from tests.domain.records.conftest import desk  # noqa: F401 - the fixture
