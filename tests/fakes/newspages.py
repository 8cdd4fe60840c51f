"""Pages as outlets build them: an article among menus, lists of other stories, captions, advertisements and readers' comments."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True, slots=True)
class NewsPage:
    """One page; `noise` are texts that are none of the article's, by where they stand."""

    lang: str
    title: str
    paragraphs: Sequence[str]
    menu: Sequence[str]
    related: Sequence[str]
    caption: str
    comments: Sequence[str]
    advert: str
    byline: str
    published: str = "2024-05-10T06:30:00+02:00"
    head: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)

    def html(self, encoding: str = "utf-8") -> bytes:
        """The page's bytes."""
        metas = "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in self.meta.items())
        menu = "".join(f'<li><a href="/{place}">{words}</a></li>' for place, words in enumerate(self.menu))
        related = "".join(f'<li><a href="/s/{place}">{words}</a></li>' for place, words in enumerate(self.related))
        comments = "".join(f'<div class="comment"><p>{words}</p></div>' for words in self.comments)
        first, *rest = (f"<p>{words}</p>" for words in self.paragraphs)
        advert = f'<div class="ad"><p>{self.advert}</p></div>'
        page = f"""<!doctype html><html lang="{self.lang}"><head><meta charset="{encoding}"><title>{self.title} | Avis</title>
<meta property="og:title" content="{escape(self.title)}"><meta property="og:site_name" content="Avis">{metas}{self.head}
<script>window.dataLayer = [{{"killed": 999}}];</script><style>p {{ color: red }}</style></head><body>
<header><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{self.title}</h1><p class="byline">{self.byline}</p><time datetime="{self.published}">10.05.2024</time>
<figure><img src="a.jpg" alt="x"><figcaption>{self.caption}</figcaption></figure>
{first}<p>{self.advert}</p>{advert}{"".join(rest)}</article>
<aside class="related"><h3>{self.related[0]}</h3><ul>{related}</ul></aside></main>
<section id="comments" class="comments">{comments}</section>
<footer><p>Avis AS, 2024. Ansvarlig redaktør: Kari Nordmann</p></footer></body></html>"""
        return page.encode(encoding, "xmlcharrefreplace")


ENGLISH = NewsPage(
    "en-GB",
    "Moscow court extends custody of suspects in concert hall attack",
    [
        "A Moscow court on Friday extended the custody of four men suspected of carrying out the attack on the Crocus City Hall concert venue, "
        "in which 145 people were killed in March.",
        "The hearing was held behind closed doors at the request of the investigators, who said that the case held material that must not become public.",
        "More than 550 people were wounded on 22 March, when gunmen opened fire on the audience and set the building on fire.",
        "Tajikistan's foreign ministry said that its citizens had the right to a fair trial, and that its consul would attend the next hearing.",
    ],
    ["World", "Politics", "Business", "Sport"],
    ["Read more", "Kerman bombing: 94 people were killed in January", "Ferry sinks off the coast, 31 dead"],
    "Flowers at the wall of the burnt-out hall. Photo: Agency",
    ["I heard that 300 people were killed there!", "Nobody believes these figures."],
    "Article continues below advertisement",
    "By John Example, Moscow correspondent",
)
NORWEGIAN = NewsPage(
    "nb",
    "Fire menn fengslet på nytt etter konserthusangrepet",
    [
        "En domstol i Moskva forlenget fredag fengslingen av fire menn som er siktet for angrepet på konserthuset Crocus City Hall, der 145 mennesker ble drept.",
        "Møtet gikk for lukkede dører etter ønske fra etterforskerne, som viste til at saken inneholder opplysninger som ikke må bli kjent.",
        "Mer enn 550 mennesker ble skadet 22. mars da væpnede menn skjøt mot publikum og tente på bygningen.",
        "Utenriksdepartementet i Tadsjikistan sier at landets borgere har rett til en rettferdig rettssak, og at konsulen møter i retten neste gang.",
    ],
    ["Nyheter", "Sport", "Kultur", "Meninger"],
    ["Les også", "94 drept i bombeangrep i Iran", "Ferge sank, 31 omkom"],
    "Blomster ved muren utenfor konserthuset. Foto: NTB",
    ["Jeg hørte at 300 ble drept!", "Ingen tror på disse tallene."],
    "Artikkelen fortsetter under annonsen",
    "Ola Eksempel",
)
RUSSIAN = NewsPage(
    "ru",
    "Суд продлил арест обвиняемым по делу о теракте в «Крокусе»",
    [
        "Московский суд в пятницу продлил срок содержания под стражей четверым обвиняемым по делу о теракте в «Крокус Сити Холле», при котором погибли 145 человек.",
        "Заседание прошло в закрытом режиме по ходатайству следствия: в деле есть сведения, которые не подлежат разглашению.",
        "Более 550 человек пострадали 22 марта, когда вооружённые люди открыли стрельбу по зрителям и подожгли здание.",
        "МИД Таджикистана заявил, что граждане республики имеют право на справедливый суд и что консул будет присутствовать на следующем заседании.",
    ],
    ["Политика", "Общество", "Экономика", "Спорт"],
    ["Читайте также", "В Иране при взрывах погибли 94 человека", "Затонул паром, погиб 31 человек"],
    "Цветы у стены сгоревшего зала. Фото: Агентство",
    ["Говорят, погибли 300 человек!", "Никто не верит этим цифрам."],
    "Продолжение статьи ниже",
    "Иван Примеров",
)
UKRAINIAN = NewsPage(
    "uk-UA",
    "Суд продовжив арешт обвинуваченим у справі про напад на «Крокус»",
    [
        "Московський суд у п'ятницю продовжив арешт чотирьом обвинуваченим у справі про напад на «Крокус Сіті Хол», під час якого загинули 145 людей.",
        "Засідання відбулося в закритому режимі на прохання слідства: у справі є відомості, які не можна розголошувати.",
        "Понад 550 людей постраждали 22 березня, коли озброєні люди відкрили вогонь по глядачах і підпалили будівлю.",
        "У МЗС Таджикистану заявили, що громадяни країни мають право на справедливий суд і що консул буде присутній на наступному засіданні.",
    ],
    ["Політика", "Світ", "Економіка", "Спорт"],
    ["Читайте також", "В Ірані від вибухів загинули 94 людини", "Затонув пором, загинула 31 людина"],
    "Квіти біля стіни згорілої зали. Фото: Агенція",
    ["Кажуть, загинули 300 людей!", "Ніхто не вірить цим цифрам."],
    "Продовження після реклами",
    "Іван Прикладенко",
)
GERMAN = NewsPage(
    "de",
    "Gericht verlängert Haft der Verdächtigen nach Anschlag auf Konzerthalle",
    [
        "Ein Gericht in Moskau hat am Freitag die Haft von vier Männern verlängert, die den Anschlag auf die Crocus City Hall verübt haben sollen, bei dem 145 Menschen getötet wurden.",
        "Die Sitzung war auf Wunsch der Ermittler nicht öffentlich, weil die Akten Angaben enthalten, die nicht bekannt werden dürfen.",
        "Mehr als 550 Menschen wurden am 22. März verletzt, als Bewaffnete auf das Publikum schossen und das Gebäude in Brand setzten.",
        "Das Außenministerium Tadschikistans erklärte, seine Bürger hätten ein Recht auf ein faires Verfahren, der Konsul werde beim nächsten Termin dabei sein.",
    ],
    ["Politik", "Wirtschaft", "Kultur", "Sport"],
    ["Lesen Sie auch", "94 Tote bei Bombenanschlag im Iran", "Fähre gesunken, 31 Tote"],
    "Blumen an der Mauer der Halle. Foto: Agentur",
    ["Ich habe gehört, es waren 300 Tote!", "Niemand glaubt diese Zahlen."],
    "Der Artikel geht nach der Anzeige weiter",
    "Von Max Beispiel",
)
PAGES = (ENGLISH, NORWEGIAN, RUSSIAN, UKRAINIAN, GERMAN)
