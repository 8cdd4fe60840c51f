"""The shipped French words: figures and their hedges, days, and what each question reads and leaves alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.reading.reader import Reader
from tests.reading.shippedwords import DURING, claims_in

TITLE = "Attentat du Crocus City Hall : ce que l’on sait"
LATER = datetime(2024, 5, 11, 12, tzinfo=UTC)
"""A Saturday, amid the quarrel about the checks."""


def said(reader: Reader, text: str, published: datetime) -> set[str]:
    """What a text says, short."""
    return claims_in(reader, "fr", text, TITLE, published)


FIGURES = [
    (
        "Le bilan est passé de 133 à 137 morts, dont trois enfants, a annoncé le Comité d'enquête.",
        "killed=137 children_killed=3",
    ),
    ("L'attentat a fait au moins 133 morts et plus de 140 blessés.", "killed=133+ injured=141+"),
    ("Un bilan d'au moins soixante morts a été communiqué par le FSB.", "killed=60+"),
    ("Plus d'une centaine de personnes ont été tuées et près de 200 blessées.", "killed=101+ injured=180..200"),
    ("Cent quarante-cinq personnes ont été tuées et 551 autres blessées.", "killed=145 injured=551"),
    ("Quelque 140 personnes ont péri dans l'attaque.", "killed=126..154"),
    (
        "139 personnes sont mortes, 182 ont été blessées, et 93 sont toujours à l'hôpital.",
        "killed=139 injured=182 hospitalised=93",
    ),
    ("Le nombre des morts est monté à 139, contre 137 la veille.", "killed=139"),
    ("La tuerie a emporté 145 vies.", "killed=145"),
    (
        "Le bilan humain : 139 morts, 182 blessés, 95 disparus.",
        "killed=139 injured=182 missing=95",
    ),
    ("Quelque 97 blessés étaient encore hospitalisés.", "hospitalised=87..107"),
    ("On est sans nouvelles de 95 personnes qui se trouvaient dans la salle.", "missing=95"),
    ("Vingt-huit spectateurs manquent toujours à l'appel.", "missing=28"),
    ("Le nombre des disparus est retombé à 27.", "missing=27"),
    ("Parmi les 137 morts figurent trois enfants.", "killed=137 children_killed=3"),
    ("Quatre hommes armés ont ouvert le feu sur la foule.", "gunmen=4"),
    ("Onze personnes ont été arrêtées, dont les quatre assaillants.", "detained=11 gunmen=4"),
    ("Le FSB a annoncé l'arrestation de onze personnes.", "detained=11"),
    ("Plus de 20 personnes ont été arrêtées dans le cadre de l'enquête.", "detained=21+"),
    (
        "Onze suspects ont été arrêtés à Moscou ; sept de ces hommes sont citoyens tadjiks.",
        "detained=11 detained_tajik=7",
    ),
    ("Un huitième suspect a été placé en détention provisoire.", "remanded=8"),
    ("Le tribunal Basmanny a ordonné le placement en détention de quatre hommes.", "remanded=4"),
    ("Les services de sécurité tadjiks ont arrêté neuf habitants de Vahdat.", "detained_tajikistan=9"),
    (
        "Neuf personnes ont été arrêtées au Tadjikistan pour leurs liens présumés avec les auteurs de l'attentat.",
        "detained_tajikistan=9",
    ),
]

LATER_FIGURES = [
    ("Un millier de Tadjiks sont bloqués dans les aéroports de Moscou.", "stranded=900..1100"),
    ("Ils ne sont plus que 27 Tadjiks à patienter dans les aéroports de Moscou.", "stranded=27"),
    (
        "Environ 400 véhicules immatriculés au Tadjikistan attendent à la frontière entre le Kazakhstan et la Russie.",
        "vehicles_queued=360..440",
    ),
    ("La Russie a célébré le 79e anniversaire de la victoire sur l'Allemagne nazie.", "victory_anniversary=79"),
    ("Poutine a présidé le défilé des 79 ans de la victoire.", "victory_anniversary=79"),
    (
        "L'ambassadeur de Russie, Semion Grigoriev, a été convoqué lundi 29 avril au ministère tadjik.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "Le Tadjikistan a appelé le 27 avril ses citoyens à éviter tout voyage en Russie.",
        "advisory_date=2024-04-27",
    ),
    (
        "Vladimir Poutine a reçu mercredi au Kremlin son homologue tadjik Emomali Rahmon.",
        "meeting_date=2024-05-08",
    ),
    (
        "Sergueï Lavrov et Sirodjiddine Mouhriddine se sont entretenus au téléphone le 1er mai.",
        "call_date=2024-05-01",
    ),
]

NO_FIGURES = [
    "Trente-quatre personnes pourraient encore mourir de leurs blessures.",
    "Vingt-huit corps ont été découverts dans les toilettes.",
    "Les autorités ont enregistré 143 signalements de disparition.",
    "Deux blessés sont morts lundi à l'hôpital.",
    "À Beslan, 334 personnes avaient péri en 2004.",
    "La salle peut accueillir 6 200 spectateurs.",
    "Combien de personnes ont été tuées : 133, 137 ?",
    "L'avocate représente deux des accusés.",
    "Un missile a tué douze personnes sur le front.",
    "Ce ne sont pas 200 personnes qui ont été tuées.",
]

CHOICES = [
    ("Le groupe État islamique a revendiqué l'attentat.", "responsibility=islamic_state/islamic_state"),
    ("L'attaque a été revendiquée par l'EI.", "responsibility=islamic_state/islamic_state"),
    ("La Maison Blanche a affirmé que l'EI était seul responsable.", "responsibility=islamic_state/us"),
    ("Pour Emmanuel Macron, c'est bien l'État islamique qui a commis l'attaque.", "responsibility=islamic_state/other"),
    ("D'après Washington, l'attaque est l'œuvre de l'État islamique au Khorassan.", "responsibility=islamic_state/us"),
    ("Le chef du FSB a affirmé que Kiev était derrière l'attaque.", "ukraine_role=involved/russia"),
    ("Moscou continue d'accuser Kiev d'être derrière l'attentat.", "ukraine_role=involved/russia"),
    (
        "Poutine a affirmé que les assaillants fuyaient vers l'Ukraine, où une « fenêtre » leur avait été préparée.",
        "ukraine_role=involved/russia",
    ),
    ("L'Ukraine a catégoriquement nié toute implication.", "ukraine_role=not_involved/ukraine"),
    ("« L'Ukraine n'a rien à voir avec cela », a déclaré John Kirby.", "ukraine_role=not_involved/us"),
    ("Rien ne prouve que l'Ukraine soit mêlée à l'attentat, estime Paris.", "ukraine_role=not_involved/other"),
    (
        "Moscou assure que l'Ukraine est impliquée, ce que Kiev dément catégoriquement.",
        "ukraine_role=involved/russia ukraine_role=not_involved/ukraine",
    ),
    (
        "L'Union européenne a rejeté les allégations russes sur l'implication de l'Ukraine.",
        "ukraine_role=not_involved/eu ukraine_role=involved/russia",
    ),
    (
        "Tous les quatre sont citoyens du Tadjikistan, selon les enquêteurs russes.",
        "attackers_nationality=tajik/russia",
    ),
    (
        "Le ministère tadjik des Affaires étrangères a démenti que ses citoyens aient participé à l'attentat.",
        "attackers_nationality=not_tajik/tajikistan",
    ),
    (
        "Douchanbé a affirmé qu'aucun de ses ressortissants n'avait participé à l'attaque.",
        "attackers_nationality=not_tajik/tajikistan",
    ),
    (
        "Selon le porte-parole du Kremlin, les commanditaires de l'attentat se trouvent à l'étranger.",
        "mastermind_location=abroad/russia",
    ),
    (
        "Les commanditaires se cachent hors de Russie, a assuré Alexandre Bastrykine.",
        "mastermind_location=abroad/russia",
    ),
]

LATER_CHOICES = [
    (
        "L'entretien téléphonique a eu lieu à l'initiative de la partie tadjike, a précisé le ministère russe.",
        "call_initiator=tajikistan/russia",
    ),
    (
        "L'appel a été passé à la demande de Moscou, a affirmé le ministère tadjik.",
        "call_initiator=russia/tajikistan",
    ),
    (
        "Les contrôles renforcés aux frontières ne visent aucune nationalité, a assuré Maria Zakharova.",
        "checks_target=not_targeted/russia",
    ),
    (
        "Le Tadjikistan dénonce des contrôles qui visent exclusivement ses ressortissants.",
        "checks_target=targets_tajiks/tajikistan",
    ),
    ("Ces contrôles sont temporaires, a déclaré la diplomatie russe.", "checks_duration=temporary/russia"),
    (
        "Les contrôles aux frontières resteront en vigueur pour une durée indéterminée, a annoncé le Kremlin.",
        "checks_duration=permanent/russia",
    ),
]

NO_CHOICES = [
    "Le Kremlin a refusé de commenter la revendication de l'EI.",
    "L'Ukraine est-elle impliquée dans l'attaque ?",
    "Zelensky a accusé Poutine de chercher un coupable.",
    "Si un lien avec Kiev était prouvé, la guerre n'en serait pas changée.",
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(reader: Reader, text: str, expected: str) -> None:
    assert said(reader, text, DURING) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), LATER_FIGURES)
def test_figures_and_days_of_the_spring(reader: Reader, text: str, expected: str) -> None:
    assert said(reader, text, LATER) == set(expected.split())


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_is_no_figure_of_the_story(reader: Reader, text: str) -> None:
    assert said(reader, text, DURING) == set()


@pytest.mark.parametrize(("text", "expected"), CHOICES)
def test_choices_and_who_says_so(reader: Reader, text: str, expected: str) -> None:
    assert said(reader, text, DURING) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), LATER_CHOICES)
def test_choices_of_the_spring(reader: Reader, text: str, expected: str) -> None:
    assert said(reader, text, LATER) == set(expected.split())


@pytest.mark.parametrize("text", NO_CHOICES)
def test_what_answers_no_choice(reader: Reader, text: str) -> None:
    assert said(reader, text, DURING) == set()


def test_a_pronoun_carries_the_speaker_on(reader: Reader) -> None:
    text = "Alexandre Bortnikov a pris la parole. « Les services ukrainiens ont aidé les assaillants », a-t-il soutenu."
    assert said(reader, text, DURING) == {"ukraine_role=involved/russia"}
