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


OF_KIND = {
    "text": ["''", "'Ёлка 🎄'", "'abc'", "$Tema", "'2026-03-29T02:30:00'", "'P1DT2H'", "'Europe/Berlin'",
             "'dd MMM yyyy'", "'[а-я]+'", "TOUPPER('ж')", "'true'", "'14,5'"],
    "number": ["0", "1", "-1", "2.5", "7", "-0.0001", "9999999999", "POW(10, 60)", "COUNT($Kto)", "26", "2026", "12"],
    "boolean": ["true", "false", "1 < 2", "EMPTY('')"],
    "date_time": ["NOW()", "DATE('2026-03-29T02:30:00')", "DATE('0001-01-01')",
                  "DATE('9999-12-31T23:59:59Z')", "CREATEDATEUTC(2024, 2, 29)", "CONVERTTIMEZONE(NOW(), 'Asia/Tokyo')"],
    "duration": ["DURATION('P1DT2H')", "DURATION('-P9999Y')", "DURATION('PT0S')", "DURATION('PT9H')",
                 "TODURATION(0.5)"],
    "any": ["null", "LIST()", "LIST(1, 2)", "LIST('а', null)", "LIST(NOW())", "$Poluchatel", "$Kto", "USER()",
            "ID('5')"],
}  # fmt: skip


def _of(kinds: tuple[str, ...], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    fitting = st.sampled_from([text for kind in kinds for text in OF_KIND.get(kind, OF_KIND["any"])])
    return st.integers(0, 9).flatmap(lambda chance: inner if not chance else fitting)


def _call(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return a function with arguments that it takes, now and then with something else."""
    known = TABLE[name]
    least, most = known.arity
    kinds = known.kinds or (tuple(OF_KIND),)

    def called(count: int) -> st.SearchStrategy[str]:
        arguments = [_of(kinds[min(place, len(kinds) - 1)], inner) for place in range(count)]
        return st.tuples(*arguments).map(lambda items: f"{name}({', '.join(items)})")

    return st.integers(least, min(most, least + 2)).flatmap(called)


CALLS = st.sampled_from(sorted(TABLE)).flatmap(lambda name: _call(name, LITERALS))


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    calls = st.sampled_from(sorted(TABLE)).flatmap(lambda name: _call(name, inner))
    signs = st.tuples(inner, SIGNS, inner).map(lambda parts: f"({' '.join(parts)})")
    return st.one_of(calls, calls, calls, signs, inner.map("-({})".format), inner.map("({})->mbox".format))


FORMULAS = st.one_of(CALLS, CALLS, st.recursive(LITERALS, _larger, max_leaves=12))
"""Most of them compile; many are of a wrong kind somewhere."""
