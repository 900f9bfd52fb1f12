"""Templates of routes: `{Name}` and Jinja2, with nothing in them that loops for ever or reaches too far."""

import difflib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2 import Template as JinjaTemplate
from jinja2.sandbox import SandboxedEnvironment

from domain.errors import GonetsError

MAX_OUTPUT = 5_000_000
MAX_LOOPS = 2
FILTERS = frozenset({
    "capitalize", "default", "e", "escape", "first", "join", "last", "length", "lower", "replace", "title", "trim",
    "truncate", "upper",
})  # fmt: skip

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Filter, nodes.Const, nodes.If, nodes.For,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Keyword, nodes.CondExpr, nodes.Getattr,
    nodes.List, nodes.Tuple,
)  # fmt: skip
_SHORTHAND = re.compile(r"(?<!\{)\{([A-Za-zА-Яа-яЁё_][0-9A-Za-zА-Яа-яЁё_]*)\}(?!\})")
_LOOP_WORDS = frozenset({"index", "index0", "first", "last", "length"})


class TemplateError(GonetsError):
    """A template that cannot be used: a name that is not declared, or something that templates may not do."""

    key = "error-template"

    def __init__(self, reason: str, line: int, column: int = 1, name: str = "", nearest: str = "") -> None:
        super().__init__(reason, reason=reason, line=line, column=column, name=name, nearest=nearest)


class MessageTemplate:
    """A compiled template of a route."""

    def __init__(self, template: JinjaTemplate) -> None:
        self._template = template

    def render(self, values: Mapping[str, Any]) -> str:
        """Put values in; what they hold is never read as a template. Raises TemplateError."""
        parts: list[str] = []
        size = 0
        try:
            for part in self._template.generate(dict(values)):
                size += len(part)
                if size > MAX_OUTPUT:
                    raise TemplateError("too-large", 1)
                parts.append(part)
        except (UndefinedError, TypeError, ValueError) as error:
            raise TemplateError("render", 1, name=str(error)[:100]) from error
        return "".join(parts)


@lru_cache(maxsize=4)
def _environment(*, html: bool) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=html,
        keep_trailing_newline=True,
        # Jinja's own {# would swallow CSS like `a{#...}`.
        comment_start_string="\x02gonets-comment",
        comment_end_string="gonets-comment\x03",
    )
    environment.globals.clear()
    environment.filters = {name: value for name, value in environment.filters.items() if name in FILTERS}
    return environment


def compile_template(source: str, names: Mapping[str, bool], *, html: bool = False) -> MessageTemplate:
    """Compile a template over the declared names (True: an array, over which `for` may go).

    `{Name}` is shorthand for `{{ Name }}`. Raises TemplateError with the line, and the column of a wrong name.
    """
    return _compile(source, tuple(sorted(names.items())), html)


@lru_cache(maxsize=256)
def _compile(source: str, names: tuple[tuple[str, bool], ...], html: bool) -> MessageTemplate:
    environment = _environment(html=html)
    expanded = _expand(source)
    try:
        tree = environment.parse(expanded)
    except TemplateSyntaxError as error:
        raise TemplateError("syntax", error.lineno, name=(error.message or "")[:100]) from error
    _check(tree, dict(names), frozenset(), source, loops=0)
    return MessageTemplate(environment.from_string(tree))


def _expand(source: str) -> str:
    """Turn `{Name}` into `{{ Name }}` outside of Jinja's own blocks; other braces stay as they are."""
    parts = re.split(r"(\{\{.*?\}\}|\{%.*?%\})", source, flags=re.DOTALL)
    return "".join(part if number % 2 else _SHORTHAND.sub(r"{{ \1 }}", part) for number, part in enumerate(parts))


def _check(node: nodes.Node, names: Mapping[str, bool], loop_names: frozenset[str], source: str, *, loops: int) -> None:
    if not isinstance(node, _ALLOWED):
        raise TemplateError("not-allowed", node.lineno, name=type(node).__name__.lower())
    if isinstance(node, nodes.Getattr) and not (
        isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in _LOOP_WORDS and loops
    ):
        raise TemplateError("not-allowed", node.lineno, name=f".{node.attr}")
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise TemplateError("unknown-filter", node.lineno, name=node.name, nearest=_nearest(node.name, FILTERS))
    if isinstance(node, nodes.Name) and node.ctx == "load":
        known = {*names, *loop_names, *(("loop",) if loops else ())}
        if node.name not in known:
            line, column = _place(source, node.name, node.lineno)
            raise TemplateError("unknown-name", line, column, node.name, _nearest(node.name, known))
    if isinstance(node, nodes.For):
        _check_loop(node, names, loop_names, source, loops)
        return
    for child in node.iter_child_nodes():
        _check(child, names, loop_names, source, loops=loops)


def _check_loop(
    node: nodes.For, names: Mapping[str, bool], loop_names: frozenset[str], source: str, loops: int
) -> None:
    over = node.iter
    if loops >= MAX_LOOPS or node.recursive or not isinstance(node.target, nodes.Name):
        raise TemplateError("not-allowed", node.lineno, name="for")
    if not isinstance(over, nodes.Name) or not names.get(over.name):
        raise TemplateError("loop-needs-array", node.lineno, name=getattr(over, "name", "for"))
    inside = loop_names | {node.target.name}
    for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
        _check(child, names, inside, source, loops=loops + 1)


def _place(source: str, name: str, line: int) -> tuple[int, int]:
    lines = source.split("\n")
    if line <= len(lines):
        found = re.search(rf"\b{re.escape(name)}\b", lines[line - 1])
        if found:
            return line, found.start() + 1
    return line, 1


def _nearest(name: str, known: "frozenset[str] | set[str]") -> str:
    return next(iter(difflib.get_close_matches(name, known, n=1)), "")
