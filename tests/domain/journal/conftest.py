from tests.domain.deliveries.conftest import office  # noqa: F401 - the fixture
from tests.domain.records.conftest import desk  # noqa: F401 - the fixture
