"""A story so small that a test can break it: two topics, three questions, two languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.domain.claims import Party
from bot.settings.folder import ConfigFolder

STORY = """languages = ["en", "nb"]
names = ["the fire"]
other_events = ["the flood"]
[title]
en = "The fire"
nb = "Brannen"
"""

TOPICS = """[losses]
label = { en = "Losses", nb = "Tap" }
[blame]
label = { en = "Blame", nb = "Skyld" }
"""

LOSSES = """[dead]
topic = "losses"
type = "count"
behaviour = "cumulative"
in_toll = true
meaning = "people who died in the fire"
label = { en = "Dead", nb = "Døde" }
asks = { en = "How many died?", nb = "Hvor mange døde?" }
ask_words.en = ["how many died", "victims"]
ask_words.nb = ["hvor mange døde"]

[hurt]
topic = "losses"
type = "count"
behaviour = "point_in_time"
meaning = "people who were hurt in the fire"
label = { en = "Hurt", nb = "Skadd" }
asks = { en = "How many were hurt?", nb = "Hvor mange ble skadd?" }
ask_words.en = ["how many were hurt"]
"""

BLAME = """[arson]
topic = "blame"
type = "choice"
meaning = "whether somebody lit the fire"
label = { en = "Arson", nb = "Ildspåsettelse" }
asks = { en = "Was it lit?", nb = "Ble den påtent?" }
answers.lit = { en = "yes", nb = "ja" }
answers.accident = { en = "no", nb = "nei" }
ask_words.en = ["was it lit"]
"""

OUTLETS = """[[outlet]]
name = "The Gazette"
aliases = ["Gazette"]
country = "GB"
lang = "en"
home = "https://gazette.example/"

[[outlet]]
name = "Bladet"
lang = "nb"
"""

FEEDS = """[[feed]]
outlet = "Bladet"
lang = "nb"
url = "https://bladet.example/rss"
state = "verified"
checked = 2024-05-09
evidence = "it answered"
"""

PARTIES = "".join(
    f'[{party.value}]\nlabel = {{ en = "{party.value}", nb = "{party.value}" }}\nnames = ["{party.value}"]\n'
    for party in Party
)

FILES: Mapping[str, str] = {
    "story.toml": STORY,
    "topics.toml": TOPICS,
    "questions/1-blame.toml": BLAME,
    "questions/2-losses.toml": LOSSES,
    "outlets.toml": OUTLETS,
    "feeds.toml": FEEDS,
    "parties.toml": PARTIES,
}


def write_story(path: Path, changed: Mapping[str, str] | None = None) -> ConfigFolder:
    """Write the story below `path`, with some files changed or added, and open its folder."""
    for name, text in {**FILES, **(changed or {})}.items():
        file = path / "config" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return ConfigFolder(path / "config")


def line_with(text: str, part: str) -> int:
    """The line, from 1, on which a part of a text first stands."""
    return text[: text.index(part)].count("\n") + 1
