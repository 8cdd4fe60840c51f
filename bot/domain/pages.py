"""Article pages as the rest of the bot sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Page:
    """The article of one page of the web.

    `url` is canonical: the page's own word for its address where that is on the same host, without tracking parameters, AMP and fragment.
    `text` has a line for each paragraph and nobody's name that stands outside of it. `published` is aware UTC and never after the fetch,
    None where the page does not tell; `published_is_day` says that it tells the day alone. `lang` is what the page says of itself in
    lower case, unchecked. `site` is what the page calls its outlet.
    """

    url: str
    title: str
    text: str
    published: datetime | None = None
    published_is_day: bool = False
    lang: str | None = None
    site: str | None = None
