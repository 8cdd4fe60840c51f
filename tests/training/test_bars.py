"""How the bars are set: by what comes out best, and false claims weigh more than missed ones."""

from __future__ import annotations

from bot.domain.claims import Choice, Party
from bot.domain.interval import Interval
from bot.reading.learned.card import Bar
from bot.services.labelled import Key
from bot.training.bars import Told, choose, score

TOLL: Key = ("killed", Interval(145, 145), None)
OTHER: Key = ("killed", Interval(334, 334), None)
BY_RUSSIA: Key = ("ukraine_role", Choice("involved"), Party.RUSSIA)
BY_NOBODY: Key = ("ukraine_role", Choice("involved"), None)


def told(true: set[Key], rules: set[Key], model: dict[Key, float], optional: frozenset[Key] = frozenset()) -> Told:
    return Told(frozenset(true), optional, frozenset(rules), model)


def test_what_either_reader_alone_would_get_wrong() -> None:
    one = told({TOLL}, {TOLL, OTHER}, {TOLL: 0.9})
    assert score([one], "number", Bar(0.5, 0.1), model=False).false == 1
    assert score([one], "number", Bar(0.5, 0.1)).precision == 1.0


def test_the_speaker_is_the_one_that_the_rules_name() -> None:
    one = told({BY_RUSSIA}, {BY_RUSSIA}, {BY_NOBODY: 0.9})
    both = score([one], "choice", Bar(0.5, 0.1))
    assert (both.right, both.false, both.missed) == (1, 0, 0)
    assert score([one], "choice", Bar(0.5, 0.1), rules=False).false == 1


def test_optional_answers_count_for_nothing() -> None:
    one = told(set(), {TOLL}, {TOLL: 0.9}, frozenset({TOLL}))
    assert score([one], "number", Bar(0.5, 0.1)).false == 0


def test_bars_keep_false_claims_out() -> None:
    right = [told({TOLL}, set(), {TOLL: 0.85}) for _ in range(5)]
    wrong = [told(set(), set(), {OTHER: 0.65}) for _ in range(5)]
    bar = choose([*right, *wrong])["number"]
    assert 0.65 < bar.alone <= 0.85
