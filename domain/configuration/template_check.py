"""Checking a record template by itself: the formulas of its defaults and of its buttons' conditions."""

from collections.abc import Iterable, Mapping

from domain.configuration.schema import schema_of, schemas_of
from domain.formulas import Formula, FormulaError, compile_formula, fixed_value
from domain.mistakes import Mistake, Path
from domain.records.template import SYSTEM_ATTRIBUTES, Button, RecordTemplate
from domain.records.types.attribute import Attribute
from domain.scenarios.checking import unknown

Templates = Mapping[str, RecordTemplate]


def check_template(template: RecordTemplate, path: Path, templates: Templates | None = None) -> Iterable[Mistake]:
    """Check every formula of a template against its attributes, and those of others that its queries go through."""
    before: list[str] = []
    for index, attribute in enumerate(template.attributes):
        if attribute.default is not None:
            where = (*path, "attributes", index, "default")
            yield from _check_default(attribute, attribute.default, before, template, where, templates)
            before.append(attribute.system_name)
    for index, button in enumerate(template.buttons):
        if button.condition:
            yield from check_condition(button.condition, template, (*path, "buttons", index, "condition"), templates)
        yield from _check_new_values(button, template, (*path, "buttons", index, "values"), templates or {})


def _check_new_values(button: Button, template: RecordTemplate, path: Path, templates: Templates) -> Iterable[Mistake]:
    """Check what a new record begins with: attributes of its template, and formulas over this one that fit them."""
    target = template if button.template == template.system_name else templates.get(button.template or "")
    if target is None:
        return
    for index, value in enumerate(button.values):
        attribute, where = target.attribute(value.attribute), (*path, index, "formula")
        if attribute is None:
            names = [item.system_name for item in target.attributes]
            yield unknown((*path, index, "attribute"), "attribute", value.attribute, names)
            continue
        found = _checked(value.formula, template, where, templates)
        if isinstance(found, Mistake):
            yield found
        else:
            yield from _check_fits(found, attribute, template, where)


def check_template_kinds(template: RecordTemplate, path: Path) -> Iterable[Mistake]:
    """Check what the pieces of a template's formulas are made for: rules for what is written now."""
    formulas = [
        *((item.default, ("attributes", index, "default")) for index, item in enumerate(template.attributes)),
        *((item.condition, ("buttons", index, "condition")) for index, item in enumerate(template.buttons)),
        *(
            (value.formula, ("buttons", index, "values", number, "formula"))
            for index, item in enumerate(template.buttons)
            for number, value in enumerate(item.values)
        ),
    ]
    for text, where in formulas:
        found = None if not text else _checked(text, template, (*path, *where), None)
        if isinstance(found, Formula):
            try:
                found.check_fitting(schema_of(template))
                fixed_value(found)
            except FormulaError as error:
                yield Mistake((*path, *where), error.key, error.params)


def check_formula(
    text: str, template: RecordTemplate | None, path: Path, templates: Templates | None
) -> Iterable[Mistake]:
    """Check a formula's syntax, and its names against the template in context."""
    found = _checked(text, template, path, templates)
    if isinstance(found, Mistake):
        yield found


def check_condition(text: str, template: RecordTemplate, path: Path, templates: Templates | None) -> Iterable[Mistake]:
    """Check a formula that is to say yes or no: one that surely gives something else would hide its button always."""
    found = _checked(text, template, path, templates)
    if isinstance(found, Mistake):
        yield found
        return
    kind = found.kind(schema_of(template))
    if kind is not None and (kind.kind != "boolean" or kind.multiple):
        yield Mistake(path, "config-formula-kind", {"expected": "boolean", "found": kind.kind})


def _check_default(
    attribute: Attribute,
    text: str,
    before: Iterable[str],
    template: RecordTemplate,
    path: Path,
    templates: Templates | None,
) -> Iterable[Mistake]:
    """Check a default: it is evaluated when nothing has been answered, so it sees other defaults before it only."""
    found = _checked(text, template, path, templates)
    if isinstance(found, Mistake):
        yield found
        return
    known = {*SYSTEM_ATTRIBUTES, "ID", *before}
    for read in found.paths:
        if read.root == "variable" or read.names[0] not in known:
            yield Mistake(path, "config-default-too-early", {"name": read.names[0]})
            return
    yield from _check_fits(found, attribute, template, path)


def _check_fits(formula: Formula, attribute: Attribute, template: RecordTemplate, path: Path) -> Iterable[Mistake]:
    """Check that a formula over a template does not surely give what an attribute never takes."""
    kind = formula.kind(schema_of(template))
    misfit = None if kind is None else attribute.misfit(kind)
    if misfit is not None:
        yield Mistake(path, misfit.key, misfit.params)


def _checked(text: str, template: RecordTemplate | None, path: Path, templates: Templates | None) -> Formula | Mistake:
    known = None if templates is None else schemas_of(templates.values())
    try:
        return compile_formula(text, None if template is None else schema_of(template), known)
    except FormulaError as error:
        return Mistake(path, error.key, error.params)
