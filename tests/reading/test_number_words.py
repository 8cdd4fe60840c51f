"""Every number in words, as each language spells it: the grammar must read back what these spellers write."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.reading.test_words_world import figures

FRENCH = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
]  # fmt: skip
FRENCH_TENS = ["vingt", "trente", "quarante", "cinquante", "soixante"]
SPANISH = [
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno",
    "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho",
    "veintinueve",
]  # fmt: skip
SPANISH_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
SPANISH_HUNDREDS = [
    "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos",
    "ochocientos", "novecientos",
]  # fmt: skip
TURKISH = ["sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz"]
TURKISH_TENS = ["on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan"]
TAJIK = [
    "сифр", "як", "ду", "се", "чор", "панҷ", "шаш", "ҳафт", "ҳашт", "нӯҳ", "даҳ", "ёздаҳ", "дувоздаҳ", "сенздаҳ",
    "чордаҳ", "понздаҳ", "шонздаҳ", "ҳабдаҳ", "ҳаждаҳ", "нуздаҳ",
]  # fmt: skip
TAJIK_TENS = ["бист", "сӣ", "чил", "панҷоҳ", "шаст", "ҳафтод", "ҳаштод", "навад"]
TAJIK_LINKED = ["бисту", "сию", "чилу", "панҷоҳу", "шасту", "ҳафтоду", "ҳаштоду", "наваду"]
TAJIK_HUNDREDS = ["сад", "дусад", "сесад", "чорсад", "панҷсад", "шашсад", "ҳафтсад", "ҳаштсад", "нӯҳсад"]
THOUSAND, HUNDRED = 1000, 100


def french(number: int) -> str:
    if number >= THOUSAND:
        return _joined("mille", french(number % THOUSAND), number % THOUSAND)
    if number >= HUNDRED:
        many, rest = divmod(number, HUNDRED)
        return _joined("cent" if many == 1 else f"{FRENCH[many]} cent{'' if rest else 's'}", french(rest), rest)
    if number >= 80:
        return f"quatre-vingt-{FRENCH[number - 80]}" if number > 80 else "quatre-vingts"
    if number >= 20:
        tens = FRENCH_TENS[min(number // 10, 6) - 2]
        rest = number - 10 * min(number // 10, 6)
        link = " et " if rest in (1, 11) else "-"
        return tens + link + FRENCH[rest] if rest else tens
    return FRENCH[number]


def spanish(number: int) -> str:
    if number >= THOUSAND:
        return _joined("mil", spanish(number % THOUSAND), number % THOUSAND)
    if number == HUNDRED:
        return "cien"
    if number > HUNDRED:
        return _joined(SPANISH_HUNDREDS[number // HUNDRED - 1], spanish(number % HUNDRED), number % HUNDRED)
    if number < len(SPANISH):
        return SPANISH[number]
    tens = SPANISH_TENS[number // 10 - 3]
    return f"{tens} y {SPANISH[number % 10]}" if number % 10 else tens


def turkish(number: int) -> str:
    if number >= THOUSAND:
        return _joined("bin", turkish(number % THOUSAND), number % THOUSAND)
    if number >= HUNDRED:
        many, rest = divmod(number, HUNDRED)
        return _joined("yüz" if many == 1 else f"{TURKISH[many]} yüz", turkish(rest), rest)
    if number >= 10:
        return _joined(TURKISH_TENS[number // 10 - 1], TURKISH[number % 10], number % 10)
    return TURKISH[number]


def tajik(number: int) -> str:
    if number >= THOUSAND:
        return f"ҳазору {tajik(number % THOUSAND)}" if number % THOUSAND else "ҳазор"
    if number >= HUNDRED:
        many, rest = divmod(number, HUNDRED)
        return f"{TAJIK_HUNDREDS[many - 1]}у {tajik(rest)}" if rest else TAJIK_HUNDREDS[many - 1]
    if number < len(TAJIK):
        return TAJIK[number]
    place = number // 10 - 2
    return f"{TAJIK_LINKED[place]} {TAJIK[number % 10]}" if number % 10 else TAJIK_TENS[place]


def _joined(head: str, tail: str, rest: int) -> str:
    return f"{head} {tail}" if rest else head


@pytest.mark.parametrize(
    ("code", "spelled"), [("fr", french), ("es", spanish), ("tr", turkish), ("tg", tajik)], ids=["fr", "es", "tr", "tg"]
)
def test_every_number_is_read_back(code: str, spelled: Callable[[int], str]) -> None:
    wrong = [
        spelled(number) for number in range(2, 1300) if figures(code, f"{spelled(number)} x") != [(number, number)]
    ]
    assert not wrong
