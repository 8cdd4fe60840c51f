"""The search for passages: the same on both stores, and deaf to syntax."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.stored import Passage
from bot.ports import Store
from bot.store.database import SqlStore
from bot.store.memory import MemoryStore
from bot.store.wordsearch import tokens
from tests.store.material import an_item, sentences

TEXTS = {
    "a": "Kværner i Ålesund. The al-Jazeera crew left. Погибли 1 000 человек",
    "b": "People died. Many people died and people mourned people. Ёлка и ёж",
    "c": 'He said "NEAR(a b)" AND left. A naïve question. Straße',
}


async def fill(store: Store) -> None:
    async with store.write() as change:
        for item_id, content in TEXTS.items():
            stored = an_item(item_id, content)
            await change.add_item(stored, sentences(stored), [])


async def found(store: Store, *words: str, limit: int = 10) -> list[str]:
    async with store.read() as known:
        return [one.passage.text for one in await known.search(words, limit)]


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (["peopl"], ["People died", "Many people died and people mourned people"]),
        (["ÅLES"], ["Kværner i Ålesund"]),
        (["ales"], ["Kværner i Ålesund"]),
        (["al-jaz"], ["The al-Jazeera crew left"]),
        (["1,000"], ["Погибли 1 000 человек"]),
        (["ПОГИБ"], ["Погибли 1 000 человек"]),
        (["елк"], ["Ёлка и ёж"]),
        (["strass"], ["Straße"]),
        (["naive"], ["A naïve question"]),
        (["eople"], []),
        (["jazeera al"], []),
        ([], []),
        ([""], []),
        (["!!!", "*", '"', "\ud800", "\0"], []),
        (["NEAR(a b)"], ['He said "NEAR(a b)" AND left']),
        (["passages_fts:died", "words:died", "NOT", "- mourned"], ["Many people died and people mourned people"]),
        (["^left"], ['He said "NEAR(a b)" AND left', "The al-Jazeera crew left"]),
        (['quest"* OR "x'], []),
        (["naive\0quest"], ["A naïve question"]),
    ],
)
async def test_words_are_beginnings_and_never_syntax(store: Store, words: list[str], texts: list[str]) -> None:
    await fill(store)
    assert sorted(await found(store, *words)) == sorted(texts)


async def test_the_best_comes_first_and_the_limit_holds(store: Store) -> None:
    await fill(store)
    assert (await found(store, "mourn", "people", "many"))[0] == "Many people died and people mourned people"
    assert len(await found(store, "peopl", limit=1)) == 1
    assert await found(store, "peopl", limit=0) == []
    assert await found(store, "peopl", limit=-1) == []


async def test_a_long_query_is_cut(store: Store) -> None:
    await fill(store)
    assert len(await found(store, "peopl", *(f"x{number}" for number in range(5000)))) == 2


async def test_scores_are_the_same_in_both_stores(sql_store: SqlStore) -> None:
    memory = MemoryStore()
    results = []
    for one in (sql_store, memory):
        await fill(one)
        async with one.read() as known:
            results.append(await known.search(["peopl", "left", "the", "al-j"], 9))
    assert [hit.passage for hit in results[0]] == [hit.passage for hit in results[1]]
    assert all(math.isclose(a.score, b.score, rel_tol=1e-6) for a, b in zip(*results, strict=True))
    assert [hit.score for hit in results[0]] == sorted((hit.score for hit in results[0]), reverse=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text(max_size=12) | st.sampled_from(['"', "AND", "NEAR(", "*", "{a b}:", "ѐ", "½", "𞤀"]), max_size=6
    )
)
async def test_no_word_can_break_the_search(sql_store: SqlStore, words: list[str]) -> None:
    async with sql_store.read() as known:
        assert await known.search(words, 3) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.text(min_size=1, max_size=12).filter(lambda word: bool(tokens(word))))
async def test_every_text_is_found_by_itself(sql_store: SqlStore, word: str) -> None:
    async with sql_store.write() as change:
        present = await change.item("a")
        stored = an_item("a", "text", version=present.version + 1 if present else 1)
        await change.add_item(stored, [Passage("a", 1, 0, len(word), word)], [])
    async with sql_store.read() as known:
        assert [hit.passage.text for hit in await known.search([word], 3)] == [word]
