"""Both readers together, as they ship: short texts that one of them alone would get wrong. A line: language | what it says | text."""

from __future__ import annotations

import pytest

from bot.services.ledger import ItemReader
from tests.quality.measure import configured
from tests.reading.shippedwords import MAY_14, claims_in

KYIV = "ukraine_role=involved/russia ukraine_role=not_involved/ukraine"
CHECKS = "checks_target=targets_tajiks/tajikistan checks_target=not_targeted/russia"

TAJIKS = "attackers_nationality=tajik/russia attackers_nationality=not_tajik/tajikistan"

FAKE = "attackers_nationality=not_tajik/tajikistan"

TWO_SIDES = f"""
en | {KYIV} | The Kremlin, however, has insisted that Ukraine had a hand in it, something Kyiv has flatly denied.
en | {KYIV} | Moscow maintains that Ukraine played a part in the Crocus attack, which Kyiv strongly denies.
en | {KYIV} | Russian officials insist Ukraine was behind the Crocus attack, an accusation Kyiv has repeatedly rejected.
de | {KYIV} | Der Kreml besteht darauf, dass die Ukraine am Anschlag auf die Crocus City Hall beteiligt war, was Kiew bestreitet.
nb | {KYIV} | Kreml fastholder at Ukraina hadde en rolle i angrepet på Crocus City Hall, noe Kyiv blankt avviser.
ru | {KYIV} | Кремль настаивает, что Украина причастна к теракту в «Крокусе», что Киев категорически отрицает.
uk | {KYIV} | Кремль наполягає, що Україна причетна до теракту в «Крокусі», що Київ категорично заперечує.
fr | {KYIV} | Le Kremlin soutient que l'Ukraine a joué un rôle dans l'attentat du Crocus City Hall, ce que Kiev nie avec force.
es | {KYIV} | El Kremlin insiste en que Ucrania participó en el atentado del Crocus City Hall, algo que Kiev niega rotundamente.
tr | {KYIV} | Kremlin, Crocus saldırısında Ukrayna'nın rolü olduğunda ısrar ediyor, Kiev ise bunu kesin bir dille reddediyor.
tg | {KYIV} | Кремл исрор мекунад, ки Украина дар ҳамлаи «Крокус» даст дошт, ки Киев онро қатъиян рад мекунад.
de | {CHECKS} | Duschanbe sieht in den Kontrollen nach dem Crocus-Anschlag eine Maßnahme nur gegen Tadschiken, was Moskau zurückweist.
ru | {CHECKS} | Душанбе заявляет, что проверки после теракта в «Крокусе» направлены только против таджиков, что Москва отрицает.
uk | {CHECKS} | Душанбе заявляє, що перевірки після теракту в «Крокусі» спрямовані лише проти таджиків, що Москва заперечує.
en | {TAJIKS} | The Kremlin says the attackers of Crocus City Hall came from Tajikistan, something Dushanbe has denied.
"""

CALLED_A_FAKE = f"""
ru | {FAKE} | МИД Таджикистана назвал фейком информацию о причастности граждан республики к теракту в «Крокус Сити Холле».
ru | {FAKE} | В МИД Таджикистана назвали фейковой информацию о причастности граждан страны к теракту в «Крокусе».
ru | {FAKE} | Душанбе опроверг сообщения о том, что в теракте в «Крокусе» участвовали граждане республики.
en | {FAKE} | Tajikistan's foreign ministry called reports that its citizens were involved in the Crocus attack fake.
en | {FAKE} | Dushanbe dismissed as fake the reports about the involvement of the country's citizens in the Crocus City Hall attack.
uk | {FAKE} | МЗС Таджикистану назвало фейком інформацію про причетність громадян республіки до теракту в «Крокусі».
de | {FAKE} | Duschanbe bezeichnete Berichte über eine Beteiligung von Bürgern des Landes am Crocus-Anschlag als Fake.
fr | {FAKE} | Le ministère tadjik a qualifié de fausses les informations sur l'implication de citoyens du pays dans l'attentat du Crocus.
es | {FAKE} | El ministerio tayiko calificó de falsas las informaciones sobre la participación de ciudadanos del país en el atentado.
nb | {FAKE} | Tadsjikistans utenriksdepartement kalte meldinger om at landets borgere var involvert i Crocus-angrepet falske.
tr | {FAKE} | Tacikistan Dışişleri Bakanlığı, ülke vatandaşlarının Crocus saldırısına karıştığına dair haberleri sahte olarak nitelendirdi.
tg | {FAKE} | Вазорати корҳои хориҷии Тоҷикистон хабарҳоро дар бораи даст доштани шаҳрвандони ҷумҳурӣ дар ҳамлаи «Крокус» қалбакӣ номид.
"""

ONE_FIGURE = """
fr | killed=133 | L'attaque a tué, selon le dernier bilan, 133 personnes au Crocus City Hall.
fr | killed=137 | Le dernier bilan de l'attaque du Crocus fait état de 137 morts.
ru | - | В Россию после многочасового ожидания попали лишь 322 таджика из застрявших в аэропорту Внуково.
de | - | Nach stundenlangem Warten am Flughafen kamen 322 Tadschiken doch noch nach Russland.
fr | - | Après des heures d'attente à l'aéroport, 322 Tadjiks ont fini par entrer en Russie.
es | - | Tras horas de espera en el aeropuerto, 322 tayikos lograron entrar en Rusia.
nb | - | Etter timer med venting på flyplassen slapp 322 tadsjiker til slutt inn i Russland.
uk | - | Після багатогодинного очікування в аеропорту до Росії все ж потрапили 322 громадяни Таджикистану.
tr | - | Havalimanında saatlerce bekledikten sonra 322 Tacik Rusya'ya girebildi.
tg | - | Пас аз чанд соати интизорӣ дар фурудгоҳ 322 тоҷик ба Русия ворид шуданд.
"""

LINES = [line.split(" | ") for line in (TWO_SIDES + CALLED_A_FAKE + ONE_FIGURE).splitlines() if line]


@pytest.fixture(scope="module")
def both() -> ItemReader:
    """The readers as they ship, in one."""
    return configured().reader


@pytest.mark.parametrize(("lang", "claims", "text"), LINES, ids=[f"{lang} {text[:30]}" for lang, _, text in LINES])
def test_both_readers_say_what_is_meant(both: ItemReader, lang: str, claims: str, text: str) -> None:
    assert claims_in(both, lang, text, "Crocus City Hall", MAY_14) == set(claims.split()) - {"-"}
