from tests.domain.deliveries.conftest import office  # noqa: F401 - the fixture
from tests.domain.scenarios.conftest import filled, stored  # noqa: F401 - the fixtures
from tests.domain.scenarios.meddling import meddling  # noqa: F401 - the fixture
