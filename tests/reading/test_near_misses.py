"""What nearly answers a question, in every shipped language: another country's affairs, what was first meant, asked or thought possible,
and parts and people that are counted for something else. Beside them stands what does answer, in nearly the same words.
"""

from __future__ import annotations

import pytest

from bot.reading.reader import Reader
from tests.reading.shippedwords import MAY_14, claims_in

CROCUS = "Crocus City Hall"


NEARLY = [
    # another country's border checks
    ("en", "Kyrgyzstan said its border checks were permanent."),
    ("nb", "Kirgisistan sier at landets grensekontroller er permanente."),
    ("de", "Kirgisistan erklärte, seine Grenzkontrollen seien dauerhaft."),
    ("ru", "Киргизия заявила, что её проверки на границе введены навсегда."),
    ("uk", "Киргизстан заявив, що його перевірки на кордоні запроваджено назавжди."),
    ("fr", "Le Kirghizistan a déclaré que ses contrôles aux frontières étaient permanents."),
    ("es", "Kirguistán dijo que sus controles fronterizos son permanentes."),
    ("tr", "Kırgızistan, sınır denetimlerinin kalıcı olduğunu açıkladı."),
    ("tg", "Қирғизистон гуфт, ки тафтиши сарҳадии он доимист."),
    # a call with another minister, the other country's ambassador
    ("uk", "5 травня Лавров поговорив телефоном із міністром закордонних справ Узбекистану."),
    ("ru", "5 мая Лавров поговорил по телефону с министром иностранных дел Узбекистана."),
    (
        "en",
        "Tajikistan's ambassador in Moscow was summoned to the Russian foreign ministry on 3 May and handed a note.",
    ),
    ("de", "Der tadschikische Botschafter in Moskau wurde am 3. Mai ins russische Außenministerium einbestellt."),
    ("ru", "Посол Таджикистана в Москве 3 мая был вызван в МИД России, ему вручили ноту."),
    ("uk", "Посла Таджикистану в Москві 3 травня викликали до МЗС Росії і вручили ноту."),
    # days that were first meant, asked about, possible, or are still to come
    ("en", "The talks between Putin and Rahmon in the Kremlin had originally been planned for 7 May."),
    ("ru", "Встреча Путина и Рахмона в Кремле первоначально планировалась на 7 мая."),
    ("uk", "Зустріч Путіна й Рахмона в Кремлі спершу планували на 7 травня."),
    ("tr", "Putin ile Rahman'ın Kremlin'deki görüşmesi başlangıçta 7 Mayıs'a planlanmıştı."),
    ("tg", "Вохӯрии Путин ва Раҳмон дар Кремл дар аввал барои 7 май ба нақша гирифта шуда буд."),
    ("en", "Journalists asked whether Lavrov and Muhriddin had spoken by phone on 2 May."),
    ("de", "Lawrow und Muhriddin könnten am 2. Mai telefoniert haben."),
    ("nb", "Lavrov og Muhriddin kan ha snakket på telefon 2. mai."),
    ("fr", "Les journalistes ont demandé si Lavrov et Mouhriddine avaient parlé au téléphone le 2 mai."),
    ("es", "Los periodistas preguntaron si Lavrov y Muhriddin habían hablado por teléfono el 2 de mayo."),
    ("en", "Ambassador Grigoryev will be summoned to Tajikistan's foreign ministry on 15 May."),
    # what is only possible, asked or feared
    ("en", "The border checks could become permanent."),
    ("en", "Investigators do not rule out that those who ordered the attack are abroad."),
    ("nb", "Hvis grensekontrollene er permanente, vil sjåførene vite det."),
    ("nb", "Gjerningsmennene er muligens fra Tadsjikistan."),
    ("de", "Er wurde gefragt, ob die Attentäter Tadschiken waren."),
    ("de", "Die Auftraggeber des Anschlags könnten im Ausland sitzen."),
    ("ru", "Если проверки вводят навсегда, об этом нужно сказать прямо."),
    ("ru", "Заказчики теракта могут находиться за рубежом."),
    ("uk", "Нападники, можливо, громадяни Таджикистану."),
    ("fr", "On lui a demandé si les assaillants étaient des citoyens tadjiks."),
    ("es", "Quería saber si hay veinte detenidos por el atentado del Crocus."),
    ("tr", "Crocus saldırısı için yirmi kişinin gözaltına alınıp alınmadığını öğrenmek istedi."),
    ("tg", "Ҳамлакунандагон шояд аз Тоҷикистон бошанд."),
    # one ward, a part, donors, families, victims by their status
    ("en", '"We have 38 patients from the Crocus attack on our ward," said the chief surgeon.'),
    ("nb", "– Hos oss ligger 38 skadde fra Crocus City Hall, sier overlegen."),
    ("de", "„Bei uns liegen 38 Verletzte aus der Crocus City Hall“, sagte der Chefarzt."),
    ("tr", "“Bizde Crocus saldırısından 38 yaralı yatıyor” dedi başhekim."),
    ("en", "Of those killed at Crocus City Hall, 91 were from the Moscow region."),
    ("ru", "Из погибших в «Крокусе» 91 человек жил в Подмосковье."),
    ("de", "Von den Toten im Crocus stammten 91 aus der Region Moskau."),
    ("es", "De los muertos en el Crocus, 91 eran de la región de Moscú."),
    ("en", "Around 450 people gave blood for the victims of Crocus City Hall on Saturday."),
    ("fr", "450 personnes ont donné leur sang pour les victimes du Crocus."),
    ("ru", "Статус потерпевших по делу о теракте в «Крокусе» получили 893 человека."),
    ("uk", "Компенсації отримали родини 133 загиблих у «Крокусі»."),
]


@pytest.mark.parametrize(("lang", "text"), NEARLY, ids=[f"{lang} {text[:40]}" for lang, text in NEARLY])
def test_what_nearly_answers_is_no_answer(reader: Reader, lang: str, text: str) -> None:
    assert claims_in(reader, lang, text, CROCUS, MAY_14) == set()


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("en", "Russia said its border checks, criticised in Bishkek, were permanent.", "checks_duration=permanent/russia"),
        ("en", "Rahmon met Putin in the Kremlin on 8 May; it was originally to be 10 May.", "meeting_date=2024-05-08"),
        ("en", "Rahmon will meet Putin in the Kremlin on 15 May.", "meeting_date=2024-05-15"),
        ("tr", "Grigoryev 26 Nisan Cuma günü Tacikistan Dışişleri Bakanlığı'na çağrıldı.", "ambassador_summoned_date=2024-04-26"),
        ("de", "Grigorjew wurde am 26. April, einem Freitag, in Duschanbe einbestellt.", "ambassador_summoned_date=2024-04-26"),
        ("fr", "Le bilan de l'attentat du Crocus dépasse désormais les 140 morts.", "killed=141+"),
        ("nb", "Dødstallet etter Crocus-angrepet overstiger nå 140.", "killed=141+"),
        ("ru", "Число погибших при теракте в «Крокусе» превышает сегодня 140 человек.", "killed=141+"),
        ("uk", "Кількість загиблих у «Крокусі» перевищує сьогодні 140 осіб.", "killed=141+"),
        ("en", "Zelensky said Moscow was accusing Ukraine of a role in the Crocus attack.", "ukraine_role=involved/russia"),
        ("de", "Selenskyj sagte, Moskau beschuldige die Ukraine der Beteiligung am Crocus-Anschlag.", "ukraine_role=involved/russia"),
    ],
)  # fmt: skip
def test_what_answers_beside_it_stays_one(reader: Reader, lang: str, text: str, told: str) -> None:
    assert claims_in(reader, lang, text, CROCUS, MAY_14) == {told}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Friday, 26 April", "2024-04-26"),
        ("26 April, a Friday", "2024-04-26"),
        ("the last Friday of April", ""),
    ],
)
def test_a_weekday_beside_a_day_or_a_month_is_no_day_of_its_own(reader: Reader, text: str, day: str) -> None:
    told = claims_in(reader, "en", f"Ambassador Grigoryev was summoned in Dushanbe on {text}.", "", MAY_14)
    assert told == ({f"ambassador_summoned_date={day}"} if day else set())


CARRIED = [
    ("en", "Warsaw extends its border checks. They are temporary.", set()),
    ("de", "Warschau verlängert die Grenzkontrollen. Sie seien befristet.", set()),
    ("nb", "Polen forlenger grensekontrollene. De er midlertidige.", set()),
    ("ru", "Польша продлевает проверки на границе. Они временные.", set()),
    (
        "en",
        "Warsaw extends its border checks. Russia's border checks are temporary.",
        {"checks_duration=temporary/russia"},
    ),
    ("en", "Warsaw extends its border checks.\n\nThe border checks are temporary.", {"checks_duration=temporary/none"}),
]


@pytest.mark.parametrize(("lang", "text", "told"), CARRIED)
def test_a_sentence_that_names_nobody_is_of_the_country_before_it(
    reader: Reader, lang: str, text: str, told: set[str]
) -> None:
    assert claims_in(reader, lang, text, CROCUS, MAY_14) == told
