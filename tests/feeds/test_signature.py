"""Signatures of texts, held to what the labelled texts showed."""

from __future__ import annotations

import re

from bot.domain.history import ALIKE, likeness
from bot.feeds.signature import FEWEST, signature
from tests.fakes.newspages import ENGLISH, PAGES, RUSSIAN

TEXT = "\n".join(ENGLISH.paragraphs)


def test_a_text_is_its_own_copy_whatever_its_case_and_white_space() -> None:
    assert signature(TEXT) == signature(TEXT.upper().replace(" ", "\n"))
    assert len(signature(TEXT)) == 512


def test_changed_figures_a_local_lead_and_a_cut_leave_a_copy() -> None:
    figures = re.sub(r"\d+", "31", TEXT)
    lead = f"Our correspondent reports from the court in the capital.\n{TEXT}\nRead on our site."
    cut = "\n".join(ENGLISH.paragraphs[:3])
    for copy in (figures, lead, cut):
        assert likeness(signature(TEXT), signature(copy)) >= ALIKE


def test_texts_of_others_on_the_same_event_are_no_copies() -> None:
    for page in PAGES:
        if page is not ENGLISH:
            assert likeness(signature(TEXT), signature("\n".join(page.paragraphs))) < ALIKE / 2
    other = (
        "Four suspects of the attack on the concert hall near Moscow stay in custody, a court ruled. "
        "The attack took the lives of 145 people."
    )
    assert likeness(signature(TEXT), signature(other)) < ALIKE


def test_few_words_have_no_signature() -> None:
    words = RUSSIAN.paragraphs[0].split()
    assert signature(" ".join(words[:5])) == signature("") == b""
    assert signature("word " * FEWEST) != b""
