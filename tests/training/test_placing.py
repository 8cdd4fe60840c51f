"""A model in training never stands where the bot looks for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reading.learned.card import CARD, FILES
from bot.training.placing import until_finished


def write(folder: Path, words: str) -> None:
    """A model's files, each with these words."""
    for name in (*FILES, CARD):
        (folder / name).write_text(words)


def written(folder: Path) -> dict[str, str]:
    """All that is in a folder."""
    return {file.name: file.read_text() for file in folder.iterdir()}


def interrupted(folder: Path) -> None:
    """A training that somebody stops after it has measured once."""
    with until_finished(folder) as unfinished:
        write(unfinished, "half")
        raise KeyboardInterrupt


def incomplete(folder: Path) -> None:
    """A training whose last file is missing."""
    with until_finished(folder) as unfinished:
        write(unfinished, "new")
        (unfinished / FILES[-1]).unlink()


@pytest.fixture
def running(tmp_path: Path) -> Path:
    """A folder with a model and its licence."""
    folder = tmp_path / "config" / "model"
    folder.mkdir(parents=True)
    write(folder, "old")
    (folder / "LICENSE").write_text("licence")
    return folder


def test_a_training_that_ends_replaces_the_model_and_leaves_nothing_beside_it(running: Path) -> None:
    with until_finished(running) as unfinished:
        write(unfinished, "half")
        assert written(running)[CARD] == "old"
        write(unfinished, "new")
    assert written(running) == dict.fromkeys((*FILES, CARD), "new") | {"LICENSE": "licence"}
    assert list(running.parent.iterdir()) == [running]


def test_a_training_that_is_interrupted_leaves_the_model_as_it_was(running: Path) -> None:
    before = written(running)
    with pytest.raises(KeyboardInterrupt):
        interrupted(running)
    assert written(running) == before
    assert list(running.parent.iterdir()) == [running]


def test_a_folder_that_was_not_there_is_made(tmp_path: Path) -> None:
    with until_finished(tmp_path / "build" / "model") as unfinished:
        write(unfinished, "new")
    assert written(tmp_path / "build" / "model") == dict.fromkeys((*FILES, CARD), "new")


def test_a_model_that_lacks_a_file_never_comes_with_its_card(running: Path) -> None:
    with pytest.raises(FileNotFoundError):
        incomplete(running)
    assert written(running)[CARD] == "old"
