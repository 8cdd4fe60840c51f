"""Phrases: every element, bounded gaps, barriers, and the index against a matcher that tries everything."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.phrases import Match, PhraseBook, PhraseError
from bot.reading.tokens import Token
from tests.reading.smallwords import words

CLASSES = {"person": ["man", "men", "wom*"], "two words": ["a b"], "long": ["police officer"]}


def found(phrase: str, text: str, slots: dict[str, dict[int, int]] | None = None) -> list[tuple[int, int]]:
    book: PhraseBook[str] = PhraseBook(CLASSES)
    book.add(phrase, "x")
    return [(match.first, match.last) for match in book.find(words(text), slots)]


@pytest.mark.parametrize(
    ("phrase", "text", "places"),
    [
        ("killed", "killed and Killed again", [(0, 1), (2, 3)]),
        ("killed", "killer", []),
        ("kill*", "killed killer skill", [(0, 1), (1, 2)]),
        ("*kill", "overkill killed", [(0, 1)]),
        ("*kill*", "overkilling skill kill", [(0, 1), (1, 2), (2, 3)]),
        ("dead|killed", "dead or killed", [(0, 1), (2, 3)]),
        ("dead|kill*", "killing dead", [(0, 1), (1, 2)]),
        ("@person died", "the women died, men died, girls died", [(1, 3), (4, 6)]),
        ("@person|girl* died", "girls died", [(0, 2)]),
        ("the? men", "the men, men", [(0, 2), (1, 2), (3, 4)]),
        ("men the? died", "men died", [(0, 2)]),
        ("men the? died", "men the died", [(0, 3)]),
        ("men the? others? died", "men others died", [(0, 3)]),
        ("were killed", "were not killed", []),
        ("were ..1 killed", "were not killed; were killed", [(0, 3), (4, 6)]),
        ("were ..1 killed", "were all of them killed", []),
        ("were ..3 killed", "were all of them killed", [(0, 5)]),
        ("were ..2 killed", "were killed killed", [(0, 2)]),
        ("a ..2 b ..2 c", "a x b y y c", [(0, 6)]),
        ("a ..2 b ..2 c", "a x b y y y c", []),
        ("the? ..1 men", "so men", [(1, 2)]),
        ("men ?", "men ?", [(0, 2)]),
        ("it was IS", "it was IS, it was is", [(0, 3)]),
        ("per cent", "5 per cent", [(1, 3)]),
    ],
)
def test_each_element_of_a_phrase(phrase: str, text: str, places: list[tuple[int, int]]) -> None:
    assert found(phrase, text) == places


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "must begin and end"),
        ("..2 killed", "must begin and end"),
        ("killed ..2", "must begin and end"),
        ("@nobody died", "class @nobody"),
        ("the *", "empty element"),
        ("a|", "empty element"),
        ("@long came", "several words"),
        ("was ..0 killed", "gap of no words"),
    ],
)
def test_a_phrase_that_cannot_be_understood_says_why(phrase: str, reason: str) -> None:
    with pytest.raises(PhraseError, match=reason):
        found(phrase, "killed")


def test_a_slot_stands_for_what_was_found_before() -> None:
    slots = {"N": {0: 2}}
    book: PhraseBook[str] = PhraseBook()
    book.add("{N} of them", "part")
    (match,) = book.find(words("at least 144 of them")[1:], slots)
    assert (match.first, match.last, match.slots) == (0, 4, (0,))


def test_two_slots_are_told_in_their_order_and_a_phrase_may_be_slots_alone() -> None:
    book: PhraseBook[str] = PhraseBook()
    book.add("{N} of {N}", "part")
    book.add("{P} {N}", "alone")
    tokens = words("two of four Kyiv five")
    matches = book.find(tokens, {"N": {0: 1, 2: 3, 4: 5}, "P": {3: 4}})
    assert [(match.label, match.slots) for match in matches] == [("part", (0, 2)), ("alone", (3, 4))]
    assert book.find(tokens) == []


def test_an_optional_slot_may_be_missing() -> None:
    assert found("all {N}? men", "all four men", {"N": {1: 2}}) == [(0, 3)]
    assert found("all {N}? men", "all men") == [(0, 2)]


def test_no_gap_reaches_over_a_barrier_but_a_phrase_may_name_it() -> None:
    book: PhraseBook[str] = PhraseBook()
    book.bar(["not"])
    book.add("was ..4 guilty", "guilty")
    book.add("was not guilty", "innocent")
    book.add("was ..2 not ..2 guilty", "doubtful")
    assert [match.label for match in book.find(words("was certainly guilty"))] == ["guilty"]
    assert [match.label for match in book.find(words("was not guilty"))] == ["innocent", "doubtful"]
    assert [match.label for match in book.find(words("was certainly not guilty"))] == ["doubtful"]


def test_phrases_may_be_added_after_a_sentence_was_searched() -> None:
    book: PhraseBook[str] = PhraseBook()
    book.add("killed", "one")
    assert len(book.find(words("killed wounded"))) == 1
    book.add("wound*", "two")
    assert [match.label for match in book.find(words("killed wounded"))] == ["one", "two"]


def test_equal_phrases_keep_both_labels_and_matches_come_in_order() -> None:
    book: PhraseBook[str] = PhraseBook()
    for label in ("b", "a"):
        book.add("men died", label)
    book.add("two men", "c")
    matches = book.find(words("two men died"))
    assert [(match.label, match.first) for match in matches] == [("c", 0), ("b", 1), ("a", 1)]


_WORDS = st.sampled_from(["a", "b", "c", "ab", "ba", "abc", "no"])
_LITERALS = st.sampled_from(["a", "b", "c", "ab", "a*", "*b", "*b*", "no"])


@st.composite
def _phrases(draw: st.DrawFn) -> str:
    size = draw(st.integers(1, 4))
    parts: list[str] = []
    for place in range(size):
        if place and draw(st.booleans()):
            parts.append(f"..{draw(st.integers(1, 3))}")
        literal = "|".join(draw(st.lists(_LITERALS, min_size=1, max_size=2)))
        edge = place == 0 or place == size - 1
        parts.append(draw(st.just("{N}")) if draw(st.integers(0, 5)) == 0 else literal)
        if not edge and draw(st.booleans()):
            parts[-1] += "?"
    return " ".join(parts)


def _satisfies(word: str, literal: str) -> bool:
    stem = literal.strip("*")
    if literal.startswith("*"):
        return stem in word if literal.endswith("*") else word.endswith(stem)
    return word.startswith(stem) if literal.endswith("*") else word == literal


def _ends(parts: list[str], text: list[str], at: int, slots: dict[int, int]) -> int | None:
    """Where a phrase ends that begins at a place, by trying the shortest gaps first; "no" is a barrier."""
    if not parts:
        return at
    part, rest = parts[0], parts[1:]
    if part.startswith(".."):
        for skipped in range(int(part[2:]) + 1):
            if at + skipped >= len(text):
                return None
            end = _ends(rest, text, at + skipped, slots)
            if end is not None or text[at + skipped] == "no":
                return end
        return None
    body = part.removesuffix("?")
    after = None
    if body == "{N}":
        after = slots.get(at)
    elif at < len(text) and any(_satisfies(text[at], literal) for literal in body.split("|")):
        after = at + 1
    end = None if after is None else _ends(rest, text, after, slots)
    return _ends(rest, text, at, slots) if end is None and part.endswith("?") else end


@settings(max_examples=400)
@given(
    st.lists(_phrases(), min_size=1, max_size=5),
    st.lists(_WORDS, max_size=12),
    st.dictionaries(st.integers(0, 11), st.integers(1, 2), max_size=3),
)
def test_the_index_finds_what_a_matcher_finds_that_tries_every_phrase_everywhere(
    phrases: list[str], text: list[str], widths: dict[int, int]
) -> None:
    slots = {first: first + width for first, width in widths.items() if first + width <= len(text)}
    book: PhraseBook[str] = PhraseBook()
    book.bar(["no"])
    for number, phrase in enumerate(phrases):
        book.add(phrase, str(number))
    expected = sorted(
        (place, end, str(number))
        for number, phrase in enumerate(phrases)
        for place in range(len(text))
        if (end := _ends(phrase.split(), text, place, slots)) is not None
    )
    matches = book.find(words(" ".join(text)), {"N": slots})
    assert sorted((match.first, match.last, match.label) for match in matches) == expected
    assert [(match.first, match.last) for match in matches] == sorted((match.first, match.last) for match in matches)


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that take turns a hundred times as often as they would."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(before / 100)
    yield
    sys.setswitchinterval(before)


MANY = ["".join(letters) for letters in product("abcdefghij", repeat=3)]


def many_phrases() -> PhraseBook[int]:
    """A book that takes a while to sort, as that of a language does."""
    book: PhraseBook[int] = PhraseBook()
    for number, word in enumerate(MANY):
        book.add(word, number)
        book.add(f"{word} ..3 {MANY[number % 7]}|x{word}", number)
    return book


def found_together(book: PhraseBook[int], text: list[Token]) -> list[list[Match[int]]]:
    """What each of three threads finds that look into a book at the same moment."""
    together = Barrier(3)

    def find(_: int) -> list[Match[int]]:
        together.wait(30)
        return book.find(text)

    with ThreadPoolExecutor(3) as threads:
        return list(threads.map(find, range(3)))


@pytest.mark.usefixtures("restless")
def test_threads_that_look_into_a_fresh_book_at_the_same_time_all_find_everything() -> None:
    text = words(" ".join(f"{MANY[number]} {MANY[number % 7]}" for number in range(0, len(MANY), 9)))
    expected = many_phrases().find(text)
    for _ in range(3):
        book = many_phrases()
        assert [found == expected for found in (*found_together(book, text), book.find(text))] == [True] * 4
