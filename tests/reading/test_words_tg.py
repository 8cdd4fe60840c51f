"""The shipped Tajik words: figures, hedges and days, who speaks, and what each question reads and leaves alone."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.reading.dates import DateGrammar
from bot.reading.numbers import NumberGrammar
from bot.reading.reader import Reader
from bot.reading.tokens import tokenize
from tests.reading.shippedwords import DURING, LATER, claims_in, words

TITLE = "Ҳамла ба «Крокус Сити Ҳолл»: чӣ маълум аст"


def said(reader: Reader, text: str, title: str = TITLE, published: datetime = DURING) -> set[str]:
    """What a text says, short."""
    return claims_in(reader, "tg", text, title, published)


FIGURES = [
    ("144 нафар", 144, 144),
    ("саду чилу чор нафар", 144, 144),
    ("як саду сию се кас", 133, 133),
    ("наваду панҷ тан", 95, 95),
    ("навадупанҷ тан", 95, 95),
    ("якуним сад мошин", 150, 150),
    ("1 000 шаҳрванд", 1000, 1000),
    ("ҳаждаҳ гумонбар", 18, 18),
    ("камаш чил кас", 40, None),
    ("на камтар аз 144 нафар", 144, None),
    ("аз 140 камтар нест", 140, None),
    ("беш аз 550 нафар", 551, None),
    ("зиёда аз ҳазор кас", 1001, None),
    ("аз 550 гузашт", 551, None),
    ("аз 182 нафар зиёд аст", 183, None),
    ("тақрибан 1000 кас", 900, 1100),
    ("қариб 150 нафар", 135, 150),
    ("на бештар аз 50 нафар", 0, 50),
    ("камтар аз 85 нафар", 0, 84),
    ("аз 90 то 100 кас", 90, 100),
    ("садҳо нафар", 100, 999),
]


@pytest.mark.parametrize(("text", "lo", "hi"), FIGURES)
def test_a_figure_is_the_interval_its_words_mean(text: str, lo: int, hi: int | None) -> None:
    found = NumberGrammar(words("tg").numbers).find(tokenize(text, 0, len(text)))
    assert [(number.value.lo, number.value.hi) for number in found] == [(lo, hi)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22 марти соли 2024", "2024-03-22"),
        ("22-юми март", "2024-03-22"),
        ("22-и моҳи март", "2024-03-22"),
        ("бисту дуюми март", "2024-03-22"),
        ("рӯзи ҷумъа", "2024-03-22"),
        ("дирӯз", "2024-03-23"),
        ("дишаб", "2024-03-23"),
        ("ду рӯз пеш", "2024-03-22"),
        ("рӯзи душанбе", "2024-03-18"),
    ],
)
def test_a_day_in_words(text: str, expected: str) -> None:
    tokens = tokenize(text, 0, len(text))
    numbers = NumberGrammar(words("tg").numbers).find(tokens)
    found = DateGrammar(words("tg").dates).find(tokens, text, date(2024, 3, 24), numbers)
    assert [span.days.lo.isoformat() for span in found] == [expected]


SAID = [
    ("Дар натиҷаи ҳамлаи мусаллаҳона ба толор 133 нафар кушта шуданд.", "killed=133"),
    ("Шумораи қурбониён ба 137 нафар расид.", "killed=137"),
    ("Теъдоди ҳалокшудагон аз 140 нафар гузашт.", "killed=141+"),
    ("Ҳамла ҷони 139 нафарро гирифт ва беш аз 150 каси дигар маҷрӯҳ шуд.", "injured=151+ killed=139"),
    ("На камтар аз 60 кас ҷони худро аз даст доданд.", "killed=60+"),
    ("Саду сию се кас ҳалок гардид, аз ҷумла се кӯдак.", "children_killed=3 killed=133"),
    ("Дар байни кушташудагон панҷ кӯдак ҳаст.", "children_killed=5"),
    (
        "Ба гуфтаи Бортников, 11 нафар дастгир шуданд, ки чор нафари онҳо мустақиман ба мардум тир кушодаанд.",
        "detained=11 gunmen=4",
    ),
    ("Чор нафари мусаллаҳ ба толор даромада, ба тамошобинон тир кушоданд.", "gunmen=4"),
    ("То ҳол 95 нафар бедарак ҳастанд.", "missing=95"),
    ("Тақдири 143 кас ҳанӯз номаълум аст.", "missing=143"),
    ("Хешовандон 95 нафарро меҷӯянд.", "missing=95"),
    ("Дар беморхонаҳо 107 захмӣ табобат мегиранд.", "hospitalised=107"),
    ("Ҳоло 97 нафар дар беморхонаҳои Маскав бистарӣ мебошанд.", "hospitalised=97"),
    ("Суди Басманний чор гумонбарро то 22 май ба ҳабс гирифт.", "remanded=4"),
    ("Ӯ дувоздаҳумин айбдоршаванда дар ин парванда шуд.", "remanded=12"),
    ("Дар Ваҳдат бо гумони робита ба ҳамла нӯҳ кас боздошт шуд.", "detained_tajikistan=9"),
    ("Аз миёни боздоштшудагон ҳафт нафар шаҳрванди Тоҷикистон аст.", "detained_tajik=7"),
    ("Гурӯҳи «Давлати исломӣ» масъулияти ҳамларо ба дӯш гирифт.", "responsibility=islamic_state/islamic_state"),
    ("Путин гуфт, ки Украина дар ин ҳамла даст дорад.", "ukraine_role=involved/russia"),
    ("Киев даст доштан дар ҳамларо рад кард.", "ukraine_role=not_involved/ukraine"),
    ("Подоляк гуфт, ки Украина ба ин ҳамла ҳеҷ рабте надорад.", "ukraine_role=not_involved/ukraine"),
    ("Кирбӣ гуфт, ки Украина ба ин ҳамла ҳеҷ дахле надорад.", "ukraine_role=not_involved/us"),
    ("Ба гуфтаи Кохи Сафед, ҳеҷ далеле нест, ки Украина дар ҳамла даст дошта бошад.", "ukraine_role=not_involved/us"),
    ("Кирби гуфт, ки ҳамларо ДИИШ анҷом додааст.", "responsibility=islamic_state/us"),
    (
        "Кумитаи тафтишоти Русия мегӯяд, ки ҳамлагарон шаҳрвандони Тоҷикистон мебошанд.",
        "attackers_nationality=tajik/russia",
    ),
    (
        "Вазорати корҳои хориҷии Тоҷикистон изҳор дошт, ки дар байни ҳамлагарон шаҳрванди Тоҷикистон нест.",
        "attackers_nationality=not_tajik/tajikistan",
    ),
    ("ФСБ таъкид кард, ки фармоишгарони ҳамла дар хориҷа қарор доранд.", "mastermind_location=abroad/russia"),
    ("Ба иттилои тафтишот, ташкилкунандагони ҳамла дар худи Русия мебошанд.", "mastermind_location=in_russia/russia"),
    ("Ҳодиса 22 марти соли 2024 рух дод.", "attack_date=2024-03-22"),
    ("Шумори ҷонбохтагон то 143 нафар боло рафт.", "killed=143"),
    ("Теъдоди захмиён аз 182 нафар зиёд аст.", "injured=183+"),
    ("Дар ҳамла камаш чил кас ҳалок ва зиёда аз сад нафар ярадор гардиданд.", "injured=101+ killed=40+"),
    ("Рақами фавтидагон акнун 139 аст, дирӯз 137 эълон шуда буд.", "killed=139"),
    ("Боз ду захмӣ дар беморхона вафот кард ва шумораи қурбониён 139 шуд.", "killed=139"),
    ("Гурӯҳи тирандозон аз чор нафар иборат буд.", "gunmen=4"),
    ("Тирандозон чор нафар буданд.", "gunmen=4"),
    ("Се нафар аз кушташудагон кӯдак буданд.", "children_killed=3"),
    ("Додгоҳ барои 8 гумонбар ҳабси пешакӣ муқаррар кард.", "remanded=8"),
    ("Дар худи Тоҷикистон аз рӯи ҳамин парванда нуҳ нафар дастгир шудааст.", "detained_tajikistan=9"),
    ("ДИИШ изҳор дошт, ки ҳамларо ҷангҷӯёни он анҷом додаанд.", "responsibility=islamic_state/islamic_state"),
    ("Путин Украинаро дар ташкили ҳамла муттаҳам кард.", "ukraine_role=involved/russia"),
    (
        "Путин гуфт, ки аз ҷониби Украина барои онҳо равзана омода шуда буд. Киев инро дурӯғ хонд.",
        "ukraine_role=involved/russia ukraine_role=not_involved/ukraine",
    ),
    ("Медведев гуфт, ки паси ҳамла Киев меистад.", "ukraine_role=involved/russia"),
    (
        "Ба андешаи Захарова, ин кори ДИИШ нест, балки кори Киев аст.",
        "responsibility=other/russia ukraine_role=involved/russia",
    ),
    ("Иттиҳоди Аврупо мегӯяд, ки Украина дар куштор даст надошт.", "ukraine_role=not_involved/eu"),
    ("Раҳмон эътироф кард, ки ҳамлагарон шаҳрвандони Тоҷикистон буданд.", "attackers_nationality=tajik/tajikistan"),
    ("Ҳар чор ҳамлагар аз Тоҷикистон омадаанд, гуфт Бортников.", "attackers_nationality=tajik/russia gunmen=4"),
    ("Шоми ҷумъа ба толори консертии «Крокус» ҳамла шуд.", "attack_date=2024-03-22"),
    ("Дишаб тирандозон ба толор ҳуҷум карданд.", "attack_date=2024-03-23"),
    (
        "137 нафар кушта ва 182 нафар захмӣ шуданд, ки 97 нафарашон дар беморхона мебошанд.",
        "hospitalised=97 injured=182 killed=137",
    ),
    ("Бедаракшудагон 28 нафаранд.", "missing=28"),
    ("Дар рӯйхати гумшудагон 143 ном ҳаст.", "missing=143"),
    ("Дар табобатхонаҳо камтар аз 85 маҷрӯҳ мондааст.", "hospitalised=0..84"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_a_report_of_the_attack_says(reader: Reader, text: str, expected: str) -> None:
    assert said(reader, text) == set(expected.split())


QUARREL = [
    ("Захарова гуфт, ки санҷишҳо ба ҳама хориҷиён яксон татбиқ мешаванд.", "checks_target=not_targeted/russia"),
    (
        "Душанбе мегӯяд, ки тафтишҳо танҳо нисбат ба шаҳрвандони Тоҷикистон гузаронида мешаванд.",
        "checks_target=targets_tajiks/tajikistan",
    ),
    ("Ба гуфтаи Лавров, ин чораҳо муваққатӣ мебошанд.", "checks_duration=temporary/russia"),
    ("Песков гуфт, ки назорати нав доимӣ аст ва бекор намешавад.", "checks_duration=permanent/russia"),
    ("Дар фурудгоҳҳои Маскав 954 шаҳрванди Тоҷикистон дармондаанд.", "stranded=954"),
    ("Дар марзи Қазоқистону Русия 150 мошини тоҷикӣ дар навбат истодааст.", "vehicles_queued=150"),
    (
        "Вазорати корҳои хориҷии Тоҷикистон 27 апрел ба шаҳрвандон тавсия дод, ки ба Русия сафар накунанд.",
        "advisory_date=2024-04-27",
    ),
    (
        "Сафири Русия Семён Григорев 29 апрел ба вазорат даъват шуд ва ба ӯ нота супурданд.",
        "ambassador_summoned_date=2024-04-29",
    ),
    ("Лавров ва Муҳриддин 30 апрел телефонӣ суҳбат карданд.", "call_date=2024-04-30"),
    (
        "Суҳбати телефонии Лавров бо Муҳриддин бо ташаббуси ҷониби Русия баргузор шуд, гуфт ВКХ-и Тоҷикистон.",
        "call_initiator=russia/tajikistan",
    ),
    ("Путин ва Раҳмон 8 май дар Кремл мулоқот карданд.", "meeting_date=2024-05-08"),
    ("Паради 9 май ба 79-умин солгарди Ғалаба бахшида шуд.", "victory_anniversary=79"),
    ("Захарова гуфт, ки санҷишҳо ба муқобили тоҷикон равона нашудаанд.", "checks_target=not_targeted/russia"),
    ("Ин тартиб муваққатӣ нест, таъкид кард Песков.", "checks_duration=permanent/russia"),
    (
        "Суҳбат бо ташаббуси ҷониби Тоҷикистон сурат гирифт, навишт ВКХ-и Русия. Лавров ва Муҳриддин дар бораи марз ҳарф заданд.",
        "call_initiator=tajikistan/russia",
    ),
    (
        "Муҳриддин ва Лавров тариқи телефон гуфтугӯ карданд. Ташаббус аз Маскав буд, таъкид кард Душанбе.",
        "call_initiator=russia/tajikistan",
    ),
    ("Сафорати Русия дар Душанбе мегӯяд, ки дар санҷишҳо табъиз вуҷуд надорад.", "checks_target=not_targeted/russia"),
    ("Марзбонии Русия гуфт, ки назорат новобаста аз миллат барои ҳама яксон аст.", "checks_target=not_targeted/russia"),
    (
        "Шоҳин Самадӣ аз ВКХ-и Тоҷикистон гуфт, ки табъиз нисбат ба тоҷикон идома дорад.",
        "checks_target=targets_tajiks/tajikistan",
    ),
    ("Дар фурудгоҳҳои Внуково, Жуковский, Домодедово ва Шереметево беш аз ҳазор тоҷик дармондааст.", "stranded=1001+"),
    ("Мошинҳои тоҷикӣ дар сарҳад аз дусад гузаштааст.", "vehicles_queued=201+"),
    ("Дар фурудгоҳ тақрибан 1000 шаҳрванди Тоҷикистон нигоҳ дошта мешаванд.", "stranded=900..1100"),
]


@pytest.mark.parametrize(("text", "expected"), QUARREL)
def test_what_a_report_of_the_quarrel_says(reader: Reader, text: str, expected: str) -> None:
    assert said(reader, text, "Санҷишҳо дар марзи Русия: мавқеи Душанбе", LATER) == set(expected.split())


QUIET = [
    "Агар 200 нафар кушта мешуд, фоҷиа бузургтар мебуд.",
    "Соли 2004 дар Беслан 334 кас кушта шуд.",
    "Оё 150 нафар кушта шуд?",
    "Овозаҳо дар бораи 300 кушта дурӯғ аст.",
    "Дар байни захмиён панҷ кӯдак ҳаст.",
    "Мақомоти Туркия 40 нафарро бо гумони узвият дар ДИИШ боздошт карданд.",
]


@pytest.mark.parametrize("text", QUIET)
def test_what_says_nothing(reader: Reader, text: str) -> None:
    assert said(reader, text) == set()
    assert said(reader, text, "Санҷишҳо дар марзи Русия: мавқеи Душанбе", LATER) == set()


def test_monday_in_small_letters_speaks_for_nobody(reader: Reader) -> None:
    """The weekday and the capital, which stands for its government, are one word."""
    text = "Мария Захарова рӯзи душанбе гуфт, ки санҷишҳо дар марз муваққатӣ мебошанд."
    title = "Санҷишҳо дар марзи Русия"
    assert said(reader, text, title, LATER) == {"checks_duration=temporary/russia"}
    assert said(reader, text.replace("рӯзи душанбе", "дирӯз"), title, LATER) == {"checks_duration=temporary/russia"}
