"""What route templates may hold: a list of allowed pieces, so that a new one of Jinja's is refused until looked at."""

import difflib
import math
import re
from collections.abc import Collection, Mapping

from jinja2 import nodes

from domain.errors import GonetsError
from domain.messages.template_faults import column_of
from domain.messages.template_filters import FILTERS

MAX_LOOPS = 2
"""How deep loops may nest."""

MAX_DEPTH = 30
"""How deep blocks and expressions may nest."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Filter, nodes.Const, nodes.If, nodes.For,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Keyword, nodes.CondExpr, nodes.Getattr,
)  # fmt: skip
_SIGNS = {
    "call": r"\(", "getitem": r"(?<=\w)\s*\[", "list": r"\[", "tuple": r"\(", "dict": r"\{(?=[^{%])", "concat": "~",
    "add": r"\+", "sub": r"-(?!\s*%\})", "mul": r"\*", "div": "/", "floordiv": "//", "mod": r"%(?!\})", "pow": r"\*\*",
    "test": r"\bis\b", "assign": r"\bset\b", "callblock": r"\bcall\b", "filterblock": r"\bfilter\b",
}  # fmt: skip
"""How a piece of Jinja that is not allowed looks in a template."""

_FOR = r"\bfor\b"
_POWER = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+")
_LOOP_WORDS = frozenset({"index", "index0", "first", "last", "length"})


class TemplateError(GonetsError):
    """A template that cannot be used: a name that is not declared, or something that templates may not do.

    `reason` is one of: unknown-name, unknown-filter, unknown-tag, not-allowed, loop-needs-array, unclosed,
    unclosed-block, syntax, too-deep, too-large, render.
    """

    key = "error-template"

    def __init__(self, reason: str, line: int, column: int = 1, name: str = "", nearest: str = "") -> None:
        super().__init__(
            f"{reason} in line {line}, column {column}: {name}",
            reason=reason,
            line=line,
            column=column,
            name=name,
            nearest=nearest,
        )
        self.ends_run = reason in {"too-deep", "too-large"}


def check_tree(tree: nodes.Template, names: Mapping[str, bool], source: str) -> None:
    """Raises TemplateError for the first piece that is not allowed."""
    _Check(names, source).node(tree, frozenset(), loops=0, depth=0)


def unknown_name(name: str, known: Collection[str], source: str, line: int) -> TemplateError:
    """Return the error for a name that is not declared, with its line and column and the nearest one that is."""
    lines = source.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    exact = re.escape(name)
    found = re.search(rf"\{{{exact}\}}|(?<=\{{)[^{{}}]*?\b{exact}\b", text) or re.search(rf"\b{exact}\b", text)
    column = 1 if found is None else found.start() + found[0].rfind(name) + 1
    return TemplateError("unknown-name", line, column, name, _nearest(name, known))


class _Check:
    def __init__(self, names: Mapping[str, bool], source: str) -> None:
        self._names = names
        self._source = source

    def node(self, node: nodes.Node, inside: frozenset[str], *, loops: int, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise TemplateError("too-deep", node.lineno)
        if not isinstance(node, _ALLOWED):
            name = type(node).__name__.lower()
            raise self._error("not-allowed", node, _SIGNS.get(name, re.escape(name)), name)
        match node:
            case nodes.For():
                self._loop(node, inside, loops, depth)
                return
            case nodes.Getattr() if not _is_loop_word(node, loops):
                raise self._error("not-allowed", node, rf"\.\s*{re.escape(node.attr)}\b", f".{node.attr}")
            case nodes.Filter() if node.name not in FILTERS:
                pattern = rf"(?<=\|)\s*{re.escape(node.name)}\b"
                raise self._error("unknown-filter", node, pattern, node.name, _nearest(node.name, FILTERS))
            case nodes.Filter() if node.dyn_args is not None or node.dyn_kwargs is not None:
                raise self._error("not-allowed", node, r"\*", "*")
            case nodes.Const(value=float() as number) if not math.isfinite(number):
                # `1e999` is infinity, which Jinja writes as a name that there is not.
                written = next(filter(_is_endless, _POWER.findall(self._source)), "1e999")
                raise self._error("syntax", node, re.escape(written), written)
            case nodes.Name(ctx="load"):
                known = {*self._names, *inside, *(("loop",) if loops else ())}
                if node.name not in known:
                    raise unknown_name(node.name, known, self._source, node.lineno)
        for child in node.iter_child_nodes():
            # `elif` stands beside its `if`, however many there are.
            deeper = depth if isinstance(node, nodes.If) and child in node.elif_ else depth + 1
            self.node(child, inside, loops=loops, depth=deeper)

    def _error(self, reason: str, node: nodes.Node, pattern: str, name: str, nearest: str = "") -> TemplateError:
        line = _line_of(node)
        return TemplateError(reason, line, column_of(self._source, line, pattern), name, nearest)

    def _loop(self, node: nodes.For, inside: frozenset[str], loops: int, depth: int) -> None:
        over, target = node.iter, node.target
        if loops >= MAX_LOOPS or node.recursive or not isinstance(target, nodes.Name) or target.name == "loop":
            raise self._error("not-allowed", node, _FOR, "for")
        if not isinstance(over, nodes.Name):
            raise self._error("loop-needs-array", node, _FOR, "for")
        if over.name not in self._names and over.name not in inside:
            raise unknown_name(over.name, self._names, self._source, node.lineno)
        if over.name in inside or not self._names.get(over.name):
            raise self._error("loop-needs-array", node, rf"(?<=\bin)\s+{re.escape(over.name)}\b", over.name)
        names = inside | {target.name}
        for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
            self.node(child, names, loops=loops + 1, depth=depth + 1)


def _is_endless(number: str) -> bool:
    return math.isinf(float(number))


def _line_of(node: nodes.Node) -> int:
    """Return the node's line; Jinja gives none to the frames that it puts around some blocks."""
    return node.lineno or next((inner.lineno for inner in node.find_all(nodes.Node) if inner.lineno), 1)


def _is_loop_word(node: nodes.Getattr, loops: int) -> bool:
    of_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
    return of_loop and node.attr in _LOOP_WORDS and loops > 0


def _nearest(name: str, known: Collection[str]) -> str:
    folded = {item.casefold(): item for item in known}
    close = difflib.get_close_matches(name.casefold(), folded, n=1)
    return folded[close[0]] if close else ""
