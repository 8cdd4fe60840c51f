"""Texts that are sent in: what a saved page says about itself, what a pasted text does, and which language it is in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.drafts import Draft, named
from bot.platforms.telegram.intake import UnreadableError, draft_of_document
from bot.platforms.telegram.page import read_page
from bot.services.guess import guess_language
from bot.settings.seeds import FileSeeds
from tests.fakes.corpus import ROOT

NOW = datetime(2024, 5, 13, 12, tzinfo=UTC)
BLNS = Path(__file__).parents[4] / "shared" / "material" / "hostile" / "blns" / "blns.json"


def test_a_page_without_an_article_is_its_paragraphs() -> None:
    page = read_page(
        "<html lang=nb-NO><title>En  tittel</title><body><header>Meny</header><p>Første.<p>Andre<br>linje &amp; mer"
    )
    assert (page.lang, page.title, page.text) == ("nb", "En tittel", "Første.\nAndre\nlinje & mer")


def test_the_article_wins_where_it_is_long_enough() -> None:
    body = "<p>Outside</p><article><p>" + "Inside words. " * 20 + "</p></article>"
    assert "Outside" not in read_page(body).text
    assert "Outside" in read_page("<p>Outside</p><article>short</article>").text


def test_a_page_says_where_and_when_it_was_published() -> None:
    content = (
        b'<meta itemprop="datePublished" content="2024-05-12"><link rel=canonical href="https://a.example/x"><p>Text'
    )
    draft = draft_of_document("a.HTM", content, NOW)
    assert draft == Draft("Text", "a.example", datetime(2024, 5, 12, tzinfo=UTC), True, "", "", "https://a.example/x")
    unknown = draft_of_document("a.html", b'<meta name="article:published_time" content="soon">', NOW)
    assert (unknown.published, unknown.source) == (NOW, "Pasted text")


def test_a_first_line_names_outlet_and_day() -> None:
    draft = named("ABC Nyheter, 2024-03-26\nTeksten.", "Pasted text", NOW)
    assert (draft.source, draft.published, draft.is_day, draft.text) == (
        "ABC Nyheter", datetime(2024, 3, 26, tzinfo=UTC), True, "Teksten.",
    )  # fmt: skip
    for text in ("No day here\nText", "ABC, 2024-99-99\nText", "On Monday, we saw\nText"):
        assert named(text, "Pasted text", NOW) == Draft(text, "Pasted text", NOW, True)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableError):
        draft_of_document("a.txt", b"\xff\xfea", NOW)


@pytest.mark.skipif(not BLNS.exists(), reason="no test material beside the checkout")
def test_naughty_pages_are_read_without_an_exception() -> None:
    for text in json.loads(BLNS.read_text(encoding="utf-8")):
        read_page(text)
        read_page(f"<title>{text}</title><p lang='{text}'>{text}</p>")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The attack on the hall was followed by arrests.", "en"),
        ("Angrepet på konserthallen ble fulgt av pågripelser.", "nb"),
        ("После теракта в зале были задержаны люди.", "ru"),
        ("Після теракту в залі були затримані люди, і це не все.", "uk"),
        ("Nach dem Anschlag wurden Menschen festgenommen, und das ist nicht alles.", "de"),
        ("145", "en"),
    ],
)
def test_the_language_is_guessed(text: str, lang: str) -> None:
    assert guess_language(text, ("en", "nb", "ru", "uk", "de")) == lang


def test_the_seeds_are_guessed_right() -> None:
    for seed in FileSeeds(ROOT / "seeds").items():
        item = seed[0]
        assert guess_language(item.text, ("de", "en", "nb", "ru", "uk")) == item.lang
