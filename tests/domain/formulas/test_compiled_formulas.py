"""Compiled formulas are kept by text and template, in bounded memory."""

from domain.formulas import ACCOUNT_SCHEMA, Field, compile_formula, record_schema
from domain.formulas.cache import MOST_CHARACTERS, MOST_KEPT, CompiledFormulas


def kept(formulas: CompiledFormulas[str, object], text: str, against: str) -> object:
    return formulas.get(text, against, object)


def test_a_formula_is_compiled_once_for_its_text_and_what_it_was_checked_against() -> None:
    formulas = CompiledFormulas[str, object]()
    first = kept(formulas, "1", "a")
    assert kept(formulas, "1", "a") is first
    assert kept(formulas, "1", "b") is not first


def test_no_more_are_kept_than_there_is_room_for() -> None:
    formulas = CompiledFormulas[str, object]()
    used = kept(formulas, "0", "")
    for number in range(1, MOST_KEPT * 2):
        kept(formulas, str(number), "")
        assert kept(formulas, "0", "") is used
    assert len(formulas) == MOST_KEPT
    for number in range(100):
        kept(formulas, str(number) * (MOST_CHARACTERS // 20), "")
    assert formulas.characters <= MOST_CHARACTERS


def test_a_template_that_was_changed_has_its_formulas_checked_anew() -> None:
    before = record_schema({"Kto": Field("account", target=ACCOUNT_SCHEMA)})
    after = record_schema({"Kto": Field("account", target=ACCOUNT_SCHEMA)})
    assert compile_formula("$Kto->mbox", before) is compile_formula("$Kto->mbox", before)
    assert compile_formula("$Kto->mbox", before) is not compile_formula("$Kto->mbox", after)
    assert compile_formula("$Kto->mbox") is compile_formula("$Kto->mbox")
