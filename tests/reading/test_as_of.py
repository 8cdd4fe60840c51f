"""The day a figure applies to."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.claims import Item
from bot.reading.reader import Reader
from tests.reading.smallwords import EVENTS, PUBLISHED, RULES, claims, item, small


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("144 people died.", PUBLISHED),
        ("As of 30 April 144 people had died.", date(2024, 4, 30)),
        ("By Monday 144 people had died.", date(2024, 5, 6)),
        ("144 people had died by Monday.", date(2024, 5, 6)),
        ("A week ago 144 people had died.", date(2024, 5, 3)),
        ("Last week 144 people had died.", date(2024, 5, 5)),
        ("In March 144 people died.", PUBLISHED),
        ("Today 144 people died.", PUBLISHED),
        ("On 23 March 2024 there were 144 dead.", date(2024, 3, 23)),
        ("On 3 March there were 144 dead.", date(2024, 3, 3)),
        ("By then, it was 3 March, 144 people had died.", PUBLISHED),
        ("How it grew: on 8 May there were 144 dead.", date(2024, 5, 8)),
        ("144 people had died on Monday.", date(2024, 5, 6)),
        ("144 people had died, a spokesman of the city hall told the council in a meeting Monday.", PUBLISHED),
        ("8 May. 144 people are dead.", date(2024, 5, 8)),
        ("8 May\n\nThere are 144 dead.", PUBLISHED),
    ],
)
def test_a_figure_applies_to_the_day_its_sentence_ties_it_to(text: str, day: date) -> None:
    assert [claim.as_of for claim in claims(text, "dead")] == [day]


@pytest.mark.parametrize("text", ["As of 30 April 144 people had died.", "By Monday 144 people had died."])
def test_the_reason_says_so(text: str) -> None:
    (claim,) = claims(text, "dead")
    assert [reason.detail for reason in claim.reasons if reason.code == "as_of"] == [claim.as_of.isoformat()]


def test_a_choice_is_made_on_the_day_of_publication() -> None:
    (claim,) = claims("On Monday it was clear that it was arson.", "guilt")
    assert claim.as_of == PUBLISHED


RECALLED = [
    ("en", "On 30 April the Kremlin called the border checks temporary.", date(2024, 4, 30)),
    ("en", "Back in May the Kremlin said that the border checks were temporary.", date(2024, 5, 31)),
    ("de", "Am 30. April nannte der Kreml die Grenzkontrollen vorübergehend.", date(2024, 4, 30)),
    ("nb", "30. april kalte Kreml grensekontrollene midlertidige.", date(2024, 4, 30)),
    ("ru", "— Тридцатого апреля Кремль называл проверки на границе временными.", date(2024, 4, 30)),
    ("uk", "30 квітня Кремль називав перевірки на кордоні тимчасовими.", date(2024, 4, 30)),
    ("fr", "Le 30 avril, le Kremlin qualifiait les contrôles à la frontière de temporaires.", date(2024, 4, 30)),
    ("es", "El 30 de abril el Kremlin calificó los controles fronterizos de temporales.", date(2024, 4, 30)),
    ("tr", "Kremlin 30 Nisan'da sınır kontrollerinin geçici olduğunu söylemişti.", date(2024, 4, 30)),
    ("tg", "30 апрел Кремл тафтишҳоро дар сарҳад муваққатӣ номида буд.", date(2024, 4, 30)),
    ("en", "On Monday the Kremlin called the border checks temporary.", date(2024, 6, 12)),
    ("en", "The border checks are temporary, the Kremlin said of the rules of 22 April.", date(2024, 6, 12)),
]
"""What a party said, recalled on 12 June 2024, and the day of it; what it said this week, or of a thing that has a day, is of now."""


@pytest.mark.parametrize(("lang", "text", "day"), RECALLED)
def test_a_position_recalled_is_of_the_day_on_which_it_was_taken(
    reader: Reader, lang: str, text: str, day: date
) -> None:
    read = reader.read(Item("i", "The Gazette", lang, "", text, datetime(2024, 6, 12, 12, tzinfo=UTC)))
    assert [(claim.question, claim.as_of) for claim in read.claims] == [("checks_duration", day)]


def test_a_later_day_is_no_day_of_a_figure() -> None:
    (claim,) = claims("By 20 May 144 people had died.", "dead")
    assert claim.as_of == PUBLISHED


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The attack of 22 March 2024 left 144 dead.", [PUBLISHED]),
        ("On 22 March 2024 there were 40 dead. By now there are 144 dead.", [date(2024, 3, 22), PUBLISHED]),
    ],
)
def test_the_day_of_the_event_is_the_day_of_a_sum_that_has_grown_since(text: str, days: list[date]) -> None:
    reader = Reader({"en": small()}, RULES, EVENTS.years, day=date(2024, 3, 22))
    assert [claim.as_of for claim in reader.read(item(text)).claims if claim.question == "dead"] == days
