"""Codes of languages: outlets, pages and feeds write them in many ways, the configuration in one."""

from __future__ import annotations

_SPELT = {
    "no": "nb",
    "nn": "nb",
    "nob": "nb",
    "nor": "nb",
    "nno": "nb",
    "rus": "ru",
    "eng": "en",
    "tgk": "tg",
    "ukr": "uk",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "tur": "tr",
}


def plain_code(tag: str) -> str:
    """The code a text's language is read under: ISO 639-1 in lower case, without region or script ("nb" for "no-NO", "nn" and "nob").

    Of a tag that is no code at all the first part stays as it is, for whoever tells that it is not known.
    """
    first = tag.strip().replace("_", "-").partition("-")[0].lower()
    return _SPELT.get(first, first)
