"""A page that arrived becomes its article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from gettext import gettext as _

import trafilatura
from lxml.html import HtmlElement

from bot.domain.feeds import Failed, Fetched, Trouble
from bot.domain.pages import Page
from bot.feeds.htmltree import TooMuchError, decoded, pruned, tree_of
from bot.feeds.markup import plain
from bot.feeds.pagefacts import Facts, facts_of

LITTLE = 140
"""A text with fewer characters is no article: what is left of a page behind a wall, or of one that a browser would have to build."""

WALLED = 1_500
"""Only in a text shorter than this do words such as "subscribe to read on" say that the article is missing."""

MAX_TEXT = 200_000
_EDGE = " \t.:;,…–—-*•|>»()[]"


class Boilerplate:
    """What stands in articles and is none of their text, and what stands in their place where one must sign in first."""

    def __init__(self, drop: Iterable[str] = (), walls: Iterable[str] = ()) -> None:
        """`drop` are whole lines, also at the beginning or end of a line as a sentence of their own; `walls` are parts of sentences."""
        phrases = sorted({_folded(phrase) for phrase in drop} - {""}, key=len, reverse=True)
        self._lines = frozenset(phrases)
        long = "|".join(re.escape(phrase).replace("\\ ", r"\s+") for phrase in phrases if " " in phrase)
        self._within = (
            re.compile(rf"(?:^|(?<=[.!?»”\"…])\s+)(?:{long})\s*(?:[.:…]+|$)\s*", re.IGNORECASE) if long else None
        )
        self._walls = tuple(filter(None, map(_folded, walls)))

    def cleaned(self, text: str) -> str:
        """The text without such lines."""
        kept = (line for line in text.split("\n") if _folded(line) not in self._lines)
        if self._within is None:
            return "\n".join(kept)
        lines = (self._within.sub(" ", line).strip() for line in kept)
        return "\n".join(line for line in lines if line)

    def is_wall(self, text: str) -> bool:
        """Whether this is what one reads instead of an article."""
        folded = _folded(text)
        return any(wall in folded for wall in self._walls)


def article_of(fetched: Fetched, now: datetime, boilerplate: Boilerplate) -> Page | Failed:
    """The article of a page, or why there is none. Raises nothing; takes up to seconds, so call it in a thread."""
    try:
        markup, data = pruned(decoded(fetched.body, fetched.headers.get("content-type", "")))
        tree = tree_of(markup)
    except TooMuchError:
        return Failed(Trouble.TOO_LARGE, _("the page has more tags, or a deeper nesting, than the limit"))
    if tree is None:
        return Failed(Trouble.LITTLE_TEXT, _("the page has no content"))
    facts = facts_of(tree, data, fetched.url, now)
    text = boilerplate.cleaned(_longest(_text(tree), facts))
    refused = _refused(text, facts, boilerplate)
    if refused is not None:
        return refused
    text = _without_title(text, facts.title)
    return Page(facts.url, facts.title, text, facts.published, facts.published_is_day, facts.lang, facts.site)


def _text(tree: HtmlElement) -> str:
    """The article's own words, a line for each paragraph; empty where there are none."""
    try:
        found = trafilatura.extract(
            tree, include_comments=False, include_images=False, include_links=False, output_format="txt"
        )
    except (
        Exception
    ):  # what broken trees make an extractor of strangers' pages raise is no news; the page has no article then
        return ""
    return plain(found or "")


def _longest(text: str, facts: Facts) -> str:
    """What was found on the page, unless that is little and the page's own data has the article."""
    return facts.body if len(text) < WALLED and len(facts.body) > 2 * len(text) else text


def _refused(text: str, facts: Facts, boilerplate: Boilerplate) -> Failed | None:
    if len(text) > MAX_TEXT:
        return Failed(Trouble.TOO_LARGE, _("its text is longer than the limit"))
    if len(text) < WALLED and (not facts.free or boilerplate.is_wall(text)):
        return Failed(Trouble.WALL, _("one must sign in, pay or agree to something first"))
    if len(text) < LITTLE:
        return Failed(Trouble.LITTLE_TEXT, _("the page has hardly any text"))
    return None


def _without_title(text: str, title: str) -> str:
    first, _newline, rest = text.partition("\n")
    return rest if rest and title and _folded(first) == _folded(title) else text


def _folded(words: str) -> str:
    return " ".join(words.casefold().split()).strip(_EDGE)
