"""The translations: complete, with the same placeholders, and read fast."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.domain.errors import ConfigError
from bot.services.words import Catalogues
from tests.fakes.corpus import ROOT

LOCALE = ROOT / "config" / "locale"
LANGUAGES = ("ru", "nb", "tg")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"gettext": None, "ngettext": (1, 2), "N_": None}
PLACEHOLDER = re.compile(r"\{\w*\}")
COMMAND = re.compile(r"(?<!\w)/[a-z]+")


@cache
def extracted() -> frozenset[str | tuple[str, ...]]:
    """Every message that the source marks for translation."""
    found = (
        message[2]
        for room in ("bot", "handlers")
        for message in extract_from_dir(ROOT / room, method_map=[("**.py", "python")], keywords=KEYWORDS)
    )
    return frozenset(one if isinstance(one, str) else tuple(one) for one in found)


def messages(lang: str) -> Iterator[Message]:
    with (LOCALE / lang / "LC_MESSAGES" / "bot.po").open("rb") as file:
        yield from (message for message in read_po(file, locale=lang) if message.id)


def texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def marks(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text) + COMMAND.findall(text))


def forms(identity: object) -> tuple[str, ...]:
    return (identity,) if isinstance(identity, str) else tuple(identity)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_lacks_a_translation_and_none_is_left_over(lang: str) -> None:
    known = {
        message.id if isinstance(message.id, str) else tuple(message.id): message
        for message in messages(lang)
        if all(texts(message)) and not message.fuzzy
    }
    assert extracted() - known.keys() == set(), f"translate these into {lang}"
    assert known.keys() - extracted() == set(), f"nobody says these any more; delete them from {lang}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_translations_keep_the_placeholders_and_the_commands(lang: str) -> None:
    for message in messages(lang):
        allowed = [marks(form) for form in forms(message.id)]
        for number, text in enumerate(texts(message)):
            assert marks(text) in (allowed if number == 0 else allowed[-1:]), text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_left_in_english(lang: str) -> None:
    for message in messages(lang):
        if len(re.findall(r"[A-Za-z]{3,}", PLACEHOLDER.sub("", forms(message.id)[0]))) > 1:
            assert not set(texts(message)) & set(forms(message.id))


@pytest.mark.parametrize(("lang", "stem"), [("ru", "расхождени"), ("nb", "uenighet"), ("tg", "ихтилоф")])
def test_a_disagreement_has_one_name(lang: str, stem: str) -> None:
    """Every sentence that names disagreements names them so; `/disagreements` is no name but a command."""
    for message in messages(lang):
        named = [form for form in forms(message.id) if re.search(r"(?<!/)\bdisagreements?\b", form, re.IGNORECASE)]
        if named and message.id != "“{text}” cannot be exported. Try /export claims csv, timeline or disagreements.":
            assert all(stem in text.casefold() for text in texts(message)), texts(message)
    assert lang != "ru" or not any("разноглас" in text.casefold() for one in messages(lang) for text in texts(one))


def test_the_folder_says_which_languages_there_are() -> None:
    assert Catalogues(LOCALE).languages == ("en", "nb", "ru", "tg")
    assert Catalogues(LOCALE).words("de").lang == "en"
    assert set(Catalogues(LOCALE).small_words()) == {"en", "nb", "ru", "tg"}


def test_a_language_is_read_once_and_fast() -> None:
    Catalogues(LOCALE).words("nb")  # what is imported on first use is not the catalogue's
    catalogues = Catalogues(LOCALE)
    began = time.process_time()  # a busy machine takes longer by the clock, and says nothing on the catalogue
    words = catalogues.words("ru")
    assert time.process_time() - began < 0.1  # 7 ms, 22 ms with the import
    assert catalogues.words("ru") is words


def test_a_broken_catalogue_is_one_sentence_with_its_path(tmp_path: Path) -> None:
    file = tmp_path / "nb" / "LC_MESSAGES" / "bot.po"
    file.parent.mkdir(parents=True)
    file.write_bytes(b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "a"\nmsgstr "\xff"\n')
    with pytest.raises(ConfigError, match=r"bot\.po"):
        Catalogues(tmp_path).words("nb")


@pytest.mark.parametrize("text", ["small = ", 'small = "a"', 'small = "a"\nasking = ["b"]'])
def test_broken_small_words_are_one_sentence_with_their_path(tmp_path: Path, text: str) -> None:
    (tmp_path / "nb").mkdir()
    (tmp_path / "nb" / "small_words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"small_words\.toml"):
        Catalogues(tmp_path).small_words()
