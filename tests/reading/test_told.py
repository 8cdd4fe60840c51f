"""Figures and days as they are told, in every shipped language: several hundred, ranges, what rose from one figure to another, hedges
behind a preposition, earlier versions of a report, a weekday of this week or the last, a day without its year.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.reading.reader import Reader
from tests.reading.shippedwords import MAY_14, claims_in

TOLD = [
    # several hundred
    ("en", "Several hundred people were injured in the attack on Crocus City Hall.", "injured=100..999"),
    ("nb", "Flere hundre ble skadd i angrepet på Crocus City Hall.", "injured=100..999"),
    (
        "fr",
        "Plusieurs centaines de personnes ont été blessées dans l'attentat du Crocus City Hall.",
        "injured=100..999",
    ),
    ("es", "Varios cientos de personas resultaron heridas en el atentado del Crocus City Hall.", "injured=100..999"),
    ("ru", "Несколько сотен человек были ранены при нападении на «Крокус Сити Холл».", "injured=100..999"),
    ("uk", "Кілька сотень людей поранено внаслідок нападу на «Крокус Сіті Хол».", "injured=100..999"),
    ("tr", "Crocus City Hall saldırısında birkaç yüz kişi yaralandı.", "injured=100..999"),
    ("tg", "Дар ҳамла ба «Крокус Сити Холл» чандсад нафар маҷрӯҳ шуданд.", "injured=100..999"),
    # more than behind a preposition
    ("ru", "Следственный комитет сообщает более чем о 60 погибших в «Крокусе».", "killed=61+"),
    ("ru", "Следственный комитет сообщает о более чем 60 погибших в «Крокусе».", "killed=61+"),
    ("uk", "Слідчий комітет повідомляє про більш ніж 60 загиблих у «Крокусі».", "killed=61+"),
    ("uk", "Слідчий комітет повідомляє більш ніж про 60 загиблих у «Крокусі».", "killed=61+"),
    ("de", "Die Ermittler sprechen von über 60 Toten in der Crocus City Hall.", "killed=61+"),
    ("fr", "Les enquêteurs font état de plus de 60 morts au Crocus City Hall.", "killed=61+"),
    ("es", "Los investigadores hablan de más de 60 muertos en el Crocus City Hall.", "killed=61+"),
    ("tg", "Кумитаи тафтишот аз беш аз 60 кушта дар «Крокус» хабар дод.", "killed=61+"),
    ("ru", "Речь идёт не менее чем о 60 погибших в «Крокусе».", "killed=60+"),
    ("uk", "Ідеться щонайменше про 62 загиблих у «Крокусі».", "killed=62+"),
    ("ru", "В больницах лежат не менее чем 107 пострадавших в «Крокусе».", "hospitalised=107+"),
    # from X to Y
    ("en", "The death toll in the Crocus City Hall attack rose from 137 to 139.", "killed=139"),
    ("nb", "Dødstallet etter angrepet på Crocus City Hall steg fra 137 til 139.", "killed=139"),
    ("fr", "Le bilan de l'attentat du Crocus City Hall est passé de 137 à 139 morts.", "killed=139"),
    ("es", "El número de muertos en el Crocus City Hall pasó de 137 a 139.", "killed=139"),
    ("ru", "Число погибших в «Крокусе» выросло со 137 до 139.", "killed=139"),
    ("uk", "Кількість загиблих у «Крокусі» зросла зі 137 до 139.", "killed=139"),
    ("tr", "Crocus saldırısında can kaybı 137'den 139'a yükseldi.", "killed=139"),
    ("tg", "Шумори кушташудагони «Крокус» аз 137 ба 139 расид.", "killed=139"),
    # ranges in words
    ("en", "Witnesses at Crocus spoke of two to five gunmen.", "gunmen=2..5"),
    ("nb", "Vitnene i Crocus snakket om to til fem gjerningsmenn.", "gunmen=2..5"),
    ("de", "Zeugen in der Crocus City Hall sprachen von zwei bis fünf Schützen.", "gunmen=2..5"),
    ("fr", "Au Crocus, les témoins parlent de deux à cinq tireurs.", "gunmen=2..5"),
    ("es", "En el Crocus los testigos hablaron de dos a cinco tiradores.", "gunmen=2..5"),
    ("ru", "Очевидцы в «Крокусе» говорили о нападавших: их было от двух до пяти.", "gunmen=2..5"),
    ("tr", "Crocus'taki tanıklar iki ila beş saldırgandan söz etti.", "gunmen=2..5"),
    ("tg", "Шоҳидони «Крокус» аз ду то панҷ ҳамлагарро диданд.", "gunmen=2..5"),
    # earlier version
    ("en", "An earlier version of this report on Crocus City Hall spoke of 154 dead.", ""),
    ("nb", "I en tidligere versjon av denne saken om Crocus City Hall sto det at 154 ble drept.", ""),
    ("de", "In einer früheren Fassung unseres Berichts über das Crocus City Hall war von 154 Toten die Rede.", ""),
    ("fr", "Dans une première version de cet article sur le Crocus City Hall, nous parlions de 154 morts.", ""),
    ("es", "En una versión anterior de esta noticia sobre el Crocus City Hall se hablaba de 154 muertos.", ""),
    ("ru", "В прежней версии этой заметки о «Крокусе» говорилось о 154 погибших.", ""),
    ("uk", "У попередній версії цієї новини про «Крокус» ішлося про 154 загиблих.", ""),
    ("tr", "Crocus haberimizin önceki halinde 154 ölüden söz ediliyordu.", ""),
    ("tg", "Қаблан дар бораи «Крокус» сухан аз 133 кушта мерафт.", ""),
    ("tg", "Дар нусхаи пештараи ин хабар дар бораи «Крокус» 154 кушта гуфта шуда буд.", ""),
    # rose up to
    ("en", "The number of dead at Crocus City Hall has crept up to 140.", "killed=140"),
    ("nb", "Tallet på omkomne i Crocus har i løpet av natten krøpet opp til 140.", "killed=140"),
    ("de", "Die Zahl der Toten in der Crocus City Hall kletterte bis auf 140.", "killed=140"),
    ("fr", "Le nombre de morts au Crocus City Hall a grimpé jusqu'à 140.", "killed=140"),
    ("es", "La cifra de muertos en el Crocus City Hall subió hasta los 140.", "killed=140"),
    ("ru", "Число погибших в «Крокусе» поднялось до 140.", "killed=140"),
    ("uk", "Кількість загиблих у «Крокусі» піднялася до 140.", "killed=140"),
    ("tr", "Crocus'ta ölenlerin sayısı 140'a kadar çıktı.", "killed=140"),
    ("tg", "Теъдоди кушташудагони «Крокус» то 140 нафар расид.", "killed=140"),
    ("tr", "FSB'ye göre Crocus saldırısında gözaltındakilerin toplamı 11'i buluyor.", "detained=11"),
    ("tr", "FSB Crocus saldırısıyla ilgili gözaltı sayısının 12'yi bulduğunu kaydetti.", "detained=12"),
    ("tr", "Crocus saldırısıyla ilgili yakalananların sayısı yirmiyi aştı.", "detained=21+"),
    # a day without its year
    ("ru", "29.04 в Душанбе послу России Григорьеву вручили ноту в МИД.", "ambassador_summoned_date=2024-04-29"),
    (
        "uk",
        "29.04 у Душанбе посла Росії Григор'єва викликали до МЗС і вручили ноту.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "de",
        "Am 29.04. wurde der russische Botschafter Grigorjew in Duschanbe ins Außenministerium einbestellt.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "nb",
        "29.4. ble Russlands ambassadør Grigorjev kalt inn til utenriksdepartementet i Dusjanbe.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "tr",
        "Rusya'nın Duşanbe Büyükelçisi Grigoryev 29.04'te Dışişleri Bakanlığına çağrıldı.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "fr",
        "Le 29/04, l'ambassadeur de Russie Grigoriev a été convoqué au ministère tadjik des Affaires étrangères.",
        "ambassador_summoned_date=2024-04-29",
    ),
]
DATED = [
    # this week's Wednesday
    ("en", "2024-05-10", "Putin received Rahmon in the Kremlin on Wednesday of this week.", "meeting_date=2024-05-08"),
    ("en", "2024-05-10", "Wednesday this week Putin received Rahmon in the Kremlin.", "meeting_date=2024-05-08"),
    ("nb", "2024-05-10", "Onsdag denne uken tok Putin imot Rahmon i Kreml.", "meeting_date=2024-05-08"),
    ("de", "2024-05-10", "Am Mittwoch dieser Woche empfing Putin Rahmon im Kreml.", "meeting_date=2024-05-08"),
    ("fr", "2024-05-10", "Mercredi de cette semaine, Poutine a reçu Rahmon au Kremlin.", "meeting_date=2024-05-08"),
    (
        "es",
        "2024-05-10",
        "El miércoles de esta semana Putin recibió a Rahmón en el Kremlin.",
        "meeting_date=2024-05-08",
    ),
    ("ru", "2024-05-10", "В среду на этой неделе Путин принял Рахмона в Кремле.", "meeting_date=2024-05-08"),
    ("uk", "2024-05-10", "У середу цього тижня Путін прийняв Рахмона в Кремлі.", "meeting_date=2024-05-08"),
    ("tr", "2024-05-10", "Putin bu hafta çarşamba günü Kremlin'de Rahman'ı kabul etti.", "meeting_date=2024-05-08"),
    ("tg", "2024-05-10", "Рӯзи чоршанбеи ҳамин ҳафта Путин Раҳмонро дар Кремл қабул кард.", "meeting_date=2024-05-08"),
    # weekdays of a week
    (
        "en",
        "2024-05-01",
        "Tajikistan's foreign ministry summoned Russian ambassador Grigoryev last Monday.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "nb",
        "2024-05-01",
        "Tadsjikistans utenriksdepartement kalte inn Russlands ambassadør Grigorjev sist mandag.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "nb",
        "2024-05-10",
        "Tadsjikistans utenriksdepartement kalte inn Russlands ambassadør Grigorjev mandag i forrige uke.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "en",
        "2024-05-10",
        "Tajikistan's foreign ministry summoned Russian ambassador Grigoryev on Monday of last week.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "de",
        "2024-05-01",
        "Tadschikistans Außenministerium bestellte den russischen Botschafter Grigorjew am vergangenen Montag ein.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "de",
        "2024-05-10",
        "Tadschikistans Außenministerium bestellte den russischen Botschafter Grigorjew am Montag vergangener Woche ein.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "fr",
        "2024-05-01",
        "Le ministère tadjik des Affaires étrangères a convoqué l'ambassadeur russe Grigoriev lundi dernier.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "fr",
        "2024-05-10",
        "Le ministère tadjik des Affaires étrangères a convoqué l'ambassadeur russe Grigoriev le lundi de la semaine dernière.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "es",
        "2024-05-01",
        "El Ministerio de Exteriores tayiko convocó al embajador ruso Grigóriev el lunes pasado.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "es",
        "2024-05-10",
        "El Ministerio de Exteriores tayiko convocó al embajador ruso Grigóriev el lunes de la semana pasada.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "ru",
        "2024-05-01",
        "МИД Таджикистана вызвал посла России Григорьева в прошлый понедельник и вручил ноту.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "ru",
        "2024-05-10",
        "МИД Таджикистана вызвал посла России Григорьева в понедельник на прошлой неделе и вручил ноту.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "uk",
        "2024-05-01",
        "МЗС Таджикистану викликало посла Росії Григор'єва минулого понеділка і вручило ноту.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "uk",
        "2024-05-10",
        "МЗС Таджикистану викликало посла Росії Григор'єва в понеділок минулого тижня і вручило ноту.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "tr",
        "2024-05-01",
        "Tacikistan Dışişleri Bakanlığı, Rusya Büyükelçisi Grigoryev'i geçen pazartesi bakanlığa çağırdı.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "tr",
        "2024-05-10",
        "Tacikistan Dışişleri Bakanlığı, Rusya Büyükelçisi Grigoryev'i geçen hafta pazartesi bakanlığa çağırdı.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "tg",
        "2024-05-01",
        "ВКХ Тоҷикистон сафири Русия Григорйевро рӯзи душанбеи гузашта даъват кард ва нота супурд.",
        "ambassador_summoned_date=2024-04-29",
    ),
    (
        "tg",
        "2024-05-10",
        "ВКХ Тоҷикистон сафири Русия Григорйевро рӯзи душанбеи ҳафтаи гузашта даъват кард ва нота супурд.",
        "ambassador_summoned_date=2024-04-29",
    ),
]


@pytest.mark.parametrize(("lang", "text", "told"), TOLD, ids=[f"{row[0]} {row[1][:40]}" for row in TOLD])
def test_what_is_told_is_read(reader: Reader, lang: str, text: str, told: str) -> None:
    assert claims_in(reader, lang, text, "Crocus City Hall", MAY_14) == ({told} if told else set())


@pytest.mark.parametrize(("lang", "day", "text", "told"), DATED, ids=[f"{row[0]} {row[2][:40]}" for row in DATED])
def test_a_weekday_counts_from_the_day_of_publication(
    reader: Reader, lang: str, day: str, text: str, told: str
) -> None:
    published = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    assert claims_in(reader, lang, text, "Crocus City Hall", published) == {told}
