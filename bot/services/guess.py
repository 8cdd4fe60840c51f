"""Which language a text is most likely in, for texts that come without saying so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

LOOKED_AT = 2_000
_LETTERS = {"uk": "іїєґ", "tg": "ҳҷқӯӣғ", "ru": "ыэъё", "nb": "æøå", "de": "äöüß"}
_COMMON = {
    "en": "the of and in to was that for on with by from at were",
    "nb": "og i det er på som en av til med ikke har ble etter",
    "de": "der die und das ist von den mit nicht dem ein wurden nach",
    "ru": "и в не на что с по из был это как для были после",
    "uk": "і в не на що з за та до було як для були після",
    "tg": "ва дар аз ба ки бо барои ин ба он аст шуд",
}


def guess_language(text: str, known: Sequence[str]) -> str:
    """The one of the known languages with most of the text's common words and letters; the first known one where none has any."""
    sample = text[:LOOKED_AT].lower()
    words = Counter(re.findall(r"[^\W\d_]+", sample))
    scores: Mapping[str, float] = {
        lang: sum(words[word] for word in _COMMON.get(lang, "").split())
        + sum(map(sample.count, _LETTERS.get(lang, "")))
        for lang in known
    }
    return max(known, key=lambda lang: scores[lang])
