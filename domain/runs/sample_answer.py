"""What a waiting step is taken to have heard from the server, so that what stands behind it can be tried too."""

from domain.scenarios.server_answer import ServerAnswer

SAMPLE_ANSWER = ServerAnswer(accepted="250 2.0.0 Ok", refused=None)
SAMPLE_REFUSAL = ServerAnswer(accepted=None, refused="550 5.1.1 No such user")
