"""Templates of routes: `{Name}` and Jinja2, with nothing in them that loops for ever or reaches too far."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, UndefinedError, nodes, pass_context
from jinja2 import Template as JinjaTemplate
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from domain.messages.markup_state import MarkupState
from domain.messages.rich_html import in_place
from domain.messages.rich_text import RichText
from domain.messages.template_check import TemplateError, check_tree, unknown_name
from domain.messages.template_faults import line_and_column, why_unreadable
from domain.messages.template_filters import FILTERS, MAX_OUTPUT
from domain.messages.template_values import FormattedText, Items, TooMuch, for_template

_SHORTHAND = re.compile(r"(?<!\{)\{([A-Za-zА-Яа-яЁё_][0-9A-Za-zА-Яа-яЁё_]*)\}(?!\})")
_PLAIN_USE = re.compile(r"\{\{?\s*([A-Za-zА-Яа-яЁё_][0-9A-Za-zА-Яа-яЁё_]*)")
_ROUNDS = "_gonets_rounds"
_MARKUP = "_gonets_place"


class MessageTemplate:
    """A compiled template of a route."""

    def __init__(self, template: JinjaTemplate, *, html: bool, simple: "_Simple | None") -> None:
        """`simple` is what it comes to where it is words and names alone: these are joined without Jinja."""
        self._template = template
        self._html = html
        self._simple = simple

    def render(self, values: Mapping[str, object]) -> str:
        """Put values in; what they hold is never read as a template, and never as markup.

        A RichText is put in as plain text, and with its decorations where the template is HTML.
        Raises TemplateError for a value that is missing or does not fit, and for more than 5,000,000 characters.
        """
        return "".join(self._parts(values))

    def render_formatted(self, values: Mapping[str, object]) -> RichText:
        """Put values in, those that are formatted with their decorations; raises as `render` does."""
        return RichText.joined(part.rich if isinstance(part, FormattedText) else part for part in self._parts(values))

    def _parts(self, values: Mapping[str, object]) -> list[str]:
        parts: list[str] = []
        size = 0
        markup = MarkupState()
        try:
            for part in self._made(values, markup):
                size += len(part)
                if size > MAX_OUTPUT:
                    raise TooMuch  # noqa: TRY301 - the same end as for what a filter or a loop finds
                if self._html and not isinstance(part, Markup):  # the layout's own words: what is put in is Markup
                    markup.read(part)
                parts.append(part)
        except TooMuch:
            raise TemplateError("too-large", 1) from None
        except (UndefinedError, TemplateRuntimeError, TypeError, ValueError, LookupError) as error:
            raise TemplateError("render", 1, name=str(error)[:100]) from error
        return parts

    def _made(self, values: Mapping[str, object], markup: MarkupState) -> Iterator[str]:
        if self._simple is not None and values.keys() >= self._simple.names:
            return self._simple.parts(values)
        return self._template.generate({**_prepared(values), _ROUNDS: [0], _MARKUP: markup})


@dataclass(frozen=True, slots=True)
class _Simple:
    """A template of words and names: each piece is some words, or a name (True) whose value is put in as it is."""

    pieces: Sequence[tuple[str, bool]]
    names: frozenset[str]

    def parts(self, values: Mapping[str, object]) -> Iterator[str]:
        """Return what Jinja would give for it, one by one: who takes them stops where they become too much."""
        return (str(_value(values[piece])) if is_name else piece for piece, is_name in self.pieces)


def _simple(tree: nodes.Template) -> _Simple | None:
    """Return a template's pieces where it has no others."""
    pieces: list[tuple[str, bool]] = []
    for output in tree.body:
        for node in output.nodes if isinstance(output, nodes.Output) else (output,):
            if isinstance(node, nodes.TemplateData):
                pieces.append((node.data, False))
            elif isinstance(node, nodes.Name):
                pieces.append((node.name, True))
            else:
                return None
    return _Simple(pieces, frozenset(piece for piece, is_name in pieces if is_name))


def compile_template(source: str, names: Mapping[str, bool], *, html: bool = False) -> MessageTemplate:
    """Compile a template over the declared names (True: an array, over which `for` may go).

    `{Name}` is shorthand for `{{ Name }}`. With `html` what is put in is escaped; in the text its decorations are tags
    and its line breaks `<br>`, in an attribute it stays as it is.
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
            finalize=_as_markup if html else None,
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
        simple = None if html else _simple(tree)
        return MessageTemplate(environment.from_string(tree), html=html, simple=simple)
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


@pass_context
def _as_markup(context: Context, value: object) -> Markup:
    """Return what is put into a layout, as it fits where the layout has come to."""
    markup: MarkupState = context[_MARKUP]
    text = value if isinstance(value, FormattedText | Markup) else str(value)
    if not markup.is_text:
        return markup.escaped(text)
    if isinstance(text, Markup):
        return text
    return Markup(in_place(text.rich if isinstance(text, FormattedText) else RichText(text)))  # noqa: S704 - escaped there


def _counted(values: object, spent: list[int]) -> Iterator[Any]:
    return (values if isinstance(values, Items) else Items(())).counted(spent)


def _prepared(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> object:
    if isinstance(value, RichText):
        return for_template(value)
    return Items(map(_value, value)) if isinstance(value, list | tuple) else value


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


@lru_cache(maxsize=128)
def names_printed(source: str) -> tuple[str, ...]:
    """Return the names whose values a template puts out, or goes over, in every letter; of a broken one none.

    What stands under a condition that asks for the name, or has a default, leaves no hole where it is empty.
    """
    environment = _environment(html=False)
    try:
        tree = environment.parse(_expanded(environment, source, None))
    except (TemplateSyntaxError, RecursionError):
        return ()
    return tuple(dict.fromkeys(_printed(tree, frozenset({"loop"}))))


def _printed(node: nodes.Node, hidden: frozenset[str]) -> Iterator[str]:
    match node:
        case nodes.Name(ctx="load"):
            if node.name not in hidden:
                yield node.name
            return
        case nodes.If() | nodes.CondExpr():
            asked = {name.name for name in node.test.find_all(nodes.Name)}
            if isinstance(node.test, nodes.Name):
                asked.add(node.test.name)
            if isinstance(node, nodes.If):
                for other in node.elif_:
                    asked |= {
                        name.name
                        for name in (*other.test.find_all(nodes.Name), other.test)
                        if isinstance(name, nodes.Name)
                    }
            children = [item for item in node.iter_child_nodes() if item is not node.test]
            for child in children:
                yield from _printed(child, hidden | asked)
            return
        case nodes.Filter(name="default" | "d"):
            return
        case nodes.For():
            if isinstance(node.target, nodes.Name):
                yield from _printed(node.iter, hidden)
                for child in (*node.body, *node.else_):
                    yield from _printed(child, hidden | {node.target.name})
            return
    for child in node.iter_child_nodes():
        yield from _printed(child, hidden)


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
