"""The shipped Turkish words: figures, hedges and days, what each question reads and leaves alone, and who closes a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.reading.dates import DateGrammar
from bot.reading.numbers import NumberGrammar
from bot.reading.reader import Reader
from bot.reading.tokens import fold, tokenize
from tests.reading.shippedwords import DURING, LATER, claims_in, words

TITLE = "Crocus City Hall saldırısı: bilinenler"


def said(reader: Reader, text: str, published: datetime = DURING, title: str = TITLE) -> set[str]:
    """What a text says, short."""
    return claims_in(reader, "tr", text, title, published)


@pytest.mark.parametrize(("written", "spelled"), [("İstanbul", "istanbul"), ("SALDIRI", "saldırı"), ("IŞİD", "ışid")])
def test_i_with_and_without_its_dot_are_alike(written: str, spelled: str) -> None:
    assert fold(written) == fold(spelled)


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("144 kişi", 144, 144),
        ("yüz kırk dört kişi", 144, 144),
        ("on bire yükseldi", 11, 11),
        ("yirmi üçü yabancı", 23, 23),
        ("ölenlerin altısı", 6, 6),
        ("en az 144 kişi", 144, None),
        ("asgari kırk kişi", 40, None),
        ("550'den fazla kişi", 551, None),
        ("550'yi aşkın yaralı", 551, None),
        ("yaralı sayısı 550'yi aştı", 551, None),
        ("170'in üzerindeydi", 171, None),
        ("doksanı aşkın başvuru", 91, None),
        ("iki yüz seksenden az değil", 280, None),
        ("yaklaşık bin kişi", 900, 1100),
        ("200 civarında araç", 180, 220),
        ("en fazla elli kişi", 0, 50),
        ("elliden az kişi", 0, 49),
        ("150'ye yakın kişi", 135, 150),
        ("yüzlerce kişi", 100, 999),
    ],
)
def test_figures(text: str, lo: int, hi: int | None) -> None:
    found = NumberGrammar(words("tr").numbers).find(tokenize(text, 0, len(text)))
    assert [(one.value.lo, one.value.hi) for one in found] == [(lo, hi)]


@pytest.mark.parametrize("text", ["onu tanıyor", "onun evi", "çatının altında", "bu yüzden"])
def test_words_that_only_look_like_figures(text: str) -> None:
    assert not NumberGrammar(words("tr").numbers).find(tokenize(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22 Mart'ta", date(2024, 3, 22)),
        ("22 Mart 2024'te", date(2024, 3, 22)),
        ("cuma akşamı", date(2024, 3, 22)),
        ("cumaya kadar", date(2024, 3, 22)),
        ("dünkü açıklama", date(2024, 3, 23)),
        ("evvelsi gün", date(2024, 3, 22)),
        ("iki gün önce", date(2024, 3, 22)),
    ],
)
def test_days(text: str, day: date) -> None:
    tokens = tokenize(text, 0, len(text))
    numbers = NumberGrammar(words("tr").numbers).find(tokens)
    found = DateGrammar(words("tr").dates).find(tokens, text, DURING.date(), numbers)
    assert [span.days.lo for span in found] == [day]


READ = [
    ("Saldırıda 137 kişi hayatını kaybetti, 182 kişi yaralandı.", {"killed=137", "injured=182"}),
    ("Can kaybı 139'a yükseldi.", {"killed=139"}),
    ("Ölenlerin sayısı en az 143 oldu.", {"killed=143+"}),
    ("Konser salonunda öldürülen 144 kişi anıldı.", {"killed=144"}),
    ("Yaralananların sayısı 550'yi aştı.", {"injured=551+"}),
    ("Hastanelerde hâlen 80 yaralı tedavi görüyor.", {"hospitalised=80"}),
    ("İki haftadır 26 kişiden haber alınamıyor.", {"missing=26"}),
    ("Hayatını kaybedenler arasında altı çocuk var.", {"children_killed=6"}),
    ("Baskını dört saldırgan düzenledi.", {"gunmen=4"}),
    ("FSB'ye göre olayla bağlantılı on bir kişi gözaltına alındı.", {"detained=11"}),
    ("Gözaltı sayısı 20'den fazla.", {"detained=21+"}),
    ("Moskova'daki mahkeme dokuz kişi hakkında tutuklama kararı verdi.", {"remanded=9"}),
    ("Böylece tutuklananların sayısı on ikiye çıktı.", {"remanded=12"}),
    ("Tacik güvenlik birimleri Vahdat'ta dokuz kişiyi gözaltına aldı.", {"detained_tajikistan=9"}),
    ("Saldırı 22 Mart akşamı düzenlendi.", {"attack_date=2024-03-22"}),
]


@pytest.mark.parametrize(("text", "claims"), READ)
def test_what_figures_and_days_say(reader: Reader, text: str, claims: set[str]) -> None:
    assert said(reader, text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "Ölenlerin 58'i binanın içinde bulundu.",
        "Enkazdan 22 ceset daha çıkarıldı.",
        "Beslan'da 334 kişi hayatını kaybetmişti.",
        "2017'de Reina'da 39 kişi öldürülmüştü.",
        "Kiev'e atılan füze üç kişiyi öldürdü.",
        "Acaba 200 kişi mi hayatını kaybetti?",
        "Kapılar kilitli olsaydı 300 kişi ölebilirdi.",
        "Yardım hattına 143 kayıp başvurusu yapıldı.",
        "İstanbul'daki operasyonda 147 şüpheli gözaltına alındı.",
        "Türkiye'de 26 kişi tutuklandı.",
        "Salonda 6.200 koltuk vardı.",
    ],
)
def test_figures_that_are_none_of_the_story(reader: Reader, text: str) -> None:
    assert said(reader, text) == set()


SPOKEN = [
    ("Putin, saldırının arkasında Ukrayna'nın olduğunu söyledi.", {"ukraine_role=involved/russia"}),
    ("FSB Başkanı Bortnikov ise katliamın arkasında Kiev'in bulunduğunu öne sürdü.", {"ukraine_role=involved/russia"}),
    ("Patruşev'e göre katliama Ukrayna karıştı.", {"ukraine_role=involved/russia"}),
    ("Beyaz Saray, Ukrayna'nın saldırıyla hiçbir ilgisi olmadığını yineledi.", {"ukraine_role=not_involved/us"}),
    ("Kiev, saldırıda herhangi bir rolü olduğunu reddetti.", {"ukraine_role=not_involved/ukraine"}),
    ('"Katliamla hiçbir ilgimiz yok" diyen Podolyak, kanıt istedi.', {"ukraine_role=not_involved/ukraine"}),
    (
        "Moskova, katliamın arkasında Ukrayna'nın durduğunu savundu. Kiev bunu yalanladı.",
        {"ukraine_role=involved/russia", "ukraine_role=not_involved/ukraine"},
    ),
    ("IŞİD saldırıyı üstlendi.", {"responsibility=islamic_state/islamic_state"}),
    ("Katliamın sorumluluğunu IŞİD üstlenmişti.", {"responsibility=islamic_state/islamic_state"}),
    ("Washington, saldırıdan yalnızca IŞİD'in sorumlu olduğunu açıkladı.", {"responsibility=islamic_state/us"}),
    (
        "Zaharova, eylemi IŞİD'in değil Ukrayna'nın düzenlediğini iddia etti.",
        {"responsibility=other/russia", "ukraine_role=involved/russia"},
    ),
    (
        "Soruşturma Komitesi, dört saldırganın da Tacikistan vatandaşı olduğunu bildirdi.",
        {"gunmen=4", "attackers_nationality=tajik/russia"},
    ),
    ("Duşanbe, saldırganların Tacik olmadığını savundu.", {"attackers_nationality=not_tajik/tajikistan"}),
    ("Bortnikov, emri verenlerin yurt dışında bulunduğunu belirtti.", {"mastermind_location=abroad/russia"}),
    ("Budanov, azmettiricilerin Rusya'da olduğunu söyledi.", {"mastermind_location=in_russia/ukraine"}),
    ("Avukat Pavel Sorokin, azmettiricilerin Moskova'da olduğunu söyledi.", {"mastermind_location=in_russia/other"}),
    ("Analist Deniz Kara'ya göre azmettiriciler yurt dışında.", {"mastermind_location=abroad/other"}),
]


@pytest.mark.parametrize(("text", "claims"), SPOKEN)
def test_who_says_what_of_the_attack(reader: Reader, text: str, claims: set[str]) -> None:
    assert said(reader, text) == claims


def test_a_verb_without_a_subject_carries_the_speaker_on(reader: Reader) -> None:
    text = "Bortnikov dün gazetecilere konuştu. Azmettiricilerin yurt dışında olduğunu söyledi."
    assert said(reader, text) == {"mastermind_location=abroad/russia"}


def test_a_quotation_of_several_sentences_belongs_to_whom_it_opens_with(reader: Reader) -> None:
    text = 'Podolyak, "Bu katliamla Ukrayna\'nın hiçbir bağı yok. Kremlin kendi hatasını örtüyor" dedi.'
    assert said(reader, text) == {"ukraine_role=not_involved/ukraine"}


def test_who_says_so_may_follow_in_the_next_sentence(reader: Reader) -> None:
    text = "Sınırdaki denetimler geçici değil, kalıcıdır. Bunu söyleyen, Tacikistan Çalışma Bakanlığı yetkilisi."
    assert said(reader, text, LATER) == {"checks_duration=permanent/tajikistan"}


QUARREL = [
    ("Lavrov ile Muhriddin 30 Nisan'da telefonda görüştü.", {"call_date=2024-04-30"}),
    (
        "Büyükelçi Grigoryev 29 Nisan'da Tacikistan Dışişleri Bakanlığına çağrıldı.",
        {"ambassador_summoned_date=2024-04-29"},
    ),
    (
        "Tacikistan 27 Nisan'da yurttaşlarına zorunlu olmadıkça Rusya'ya gitmemelerini tavsiye etti.",
        {"advisory_date=2024-04-27"},
    ),
    ("Moskova, görüşmenin Tacik tarafının talebi üzerine yapıldığını açıkladı.", {"call_initiator=tajikistan/russia"}),
    ("Duşanbe'ye göre telefon görüşmesi Rusya'nın girişimiyle gerçekleşti.", {"call_initiator=russia/tajikistan"}),
    ("Lavrov, kontrollerin belirli bir milleti hedef almadığını vurguladı.", {"checks_target=not_targeted/russia"}),
    ("Muhriddin, denetimlerin yalnızca Tacikleri hedef aldığını söyledi.", {"checks_target=targets_tajiks/tajikistan"}),
    ("Lavrov, sınırdaki önlemlerin geçici olduğunu belirtti.", {"checks_duration=temporary/russia"}),
    ("Muhriddin, sınırdaki denetimlerin kalıcı olduğunu ileri sürdü.", {"checks_duration=permanent/tajikistan"}),
    ("Vnukovo Havalimanı'nda 954 Tacikistan vatandaşı bekletiliyor.", {"stranded=954"}),
    ("Kazakistan sınırında Tacik plakalı 230 araç bekliyor.", {"vehicles_queued=230"}),
]


@pytest.mark.parametrize(("text", "claims"), QUARREL)
def test_the_quarrel_about_the_checks(reader: Reader, text: str, claims: set[str]) -> None:
    assert said(reader, text, LATER, "Moskova ile Duşanbe arasında gerginlik") == claims


def test_the_meeting_and_the_parade(reader: Reader) -> None:
    text = "Putin, Rahmon'u 8 Mayıs'ta Kremlin'de ağırladı. Ertesi gün zaferin yetmiş dokuzuncu yıl dönümü kutlandı."
    published = datetime(2024, 5, 10, 12, tzinfo=UTC)
    assert said(reader, text, published, "Rahmon Moskova'da") == {"meeting_date=2024-05-08", "victory_anniversary=79"}


@pytest.mark.parametrize(
    "text",
    [
        "Kremlin, saldırının arkasında Ukrayna'nın olup olmadığı konusunda yorum yapmadı.",
        "Ukrayna'nın bu katliamla ilgisi var mı?",
        "Türkiye'deki kilise saldırısını IŞİD üstlenmişti.",
        "Moskova, saldırıdan sonra kontrolleri sıkılaştırdı.",
        "Putin saldırının arkasında Ukrayna'nın olduğunu söylemedi.",
        "Kremlin Crocus saldırısının arkasında Ukrayna'nın olduğunu iddia etmedi.",
    ],
)
def test_choices_that_nobody_makes(reader: Reader, text: str) -> None:
    assert said(reader, text) == set()


FIGURES = [
    ("Saldırıda hayatını kaybedenlerin sayısının 137 olduğu bildirildi.", {"killed=137"}),
    ("Ölü sayısı yüz otuz üçtü.", {"killed=133"}),
    ("Saldırıda 115 kişi vefat etti.", {"killed=115"}),
    ("Salonda en az 60 kişi can vermiş.", {"killed=60+"}),
    ("Öldürülenlerin sayısı 140'tan aşağı değil.", {"killed=140+"}),
    ("Katliamda 150'ye yakın insan öldürüldü.", {"killed=135..150"}),
    ("Ölü sayısı 140'ı aşmadı.", {"killed=0..140"}),
    ("Yaralananların toplamı 182'dir.", {"injured=182"}),
    ("Konser salonunda 150'den fazlası ağır olmak üzere yaralananlar var.", set()),
    ("Hastanelerdekilerin sayısı 92'ye indi.", {"hospitalised=92"}),
    ("Saldırıdan sonra 95 kişiye ulaşılamıyor.", {"missing=95"}),
    ("Öldürülen beş çocuğun adı açıklandı.", {"children_killed=5"}),
    ("Ölenlerin üçü çocuktu.", {"children_killed=3"}),
    ("Salona giren dört kişi ateş açtı.", {"gunmen=4"}),
    ("Tetiğe basanlar dört kişiydi.", {"gunmen=4"}),
    ("FSB, saldırıyla ilgili yakalananların sayısının on bire ulaştığını duyurdu.", {"detained=11"}),
    ("Moskova'daki mahkeme bugüne dek on iki sanık hakkında tutuklama kararı çıkardı.", {"remanded=12"}),
    ("Saldırı davasında cezaevine gönderilen dokuzuncu kişi oldu.", {"remanded=9"}),
    ("Saldırının ardından 11 kişi sınır dışı edildi.", set()),
    ("Saldırıda kaç kişi öldü, 200 mü?", set()),
    ("Ölü sayısının 200'e çıkmasından endişe ediliyor.", set()),
    ("Saldırıda ölenler için 145 mum yakıldı.", set()),
]

SAID = [
    ("Putin, saldırının Ukrayna tarafından tezgâhlandığını ileri sürdü.", {"ukraine_role=involved/russia"}),
    ("Patruşev, katliamın Ukrayna istihbaratı eliyle planlandığını savunuyor.", {"ukraine_role=involved/russia"}),
    ("Bortnikov'a bakılırsa Ukrayna bu işin içinde.", {"ukraine_role=involved/russia"}),
    ("Kuleba, Ukrayna'nın saldırıya karışmadığını vurguladı.", {"ukraine_role=not_involved/ukraine"}),
    (
        "Ukrayna'nın saldırıda hiçbir rolü olmadığını belirten Beyaz Saray, kanıt istedi.",
        {"ukraine_role=not_involved/us"},
    ),
    ('"Bu saldırıyla bizim hiçbir ilgimiz yok" dedi Zelenskiy.', {"ukraine_role=not_involved/ukraine"}),
    (
        "Moskova, saldırının ardında Kiev'in bulunduğunu iddia etti. Washington bu iddiayı saçma buldu.",
        {"ukraine_role=involved/russia", "ukraine_role=not_involved/us"},
    ),
    ("Beyaz Saray, saldırıyı IŞİD'in gerçekleştirdiğini doğruladı.", {"responsibility=islamic_state/us"}),
    ("Washington'a göre katliam IŞİD tarafından düzenlendi.", {"responsibility=islamic_state/us"}),
    (
        "İslam Devleti, konser salonundaki katliamı üstlendiğini duyurdu.",
        {"responsibility=islamic_state/islamic_state"},
    ),
    ("Zaharova, saldırıyı IŞİD'in yapmadığını söyledi.", {"responsibility=other/russia"}),
    (
        "Soruşturma Komitesi, saldırıyı yapanların Tacikistan uyruklu olduğunu açıkladı.",
        {"attackers_nationality=tajik/russia"},
    ),
    ("Duşanbe, saldırıyı yapanların Tacik olmadığını bildirdi.", {"attackers_nationality=not_tajik/tajikistan"}),
    (
        "Bastırıkin, katliamı planlayanların Rusya topraklarının dışında olduğunu kaydetti.",
        {"mastermind_location=abroad/russia"},
    ),
    ("Avukat Pavel Sorokin, emri verenlerin Moskova'da yaşadığını öne sürdü.", {"mastermind_location=in_russia/other"}),
    ("Putin, saldırının arkasında Ukrayna olup olmadığının araştırıldığını söyledi.", set()),
    ("Kremlin, saldırıda Ukrayna'nın parmağı olup olmadığı sorusunu yanıtsız bıraktı.", set()),
]

CHECKED = [
    ("Tacik Dışişleri Bakanı Muhriddin, Lavrov ile 30 Nisan'da telefonla görüştü.", {"call_date=2024-04-30"}),
    (
        "Tacikistan Dışişleri'ne 29 Nisan'da çağrılan Rus büyükelçisine nota verildi.",
        {"ambassador_summoned_date=2024-04-29"},
    ),
    ("Duşanbe 27 Nisan'da vatandaşlarını Rusya'ya yolculuk etmemeleri konusunda uyardı.", {"advisory_date=2024-04-27"}),
    ("Moskova, görüşmeyi isteyenin Tacik tarafı olduğunu bildirdi.", {"call_initiator=tajikistan/russia"}),
    (
        "Duşanbe, telefon görüşmesinin Rus tarafının ricası üzerine yapıldığını duyurdu.",
        {"call_initiator=russia/tajikistan"},
    ),
    ("Peskov, kontrollerin herhangi bir halka yönelik olmadığını savundu.", {"checks_target=not_targeted/russia"}),
    ("Zaharova, denetimlerin herkese aynı şekilde uygulandığını söyledi.", {"checks_target=not_targeted/russia"}),
    (
        "Muhriddin, yurttaşlarının yalnızca Tacik oldukları için durdurulduğunu, bu kontrollerin ayrımcı olduğunu söyledi.",
        {"checks_target=targets_tajiks/tajikistan"},
    ),
    ("Lavrov, sınırdaki sıkı denetimlerin kalıcı olmayacağını belirtti.", {"checks_duration=temporary/russia"}),
    ("Muhriddin, sınır kontrollerinin süresiz olduğunu dile getirdi.", {"checks_duration=permanent/tajikistan"}),
    ("Bir milletvekili, sınırdaki denetimlerin kalıcı hale getirilmesini istedi.", set()),
    ("Gazeteciler Peskov'a sınırdaki kontroller kalıcı mı diye sordu.", set()),
    ("Moskova havalimanlarında mahsur kalan Tacikistan vatandaşlarının sayısı bini geçti.", {"stranded=1001+"}),
    ("Kazakistan sınırında yaklaşık 200 Tacik plakalı araç bekletiliyor.", {"vehicles_queued=180..220"}),
    ("Kazak sınırındaki kuyrukta 60 Tacik plakalı otomobil var.", {"vehicles_queued=60"}),
]


@pytest.mark.parametrize(("text", "claims"), [*FIGURES, *SAID])
def test_more_turns_about_the_attack(reader: Reader, text: str, claims: set[str]) -> None:
    assert said(reader, text) == claims


@pytest.mark.parametrize(("text", "claims"), CHECKED)
def test_more_turns_about_the_quarrel(reader: Reader, text: str, claims: set[str]) -> None:
    assert said(reader, text, LATER, "Moskova ile Duşanbe arasında gerginlik") == claims


def test_who_is_only_spoken_of_says_nothing(reader: Reader) -> None:
    text = "Görüşme Tacik tarafının girişimiyle yapıldı. Lavrov, kontrollerin geçici olduğunu söyledi."
    found = said(reader, text, LATER, "Moskova ile Duşanbe arasında gerginlik")
    assert "checks_duration=temporary/russia" in found
    assert "call_initiator=tajikistan/tajikistan" not in found
