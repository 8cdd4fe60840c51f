"""What of a page is the article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.layout import Layout
from bot.reading.words import LayoutWords

BODY = "Fire broke out in the Gridhall on Friday evening, and dozens of people died in it."
WORDS = LayoutWords(
    related=("read more", "related:", "most read"),
    end=("more from author", "comments (0)"),
    caption=("photo:", "picture:"),
    noise=("advertisement", "share"),
)


def kinds(*lines: str, title: str = "") -> list[str]:
    return [block.kind for block in Layout(WORDS, LayoutWords(caption=("foto:",))).blocks("\n".join(lines), title)]


def test_a_first_line_that_repeats_the_title_is_the_title() -> None:
    title = "145 died in the Gridhall."
    assert kinds("**145 died in the Gridhall**", "", BODY, title=title) == ["title", "body"]
    assert kinds(BODY, "145 died in the Gridhall.", title=title) == ["body", "body"]


def test_a_list_of_other_stories_ends_with_the_empty_line_behind_it() -> None:
    assert kinds(BODY, "Read more:", "133 died in Oldtown", "Other news", "", BODY) == [
        "body", "related", "related", "related", "body",
    ]  # fmt: skip


def test_a_list_goes_on_over_an_empty_line_while_headlines_follow() -> None:
    # The last of them could as well be the heading of what follows; neither makes a claim.
    lines = kinds(BODY, "Most read", "", "133 died in Oldtown", "", "All about the flood", "", BODY, "", BODY)
    assert lines == ["body", "related", "related", "heading", "body", "body"]


def test_a_single_linked_headline_is_left_out_alone() -> None:
    assert kinds(BODY, "Read more: 133 died in Oldtown.", BODY) == ["body", "related", "body"]


def test_words_that_only_begin_like_a_mark_are_the_article() -> None:
    assert kinds("Related questions were put to the ministry on Friday, and it answered them all.") == ["body"]


@pytest.mark.parametrize(
    "line",
    ["Photo: a hall with 145 seats", "(Picture: 12 men.)", "*Foto: Sputnik", "A hall in spring. Foto: Sputnik / AP"],
)
def test_captions_are_left_out(line: str) -> None:
    assert kinds(BODY, line, BODY) == ["body", "caption", "body"]


@pytest.mark.parametrize("line", ["Comments (0)", "Comments (12)", "More from author", "Комментарии (3)"])
def test_nothing_behind_the_end_is_the_article(line: str) -> None:
    assert kinds(BODY, line, BODY, "", BODY) == ["body", "related", "related", "related"]


def test_the_furniture_of_a_page_is_no_text() -> None:
    assert kinds(BODY, "Advertisement", BODY, "Share", BODY) == ["body", "noise", "body", "noise", "body"]


def test_a_menu_is_no_text() -> None:
    assert kinds("Home | World | Sport | Weather", BODY) == ["related", "body"]


def test_a_short_line_that_is_no_sentence_is_a_heading() -> None:
    assert kinds("What Kyiv says", BODY, "How many died?", BODY) == ["heading", "body", "heading", "body"]
    assert kinds("145 died in the Gridhall", BODY) == ["body", "body"]
    assert kinds("• 145 died", "– 12 missing") == ["body", "body"]
    assert kinds("The only line there is") == ["body"]


def test_paragraphs_are_runs_of_lines_with_no_empty_line_between() -> None:
    text = f"{BODY}\n{BODY}\n \n\n{BODY}\n\n\n{BODY}"
    blocks = Layout(WORDS, LayoutWords()).blocks(text, "")
    assert [block.paragraph for block in blocks] == [0, 0, 1, 2]
    assert all(text[block.start : block.end] == BODY for block in blocks)


@given(st.text(alphabet=st.sampled_from("aB1 .:|•\n()-")), st.text(max_size=5))
def test_every_line_with_something_in_it_is_one_block(text: str, title: str) -> None:
    blocks = Layout(WORDS, LayoutWords()).blocks(text, title)
    assert [text[block.start : block.end] for block in blocks] == [line for line in text.split("\n") if line.strip()]
    assert [block.paragraph for block in blocks] == sorted(block.paragraph for block in blocks)


def test_a_text_that_only_says_its_title_again_is_read() -> None:
    assert kinds("Four men died", title="Four men died") == ["body"]
    assert kinds("Four men died\n\nIt was a fire.", title="Four men died") == ["title", "body"]
