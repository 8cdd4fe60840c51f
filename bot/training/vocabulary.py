"""The pieces that the shipped model keeps: those that the labelled texts use more than once, and the most common ones of their scripts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from bot.training.weights import Base

SIZE = 38_000
_SPACE = "▁"
_SCRIPTS = ("LATIN", "CYRILLIC")
_SPECIAL = 4
_DIGITS = 5
"""So many digits of a score are written down, which keeps the model below 25 MB: one text of 9,913 is cut otherwise for it."""


def tokenizer(pieces: Sequence[tuple[str, float]], unknown: int) -> Tokenizer:
    """The unigram tokenizer over these pieces with their scores, rounded."""
    rounded = [(piece, round(score, _DIGITS)) for piece, score in pieces]
    made = Tokenizer(models.Unigram(rounded, unk_id=unknown, byte_fallback=False))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_SPACE, prepend_scheme="always")
    return made


def kept(base: Base, texts: Iterable[str], size: int = SIZE) -> list[int]:
    """The ids of the pieces to keep, in the order of the whole vocabulary; the special ones stay first."""
    whole = tokenizer(
        [(piece, float(score)) for piece, score in zip(base.pieces, base.scores, strict=True)], base.unknown
    )
    uses = Counter(one for text in texts for one in whole.encode(text, add_special_tokens=False).ids)
    used = {one for one, times in uses.items() if times > 1}
    common = sorted(
        (number for number, piece in enumerate(base.pieces) if number >= _SPECIAL and _written_here(piece)),
        key=lambda number: -base.scores[number],
    )
    chosen = set(range(_SPECIAL)) | used
    for number in common:
        if len(chosen) >= size:
            break
        chosen.add(number)
    return sorted(chosen)


def _written_here(piece: str) -> bool:
    return all(
        not letter.isalpha() or unicodedata.name(letter, "").startswith(_SCRIPTS)
        for letter in piece.replace(_SPACE, "")
    )
