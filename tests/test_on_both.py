"""What is said to run on both databases does: a name that nothing has would leave PostgreSQL out in silence."""

from pathlib import Path

import pytest

from tests.conftest import ON_BOTH


@pytest.mark.parametrize("name", ON_BOTH)
def test_whatever_is_named_for_both_databases_is_there(name: str) -> None:
    place, _, function = name.partition("::")
    assert f"def {function or 'test_'}" in (Path(__file__).parent / place).read_text(encoding="utf-8")
