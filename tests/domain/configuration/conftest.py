from tests.domain.scenarios.conftest import filled, stored  # noqa: F401 - the fixtures
