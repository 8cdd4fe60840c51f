"""The shipped Russian and Ukrainian words: figures, hedges and days, and what each question reads and leaves alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.reading.dates import DateGrammar
from bot.reading.numbers import NumberGrammar
from bot.reading.reader import Reader
from bot.reading.tokens import tokenize
from tests.fakes.corpus import ROOT
from tests.reading.shippedwords import DURING, LATER, claims_in, words

TITLES = {"ru": "Теракт в «Крокус Сити Холле»: что известно", "uk": "Теракт у «Крокус Сіті Холі»: що відомо"}


def said(reader: Reader, lang: str, text: str, title: str = "", published: datetime = DURING) -> set[str]:
    """What a text says, short."""
    return claims_in(reader, lang, text, title or TITLES[lang], published)


FIGURES = {
    "ru": [
        ("144 человека", 144, 144),
        ("сто сорок четыре человека", 144, 144),
        ("ста сорока четырёх человек", 144, 144),
        ("двое задержанных", 2, 2),
        ("семерых фигурантов", 7, 7),
        ("восьмерым обвиняемым", 8, 8),
        ("6,2 тыс. мест", 6200, 6200),
        ("1 000 граждан", 1000, 1000),
        ("две тысячи семьсот доноров", 2700, 2700),
        ("дюжина домов", 12, 12),
        ("не менее 144 человек", 144, None),
        ("по меньшей мере 144 человека", 144, None),
        ("как минимум сорок человек", 40, None),
        ("более 550 человек", 551, None),
        ("свыше 550 человек", 551, None),
        ("больше двух десятков человек", 21, None),
        ("больше сотни зрителей", 101, None),
        ("сто с лишним человек", 101, None),
        ("около тысячи граждан", 900, 1100),
        ("порядка 80 машин", 72, 88),
        ("примерно 200 машин", 180, 220),
        ("почти полторы сотни человек", 135, 150),
        ("не более 50 человек", 0, 50),
        ("менее 50 человек", 0, 49),
        ("от трёх до пяти стрелков", 3, 5),
        ("между 90 и 100 погибшими", 90, 100),
        ("десятки людей", 24, 99),
        ("сотни людей", 100, 999),
        ("тысячи людей", 1000, 9999),
        ("число погибших выросло до 133", 133, 133),
    ],
    "uk": [
        ("144 людини", 144, 144),
        ("сто сорок чотири людини", 144, 144),
        ("шістьох чоловіків", 6, 6),
        ("п’ятеро дітей", 5, 5),
        ("чотирнадцятьом людям", 14, 14),
        ("тисяча громадян", 1000, 1000),
        ("щонайменше 133 людини", 133, None),
        ("не менше ста людей", 100, None),
        ("понад 130 загиблих", 131, None),
        ("більше двох десятків затриманих", 21, None),
        ("близько тисячі громадян", 900, 1100),
        ("майже сотню прочан", 90, 100),
        ("не більше 50 осіб", 0, 50),
        ("менш як 50 осіб", 0, 49),
        ("десятки людей", 24, 99),
        ("сотні людей", 100, 999),
    ],
}


@pytest.mark.parametrize(
    ("lang", "text", "lo", "hi"), [(lang, *case) for lang, cases in FIGURES.items() for case in cases]
)
def test_a_figure_is_the_interval_its_words_mean(lang: str, text: str, lo: int, hi: int | None) -> None:
    found = NumberGrammar(words(lang).numbers).find(tokenize(text, 0, len(text)))
    assert [(number.value.lo, number.value.hi) for number in found] == [(lo, hi)]


@pytest.mark.parametrize(
    ("lang", "text"), [("ru", "один из них"), ("ru", "восьмым обвиняемым"), ("ru", "79-летие"), ("uk", "дванадцятий")]
)
def test_one_and_places_in_a_row_are_no_totals(lang: str, text: str) -> None:
    found = NumberGrammar(words(lang).numbers).find(tokenize(text, 0, len(text)))
    assert [number.weak or number.ordinal for number in found] == [True]


DAYS = {
    "ru": [
        ("вечером 22 марта", "2024-03-22"),
        ("22 марта 2024 года", "2024-03-22"),
        ("22-го марта", "2024-03-22"),
        ("22.03.2024", "2024-03-22"),
        ("в пятницу", "2024-03-22"),
        ("сегодня утром", "2024-03-24"),
        ("вчера", "2024-03-23"),
        ("накануне", "2024-03-23"),
        ("позавчера", "2024-03-22"),
        ("два дня назад", "2024-03-22"),
        ("неделю назад", "2024-03-17"),
    ],
    "uk": [
        ("увечері 22 березня", "2024-03-22"),
        ("у п’ятницю", "2024-03-22"),
        ("учора", "2024-03-23"),
        ("два дні тому", "2024-03-22"),
        ("тиждень тому", "2024-03-17"),
    ],
}


@pytest.mark.parametrize(("lang", "text", "day"), [(lang, *case) for lang, cases in DAYS.items() for case in cases])
def test_a_day_counts_from_publication(lang: str, text: str, day: str) -> None:
    tokens = tokenize(text, 0, len(text))
    numbers = NumberGrammar(words(lang).numbers).find(tokens)
    (span,) = DateGrammar(words(lang).dates).find(tokens, text, DURING.date(), numbers)
    assert span.days.lo == date.fromisoformat(day)


ATTACK = [
    ("ru", "Число жертв теракта возросло до 144.", "killed=144"),
    ("ru", "По меньшей мере 144 человека погибли в «Крокусе».", "killed=144+"),
    ("ru", "Расстрел унёс 144 жизни, среди погибших шестеро детей.", "killed=144 children_killed=6"),
    ("ru", "Не стало 137 человек, и трое из них дети.", "killed=137 children_killed=3"),
    ("ru", "Жертвами нападения стали 145 человек, свыше 550 ранены.", "killed=145 injured=551+"),
    ("ru", "Ранения различной степени тяжести получили 182 человека.", "injured=182"),
    ("ru", "Всего пострадали 182 человека, 97 из них находятся в больницах.", "injured=182 hospitalised=97"),
    ("ru", "Все пострадавшие выписаны из больниц.", "hospitalised=0"),
    ("ru", "Пропавшими без вести числятся 95 человек.", "missing=95"),
    ("ru", "Четверо террористов ворвались в здание и открыли стрельбу.", "gunmen=4"),
    ("ru", "Число задержанных по делу о теракте превысило 20.", "detained=21+"),
    ("ru", "По делу задержаны 23 человека, 19 из них — граждане Таджикистана.", "detained=23 detained_tajik=19"),
    ("ru", "Суд отправил под стражу восьмерых фигурантов дела о теракте.", "remanded=8"),
    ("ru", "Он стал двенадцатым арестованным по делу о теракте.", "remanded=12"),
    ("ru", "В Таджикистане по делу о теракте задержаны девять человек.", "detained_tajikistan=9"),
    ("ru", "В пятницу вечером неизвестные открыли стрельбу в «Крокус Сити Холле».", "attack_date=2024-03-22"),
    ("ru", "Ответственность за теракт взяло на себя ИГ.", "responsibility=islamic_state/islamic_state"),
    ("ru", "В Белом доме заявили, что теракт устроило ИГИЛ.", "responsibility=islamic_state/us"),
    ("ru", "Директор ФСБ заявил о причастности украинских спецслужб.", "ukraine_role=involved/russia"),
    ("ru", "Киев отрицает причастность к нападению.", "ukraine_role=not_involved/ukraine"),
    ("ru", "США не видят доказательств причастности Украины к теракту.", "ukraine_role=not_involved/us"),
    ("ru", "Все исполнители — граждане Таджикистана.", "attackers_nationality=tajik/none"),
    ("ru", "Заказчики теракта скрываются за рубежом, сообщили в ФСБ.", "mastermind_location=abroad/russia"),
    ("uk", "Щонайменше 140 людей загинули, серед них троє дітей.", "killed=140+ children_killed=3"),
    ("uk", "Загинули 144 людини, 551 поранено.", "killed=144 injured=551"),
    ("uk", "У лікарнях залишаються 97 поранених.", "hospitalised=97"),
    ("uk", "Бортніков доповів про затримання 11 осіб.", "detained=11"),
    ("uk", "Під вартою перебувають 12 обвинувачених у теракті.", "remanded=12"),
    ("uk", "Увечері 22 березня невідомі відкрили вогонь у концертній залі.", "attack_date=2024-03-22"),
    ("uk", "Відповідальність узяла на себе «Ісламська держава».", "responsibility=islamic_state/islamic_state"),
    ("uk", "Бортніков заявив, що за терактом стоїть Україна.", "ukraine_role=involved/russia"),
    ("uk", "Україна не має жодного стосунку до нападу, заявив Подоляк.", "ukraine_role=not_involved/ukraine"),
    ("uk", "Замовники теракту перебувають за кордоном, заявили у ФСБ.", "mastermind_location=abroad/russia"),
]


@pytest.mark.parametrize(("lang", "text", "claims"), ATTACK)
def test_a_sentence_about_the_attack_is_read(reader: Reader, lang: str, text: str, claims: str) -> None:
    assert said(reader, lang, text) == set(claims.split())


DISPUTES = [
    ("ru", "27 апреля Душанбе призвал граждан воздержаться от поездок в Россию.", "advisory_date=2024-04-27"),
    ("ru", "Посол Григорьев 29 апреля вызван в МИД, ему вручили ноту.", "ambassador_summoned_date=2024-04-29"),
    ("ru", "Лавров и Мухриддин поговорили по телефону 30 апреля.", "call_date=2024-04-30"),
    ("ru", "В Душанбе утверждают, что беседу инициировала Москва.", "call_initiator=russia/tajikistan"),
    ("ru", "Парад посвятили 79-летию Победы.", "victory_anniversary=79"),
    ("ru", "В аэропорту Внуково застряли около тысячи граждан Таджикистана.", "stranded=900..1100"),
    ("ru", "На границе скопились более 300 автомобилей с таджикскими номерами.", "vehicles_queued=301+"),
    ("ru", "Песков заявил, что проверки касаются всех иностранцев.", "checks_target=not_targeted/russia"),
    ("ru", "Мухриддин заявил, что проверяют только граждан Таджикистана.", "checks_target=targets_tajiks/tajikistan"),
    ("ru", "Усиленный контроль носит временный характер, заверила Захарова.", "checks_duration=temporary/russia"),
    ("uk", "27 квітня Душанбе порадив громадянам утриматися від поїздок до Росії.", "advisory_date=2024-04-27"),
    ("uk", "Розмова відбулася на прохання російської сторони, заявили в Душанбе.", "call_initiator=russia/tajikistan"),
    ("uk", "У Москві запевняють, що перевірки мають тимчасовий характер.", "checks_duration=temporary/russia"),
]
SUBJECT = {"ru": "Разговор Лаврова и Мухриддина, проверки и парад", "uk": "Розмова Лаврова та Мухріддіна, перевірки"}


@pytest.mark.parametrize(("lang", "text", "claims"), DISPUTES)
def test_a_sentence_about_the_quarrel_is_read(reader: Reader, lang: str, text: str, claims: str) -> None:
    assert said(reader, lang, text, SUBJECT[lang], LATER) == set(claims.split())


def test_a_meeting_is_the_day_it_was_held(reader: Reader) -> None:
    text = "Переговоры Путина и Рахмона прошли в Кремле 8 мая."
    published = datetime(2024, 5, 10, tzinfo=UTC)
    assert said(reader, "ru", text, "Путин и Рахмон", published) == {"meeting_date=2024-05-08"}


NOTHING = [
    ("ru", "В Беслане погибли 334 человека."),
    ("ru", "Опознаны 84 погибших."),
    ("ru", "Сообщения о 300 погибших в СК назвали фейком."),
    ("ru", "При разборе завалов обнаружены ещё 18 тел."),
    ("ru", "Число погибших могло бы достичь 500 человек."),
    ("ru", "В оперативный штаб поступило 143 обращения о пропавших без вести."),
    ("ru", "Девять человек находятся в тяжёлом состоянии."),
    ("ru", "Зал рассчитан на 6200 зрителей."),
    ("ru", "Среди погибших 14 жителей Красногорска."),
    ("ru", "Сколько человек погибло: 140 или 150?"),
    ("ru", "32-летнему обвиняемому грозит пожизненное лишение свободы."),
    ("ru", "В Дагестане задержали четверых подозреваемых в подготовке теракта."),
    ("uk", "За добу російська армія втратила 910 військових."),
    ("uk", "Спростовано повідомлення про 250 загиблих."),
    ("uk", "На початку березня в Кабулі смертник убив 13 людей."),
]


@pytest.mark.parametrize(("lang", "text"), NOTHING)
def test_what_is_no_claim_makes_none(reader: Reader, lang: str, text: str) -> None:
    assert said(reader, lang, text) == set()


def test_a_denied_accusation_is_the_claim_of_both(reader: Reader) -> None:
    both = {"ukraine_role=involved/russia", "ukraine_role=not_involved/ukraine"}
    assert said(reader, "ru", "Киев отверг обвинения Москвы в причастности к теракту.") == both
    assert said(reader, "uk", "Київ відкинув звинувачення Москви у причетності до теракту.") == both


def test_links_to_other_stories_make_no_claims(reader: Reader) -> None:
    text = "Погибли 139 человек.\n\nЧитайте также:\nПогибли 93 человека: хроника первого дня\nТеракт унёс 115 жизней"
    assert said(reader, "ru", text) == {"killed=139"}


def _phrases(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _phrases(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _phrases(part)


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_no_prefix_is_so_short_that_it_takes_in_everything(lang: str) -> None:
    raw = tomllib.loads((ROOT / "config" / "languages" / f"{lang}.toml").read_text("utf-8"))
    stems = {part for phrase in _phrases(raw) for word in phrase.split() for part in word.split("|")}
    assert {stem for stem in stems if stem.endswith("*") and len(stem) < 4} <= {"ИГ*"}
