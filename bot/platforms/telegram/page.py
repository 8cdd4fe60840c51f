"""The article in a web page that somebody saved: its words, and what the page says about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside", "form", "button"}
)
BREAKING = frozenset(
    {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "tr", "section", "article", "blockquote", "figcaption"}
)
DESCRIBING = {
    "og:title": "title",
    "og:site_name": "source",
    "og:url": "url",
    "article:published_time": "published",
    "datepublished": "published",
}
ARTICLE_SHARE = 200
"""Characters that an <article> must have to be taken for the whole text."""


@dataclass(slots=True)
class Page:
    """What was found; an empty text means that the page does not say."""

    text: str = ""
    title: str = ""
    source: str = ""
    url: str = ""
    published: str = ""
    lang: str = ""
    words: list[str] = field(default_factory=list)
    article: list[str] = field(default_factory=list)


def read_page(content: str) -> Page:
    """The article of an HTML document. Broken markup is read as browsers read it."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    page = reader.page
    article = _tidy(page.article)
    page.text = article if len(article) >= ARTICLE_SHARE else _tidy(page.words)
    page.title = " ".join(page.title.split())
    return page


def _tidy(words: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return re.sub("\n{2,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._skipped = 0
        self._articles = 0
        self._in_title = False
        self._has_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag in SKIPPED:
            self._skipped += 1
        elif tag == "article":
            self._articles += 1
        elif tag == "title":
            self._in_title = not self._has_title
        elif tag == "html":
            self.page.lang = known.get("lang", "")[:2].lower()
        elif tag == "meta":
            self._meta(known)
        elif tag == "link" and known.get("rel") == "canonical":
            self.page.url = self.page.url or known.get("href", "")
        if tag in BREAKING:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self._skipped = max(0, self._skipped - 1)
        elif tag == "title":
            self._has_title, self._in_title = True, False
        if tag in BREAKING:
            self._add("\n")
        if tag == "article":
            self._articles = max(0, self._articles - 1)

    def handle_data(self, data: str) -> None:
        if self._in_title and not self._skipped:
            self.page.title += data
        else:
            self._add(data)

    def _meta(self, known: dict[str, str]) -> None:
        name = (known.get("property") or known.get("name") or known.get("itemprop") or "").lower()
        if name in DESCRIBING and known.get("content"):
            setattr(self.page, DESCRIBING[name], known["content"])
            self._has_title = self._has_title or name == "og:title"

    def _add(self, data: str) -> None:
        if not self._skipped:
            self.page.words.append(data)
            if self._articles:
                self.page.article.append(data)
