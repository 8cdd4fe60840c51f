"""A text taken apart for whoever reads it: its sentences, with their days settled and their people known."""

from __future__ import annotations

from bot.domain.claims import Item
from bot.reading.analysis import Sentence, analyse
from bot.reading.days import resolve
from bot.reading.language import Language
from bot.reading.people import introduce


def prepare(item: Item, language: Language) -> list[Sentence]:
    """All sentences of a text in order, of every kind of line.

    People are looked for where the language has verbs of saying: in one that writes every noun like a name it has none.
    """
    sentences = analyse(item, language)
    body = [sentence for sentence in sentences if sentence.kind == "body"]
    resolve(body, item.day)
    if language.words.speech.verbs or language.words.speech.closing:
        introduce(body, item.text)
    return sentences
