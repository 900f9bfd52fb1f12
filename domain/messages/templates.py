"""Templates of routes: `{Name}` and Jinja2, with nothing in them that loops for ever or reaches too far."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, UndefinedError, nodes
from jinja2 import Template as JinjaTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from domain.messages.template_check import TemplateError, check_tree, unknown_name
from domain.messages.template_filters import FILTERS, MAX_OUTPUT, Items, TooMuch
from domain.messages.template_places import line_and_column, why_unreadable

_SHORTHAND = re.compile(r"(?<!\{)\{([A-Za-zА-Яа-яЁё_][0-9A-Za-zА-Яа-яЁё_]*)\}(?!\})")
_PLAIN_USE = re.compile(r"\{\{?\s*([A-Za-zА-Яа-яЁё_][0-9A-Za-zА-Яа-яЁё_]*)")
_ROUNDS = "_gonets_rounds"


class MessageTemplate:
    """A compiled template of a route."""

    def __init__(self, template: JinjaTemplate) -> None:
        self._template = template

    def render(self, values: Mapping[str, object]) -> str:
        """Put values in; what they hold is never read as a template.

        Raises TemplateError for a value that is missing or does not fit, and for more than 5,000,000 characters.
        """
        parts: list[str] = []
        size = 0
        try:
            for part in self._template.generate({**_prepared(values), _ROUNDS: [0]}):
                size += len(part)
                if size > MAX_OUTPUT:
                    raise TooMuch  # noqa: TRY301 - the same end as for what a filter or a loop finds
                parts.append(part)
        except TooMuch:
            raise TemplateError("too-large", 1) from None
        except (UndefinedError, TemplateRuntimeError, TypeError, ValueError, LookupError) as error:
            raise TemplateError("render", 1, name=str(error)[:100]) from error
        return "".join(parts)


def compile_template(source: str, names: Mapping[str, bool], *, html: bool = False) -> MessageTemplate:
    """Compile a template over the declared names (True: an array, over which `for` may go).

    `{Name}` is shorthand for `{{ Name }}`. With `html` what is put in is escaped and its line breaks become `<br>`.
    Raises TemplateError with the line, and for a name that is not declared with its column and the nearest one that is.
    """
    return _compile(source, tuple(sorted(names.items())), html)


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja without anything but the listed filters."""

    def __init__(self, *, html: bool) -> None:
        super().__init__(
            undefined=StrictUndefined,
            autoescape=html,
            keep_trailing_newline=True,
            newline_sequence="\n",
            finalize=_with_breaks if html else None,
            # Jinja's own {# would swallow CSS like `a{#...}`; these hold characters that nobody types.
            comment_start_string="\x02gonets-comment",
            comment_end_string="gonets-comment\x03",
        )
        self.globals.clear()
        self.tests.clear()
        self.filters = {**FILTERS, _ROUNDS: _counted}


@lru_cache(maxsize=2)
def _environment(*, html: bool) -> _Environment:
    return _Environment(html=html)


@lru_cache(maxsize=128)
def _compile(source: str, names: tuple[tuple[str, bool], ...], html: bool) -> MessageTemplate:
    environment = _environment(html=html)
    declared = dict(names)
    try:
        tree = environment.parse(_expanded(environment, source, declared))
        check_tree(tree, declared, source)
        for loop in tree.find_all(nodes.For):
            rounds = nodes.Name(_ROUNDS, "load", lineno=loop.lineno)
            loop.iter = nodes.Filter(loop.iter, _ROUNDS, [rounds], [], None, None, lineno=loop.lineno)
        tree.set_environment(environment)
        return MessageTemplate(environment.from_string(tree))
    except TemplateSyntaxError as error:
        reason, start, name = why_unreadable(source, error.lineno, error.message or "", partial(_reads, environment))
        raise TemplateError(reason, *line_and_column(source, start), name=name) from error
    except (RecursionError, MemoryError, SyntaxError, ValueError) as error:
        raise TemplateError("too-deep", 1) from error


def _reads(environment: _Environment, piece: str) -> bool:
    try:
        environment.parse(piece)
    except TemplateSyntaxError:
        return False
    return True


def _with_breaks(value: object) -> object:
    """Escape a text for HTML and keep its line breaks, which HTML would show as spaces."""
    if isinstance(value, str) and not isinstance(value, Markup) and "\n" in value:
        return escape(value).replace("\n", Markup("<br>\n"))
    return value


def _counted(values: object, spent: list[int]) -> Iterator[Any]:
    return (values if isinstance(values, Items) else Items(())).counted(spent)


def _prepared(values: Mapping[str, object]) -> dict[str, object]:
    return {name: Items(value) if isinstance(value, list | tuple) else value for name, value in values.items()}


def names_used(source: str) -> tuple[str, ...]:
    """Return the names that a template uses, declared or not, in the order of their first use; of a broken one too."""
    environment = _environment(html=False)
    try:
        tree = environment.parse(_expanded(environment, source, None))
    except (TemplateSyntaxError, RecursionError):
        return tuple(dict.fromkeys(_PLAIN_USE.findall(source)))
    names = [node for node in tree.find_all(nodes.Name) if node.name != "loop"]
    inner = {node.name for node in names if node.ctx == "store"}
    used = {node.name for node in names if node.ctx == "load"} - inner
    return tuple(sorted(used, key=lambda name: _first_use(name, source)))


def _first_use(name: str, source: str) -> int:
    found = re.search(rf"\{{[^{{}}]*?(?<!\w){re.escape(name)}(?!\w)", source)
    return len(source) if found is None else found.end()


def _expanded(environment: _Environment, source: str, names: Mapping[str, bool] | None) -> str:
    """Turn `{Name}` into `{{ Name }}` in the text between Jinja's own blocks; other braces stay as they are.

    Raises TemplateError for a name that is not among `names`; None takes any.
    """
    loop_names = set(re.findall(r"\{%[-+]?\s*for\s+(\w+)\s", source))
    parts: list[str] = []
    raw = False

    for line, kind, value in environment.lexer.tokeniter(source, None):
        if kind in {"raw_begin", "raw_end"}:
            raw = kind == "raw_begin"
        if kind != "data" or raw:
            parts.append(value)
            continue
        for match in _SHORTHAND.finditer(value):
            if names is not None and match[1] not in names and match[1] not in loop_names:
                raise unknown_name(match[1], names, source, line + value.count("\n", 0, match.start()))
        parts.append(_SHORTHAND.sub(r"{{ \1 }}", value))
    return "".join(parts)
