"""The labelled sets are sound, and their claims raise exactly the alerts and updates that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.domain.questions import Question
from bot.settings.folder import ConfigFolder
from bot.settings.story import load_story
from tests.quality import check
from tests.quality.check import faults
from tests.quality.labels import SETS, files, read
from tests.quality.measure import ROOT


@pytest.fixture(scope="module")
def questions() -> Mapping[str, Question]:
    return load_story(ConfigFolder(ROOT / "config")).questions


def test_all_sets_are_sound_share_no_item_and_raise_what_their_labels_say(questions: Mapping[str, Question]) -> None:
    assert not faults([path for name in SETS for path in files(name)], questions)


@pytest.mark.parametrize("name", SETS)
def test_a_file_holds_what_one_author_wrote(name: str) -> None:
    for path in files(name):
        authors = set(re.findall(r"^@ (.*)-\d+ \|", path.read_text(encoding="utf-8"), re.MULTILINE)) or {"seeds"}
        assert len(authors) == 1
        assert path.stem.endswith(authors.pop())


@pytest.mark.parametrize("name", SETS)
def test_every_question_and_a_third_of_quiet_items(name: str, questions: Mapping[str, Question]) -> None:
    items = read(files(name), questions)
    assert {one.claim.question for item in items for one in item.claims} == questions.keys()
    assert sum(not item.alerts for item in items) * 3 >= len(items)
    assert {"en", "nb", "ru", "de", "uk"} <= {item.item.lang for item in items}


SOUND = """@@ s

@ x-1 | en | 2024-03-23T10:00:00Z | a.example
# two figures
TITLE: T

On Friday 40 people died. On Saturday it was 93.

= attack_date | 2024-03-22 | russia | - | On Friday
= killed | 40.. | russia | - | 40 people died
= ukraine_role | involved | russia | - | it was 93
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
        ("TITLE: T\n", "", "Line 3, x-1: it has no line “TITLE: …”."),
        ("TITLE: T\n", "Title\n", "Line 5, x-1: a line “TITLE: …” and an empty one come before the text."),
        ("TITLE: T\n\n", "TITLE: T\n", "Line 6, x-1: an empty line comes between “TITLE: …” and the text."),
        ("# two", "# one\n# two", "Line 5, x-1: a line “TITLE: …” and an empty one come before the text."),
        (SOUND[SOUND.index("TITLE") :], "TITLE: T\n", "Line 3, x-1: it has no text"),
        ("@ x-1 | en |", "@ x-1 |", "Line 3, x-1: an article begins with “@ ID | LANG | TIME | OUTLET”"),
        ("| en |", "| english |", "Line 3, x-1: 'english' is no language that is read here"),
        ("@@ s", "@@ s\n\n@@ t", "Line 1: no article follows “@@ s”."),
        ("| it was 93", "| it was 93\n\n@@ t", "Line 13: no article follows “@@ t”."),
        ("| it was 93", "| it was 93\nMore.", "Line 12: text stands behind labels"),
        ("On Saturday", "\n\n@home On Saturday", "Line 9: a stream begins with “@@ NAME”, an article with"),
        ("On Saturday", "\n\n@@home On Saturday", "Line 9: a stream begins with “@@ NAME”, an article with"),
        ("On Saturday", "\n@@ home", "Line 8: an empty line comes before it. If it is a line of the text, put a backslash"),
        ("On Saturday", "\n= home", "Line 8: an empty line comes between the text and its labels."),
        ("On Saturday", "\n\n!Saturday", "Line 9, x-1: an alert is “! QUESTION | KIND | ITEM”."),
        ("On Saturday", "\n\n~ killed", "Line 9, x-1: no such question: 'killed it was 93.'. If it is a line of the text, put a"),
        ("On Saturday", "\n\\o/", "Line 8: a backslash stands before a line that needs none"),
        ("| 40 people died", "| 41 people died", "Line 10, x-1: killed: the quote is not in the text: '41 people died'"),
        (" | 40 people died", "", "a claim is “= QUESTION | VALUE | PARTY | DAY | QUOTE”"),
        ("= killed |", "= fallen |", "Line 10, x-1: no such question: 'fallen'"),
        ("40.. |", "40..39 |", "killed: an interval cannot end at 39 before it begins at 40"),
        ("40.. |", "forty |", "killed: 'forty' is no number; write 143, 144.. or 90..100"),
        ("| 2024-03-22 |", "| 2024-03-23..2024-03-22 |", "attack_date: an interval cannot end"),
        ("| 2024-03-22 |", "| 2024-03-22.. |", "attack_date: '' is no day"),
        ("| 2024-03-22 |", "| Friday |", "attack_date: 'Friday' is no day; write 2024-03-22"),
        ("| involved |", "| perhaps |", "ukraine_role: 'perhaps' is no answer; there are involved, not_involved"),
        ("40.. | russia", "40.. | mars", "killed: 'mars' is no party"),
        ("russia | - | 40", "russia | today | 40", "killed: 'today' is no day"),
        ("russia | - | 40", "russia | 2024-03-24 | 40", "x-1: killed: 2024-03-24 is after the publication"),
        ("russia | - | 40", "russia | 1024-03-24 | 40", "x-1: killed: 1024-03-24 is long before the publication"),
        ("| On Friday", "| it was 93", "killed: claims stand in the order of the text"),
        ("| involved |", "| involved | russia | - | it was 93\n= ukraine_role | involved |", "x-1: a claim stands there twice"),
        ("= killed", "! killed | update | x-1\n= killed", "killed: 'update' is no kind of alert"),
        ("| it was 93", "| it was 93\n! killed | conflict | x-1", "x-1: the claims raise no alert, the labels say killed conflict"),
        ("| it was 93", "| it was 93\n~ killed", "x-1: the claims update nothing, the labels say killed"),
    ],
)  # fmt: skip
def test_a_fault_is_told(old: str, new: str, fault: str, tmp_path: Path, questions: Mapping[str, Question]) -> None:
    assert old in SOUND
    (first, *_) = told(tmp_path, SOUND.replace(old, new), questions)
    assert fault in first


def test_a_long_quote_is_told(tmp_path: Path, questions: Mapping[str, Question]) -> None:
    found = told(tmp_path, SOUND.replace("40 people died", "40 people died" + "." * 300), questions)
    assert any("at most 300 characters" in fault for fault in found)


def test_items_stand_in_order_and_once(tmp_path: Path, questions: Mapping[str, Question]) -> None:
    quiet = SOUND.split("=")[0]
    earlier = quiet.replace("x-1", "x-2").replace("T10", "T09").removeprefix("@@ s\n\n")
    again = quiet.removeprefix("@@ s\n\n")
    assert told(tmp_path, quiet + earlier + again, questions) == [
        "Line 9, x-2: the items of a stream stand together, in order of publication",
        f"Line 15, x-1: another item has this id ({tmp_path / 'x.txt'}: Line 3, x-1)",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"@@ s\n\xff", "it is not in UTF-8: byte 6 of the file cannot be read."),
        (b"", "no article is in it"),
        (b'{"id": "x-1"}\n', "Line 1: an article begins with a line like"),
    ],
)
def test_what_holds_no_articles_is_told(
    content: bytes, fault: str, tmp_path: Path, questions: Mapping[str, Question]
) -> None:
    (tmp_path / "x.txt").write_bytes(content)
    assert fault in "".join(faults([tmp_path / "x.txt"], questions))


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_ends_of_lines_and_a_mark_at_the_beginning_are_no_matter(
    ends: str, tmp_path: Path, questions: Mapping[str, Question]
) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", ends).encode())
    assert not faults([file], questions)
    (one,) = read([file], questions)
    assert one.item.text == "On Friday 40 people died. On Saturday it was 93."


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code of the check, and what it says."""
    return check.main(arguments), capsys.readouterr().out


def test_a_name_without_articles_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, str(tmp_path)) == (1, f"{tmp_path}: no labelled articles (*.txt) are there\n")
    assert said(capsys, str(tmp_path / "no.txt"))[0] == 1


@pytest.fixture
def stream(tmp_path: Path) -> Path:
    """A folder in which a stream begins in English with 40 dead, and goes on in Russian with 39; nothing is said of what they raise."""
    for lang, number, hour in (("en", 40, 10), ("ru", 39, 12)):
        folder = tmp_path / lang
        folder.mkdir()
        text = SOUND.replace("40..", str(number)).replace("40", str(number)).replace("| en", f"| {lang}")
        text = text.replace("x-1", f"x-{lang}").replace("T10", f"T{hour}")
        (folder / "x.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_what_the_claims_raise_is_written_over_all_files_of_a_stream(
    stream: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, fault = said(capsys, str(stream / "ru"))
    assert (code, fault.split(": ", 1)[1]) == (
        1, "Line 3, x-ru: the claims raise killed conflict, the labels say no alert\n",
    )  # fmt: skip
    assert said(capsys, "--write", str(stream / "ru" / "x.txt")) == (0, "articles: 2, files: 2, all well\n")
    assert (stream / "ru" / "x.txt").read_text(encoding="utf-8").endswith("it was 93\n! killed | conflict | x-en\n")
    before = (stream / "en" / "x.txt").stat()
    assert said(capsys, "--write", str(stream)) == (0, "articles: 2, files: 2, all well\n")
    assert (stream / "en" / "x.txt").stat() == before


def test_an_optional_claim_that_would_change_what_is_raised_is_told(
    stream: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = stream / "ru" / "x.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("= killed", "=? killed"), encoding="utf-8")
    code, fault = said(capsys, "--write", str(stream))
    assert code == 1
    assert "x-ru: its optional claims, or those before it, change what is raised: the claims raise no alert" in fault


def test_a_file_that_cannot_be_written_is_left_as_it_was(
    stream: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, text: str, **how: str) -> int:
        with self.open("w", encoding=how["encoding"]) as file:
            file.write(text[:10])
        raise OSError(28, "No space left on device")

    before = (stream / "ru" / "x.txt").read_bytes()
    monkeypatch.setattr(Path, "write_text", full)
    assert said(capsys, "--write", str(stream)) == (1, "[Errno 28] No space left on device\n")
    assert (stream / "ru" / "x.txt").read_bytes() == before
    assert [file.name for file in (stream / "ru").iterdir()] == ["x.txt"]
