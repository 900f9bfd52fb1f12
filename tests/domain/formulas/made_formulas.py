"""Formulas made at random: of every function, of every kind of value, right and wrong."""

from hypothesis import strategies as st

from domain.formulas.functions import TABLE

LITERALS = st.one_of(
    st.sampled_from(
        ["null", "true", "false", "0", "1", "-1", "2.5", "9999999999", "0.0000001", "''", "'Ёлка 🎄'", "'а'", '"it\'s"',
         "DATE('2026-03-29T02:30:00')", "DATE('0001-01-01')", "DATE('9999-12-31T23:59:59')", "DURATION('P1DT2H')",
         "DURATION('-P9999Y')", "LIST()", "LIST(1)", "LIST('а', 2, null)", "'Europe/Berlin'", "'dd.MM.yyyy'",
         "'{0:N2}'",
         "$Tema", "$Poluchatel", "$Kto->mbox", "$->Tema", "$$set", "$$set->Inner", "$$nothing", "USER()", "NOW()",
         "'^(а|б)+$'", "ID('5')"],
    ),
    st.integers(0, 10**30).map(str),
    st.text(max_size=6).map(lambda text: "'" + text.replace("'", "''") + "'"),
)  # fmt: skip
SIGNS = st.sampled_from(["+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "&&", "||"])


def _call(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    least, most = TABLE[name].arity
    return st.lists(inner, min_size=least, max_size=min(most, least + 2)).map(
        lambda items: f"{name}({', '.join(items)})"
    )


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(sorted(TABLE)).flatmap(lambda name: _call(name, inner)),
        st.tuples(inner, SIGNS, inner).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda text: f"-({text})"),
        inner.map(lambda text: f"({text})->mbox"),
    )


FORMULAS = st.recursive(LITERALS, _larger, max_leaves=12)
"""Most of them compile; many are of a wrong kind somewhere."""
