"""Whatever comes from Telegram, the bot lives, and who comes next is served.

`ODD_UPDATES=500` sends that many batches instead of the few of a usual run.
"""

import os

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.demo.stage import ADMIN, STAFF
from tests.bot.telegram.updates.conftest import STRANGER, Served
from tests.bot.telegram.updates.shapes import WRONG, Shapes

BATCHES = int(os.environ.get("ODD_UPDATES", "6"))
PEOPLE = [STAFF, STAFF, ADMIN, STRANGER]

seeds = st.integers(0, 2**32 - 1)
unnumbered = st.one_of(st.sampled_from(WRONG), st.builds(dict, update_id=st.sampled_from(WRONG), message=st.none()))


@settings(
    max_examples=BATCHES,
    database=None,
    phases=(Phase.generate,),  # a smaller example would be looked for with hundreds of batches
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(batch=st.lists(seeds, min_size=25, max_size=40, unique=True), strange=st.lists(unnumbered, max_size=3))
def test_somebody_else_is_served_after_updates_of_any_shape(
    served: Served, batch: list[int], strange: list[object]
) -> None:
    served.survives([Shapes(seed, PEOPLE).update() for seed in batch], strange)
