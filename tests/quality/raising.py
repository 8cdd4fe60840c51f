"""What labels say that articles raise, held against what their claims do raise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.questions import Question
from bot.services.labelled import Labelled, raised


def difference(labels: Labelled, found: Labelled) -> str:
    """What the labels say that the claims do not raise, or the other way round; empty where they agree.

    Of the items that an alert is set against the labels may name more.
    """
    told, here = ({alert.question: alert.kind for alert in one.alerts} for one in (labels, found))
    if told != here:
        return f"the claims raise {_listed(here)}, the labels say {_listed(told)}"
    if labels.updates != found.updates:
        return f"the claims update {_named(found.updates)}, the labels say {_named(labels.updates)}"
    known = {alert.question: set(alert.against) for alert in labels.alerts}
    for alert in found.alerts:
        if not set(alert.against) <= known[alert.question]:
            return f"{alert.question}: the claims are set against {_named(alert.against)}"
    return ""


def expected(
    articles: Sequence[Labelled], questions: Mapping[str, Question]
) -> Iterator[tuple[Labelled, Labelled, str]]:
    """Each article, with what its claims raise with the optional ones and without; why it has no such labels, where the two differ."""
    both = zip(*(raised(articles, questions, optional=optional) for optional in (True, False)), strict=True)
    for one, (with_them, without) in zip(articles, both, strict=True):
        loose = replace(with_them, alerts=tuple(replace(alert, against=_all(with_them, without, alert.question))
                                                for alert in with_them.alerts))  # fmt: skip
        why = difference(loose, without)
        yield one, loose, f"its optional claims, or those before it, change what is raised: {why}" if why else ""


def _all(one: Labelled, other: Labelled, question: str) -> tuple[str, ...]:
    """The items that either is set against."""
    alerts = (*one.alerts, *other.alerts)
    return tuple(sorted({item for alert in alerts if alert.question == question for item in alert.against}))


def _listed(kinds: Mapping[str, str]) -> str:
    return ", ".join(f"{question} {kind}" for question, kind in sorted(kinds.items())) or "no alert"


def _named(names: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
