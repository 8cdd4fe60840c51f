"""What a reply looks like on a terminal, on a narrow one, and in a pipe."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from bot.domain.reply import Choices, File, Heading, Picture, Quote, Reply, Table, Text
from bot.platforms.terminal.draw import draw, make_console

TOLL = Reply(
    (
        Heading("Crocus City Hall attack, 22 March 2024"),
        Table((("Killed", "145", "CentralAsia24, 9 May"), ("Injured", "more than 550", "CentralAsia24, 9 May"))),
        Table((("26 Mar", "139", "ABC Nyheter"), ("1 May", "144", "Daryo")), title='How "killed" moved', right=(0,)),
        Text("Nobody contradicts the toll.", tone="note"),
        Choices((("Quotes", "/claims killed"), ("Timeline", "/timeline"))),
    )
)


def quote(lead: str, text: str, source: str = "SocialBites", lang: str = "en") -> Quote:
    return Quote(text, source, date(2024, 5, 1), "1 May", lang, url="https://news.example/1", lead=lead)


def nowhere(name: str, content: bytes) -> Path:
    raise AssertionError(f"{name} was not to be saved")


def drawn(*parts: Heading | Text | Table | Quote | Choices | Picture | File, width: int | None = None) -> str:
    stream = io.StringIO()
    draw(Reply(tuple(parts)), make_console(stream, width), nowhere)
    return stream.getvalue()


def test_the_toll_reads_like_a_page() -> None:
    stream = io.StringIO()
    draw(TOLL, make_console(stream), nowhere)
    assert stream.getvalue() == (
        "Crocus City Hall attack, 22 March 2024\n"
        "Killed   145            CentralAsia24, 9 May\n"
        "Injured  more than 550  CentralAsia24, 9 May\n"
        "\n"
        'How "killed" moved\n'
        "26 Mar  139  ABC Nyheter\n"
        " 1 May  144  Daryo\n"
        "\n"
        "Nobody contradicts the toll.\n"
        "[Quotes] /claims killed   [Timeline] /timeline\n"
    )


def test_a_table_header_is_drawn() -> None:
    assert drawn(Table((("ABC Nyheter", "1"),), header=("Outlet", "Items"))) == "Outlet       Items\nABC Nyheter  1\n"


def test_quotes_in_a_row_stand_side_by_side_with_their_leads() -> None:
    text = drawn(Heading("Aimed at Tajiks?"), quote("Russia: no", "not directed"), quote("Tajikistan: yes", "only us"))
    assert text == (
        "Aimed at Tajiks?\n"
        'Russia: no       SocialBites, 1 May: "not directed"\n'
        'Tajikistan: yes  SocialBites, 1 May: "only us"\n'
    )


def test_notes_between_quotes_belong_to_them() -> None:
    text = drawn(
        quote("1 May", "a"), Text("Also told by Daryo", tone="note"), quote("26 May", "b"), Text("1 to 2", "note")
    )
    assert text == (
        '1 May   SocialBites, 1 May: "a"\n        Also told by Daryo\n26 May  SocialBites, 1 May: "b"\n1 to 2\n'
    )


def test_a_quote_in_another_language_says_which() -> None:
    assert drawn(quote("", "139 mennesker", "ABC Nyheter", "nb")) == 'ABC Nyheter, 1 May: "139 mennesker" [nb]\n'


def test_a_pipe_never_breaks_a_line() -> None:
    assert len(drawn(quote("Russia", "word " * 60)).splitlines()) == 1


@pytest.mark.parametrize("width", [20, 33, 59, 80])
def test_a_narrow_terminal_loses_no_word_and_overflows_nowhere(width: int) -> None:
    words = [f"word{number}" for number in range(40)]
    text = drawn(quote("Tajikistan: yes", " ".join(words)), width=width)
    assert max(map(len, text.splitlines())) <= width
    assert [word.strip('"') for word in text.split() if "word" in word] == words


def test_an_option_is_never_broken() -> None:
    options = Choices((("The toll", "/toll"), ("Timeline", "/timeline casualties"), ("Help", "/help")))
    assert drawn(options, width=40) == "[The toll] /toll\n[Timeline] /timeline casualties\n[Help] /help\n"
    assert drawn(options, width=60) == "[The toll] /toll   [Timeline] /timeline casualties\n[Help] /help\n"


def test_words_that_look_like_markup_are_left_alone() -> None:
    assert drawn(Text("[bold]x[/bold] :smile: [red]")) == "[bold]x[/bold] :smile: [red]\n"


def test_no_colour_leaves_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in drawn(Heading("x"), Text("careful", tone="warning"), quote("a", "b"))


def test_a_terminal_gets_links_and_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=80, markup=False, highlight=False)
    draw(Reply((Text("careful", tone="warning"), quote("", "b"))), console, nowhere)
    assert "\x1b[33m" not in stream.getvalue()
    assert "https://news.example/1" in stream.getvalue()


def test_files_and_pictures_are_saved_and_named(tmp_path: Path) -> None:
    def save(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return Path("exports") / name

    stream = io.StringIO()
    reply = Reply((File("claims.csv", "text/csv", b"a,b\n"), Picture(b"png", "How the toll moved")))
    draw(reply, make_console(stream), save)
    assert stream.getvalue() == "claims.csv: exports/claims.csv\n\nHow the toll moved: exports/picture.png\n"
    assert (tmp_path / "claims.csv").read_bytes() == b"a,b\n"


def test_a_file_that_cannot_be_saved_is_a_sentence() -> None:
    def full(name: str, content: bytes) -> Path:
        raise OSError(28, "No space left on device")

    stream = io.StringIO()
    draw(Reply((File("claims.csv", "text/csv", b"a,b\n"),)), make_console(stream), full)
    assert stream.getvalue() == "claims.csv: not saved, No space left on device\n"
