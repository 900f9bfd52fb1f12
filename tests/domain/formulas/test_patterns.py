"""Regular expressions in formulas: the platform's meaning, and no expression that stops the bot."""

import itertools
import time
from contextlib import suppress

import pytest

from domain.formulas import LimitExceeded, PatternTooHard, UnreadableForm, WrongArguments, compile_formula, patterns
from domain.formulas.patterns import MAX_SECONDS, Searches, SlowPattern
from tests.domain.formulas.test_formulas import SCHEMA, value

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
SOON = 2.0
"""Seconds; far above the bound of an evaluation, so that a busy machine does not fail the test."""

ENDLESS = [
    ("(a|aa)+$", "a" * 5_000 + "!"),
    ("(a+)+$", "a" * 5_000 + "!"),
    ("(a|a)*[bc]", "a" * 9_999),
    ("a*" * 20 + "[bc]", "a" * 9_999),
    ("(x+x+)+[yz]", "x" * 9_999),
    (r"(\w+\s?)*$", "ab " * 3_000 + "!"),
    (r"(\w+)(\w+)(\w+)\1\2\3[xy]", "ab" * 4_500),
    ("(?=(.*)(.*)(.*)(.*)[1])", "x" * 9_999),
]
UNROLLED = ["((((a{999}){999}){999}){999})", "(?:" + "()" * 80 + "){500}", "(?x)(a{9 9 9}b) {9 9 9}", "a" * 201]


@pytest.mark.parametrize(("pattern", "text"), ENDLESS, ids=[pattern[:30] for pattern, _ in ENDLESS])
@pytest.mark.parametrize(
    "formula", ["MATCHES($$v->text, $$v->pattern)", "NOTMATCHES($$v->text, $$v->pattern)",
                "REGEXREPLACE($$v->text, $$v->pattern, '-')"],
)  # fmt: skip
def test_an_expression_never_stops_the_bot(formula: str, pattern: str, text: str) -> None:
    begun = time.process_time()
    with suppress(PatternTooHard):
        value(formula, v={"text": text, "pattern": pattern})
    assert time.process_time() - begun < SOON


def test_the_author_is_told_which_expression_takes_too_long() -> None:
    with pytest.raises(PatternTooHard) as caught:
        value("MATCHES($$long, '(a|aa)+$')", long="a" * 5_000 + "!")
    assert caught.value.piece == "'(a|aa)+$'"


def test_all_expressions_of_one_evaluation_share_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = itertools.count(step=MAX_SECONDS / 2)
    monkeypatch.setattr(patterns.time, "perf_counter", lambda: next(ticks))
    searches = Searches()
    assert searches.find("а", "а")
    with pytest.raises(SlowPattern):
        searches.find("а", "а")


@pytest.mark.parametrize("pattern", UNROLLED, ids=[pattern[:30] for pattern in UNROLLED])
def test_an_expression_that_would_be_huge_when_written_out_is_refused(pattern: str) -> None:
    with pytest.raises((LimitExceeded, WrongArguments)):
        value("MATCHES('a', $$pattern)", pattern=pattern)


@pytest.mark.parametrize(
    ("pattern", "text", "what", "piece"),
    [
        ("a" * 201, "a", "pattern", "pattern"),
        ("(a{99}){99}", "a", "repeats", "pattern"),
        ("a", "a" * 10_001, "searched", "long"),
    ],
)
def test_the_author_is_told_what_is_too_long(pattern: str, text: str, what: str, piece: str) -> None:
    with pytest.raises(LimitExceeded) as caught:
        value("MATCHES($$v->long, $$v->pattern)", v={"long": text, "pattern": pattern})
    assert (caught.value.params["what"], caught.value.piece) == (what, piece)


def test_a_replacement_stops_before_it_fills_the_memory() -> None:
    with pytest.raises(LimitExceeded):
        value("REGEXREPLACE($$long, 'a', $$other)", long="a" * 9_999, other="b" * 900_000)


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        (r"MATCHES('срочно', '\bсроч\w+\b')", "True"),
        (r"MATCHES('срочно', 'СРОЧНО')", "False"),
        (r"MATCHES('СРОЧНО', '(?i)срочно')", "True"),
        (r"MATCHES('Я1', '^\p{Lu}\d$')", "True"),
        (r"MATCHES('счёт 12', '(?<=счёт )\d+')", "True"),
        (r"MATCHES('аа', '(а)\1')", "True"),
        ("MATCHES('', '^$')", "True"),
        ("MATCHES(null, 'а')", ""),
        (f"MATCHES('0b7c9a52-4a39-4a6b-9d0f-1c2d3e4f5a6b', '^{UUID}$')", "True"),
        (r"MATCHES('+7(495)123-45-67', '^\+7\(\d{3}\)\d{3}(-\d{2}){2}$')", "True"),
        ("NOTMATCHES('аб', 'в')", "True"),
        ("REGEXREPLACE('а1б2', '[0-9]', '')", "аб"),
        ("REGEXREPLACE('12.05', '([0-9]+)[.]([0-9]+)', '$2/$1')", "05/12"),
        ("REGEXREPLACE('№ 7', '(?<num>[0-9]+)', '<${num}>')", "№ <7>"),
        ("REGEXREPLACE('5', '[0-9]', '$$$0')", "$5"),
        ("REGEXREPLACE('5', '[0-9]', '$5 $ ${no}')", "$5 $ ${no}"),
        (r"REGEXREPLACE('5', '[0-9]', '\n')", r"\n"),
        ("REGEXREPLACE('аб', '(а)|б', '[$1]')", "[а][]"),
        ("REGEXREPLACE('абв', 'б', '[$&]')", "а[б]в"),
        ("REGEXREPLACE('абв', 'б', '$`|$_')", "аа|абвв"),
        ("""REGEXREPLACE("абв", "б", "$'")""", "авв"),
        ("REGEXREPLACE('аб', '(а)|(б)', '<$+>')", "<а><б>"),
        ("REGEXREPLACE('2026-11', '(?<y>[0-9]+)-([0-9]+)', '$1.$2.${y}')", "11.2026.2026"),
        (r"REGEXREPLACE('аа б', '(?<x>а)\k<x>', '${x}')", "а б"),
        (r"""REGEXREPLACE("аа б", "(?'x'а)\k'x'", "${x}")""", "а б"),
        (r"MATCHES($$lines, 'б\Z')", "True"),
        (r"MATCHES($$lines, 'б\z')", "False"),
        (r"MATCHES('\Z', '\\Z')", "True"),
        ("MATCHES('xyz', '^[a-z-[aeiou]]+$')", "True"),
        ("MATCHES('xya', '^[a-z-[aeiou]]+$')", "False"),
        ("MATCHES('e', '[a-z-[aeiou-[e]]]')", "True"),
        ("MATCHES('5', '[^a-z-[0-9]]')", "False"),
        (r"MATCHES('ёж', '^[\w-[\d_]]+$')", "True"),
        (r"MATCHES('ёж', '^\p{IsCyrillic}+$')", "True"),
        (r"MATCHES('ёж1', '^[\p{IsCyrillic}]+$')", "False"),
        (r"MATCHES('—', '\p{IsGeneralPunctuation}')", "True"),
        (r"MATCHES('é', '\p{IsLatin-1Supplement}')", "True"),
        (r"MATCHES('a', '\P{IsCyrillic}')", "True"),
        ("MATCHES('а', '[]а]')", "True"),
        ("MATCHES('&', '[а&&б]')", "True"),
        ("MATCHES('а{,3}', '^а{,3}$')", "True"),
        ("MATCHES('ааа', '^а{,3}$')", "False"),
        ("MATCHES('аБВ', 'а(?i)бв')", "True"),
        ("MATCHES('АБВ', 'а(?i)бв')", "False"),
        ("MATCHES('В', '(а(?i)б|в)')", "True"),
        ("MATCHES('В', '(а(?i)б)|в')", "False"),
        ("MATCHES('аБ', 'а(?i:б)')", "True"),
        (r"MATCHES('A', '^\x41$')", "True"),
        ("REGEXREPLACE('баба', '(?<=[а-я-[б]])б', '*')", "ба*а"),
        ("MATCHES('аб', 'а(?# зачем)б')", "True"),
    ],
)
def test_an_expression_means_what_it_means_on_the_platform(formula: str, printed: str) -> None:
    assert value(formula, lines="а\nб\n") == printed


BROKEN = [
    "(", ")", "[", "[]", "*", "(?<n", "a{2}{3}", "a++", "a*+", "[b-a]", "[a-z-[b]c]", "[[:alpha:]]", "(?(1)a|b)",
    r"\L<x>", r"\R", r"\X", r"\K", r"\h", r"\m", r"\N{DIGIT ONE}", r"\p{Cyrillic}", r"\p{Script=Cyrillic}",
    r"\p{IsFoo}", "(?R)", "(?1)(a)", "(?|a|b)", "(?P<n>a)", "(*SKIP)", "(?r)a", "(?V1)a", "(?e)a", "(?n)(a)",
    "(?<n-m>a)",
]  # fmt: skip


@pytest.mark.parametrize("pattern", BROKEN)
def test_what_is_broken_or_means_something_else_here_is_refused_when_it_runs_and_when_it_is_typed(pattern: str) -> None:
    with pytest.raises(UnreadableForm):
        value("MATCHES('a', $$pattern)", pattern=pattern)
    with pytest.raises(UnreadableForm) as caught:
        compile_formula(f"MATCHES($Tema, '{pattern}')").check_fitting(SCHEMA)
    assert caught.value.column == 16


def test_the_author_is_told_from_where_on_an_expression_cannot_be_read() -> None:
    with pytest.raises(UnreadableForm) as caught:
        compile_formula(r"REGEXREPLACE($Tema, 'а+\Rб', '')").check_fitting(SCHEMA)
    assert caught.value.params["rest"] == r"\Rб"
