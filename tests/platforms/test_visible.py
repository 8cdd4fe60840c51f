"""What others wrote cannot steer the terminal."""

from __future__ import annotations

import io

from bot.domain.reply import Reply, Text
from bot.platforms.terminal.draw import draw, make_console
from bot.platforms.terminal.visible import visible


def test_control_codes_become_signs_of_the_same_length() -> None:
    text = "red \x1b[31m bell \x07 back \x08 del \x7f c1 \x9b tab\t line\n"
    assert visible(text) == "red ␛[31m bell ␇ back ␈ del ␡ c1 \ufffd tab\t line\n"
    assert len(visible(text)) == len(text)
    assert visible("abc\u202edcba\u2066") == "abc\ufffddcba\ufffd"


def test_a_reply_with_an_escape_sequence_is_drawn_harmless() -> None:
    stream = io.StringIO()
    draw(Reply((Text("title \x1b]0;owned\x1b\\ end"),)), make_console(stream), lambda _name, _content: None)  # type: ignore[arg-type,return-value]
    assert "\x1b" not in stream.getvalue()
    assert "title ␛]0;owned␛\\ end" in stream.getvalue()
