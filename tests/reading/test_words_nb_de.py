"""Norwegian and German as configured: numbers, days, and the ways in which reporters answer each question."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.claims import Choice, Claim, Item
from bot.reading.reader import Reader
from tests.fakes.shipped import rules

ROOT = Path(__file__).resolve().parents[2]
TITLES = {"nb": "Etter angrepet på Crocus City Hall", "de": "Nach dem Anschlag auf die Crocus City Hall"}


def sentences(lang: str) -> list[tuple[str, str, str]]:
    """The day of publication, the answers ("question=value", choices with the party behind a slash), and the text."""
    lines = (ROOT / f"tests/reading/sentences_{lang}.txt").read_text(encoding="utf-8").splitlines()
    found = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [(day, answers, text) for day, answers, text in found]


NUMBERS = (
    ("nb", "Minst 140", "140.."),
    ("nb", "Ikke færre enn 140", "140.."),
    ("nb", "Mer enn 140", "141.."),
    ("nb", "Drøyt 140", "141.."),
    ("nb", "Rundt 100", "90..110"),
    ("nb", "Nærmere 150", "135..150"),
    ("nb", "Snaut 150", "135..150"),
    ("nb", "Opptil 50", "0..50"),
    ("nb", "Færre enn 50", "0..49"),
    ("nb", "Mellom 90 og 100", "90..100"),
    ("nb", "Hundreogførtifire", "144"),
    ("nb", "Hundre og førtifire", "144"),
    ("nb", "Hundrevis av", "100..999"),
    ("nb", "Dusinvis av", "24..99"),
    ("nb", "1.000", "1000"),
    ("nb", "1 000", "1000"),
    ("nb", "Trettini", "39"),
    ("de", "Mindestens 140", "140.."),
    ("de", "Nicht weniger als 140", "140.."),
    ("de", "Mehr als 140", "141.."),
    ("de", "Gut 140", "141.."),
    ("de", "Rund 100", "90..110"),
    ("de", "Fast 150", "135..150"),
    ("de", "Knapp 150", "135..150"),
    ("de", "Bis zu 50", "0..50"),
    ("de", "Weniger als 50", "0..49"),
    ("de", "Zwischen 90 und 100", "90..100"),
    ("de", "Einhundertvierundvierzig", "144"),
    ("de", "Hunderteinundvierzig", "141"),
    ("de", "Hunderte", "100..999"),
    ("de", "Dutzende", "24..99"),
    ("de", "1.000", "1000"),
    ("de", "Neununddreißig", "39"),
)
DAYS = (
    ("nb", "fredag kveld", date(2024, 3, 22)),
    ("nb", "fredagskvelden", date(2024, 3, 22)),
    ("nb", "22. mars", date(2024, 3, 22)),
    ("nb", "den 22. mars 2024", date(2024, 3, 22)),
    ("nb", "for to dager siden", date(2024, 3, 22)),
    ("nb", "i går", date(2024, 3, 23)),
    ("de", "am Freitagabend", date(2024, 3, 22)),
    ("de", "am 22. März", date(2024, 3, 22)),
    ("de", "am 22.03.2024", date(2024, 3, 22)),
    ("de", "vor zwei Tagen", date(2024, 3, 22)),
    ("de", "gestern", date(2024, 3, 23)),
)
SEED = {
    "attack_date=2024-03-22", "attackers_nationality=tajik/russia", "attackers_nationality=not_tajik/tajikistan",
    "responsibility=islamic_state/islamic_state", "responsibility=islamic_state/-", "killed=139", "injured=151..",
    "ukraine_role=involved/russia", "ukraine_role=not_involved/ukraine", "detained=11", "remanded=7", "detained_tajik=4..",
}  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The reader of the configuration that ships."""
    return rules()


def told(claim: Claim) -> str:
    """A claim in the notation of the tables above."""
    if isinstance(claim.value, Choice):
        return f"{claim.question}={claim.value.answer}/{claim.party or '-'}"
    lo, hi = claim.value.lo, claim.value.hi
    return f"{claim.question}={lo}" if lo == hi else f"{claim.question}={lo}..{'' if hi is None else hi}"


def read(reader: Reader, lang: str, day: date, text: str, title: str = "") -> set[str]:
    """What a text published at noon says, abandoned figures left out."""
    published = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    item = Item("1", "outlet", lang, title or TITLES[lang], text, published)
    return {told(claim) for claim in reader.read(item).claims if not claim.past}


@pytest.mark.parametrize(("day", "answers", "text"), sentences("nb"))
def test_norwegian(reader: Reader, day: str, answers: str, text: str) -> None:
    assert read(reader, "nb", date.fromisoformat(day), text) == set(answers.split()) - {"-"}


@pytest.mark.parametrize(("day", "answers", "text"), sentences("de"))
def test_german(reader: Reader, day: str, answers: str, text: str) -> None:
    assert read(reader, "de", date.fromisoformat(day), text) == set(answers.split()) - {"-"}


@pytest.mark.parametrize(("lang", "words", "figure"), NUMBERS)
def test_numbers(reader: Reader, lang: str, words: str, figure: str) -> None:
    text = {
        "nb": f"{words} mennesker ligger fortsatt på sykehus.",
        "de": f"{words} Menschen liegen noch im Krankenhaus.",
    }[lang]
    assert read(reader, lang, date(2024, 5, 8), text) == {f"hospitalised={figure}"}


@pytest.mark.parametrize(("lang", "words", "day"), DAYS)
def test_days(reader: Reader, lang: str, words: str, day: date) -> None:
    text = {"nb": f"Angrepet skjedde {words}.", "de": f"Der Anschlag ereignete sich {words}."}[lang]
    assert read(reader, lang, date(2024, 3, 24), text) == {f"attack_date={day}"}


def test_a_day_counts_from_the_day_named_before(reader: Reader) -> None:
    text = "Am 7. Mai kam Rahmon in Moskau an. Tags darauf empfing Putin ihn im Kreml."
    assert f"meeting_date={date(2024, 5, 7) + timedelta(days=1)}" in read(reader, "de", date(2024, 5, 10), text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nb", "137 mennesker mistet livet.\n\nLes også: 334 drept i Moskva"),
        ("nb", "137 mennesker mistet livet.\n\nFoto: NTB. 40 ble drept i lokalet."),
        ("nb", "Artikkelen fortsetter under annonsen\n\n137 mennesker mistet livet."),
        ("de", "137 Menschen wurden getötet.\n\nLesen Sie auch: Schon 200 Tote"),
        ("de", "137 Menschen wurden getötet.\n\nAnzeige"),
    ],
)
def test_what_is_not_the_article_says_nothing(reader: Reader, lang: str, text: str) -> None:
    assert read(reader, lang, date(2024, 3, 24), text) == {"killed=137"}


def test_the_norwegian_seed(reader: Reader) -> None:
    (seed,) = (ROOT / "seeds").glob("003_*.txt")
    title = "Russland kan miste alliert etter Moskva-terroren"
    assert read(reader, "nb", date(2024, 3, 26), seed.read_text(encoding="utf-8"), title) == SEED
