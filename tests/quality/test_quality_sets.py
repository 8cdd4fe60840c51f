"""The labelled sets are sound, and their claims raise exactly the alerts and updates that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.domain.questions import Question
from bot.services.labelled import Labelled, parse
from bot.services.ledger import Effects
from bot.settings.folder import ConfigFolder
from bot.settings.story import load_story
from tests.quality import check
from tests.quality.check import faults
from tests.quality.labels import SETS, files, read
from tests.quality.measure import ROOT
from tests.quality.raising import raised


@pytest.fixture(scope="module")
def questions() -> Mapping[str, Question]:
    return load_story(ConfigFolder(ROOT / "config")).questions


def test_all_sets_are_sound_and_share_no_item(questions: Mapping[str, Question]) -> None:
    assert not list(faults([path for name in SETS for path in files(name)], questions))


@pytest.mark.parametrize("name", SETS)
def test_a_file_holds_one_language_and_one_author(name: str, questions: Mapping[str, Question]) -> None:
    for path in files(name):
        for one in parse(path.read_text(encoding="utf-8"), questions):
            assert one.item.lang == path.parent.name
            assert path.stem.endswith(one.item.id.rpartition("-")[0])


@pytest.mark.parametrize("name", SETS)
def test_every_question_and_a_third_of_quiet_items(name: str, questions: Mapping[str, Question]) -> None:
    items = read(files(name), questions)
    assert {one.claim.question for item in items for one in item.claims} == questions.keys()
    assert sum(not item.alerts for item in items) * 3 >= len(items)
    assert {"en", "nb", "ru", "de", "uk"} <= {item.item.lang for item in items}


@pytest.mark.parametrize("optional", [True, False], ids=["with optional", "without optional"])
@pytest.mark.parametrize("name", SETS)
def test_alerts_and_updates_are_those_of_the_labels(
    name: str, optional: bool, questions: Mapping[str, Question]
) -> None:
    for one, effects in raised(read(files(name), questions), questions, optional=optional):
        _same(one, effects)


def _same(one: Labelled, effects: Effects) -> None:
    found = {
        alert.question: (alert.kind.value, {held.claim.item for held in alert.against}) for alert in effects.alerts
    }
    gold = {alert.question: (alert.kind, set(alert.against)) for alert in one.alerts}
    assert {name: kind for name, (kind, _) in found.items()} == {name: kind for name, (kind, _) in gold.items()}, (
        one.item.id
    )
    assert all(against <= gold[name][1] for name, (_, against) in found.items()), one.item.id
    assert {update.question for update in effects.updates} == one.updates, one.item.id


SOUND = """@@ s

@ x-1 | en | 2024-03-23T10:00:00Z | a.example
# two figures
TITLE: T

On Friday 40 people died. On Saturday it was 93.

= attack_date | 2024-03-22 | russia | 2024-03-23 | On Friday
= killed | 40.. | russia | 2024-03-23 | 40 people died
= ukraine_role | involved | russia | 2024-03-23 | it was 93
! killed | conflict | x-1
~ attack_date
"""


def told(folder: Path, text: str, questions: Mapping[str, Question]) -> list[str]:
    """What is wrong with a file, without its name."""
    file = folder / "x.txt"
    file.write_text(text, encoding="utf-8")
    return [fault.removeprefix(f"{file}: ") for fault in faults([file], questions)]


def test_a_sound_file_has_no_faults(tmp_path: Path, questions: Mapping[str, Question]) -> None:
    assert not told(tmp_path, SOUND, questions)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("2024-03-23T10:00:00Z", "soon", "Line 3, x-1: 'soon' is no day or time"),
        ("@@ s", "", "Line 3, x-1: no stream is named before it"),
        ("TITLE: T", "", "Line 3, x-1: line 7: a line “TITLE: …” comes before the text."),
        (SOUND[SOUND.index("TITLE") :], "", "Line 3, x-1: it has no line “TITLE: …”."),
        ("@ x-1 | en |", "@ x-1 |", "an article begins with “@ ID | LANG | TIME | OUTLET”"),
        ("~ attack_date", "~ attack_date\nMore.", "line 14: behind the labels comes the next article, or a backslash is missing."),
        ("| 40 people died", "| 41 people died", "Line 10, x-1: killed: the quote is not in the text: '41 people died'"),
        (" | 40 people died", "", "a claim is “= QUESTION | VALUE | PARTY | DAY | QUOTE”"),
        ("= killed |", "= fallen |", "Line 10, x-1: no such question: fallen"),
        ("40.. |", "40..39 |", "killed: an interval cannot end at 39 before it begins at 40"),
        ("40.. |", "forty |", "killed: 'forty' is no number; write 143, 144.. or 90..100"),
        ("| 2024-03-22 |", "| 2024-03-23..2024-03-22 |", "attack_date: an interval cannot end"),
        ("| 2024-03-22 |", "| Friday |", "attack_date: 'Friday' is no day; write 2024-03-22"),
        ("| involved |", "| perhaps |", "ukraine_role: 'perhaps' is no answer; there are involved, not_involved"),
        ("40.. | russia", "40.. | mars", "killed: 'mars' is no party"),
        ("russia | 2024-03-23 | 40", "russia | today | 40", "killed: 'today' is no day"),
        ("russia | 2024-03-23 | 40", "russia | 2024-03-24 | 40", "x-1: killed: 2024-03-24 is after the publication"),
        ("| On Friday", "| it was 93", "x-1: claims stand in the order of the text"),
        ("~ attack_date", "= ukraine_role | involved | russia | - | it was 93", "x-1: a claim stands there twice"),
        ("~ attack_date", "~ killed", "x-1: a question raises one alert or one update"),
        ("~ attack_date", "~ attack_date\n~ attack_date", "attack_date is updated twice"),
        ("| conflict |", "| update |", "killed: 'update' is no kind of alert"),
        ("conflict | x-1", "conflict | x-2", "killed: an alert names items of its stream that came before, or its own"),
    ],
)  # fmt: skip
def test_a_fault_is_told(old: str, new: str, fault: str, tmp_path: Path, questions: Mapping[str, Question]) -> None:
    assert old in SOUND
    (first, *_) = told(tmp_path, SOUND.replace(old, new), questions)
    assert fault in first


def test_a_long_quote_is_told(tmp_path: Path, questions: Mapping[str, Question]) -> None:
    found = told(tmp_path, SOUND.replace("40 people died", "40 people died" + "." * 300), questions)
    assert any("one line and at most 300 characters" in fault for fault in found)


def test_items_stand_in_order_and_once(tmp_path: Path, questions: Mapping[str, Question]) -> None:
    quiet = SOUND.split("=")[0]
    earlier = quiet.replace("x-1", "x-2").replace("T10", "T09").removeprefix("@@ s\n")
    assert told(tmp_path, quiet + earlier + quiet, questions) == [
        "x-2: the items of a stream stand together, in order of publication",
        "x-1: another item has this id",
    ]


def test_what_is_no_text_is_told(tmp_path: Path, questions: Mapping[str, Question]) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(b"@@ s\n\xff")
    assert "can't decode byte 0xff" in "".join(faults([file, tmp_path / "none.txt"], questions))


def test_what_the_claims_raise_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.txt"
    later = SOUND.split("~")[0].replace("x-1", "x-2").replace("40", "39").removeprefix("@@ s\n").split("!")[0]
    file.write_text(SOUND.split("!")[0].replace("40..", "40") + "\n" + later.replace("39..", "39"), encoding="utf-8")
    assert check.main(["--write", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 file, all well\n"
    text = file.read_text(encoding="utf-8")
    assert text.count("! ") == 1
    assert text.endswith("\n! killed | conflict | x-1\n")
    file.write_text(text.replace("= killed | 39", "=? killed | 39"), encoding="utf-8")
    assert check.main(["--write", str(tmp_path)]) == 1
    assert capsys.readouterr().out == "x-2: its optional claims, or those before it, change what is raised\n"
