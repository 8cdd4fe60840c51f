"""Where the project's folders are found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import paths


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Nothing is remembered."""
    paths.project_root.cache_clear()
    yield
    paths.project_root.cache_clear()


def has_story(folder: Path) -> Path:
    """A folder with a configuration."""
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "story.toml").write_text("")
    return folder


def test_the_checkout_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(has_story(tmp_path))
    assert paths.project_root() == Path(__file__).parents[2]


def test_without_a_checkout_the_folder_around_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "site-packages" / "bot" / "settings" / "paths.py"
    monkeypatch.setattr(paths, "__file__", str(module))
    monkeypatch.setattr(sys, "prefix", str(has_story(tmp_path / "app") / ".venv"))
    monkeypatch.chdir(has_story(tmp_path / "here"))
    assert paths.project_root() == tmp_path / "app"


def test_then_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "site-packages" / "bot" / "settings" / "paths.py"
    monkeypatch.setattr(paths, "__file__", str(module))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "usr"))
    monkeypatch.chdir(has_story(tmp_path / "here"))
    assert paths.project_root() == tmp_path / "here"


def test_else_the_place_of_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "site-packages" / "bot" / "settings" / "paths.py"
    monkeypatch.setattr(paths, "__file__", str(module))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "usr"))
    monkeypatch.chdir(tmp_path)
    assert paths.project_root() == tmp_path / "site-packages"


def test_paths_in_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.shown(tmp_path / "config" / "a.toml") == "config/a.toml"
    assert paths.shown(Path("/elsewhere/a.toml")) == "/elsewhere/a.toml"
