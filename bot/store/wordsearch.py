"""Words as a search sees them, and the search itself for a store without a full-text index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

MOST_WORDS = 32
"""Words of a query past this number are left out."""

Term = tuple[str, ...]
"""Tokens that follow each other; the last one is the beginning of a word ("al-Jaz" is al, jaz…)."""

_TOKEN = re.compile(r"[^\W_]+")
_K1, _B = 1.2, 0.75


def tokens(text: str) -> tuple[str, ...]:
    """Letters and digits in runs, without case and accents. Half characters that no encoding can hold are dropped."""
    sound = text.encode("utf-8", "ignore").decode("utf-8")
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", sound) if not unicodedata.combining(mark))
    return tuple(_TOKEN.findall(unicodedata.normalize("NFC", bare).casefold()))


def terms(words: Sequence[str]) -> tuple[Term, ...]:
    """The terms of a query, each once; words without a letter or digit ask for nothing."""
    found = dict.fromkeys(tokens(word) for word in words)
    return tuple(term for term in found if term)[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Hit:
    """The place of a text in what was searched, and how well it fits (higher is better)."""

    index: int
    score: float


def best(texts: Sequence[Sequence[str]], query: Sequence[Term], limit: int) -> list[Hit]:
    """The tokenised texts that hold a term, ranked by BM25 as SQLite's FTS5 does it."""
    if not texts or limit <= 0:
        return []
    average = sum(map(len, texts)) / len(texts) or 1.0
    scores: dict[int, float] = {}
    for term in query:
        counts = {index: count for index, text in enumerate(texts) if (count := _count(text, term))}
        rarity = max(log((len(texts) - len(counts) + 0.5) / (len(counts) + 0.5)), 1e-6)
        for index, count in counts.items():
            weight = count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * len(texts[index]) / average))
            scores[index] = scores.get(index, 0.0) + rarity * weight
    hits = sorted((Hit(index, score) for index, score in scores.items()), key=lambda hit: (-hit.score, hit.index))
    return hits[:limit]


def _count(text: Sequence[str], term: Term) -> int:
    *whole, beginning = term
    size = len(whole)
    return sum(
        1
        for last in range(size, len(text))
        if text[last].startswith(beginning) and list(text[last - size : last]) == whole
    )
