"""/quality: what the reader scores on the articles that administrators put right."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.words import Words
from bot.domain.reply import Heading, Reply, Table, Text


@dataclass(slots=True)
class Score:
    """Claims that were right, false and missed, in so many articles."""

    items: int = 0
    right: int = 0
    false: int = 0
    missed: int = 0


def quality(words: Words, score: Score) -> Reply:
    """The figures, each with what it is of."""
    if not score.items:
        text = words.gettext("Nothing has been corrected yet. /review is where that is done.")
        return Reply((Text(text),), lang=words.lang)
    counted = words.ngettext("{number} article was put right", "{number} articles were put right", score.items)
    found, wanted = score.right + score.false, score.right + score.missed
    rows = (
        (words.gettext("Claims that are right, of those read"), _share(words, score.right, found)),
        (words.gettext("Claims that were read, of those made"), _share(words, score.right, wanted)),
        (words.gettext("False claims"), words.number(score.false)),
        (words.gettext("Missed claims"), words.number(score.missed)),
    )
    note = words.gettext(
        "Only articles with mistakes are counted, so this is lower than on others. It is measured with today's "
        "questions and words, without the corrections."
    )
    heading = Heading(counted.format(number=words.number(score.items)))
    return Reply((heading, Table(rows, right=(1,)), Text(note, "note")), lang=words.lang)


def _share(words: Words, part: int, of: int) -> str:
    if not of:
        return words.gettext("none")
    return words.gettext("{percent} % ({part} of {of})").format(
        percent=words.number(round(100 * part / of)), part=words.number(part), of=words.number(of)
    )
