"""Writes labelled articles as the plain text that `bot.services.labelled` reads again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.domain.claims import Choice, Claim, Item, Value
from bot.services.labelled import BETWEEN, NONE, SIGNS, TITLE, AlertLabel, Label, Labelled

_WIDEST = 250
"""How long a quote becomes at most before it is left as it is, in characters."""


def written(articles: Iterable[Labelled]) -> str:
    """The file of these articles, from which `parse` reads the same again, but that "\\n" ends every line of a text.

    A quote that stands in the text several times is lengthened until it is told where it stands.
    """
    lines, stream = list[str](), None
    for one in articles:
        if one.stream != stream:
            stream = one.stream
            lines += [f"@@ {stream}", ""]
        lines += [*_written(one), ""]
    return "\n".join(lines)


def _written(one: Labelled) -> Iterator[str]:
    item = one.item
    time = item.day.isoformat() if item.published_is_day else item.published.isoformat().replace("+00:00", "Z")
    yield f"@ {BETWEEN.join(map(_marked, (item.id, item.lang, time, item.source)))}"
    if one.hard:
        yield f"# {'; '.join(one.hard)}"
    yield f"{TITLE} {_marked(item.title)}".rstrip()
    yield ""
    body = _in_lines(item.text).split("\n")
    for place, line in enumerate(body):
        at_the_edge = place in (0, len(body) - 1)
        yield f"\\{line}" if line.startswith(SIGNS) or (at_the_edge and not line.strip()) else line
    claims, first = list[str](), 0
    for label in one.claims:
        quote = _found_at(label.claim, item.text, first)
        first = item.text.find(quote, first)
        claims.append(_claim(label, item, quote))
    labels = [*claims, *map(_alert_line, one.alerts), *(f"~ {name}" for name in sorted(one.updates))]
    yield from ("", *labels) if labels else ()


def _claim(label: Label, item: Item, quote: str) -> str:
    claim = label.claim
    day = NONE if claim.as_of == item.day else claim.as_of.isoformat()
    parts = (claim.question, _valued(claim.value), claim.party.value if claim.party else NONE, day)
    return f"={'?' if label.optional else ''} {BETWEEN.join(parts)}{BETWEEN}{_marked(quote)}"


def _found_at(claim: Claim, text: str, first: int) -> str:
    """A claim's quote with so much of what stands around it that it is found in its place; the claim before it begins at `first`."""
    start, end = claim.start, claim.end
    least = max(first, text.rfind("\n", 0, start) + 1)
    most = text.find("\n", end) if "\n" in text[end:] else len(text)
    while text.find(text[start:end], first) < start and end - start < _WIDEST:
        if start > least:
            start = max(least, text.rfind(" ", 0, start - 1) + 1)
        elif end < most:
            end = text.find(" ", end + 1, most) if " " in text[end + 1 : most] else most
        else:
            break
    return text[start:end].strip()


def _alert_line(alert: AlertLabel) -> str:
    return f"! {BETWEEN.join(map(_marked, (alert.question, alert.kind, *alert.against)))}"


def _valued(value: Value) -> str:
    if isinstance(value, Choice):
        return value.answer
    if value.is_exact:
        return str(value.lo)
    return f"{value.lo}..{'' if value.hi is None else value.hi}"


def _in_lines(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _marked(words: str) -> str:
    """Words for one line of markup."""
    return _in_lines(words).replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\|")
