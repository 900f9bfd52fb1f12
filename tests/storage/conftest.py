from tests.domain.deliveries.conftest import office  # noqa: F401 - the fixture
