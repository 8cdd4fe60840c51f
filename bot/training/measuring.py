"""What both readers, joined as the bot joins them, claim of labelled articles: in whole, and by kind, language or question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.reading.learned.opinion import kind_of
from bot.reading.reader import Reader
from bot.services.labelled import Key, Labelled, key
from bot.training.bars import Score

ROUNDED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What is true of one article, and what was claimed of it; what careful readers would decide differently is in neither."""

    lang: str
    true: frozenset[Key]
    said: frozenset[Key]


Group = Callable[[Reading, Key], str]
"""What an answer is counted under."""

GROUPS: Mapping[str, Group] = {
    "kind": lambda _, answer: kind_of(answer[1]),
    "language": lambda reading, _: reading.lang,
    "question": lambda _, answer: answer[0],
}


def readings(articles: Sequence[Labelled], reader: Reader) -> list[Reading]:
    """Let a reader read."""
    return [
        Reading(
            article.item.lang, article.firm, frozenset(map(key, reader.read(article.item).claims)) - article.optional
        )
        for article in articles
    ]


def by(group: Group, seen: Sequence[Reading]) -> dict[str, Score]:
    """The scores of each group, in order of their names."""
    counts: dict[str, list[int]] = {}
    for reading in seen:
        for place, answers in enumerate(
            (reading.true & reading.said, reading.said - reading.true, reading.true - reading.said)
        ):
            for answer in answers:
                counts.setdefault(group(reading, answer), [0, 0, 0])[place] += 1
    return {name: Score(*counts[name]) for name in sorted(counts)}


def report(seen: Sequence[Reading]) -> dict[str, object]:
    """The scores as a model's card tells them: how many articles and claims, and precision and recall of each group."""
    return {
        "articles": len(seen),
        "claims": sum(len(reading.true) for reading in seen),
        **{
            name: {
                each: {
                    "precision": round(score.precision, ROUNDED),
                    "recall": round(score.recall, ROUNDED),
                    "claims": score.right + score.missed,
                }
                for each, score in by(group, seen).items()
            }
            for name, group in GROUPS.items()
        },
    }
