"""What looks like an answer and is none, in every shipped language: what did not happen, what would be so in a case that is not so, what is
only checked, another country's guests and advice, and figures that are called wrong.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.reading.reader import Reader
from tests.fakes.shipped import rules
from tests.reading.shippedwords import claims_in

MAY_14 = datetime(2024, 5, 14, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return rules()


UNDONE = [
    # did not happen
    ("en", "Putin did not meet Rahmon in the Kremlin on Thursday."),
    ("nb", "Putin møtte ikke Rahmon i Kreml torsdag."),
    ("de", "Putin hat Rahmon am Donnerstag im Kreml nicht getroffen."),
    ("fr", "Poutine n'a pas rencontré Rahmon au Kremlin jeudi."),
    ("es", "Putin no se reunió con Rahmón en el Kremlin el jueves."),
    ("ru", "В четверг Путин не встречался с Рахмоном в Кремле."),
    ("uk", "У четвер Путін не зустрічався з Рахмоном у Кремлі."),
    ("tr", "Putin perşembe günü Kremlin'de Rahman'la görüşmedi."),
    ("tg", "Рӯзи панҷшанбе Путин дар Кремл бо Раҳмон вонахӯрд."),
    ("en", "There was no phone call between Lavrov and Muhriddin on Tuesday, the Russian ministry said."),
    ("ru", "Никакого разговора Лаврова и Мухриддина во вторник не было, заявили в МИД России."),
    (
        "de",
        "Ein Telefonat zwischen Lawrow und Muhriddin habe es am Dienstag nicht gegeben, teilte das Ministerium mit.",
    ),
    ("fr", "Il n'y a pas eu d'appel entre Lavrov et Mouhriddine mardi, selon le ministère."),
    ("es", "No hubo ninguna llamada entre Lavrov y Muhriddín el martes, según el ministerio."),
    ("nb", "Det var ingen telefonsamtale mellom Lavrov og Muhriddin tirsdag, ifølge departementet."),
    ("uk", "Жодної телефонної розмови Лаврова й Мухріддіна у вівторок не було, заявили в МЗС."),
    ("tr", "Bakanlığa göre salı günü Lavrov ile Muhriddin arasında telefon görüşmesi olmadı."),
    ("tg", "Рӯзи сешанбе байни Лавров ва Муҳриддин суҳбати телефонӣ набуд, гуфт вазорат."),
    # would be so in that case
    ("en", "In that case Putin would receive Rahmon in the Kremlin as early as 7 May."),
    ("nb", "Rahmon skal i så fall innom Kreml for samtaler med Putin allerede 7. mai."),
    ("fr", "Dans ce cas, Poutine recevrait Rahmon au Kremlin dès le 7 mai."),
    ("es", "En ese caso, Putin recibiría a Rahmón en el Kremlin ya el 7 de mayo."),
    ("ru", "В таком случае Путин принял бы Рахмона в Кремле уже 7 мая."),
    ("uk", "У такому разі Путін прийняв би Рахмона в Кремлі вже 7 травня."),
    ("tr", "O takdirde Putin Rahman'ı daha 7 Mayıs'ta Kremlin'de kabul ederdi."),
    ("tg", "Дар ин сурат Путин Раҳмонро ҳанӯз 7 май дар Кремл қабул мекард."),
    # is checked, or possible
    ("en", "Investigators are checking several versions of the Crocus attack, including a possible Ukrainian role."),
    ("nb", "Etterforskerne i Moskva sjekker flere versjoner av Crocus-angrepet, blant dem en mulig ukrainsk rolle."),
    (
        "de",
        "Die Moskauer Ermittler prüfen mehrere Versionen des Crocus-Anschlags, darunter eine mögliche Beteiligung der Ukraine.",
    ),
    (
        "fr",
        "Les enquêteurs de Moscou examinent plusieurs pistes sur l'attentat du Crocus, dont une possible implication de l'Ukraine.",
    ),
    (
        "es",
        "Moscú examina varias hipótesis sobre el atentado del Crocus, entre ellas una posible implicación de Ucrania.",
    ),
    (
        "ru",
        "Следствие проверяет несколько версий теракта в «Крокусе», в том числе о возможном содействии со стороны Украины.",
    ),
    ("uk", "Російське слідство перевіряє кілька версій теракту в «Крокусі», зокрема про можливу причетність України."),
    (
        "tr",
        "Moskova'daki soruşturmacılar Crocus saldırısına ilişkin, Ukrayna'nın olası rolü dahil birkaç versiyonu inceliyor.",
    ),
    ("tg", "Тафтишот дар Маскав якчанд версияи ҳамла ба «Крокус», аз ҷумла дахолати эҳтимолии Украинаро месанҷад."),
    ("ru", "Следственный комитет России отрабатывает «украинский след» в деле «Крокуса»."),
    ("de", "Das russische Ermittlungskomitee geht im Fall Crocus einer ukrainischen Spur nach."),
    ("en", "Russia's Investigative Committee is looking into a Ukrainian trail in the Crocus case."),
    ("fr", "Le Comité d'enquête russe explore une piste ukrainienne dans l'affaire du Crocus."),
    ("es", "El Comité de Investigación ruso explora la pista ucraniana en el caso del Crocus."),
    ("nb", "Russlands granskingskomité følger et ukrainsk spor i Crocus-saken."),
    ("uk", "Слідчий комітет Росії перевіряє «український слід» у справі «Крокуса»."),
    ("tr", "Rusya Soruşturma Komitesi Crocus dosyasında Ukrayna izini araştırıyor."),
    # another's ambassador, guest, or advice
    (
        "fr",
        "Crocus : L'ambassadeur du Tadjikistan à Moscou a été convoqué jeudi au ministère russe des Affaires étrangères.",
    ),
    ("en", "Tajikistan's ambassador in Moscow was summoned to the Russian foreign ministry on Thursday."),
    ("de", "Der tadschikische Botschafter in Moskau wurde am Donnerstag ins russische Außenministerium einbestellt."),
    ("nb", "Tadsjikistans ambassadør i Moskva ble torsdag kalt inn til det russiske utenriksdepartementet."),
    ("es", "El embajador de Tayikistán en Moscú fue convocado el jueves al Ministerio de Exteriores ruso."),
    ("ru", "Посол Таджикистана в Москве в четверг был вызван в МИД России."),
    ("uk", "Посла Таджикистану в Москві в четвер викликали до МЗС Росії."),
    ("tr", "Tacikistan'ın Moskova Büyükelçisi perşembe günü Rusya Dışişleri Bakanlığına çağrıldı."),
    ("tg", "Сафири Тоҷикистон дар Маскав рӯзи панҷшанбе ба ВКХ Русия даъват шуд."),
    ("en", "On 9 May Putin received the president of Laos in the Kremlin."),
    ("de", "Am 9. Mai empfing Putin im Kreml den laotischen Präsidenten."),
    ("nb", "9. mai tok Putin imot Laos' president i Kreml."),
    ("fr", "Le 9 mai, Poutine a reçu au Kremlin le président du Laos."),
    ("es", "El 9 de mayo Putin recibió en el Kremlin al presidente de Laos."),
    ("ru", "9 мая Путин принял в Кремле президента Лаоса."),
    ("uk", "9 травня Путін прийняв у Кремлі президента Лаосу."),
    ("tr", "Putin 9 Mayıs'ta Kremlin'de Laos cumhurbaşkanını kabul etti."),
    ("ru", "9 мая Путин принял в Кремле премьер-министра Армении Пашиняна."),
    ("en", "On 8 May Putin received Armenia's prime minister Pashinyan in the Kremlin."),
    ("tr", "Putin 8 Mayıs'ta Kremlin'de Ermenistan Başbakanı Paşinyan'ı kabul etti."),
    ("de", "Kasachstan riet seinen Bürgern am 28. April von Reisen nach Russland ab."),
    ("nb", "Kasakhstan frarådet 28. april borgerne sine å reise til Russland."),
    ("fr", "Le Kazakhstan a déconseillé le 28 avril à ses citoyens de se rendre en Russie."),
    ("es", "Kazajistán desaconsejó el 28 de abril a sus ciudadanos viajar a Rusia."),
    ("ru", "Казахстан 28 апреля посоветовал своим гражданам не ездить в Россию."),
    ("uk", "Казахстан 28 квітня порадив своїм громадянам не їздити до Росії."),
    ("tr", "Kazakistan 28 Nisan'da vatandaşlarına Rusya'ya gitmemelerini tavsiye etti."),
    ("tg", "Қазоқистон 28 апрел ба шаҳрвандонаш тавсия дод, ки ба Русия нараванд."),
    # figures that are called wrong, or never were confirmed
    ("de", "Die Zahl von 200 Toten in der Crocus City Hall sei falsch, sagte der Gouverneur."),
    ("de", "Das Ministerium hat nie bestätigt, dass in der Crocus City Hall 150 Menschen starben."),
    ("nb", "Tallet 200 døde i Crocus er feil, sa guvernøren."),
    ("nb", "Departementet har aldri bekreftet at 150 mennesker døde i Crocus City Hall."),
    ("fr", "Le chiffre de 200 morts au Crocus City Hall est faux, a dit le gouverneur."),
    ("fr", "Le ministère n'a jamais confirmé que 150 personnes étaient mortes au Crocus City Hall."),
    ("es", "La cifra de 200 muertos en el Crocus City Hall es falsa, dijo el gobernador."),
    ("es", "El ministerio nunca confirmó que murieran 150 personas en el Crocus City Hall."),
    ("ru", "Цифра в 200 погибших в «Крокусе» не соответствует действительности, сказал губернатор."),
    ("ru", "Министерство никогда не подтверждало, что в «Крокусе» погибли 150 человек."),
    ("uk", "Цифра у 200 загиблих у «Крокусі» не відповідає дійсності, сказав губернатор."),
    ("uk", "Міністерство ніколи не підтверджувало, що в «Крокусі» загинуло 150 осіб."),
    ("tr", "Vali, Crocus'ta 200 kişinin öldüğü rakamının yanlış olduğunu söyledi."),
    ("tr", "Bakanlık, Crocus'ta 150 kişinin öldüğünü hiçbir zaman doğrulamadı."),
    ("tg", "Рақами 200 кушта дар «Крокус» дурӯғ аст, гуфт губернатор."),
    ("tg", "Вазорат ҳеҷ гоҳ тасдиқ накардааст, ки дар «Крокус» 150 нафар кушта шуд."),
]


@pytest.mark.parametrize(("lang", "text"), UNDONE, ids=[f"{lang} {text[:40]}" for lang, text in UNDONE])
def test_what_was_not_so_is_no_answer(reader: Reader, lang: str, text: str) -> None:
    assert claims_in(reader, lang, text, "Crocus City Hall", MAY_14) == set()


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("en", "Kyiv denied any possible involvement in the Crocus City Hall attack.", "ukraine_role=not_involved/ukraine"),
        ("de", "Kiew wies jede mögliche Beteiligung am Anschlag auf die Crocus City Hall zurück.", "ukraine_role=not_involved/ukraine"),
        ("ru", "Киев отверг любую возможную причастность к теракту в «Крокусе».", "ukraine_role=not_involved/ukraine"),
        ("uk", "Київ відкинув будь-яку можливу причетність до теракту в «Крокусі».", "ukraine_role=not_involved/ukraine"),
        ("fr", "Kiev a rejeté toute éventuelle implication dans l'attentat du Crocus.", "ukraine_role=not_involved/ukraine"),
        ("es", "Kiev rechazó cualquier posible implicación en el atentado del Crocus.", "ukraine_role=not_involved/ukraine"),
        ("en", "Lavrov and Muhriddin did not meet on 30 April but spoke by telephone on 2 May.", "call_date=2024-05-02"),
        ("ru", "29 апреля посла Григорьева вызвали в МИД Таджикистана.", "ambassador_summoned_date=2024-04-29"),
    ],
)  # fmt: skip
def test_what_stands_beside_it_stays_an_answer(reader: Reader, lang: str, text: str, told: str) -> None:
    assert claims_in(reader, lang, text, "Crocus City Hall", MAY_14) == {told}
