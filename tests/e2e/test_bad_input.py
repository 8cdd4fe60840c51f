"""Bad input: one clear sentence, an exit code, and a database as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.process import ROOT, Bot

CONFIG, NOT_TAKEN, STORE = 2, 3, 4
GOOD = {"--source": "Example News", "--published": "2024-05-12", "--lang": "en"}


def options(**changes: str) -> list[str]:
    """The options of a good item with some of them changed."""
    given = GOOD | {f"--{name}": value for name, value in changes.items()}
    return [word for pair in given.items() for word in pair]


def content(bot: Bot) -> str:
    """A digest of all rows of the database."""
    with closing(sqlite3.connect(bot.database)) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "changes", "sentence"),
    [
        (b"", {}, "The text is empty; give a text with at least one sentence."),
        (b" \n", {}, "The text is empty; give a text with at least one sentence."),
        (b"\x00\x01binary", {}, "The text is no plain text: character 1 is the control code U+0000."),
        (b"\xff\xfe", {}, "The standard input is no UTF-8 text: byte 1 cannot be read."),
        (b"x" * 5_000_000, {}, "The standard input has more than 4,000,000 bytes; give a shorter one."),
        (b"x " * 900_000, {}, "The text has more than 1,000,000 characters; give one article at a time."),
        (b"One.", {"lang": "xx"}, "The language 'xx' is not known here"),
        (b"One.", {"published": "2999-01-01"}, "The item is dated 2999-01-01, which is in the future"),
        (b"One.", {"published": "soon"}, "'soon' is no day or time"),
        (b"One.", {"source": " "}, "The item has no source"),
    ],
)
def test_what_is_no_article(own: Bot, text: bytes, changes: dict[str, str], sentence: str) -> None:
    before = content(own)
    assert own.complaint("ingest", "-", *options(**changes), stdin=text, code=NOT_TAKEN).startswith(sentence)
    assert content(own) == before


def test_a_missing_file(own: Bot) -> None:
    before = content(own)
    assert own.complaint("ingest", "nowhere.txt", *options(), code=NOT_TAKEN) == "There is no file nowhere.txt."
    assert own.complaint("replay", "nowhere.jsonl", code=NOT_TAKEN) == "There is no file nowhere.jsonl."
    assert content(own) == before


def test_a_bad_line_in_a_replay(own: Bot) -> None:
    assert own.complaint("replay", "-", "--json", stdin="{", code=NOT_TAKEN).startswith("Line 1 is no JSON")


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("questions/casualties.toml", "[killed", "line 1: not valid TOML"),
        ("topics.toml", "[casualties]\nlabel = { en = 1 }\n", "line 2: 'label.en' must be a text in quotes"),
    ],
)
def test_a_broken_configuration(own: Bot, tmp_path: Path, file: str, text: str, sentence: str) -> None:
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config)
    (config / file).write_text(text, encoding="utf-8")
    broken = Bot(own.folder, {"CONFIG_DIR": str(config)})
    before = content(own)
    told = broken.complaint("say", "/toll", code=CONFIG)
    assert f"{file}, {sentence}" in told
    assert content(own) == before
    assert broken.run("doctor", code=1).stdout.count("WRONG") >= 1


def test_a_corrupt_database(own: Bot) -> None:
    with own.database.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 60_000)
    before = own.database.read_bytes()
    assert "damaged" in own.complaint("say", "/toll", code=STORE)
    assert own.database.read_bytes() == before
    assert "damaged" in own.run("doctor", code=1).stdout


def test_a_file_that_is_no_database(bot: Bot) -> None:
    bot.database.write_text("shopping list", encoding="utf-8")
    assert "is not a database" in bot.complaint("say", "/toll", code=STORE)
    assert bot.database.read_text(encoding="utf-8") == "shopping list"


@pytest.mark.skipif(shutil.which("setpriv") is None and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_database(own: Bot) -> None:
    before = content(own)
    own.database.chmod(0o444)
    own.folder.chmod(0o555)
    try:
        answered = _without_privileges(own, "say", "/toll")
        done = _without_privileges(own, "reseed")
    finally:
        own.folder.chmod(0o755)
        own.database.chmod(0o644)
    assert answered.returncode == 0, answered.stderr
    assert "145" in answered.stdout
    assert done.returncode == STORE, done.stderr
    assert "cannot be written" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert content(own) == before


def _without_privileges(bot: Bot, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run without root's right to write to what is read-only."""
    drop = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*drop, sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite+aiosqlite:///{bot.database}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_full_disk(own: Bot) -> None:
    before = content(own)
    done = subprocess.run(
        ["sh", "-c", f'ulimit -f {own.database.stat().st_size // 512}; exec "$@"', "sh", sys.executable, "-m", "bot",
         "ingest", "-", *options()],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite+aiosqlite:///{own.database}"},
        input=b"The attack on the Crocus City Hall killed 143 people.\n" + b"Nobody knows. " * 60_000,
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == STORE, done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1
    assert content(own) == before
    assert own.ingest("The attack on the Crocus City Hall killed 143 people.")["alerts"] != []


def test_output_that_cannot_be_written(own: Bot) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "say", "/toll"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite+aiosqlite:///{own.database}"},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "bot: The output: No space left on device.\n")


@pytest.mark.parametrize("command", ["export claims", "say /claims", "doctor"])
def test_a_reader_who_leaves_early(own: Bot, command: str) -> None:
    script = f'("{sys.executable}" -m bot {command}; echo $? >&2) | true'
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite+aiosqlite:///{own.database}"},
        capture_output=True,
        check=False,
    )
    assert done.stderr == b"141\n"


@pytest.mark.parametrize(("redirection", "said"), [(">&-", ""), ("<&- > /dev/null", ""), ("2>&-", "Crocus City Hall")])
def test_streams_that_are_closed_at_the_start(own: Bot, redirection: str, said: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m bot say /toll {redirection}'],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite+aiosqlite:///{own.database}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(said)


def test_a_chat_without_standard_input_ends(own: Bot) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m bot chat <&-'],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite+aiosqlite:///{own.database}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("command", [("say", "/toll"), ("ask", "how many died"), ("chat",)])
def test_a_day_that_has_not_come(own: Bot, command: tuple[str, ...]) -> None:
    assert own.complaint(*command, "--at", "2999-01-01", code=CONFIG) == (
        "2999-01-01 has not come yet; name a day up to today."
    )
