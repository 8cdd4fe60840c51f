"""The shipped Spanish words: figures, ordinals and days, and what each question reads, from whom, and leaves alone."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.reading.dates import DateGrammar
from bot.reading.numbers import NumberGrammar
from bot.reading.reader import Reader
from bot.reading.tokens import tokenize
from tests.reading.shippedwords import DURING, LATER, claims_in, words

TITLE = "Atentado en el Crocus City Hall: lo que se sabe"


def said(reader: Reader, text: str, published: datetime = DURING) -> set[str]:
    """What a text says, short."""
    return claims_in(reader, "es", text, TITLE, published)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("el septuagésimo noveno aniversario", 79), ("la vigésima segunda detenida", 22),
        ("el vigésimo primer acusado", 21), ("el decimotercer imputado", 13), ("la duodécima persona", 12),
        ("el 79.º aniversario", 79), ("el 12º acusado", 12), ("el centésimo décimo", 110),
    ],
)  # fmt: skip
def test_an_ordinal_of_one_word_or_two(text: str, expected: int) -> None:
    found = NumberGrammar(words("es").numbers).find(tokenize(text, 0, len(text)))
    assert [(one.value.lo, one.ordinal) for one in found] == [(expected, True)]


def test_two_ordinals_of_one_size_are_two() -> None:
    text = "el décimo y el undécimo, el tercero cuarto"
    assert [one.value.lo for one in NumberGrammar(words("es").numbers).find(tokenize(text, 0, len(text)))] == [
        10,
        11,
        3,
        4,
    ]


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("al menos 144 personas", 144, None), ("como poco, cuarenta", 40, 40), ("no menos de cien", 100, None),
        ("más de 550 heridos", 551, None), ("superan la veintena", 21, None), ("los heridos superan los 550", 551, None),
        ("pasan de 340 los coches", 341, None), ("más de un centenar", 101, None), ("unos 200 coches", 180, 220),
        ("cerca de mil viajeros", 900, 1100), ("casi 150 muertos", 135, 150), ("menos de 50", 0, 49),
        ("entre 90 y 100", 90, 100), ("docenas de personas", 24, 99), ("una docena de personas", 12, 12),
        ("medio centenar de heridos", 50, 50), ("ciento cuarenta y cuatro", 144, 144), ("la cifra se elevó hasta 149", 149, 149),
    ],
)  # fmt: skip
def test_figures_and_their_hedges(text: str, lo: int, hi: int | None) -> None:
    found = NumberGrammar(words("es").numbers).find(tokenize(text, 0, len(text)))
    assert [(one.value.lo, one.value.hi) for one in found] == [(lo, hi)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("anoche", "2024-04-30"), ("hace dos días", "2024-04-29"), ("el lunes 29 de abril", "2024-04-29"),
        ("el pasado viernes", "2024-04-26"), ("el 1.º de mayo", "2024-05-01"), ("esta misma tarde", "2024-05-01"),
        ("el 22 de marzo de 2024", "2024-03-22"), ("antes de ayer", "2024-04-29"), ("dos semanas atrás", "2024-04-17"),
    ],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    found = DateGrammar(words("es").dates).find(
        tokenize(text, 0, len(text)),
        text,
        date(2024, 5, 1),
        NumberGrammar(words("es").numbers).find(tokenize(text, 0, len(text))),
    )
    assert [span.days.lo.isoformat() for span in found] == [day]


COUNTS = [
    ("El balance de víctimas mortales subió a 137, entre ellas tres niños.", {"killed=137", "children_killed=3"}),
    ("Murieron 144 personas y más de 550 resultaron heridas.", {"killed=144", "injured=551+"}),
    ("El número de muertos pasó de 115 a 133.", {"killed=133"}),
    ("Los muertos son ya 93, frente a los 62 de ayer.", {"killed=93"}),
    ("En los hospitales permanecen ingresadas 101 personas.", {"hospitalised=101"}),
    ("Siguen desaparecidas unas 95 personas.", {"missing=85..105"}),
    ("Cuatro hombres armados irrumpieron en la sala y abrieron fuego.", {"gunmen=4"}),
    ("El ataque fue llevado a cabo por cuatro hombres.", {"gunmen=4"}),
    ("Cuatro de los once detenidos son los autores materiales.", {"gunmen=4", "detained=11"}),
    ("El FSB anunció la detención de once personas.", {"detained=11"}),
    ("Son once los arrestados por el atentado.", {"detained=11"}),
    ("El tribunal decretó prisión preventiva para los cuatro detenidos.", {"remanded=4"}),
    ("Un tribunal de Moscú envió a prisión preventiva al décimo acusado por el atentado.", {"remanded=10"}),
    ("En Tayikistán fueron detenidas nueve personas en la ciudad de Vahdat.", {"detained_tajikistan=9"}),
    ("En Beslán murieron 334 personas.", set()),
    ("Otros 12 cuerpos fueron hallados entre los escombros.", set()),
    ("El rumor de que había 300 muertos resultó falso.", set()),
    ("Los muertos podrían ser más de 200.", set()),
    ("¿Murieron 200 personas?", set()),
    ("La sala tiene 6.200 plazas.", set()),
    ("La policía local arrestó a dos carteristas.", set()),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_counts(reader: Reader, text: str, expected: set[str]) -> None:
    assert said(reader, text) == expected


CHOICES = [
    ("El Estado Islámico reivindicó el atentado.", {"responsibility=islamic_state/islamic_state"}),
    ("El EI se atribuyó la matanza en un comunicado.", {"responsibility=islamic_state/islamic_state"}),
    (
        "Fue una rama del Estado Islámico la que cometió el atentado, afirmó Macron.",
        {"responsibility=islamic_state/other"},
    ),
    (
        "El Kremlin apunta a Ucrania. Kiev lo niega.",
        {"ukraine_role=involved/russia", "ukraine_role=not_involved/ukraine"},
    ),
    ("Kiev no tuvo nada que ver con el atentado, aseguró Podoliak.", {"ukraine_role=not_involved/ukraine"}),
    ("Ucrania negó cualquier implicación en el ataque.", {"ukraine_role=not_involved/ukraine"}),
    (
        "Washington no ve indicio alguno de que Ucrania interviniera en la matanza, insistió John Kirby.",
        {"ukraine_role=not_involved/us"},
    ),
    (
        "La acusación de que Ucrania está detrás del atentado, lanzada por Putin, fue rechazada por Kiev.",
        {"ukraine_role=involved/russia", "ukraine_role=not_involved/ukraine"},
    ),
    ("Los tiradores son ciudadanos de Tayikistán, según la Fiscalía rusa.", {"attackers_nationality=tajik/russia"}),
    (
        "El Ministerio de Exteriores tayiko desmintió que sus ciudadanos participaran en el atentado.",
        {"attackers_nationality=not_tajik/tajikistan"},
    ),
    (
        "Los organizadores del atentado se encuentran en el extranjero, declaró Bastrikin.",
        {"mastermind_location=abroad/russia"},
    ),
    ("Quienes ordenaron el ataque no están en Rusia, sostuvo Bórtnikov.", {"mastermind_location=abroad/russia"}),
    ("El cerebro de la matanza sigue en Rusia, asegura la publicación Baza.", {"mastermind_location=in_russia/other"}),
    ("Los terroristas no tienen nacionalidad, dijo el presidente de Tayikistán.", set()),
    ("El Kremlin no culpó de inmediato a nadie por el ataque.", set()),
    ("¿Está Ucrania detrás del atentado?", set()),
]


@pytest.mark.parametrize(("text", "expected"), CHOICES)
def test_who_is_behind_it_and_who_says_so(reader: Reader, text: str, expected: set[str]) -> None:
    assert said(reader, text) == expected


QUARREL = [
    (
        "La llamada entre Lavrov y Mujriddín se celebró por iniciativa de la parte tayika, informó la cancillería rusa.",
        {"call_initiator=tajikistan/russia"},
    ),
    (
        "Sobre la llamada de Lavrov, Dusambé da otra versión: fue Moscú quien pidió la conversación.",
        {"call_initiator=russia/tajikistan"},
    ),
    (
        "La embajada de Tayikistán en Moscú afirmó que la iniciativa de la llamada partió de Rusia.",
        {"call_initiator=russia/tajikistan"},
    ),
    (
        "Los controles no van dirigidos contra los ciudadanos de ningún país concreto, aseguró María Zajárova.",
        {"checks_target=not_targeted/russia"},
    ),
    ("Los controles valen para todos los extranjeros, dijo Peskov.", {"checks_target=not_targeted/russia"}),
    (
        "Dusambé sostiene que las inspecciones se aplican solo a los tayikos.",
        {"checks_target=targets_tajiks/tajikistan"},
    ),
    ("Las medidas en la frontera tienen carácter temporal, recordó Lavrov.", {"checks_duration=temporary/russia"}),
    (
        "Los controles se levantarán en cuanto pase la alerta, prometió el Kremlin.",
        {"checks_duration=temporary/russia"},
    ),
    ("El politólogo Karim Sharipov cree que los controles serán permanentes.", {"checks_duration=permanent/other"}),
    ("El consejo de visados tiene carácter temporal.", set()),
]


@pytest.mark.parametrize(("text", "expected"), QUARREL)
def test_the_quarrel_about_the_checks(reader: Reader, text: str, expected: set[str]) -> None:
    assert said(reader, text, LATER) == expected


DAYS = [
    ("Lavrov y Mujriddín hablaron ayer por teléfono.", "call_date", "2024-04-30"),
    (
        "El embajador ruso fue convocado el lunes y se le entregó una nota de protesta.",
        "ambassador_summoned_date",
        "2024-04-29",
    ),
    (
        "El sábado Dusambé recomendó a sus ciudadanos que se abstuvieran de viajar a Rusia.",
        "advisory_date",
        "2024-04-27",
    ),
    ("El 22 de marzo un comando de hombres armados disparó contra el público del Crocus.", "attack_date", "2024-03-22"),
]


@pytest.mark.parametrize(("text", "question", "day"), DAYS)
def test_days_of_events(reader: Reader, text: str, question: str, day: str) -> None:
    assert f"{question}={day}" in said(reader, text, LATER)


def test_whose_neighbour_summoned_or_advised_is_no_claim(reader: Reader) -> None:
    assert said(reader, "El lunes la cancillería rusa convocó al embajador de Moldavia.", LATER) == set()
    assert said(reader, "El 2 de mayo Kirguistán aconsejó a sus ciudadanos no viajar a Rusia.", LATER) == set()


def test_the_anniversary_in_words(reader: Reader) -> None:
    text = "Rusia conmemora el septuagésimo noveno aniversario de la victoria sobre la Alemania nazi."
    assert said(reader, text, LATER) == {"victory_anniversary=79"}


def test_the_held_up(reader: Reader) -> None:
    assert said(reader, "En el aeropuerto de Vnúkovo seguían varados casi mil ciudadanos tayikos.", LATER) == {
        "stranded=900..1000"
    }
    queue = "En la frontera con Kazajistán esperan unos 250 coches con matrícula tayika."
    assert said(reader, queue, LATER) == {"vehicles_queued=225..275"}
