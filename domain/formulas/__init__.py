"""The formula language: `$Poluchatel->mbox`, parsed once, evaluated over what was loaded beforehand."""

from domain.formulas.errors import (
    FormulaError,
    FormulaSyntaxError,
    LimitExceeded,
    PatternTooHard,
    UnknownFunction,
    UnknownName,
    UnreadableForm,
    WrongArguments,
    WrongType,
)
from domain.formulas.fixed import fixed_value
from domain.formulas.formula import Formula, Path, compile_formula
from domain.formulas.help import FunctionHelp, known_functions
from domain.formulas.printing import literal_of, to_text
from domain.formulas.schema import ACCOUNT_SCHEMA, Field, Schema, record_schema
from domain.formulas.values import Entity, EnumText, NotLoaded, Reference, Value, View

__all__ = [
    "ACCOUNT_SCHEMA",
    "Entity",
    "EnumText",
    "Field",
    "Formula",
    "FormulaError",
    "FormulaSyntaxError",
    "FunctionHelp",
    "LimitExceeded",
    "NotLoaded",
    "Path",
    "PatternTooHard",
    "Reference",
    "Schema",
    "UnknownFunction",
    "UnknownName",
    "UnreadableForm",
    "Value",
    "View",
    "WrongArguments",
    "WrongType",
    "compile_formula",
    "fixed_value",
    "known_functions",
    "literal_of",
    "record_schema",
    "to_text",
]
