"""What a waiting step is taken to have heard from the server, so that what stands behind it can be tried too."""

from collections.abc import Sequence

from domain.runs.awaited_letter import is_ignored
from domain.scenarios.actions.action import Action
from domain.scenarios.document import Scenario
from domain.scenarios.server_answer import ServerAnswer
from domain.scenarios.state import RunState
from domain.scenarios.walking import level_of

SAMPLE_ANSWER = ServerAnswer(accepted="250 2.0.0 Ok", refused=None)
SAMPLE_REFUSAL = ServerAnswer(accepted=None, refused="550 5.1.1 No such user")


def answer_by_sample(scenario: Scenario, state: RunState) -> None:
    """Put the sample answer where the waiting action wants it."""
    hear(scenario.actions, state, SAMPLE_ANSWER)


def hear(actions: Sequence[Action], state: RunState, answer: ServerAnswer) -> bool:
    """Put an answer where the waiting action wants it; return whether the run goes on."""
    frame = state.frames[-1]
    body = level_of(actions, frame.container)[frame.index - 1].body
    state.variables.update(body.take(answer))
    return body.bears(answer) or is_ignored(actions, state)
