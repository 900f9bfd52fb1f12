"""What a waiting step is taken to have heard from the server, so that what stands behind it can be tried too."""

from domain.scenarios.document import Scenario
from domain.scenarios.server_answer import ServerAnswer
from domain.scenarios.state import RunState
from domain.scenarios.walking import level_of

SAMPLE_ANSWER = ServerAnswer(accepted="250 2.0.0 Ok", refused=None)


def answer_by_sample(scenario: Scenario, state: RunState) -> None:
    """Put the sample answer where the waiting action wants it."""
    frame = state.frames[-1]
    action = level_of(scenario.actions, frame.container)[frame.index - 1]
    state.variables.update(action.body.take(SAMPLE_ANSWER))
