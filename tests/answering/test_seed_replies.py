"""Replies on the labelled seeds, as people see them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from bot.domain.reply import File, Quote
from tests.answering.conftest import Say
from tests.fakes.corpus import needs_seeds
from tests.fakes.drawn import drawn

pytestmark = needs_seeds


async def test_the_toll(say: Say) -> None:
    assert drawn(await say("/toll")) == [
        "Crocus City Hall attack, 22 March 2024",
        "Killed | 145 | CentralAsia24, 9 May",
        "Injured | more than 550 | CentralAsia24, 9 May",
        "Detained | 12 | CentralAsia24, 9 May",
        "How “killed” moved",
        "26 Mar | 139 | ABC Nyheter",
        "1 May | 144 | SocialBites, Daryo",
        "9 May | 145 | CentralAsia24",
        "10 May | at least 144 | Afghanistan International",
        "Nobody contradicts the toll. 3 other disagreements are open.",
        "[Chart: /toll chart] [Quotes: /claims killed] [Timeline: /timeline] [Disagreements: /disagreements]",
    ]


async def test_the_toll_as_of_a_day_knows_only_what_was_published(say: Say) -> None:
    lines = drawn(await say("/toll at 2024-04-30"))
    assert lines[1:5] == [
        "As known at the end of 30 April 2024 (UTC).",
        "Killed | 139 | ABC Nyheter, 26 Mar",
        "Injured | more than 150 | ABC Nyheter, 26 Mar",
        "Detained | 11 | ABC Nyheter, 26 Mar",
    ]
    assert "2 other disagreements are open." in lines[5]
    assert lines == drawn(await say("/toll", at=date(2024, 4, 30)))
    assert lines == drawn(await say("/toll at April 2024"))


async def test_the_toll_before_the_first_item_is_nothing(say: Say) -> None:
    assert drawn(await say("/toll at 1 March 2024")) == [
        "Nothing in the corpus had been published on this by 1 March 2024."
    ]


async def test_one_question_and_one_topic(say: Say) -> None:
    assert drawn(await say("/toll killed"))[0] == "Killed: 145 (CentralAsia24, 9 May)"
    assert drawn(await say("/toll how many died?"))[0] == "Killed: 145 (CentralAsia24, 9 May)"
    assert drawn(await say("/toll arrests"))[1:3] == [
        "Detained | 12 | CentralAsia24, 9 May",
        "Detained from Tajikistan | 11 | Daryo, 1 May",
    ]
    assert drawn(await say("/toll missing")) == ["Missing: Nothing in the corpus on this yet."]


@pytest.mark.parametrize(
    ("lang", "row", "line"),
    [
        (
            "ru",
            "Раненые | более 550 | CentralAsia24, 9 мая",
            "Этим числам никто не противоречит. Открыто ещё 3 расхождения.",
        ),
        ("nb", "Skadet | over 550 | CentralAsia24, 9. mai", "Ingen motsier tallene. 3 andre uenigheter er åpne."),
        (
            "tg",
            "Захмиён | беш аз 550 | CentralAsia24, 9 май",
            "Ба ин рақамҳо касе мухолиф нест. 3 ихтилофи дигар боз аст.",
        ),
    ],
)
async def test_the_toll_in_other_languages(say: Say, lang: str, row: str, line: str) -> None:
    reply = await say("/toll", lang)
    assert reply.lang == lang
    assert row in drawn(reply)
    assert line in drawn(reply)


async def test_two_parties_side_by_side(say: Say) -> None:
    lines = drawn(await say("/compare russia tajikistan"))
    assert lines[0] == "Russia and Tajikistan contradict each other on 2 questions."
    place = lines.index("Are the checks aimed at Tajiks?")
    assert lines[place + 1 : place + 3] == [
        'Russia: no | SocialBites, 1 May: "they are not directed at a particular nation or religion" [en]',
        'Tajikistan: yes | SocialBites, 1 May: "S. Muhriddin emphasized that this thesis is incompatible with the real '
        'situation" [en]',
    ]
    assert "Who asked for the call of 30 April?" in lines
    assert lines[-1].startswith("[Disagreement 1: /disagreement 1]")


async def test_a_comparison_by_other_names_and_topic(say: Say) -> None:
    assert drawn(await say("/compare Kremlin and Dushanbe migration"))[0] == (
        "Russia and Tajikistan contradict each other on 1 question."
    )
    assert (
        drawn(await say("/compare us eu"))[0]
        == "United States and European Union contradict each other on nothing so far."
    )
    assert drawn(await say("/compare us eu migration")) == [
        "Nothing in the corpus is said by United States or European Union."
    ]


async def test_the_open_disagreements(say: Say) -> None:
    lines = drawn(await say("/disagreements"))
    assert lines[0] == "3 disagreements are open"
    assert lines[1:4] == [
        "3. Are the checks aimed at Tajiks? Dispute, open since 1 May",
        "   no: Russia (Daryo, 1 May)",
        "   yes: Tajikistan (Daryo, 1 May)",
    ]
    assert drawn(await say("/disagreements attribution"))[0] == "2 disagreements are open"
    assert drawn(await say("/disagreements ukraine_role all"))[0] == "1 disagreement is open"
    assert drawn(await say("/disagreements casualties"))[0].startswith("No disagreement of this kind")


async def test_one_disagreement_with_its_sides_and_reason(say: Say) -> None:
    reply = await say("/disagreement 2")
    lines = drawn(reply)
    assert lines[0] == "Disagreement 2, open since 26 Mar: Did Ukraine have a part in the attack?"
    assert lines[1] == "no: European Union, United States and Ukraine"
    assert "against yes: Russia" in lines
    assert "Why: Ukraine says “no”, Russia says “yes”." in lines
    assert lines == drawn(await say("/start d2"))
    quotes = [part for part in reply.parts if isinstance(part, Quote)]
    assert all(part.url and part.url.startswith("https://") for part in quotes)
    assert quotes[0].lead == "European Union and United States: no"


async def test_claims_newest_first_with_what_became_of_them(say: Say) -> None:
    reply = await say("/claims killed")
    assert drawn(reply)[:2] == ["Killed: 145 (CentralAsia24, 9 May)", "5 claims, newest first."]
    leads = [part.lead for part in reply.parts if isinstance(part, Quote)]
    assert leads == ["at least 144", "145", "144 · overtaken", "144 · overtaken", "139 · overtaken"]
    assert all(len(part.text) <= 300 for part in reply.parts if isinstance(part, Quote))


async def test_claims_are_paged(say: Say) -> None:
    first, second = await say("/claims ukraine_role"), await say("/claims ukraine_role 2")
    assert "1 to 5 of 6" in drawn(first)
    assert "6 to 6 of 6" in drawn(second)
    assert "/claims ukraine_role 2" in drawn(first)[-1]
    assert drawn(await say("/claims ukraine_role 99")) == drawn(second)


async def test_claims_without_a_question_lists_the_questions(say: Say) -> None:
    lines = drawn(await say("/claims"))
    assert lines[0] == "Claims on 20 questions"
    assert "Killed | 5 | /claims killed" in lines


async def test_the_outlets(say: Say) -> None:
    lines = drawn(await say("/sources"))
    assert lines[:2] == ["5 outlets, 5 items", "Outlet | Items | First | Overtaken | Contradicted | Changed"]
    (row,) = [line for line in lines if line.startswith("Daryo")]
    name, items, *shares = row.split(" | ")
    assert (name, items) == ("Daryo", "1")
    assert [share.split("/")[0] for share in shares[:2]] == ["1", "1"]
    daryo = drawn(await say("/source daryo"))
    assert daryo[0] == "Daryo: 1 item"
    assert "first with 1, alone with 1, 1 overtaken" in daryo[1]
    assert "Grade B, usually reliable: an edited newsroom of the region; near to Central Asian officials" in daryo
    assert "Stranded at airports | about 1,000" in daryo


async def test_the_latest_items_and_what_they_changed(say: Say) -> None:
    lines = drawn(await say("/latest"))
    assert lines[0] == "The last 5 items"
    assert "  update on “killed”: 145, before 144" in lines
    assert "  dispute on “Ukraine's role”: no against yes (/disagreement 2)" in lines
    assert "  9 claims, contradict nothing" in lines
    assert drawn(await say("/latest 1"))[0] == "The last item"


async def test_about_tells_the_extent_of_the_corpus(say: Say) -> None:
    assert drawn(await say("/about"))[1] == "The corpus: 5 items of 5 outlets, 26 March 2024 to 10 May 2024."


async def test_files(say: Say) -> None:
    [table] = [part for part in (await say("/export claims")).parts if isinstance(part, File)]
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert table.name == "claims.csv"
    assert {"question": "killed", "lo": "144", "hi": ""}.items() <= next(
        row for row in rows if row["question"] == "killed" and row["item"] == "001"
    ).items()
    [document] = [part for part in (await say("/export disagreements json")).parts if isinstance(part, File)]
    values = json.loads(document.content)
    assert {row["disagreement"] for row in values} == {1, 2, 3}
    assert {row["side"] for row in values} == {"first", "second"}
