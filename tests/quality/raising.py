"""What labelled claims raise, by the bot's judge: each stream into an empty store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.questions import Question
from bot.services.labelled import Labelled, with_effects
from bot.services.ledger import Effects, Ledger


def raised(
    articles: Sequence[Labelled], questions: Mapping[str, Question], *, optional: bool
) -> Iterator[tuple[Labelled, Effects]]:
    """What each article raises, with the `optional` claims or without. The items of a stream have to come in its order."""
    ledgers: dict[str, Ledger] = {}
    for one in articles:
        ledger = ledgers.setdefault(one.stream, Ledger(questions))
        yield one, ledger.take(one.item, [label.claim for label in one.claims if optional or not label.optional])


def expecting(articles: Sequence[Labelled], questions: Mapping[str, Question]) -> Iterator[Labelled]:
    """The articles with the alerts and updates that their claims raise. Raises ValueError where an optional claim changes them."""
    several = zip(*(raised(articles, questions, optional=optional) for optional in (True, False)), strict=True)
    for pair in several:
        one, other = (with_effects(labels, effects) for labels, effects in pair)
        if _asked(one) != _asked(other):
            raise ValueError(f"{one.item.id}: its optional claims, or those before it, change what is raised")
        both = [
            replace(alert, against=tuple(sorted({*alert.against, *same.against})))
            for alert, same in zip(one.alerts, other.alerts, strict=True)
        ]
        yield replace(one, alerts=tuple(both))


def _asked(one: Labelled) -> object:
    return [(alert.question, alert.kind) for alert in one.alerts], one.updates
