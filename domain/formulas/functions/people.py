"""Who and when."""

from domain.formulas.evaluation import Evaluation
from domain.formulas.functions.room import Room
from domain.formulas.moments import instant
from domain.formulas.tree import Call
from domain.formulas.values import Value

room = Room("people")


@room.lazy("USER()", gives="account")
def _user(evaluation: Evaluation, _node: Call) -> Value:
    return evaluation.view.user


@room.lazy("NOW()", gives="date_time")
def _now(evaluation: Evaluation, _node: Call) -> Value:
    return instant(evaluation.view.now)
