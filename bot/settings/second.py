"""The second reader's model, which belongs to the story and so lies in its configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.reading.learned.second import SecondReader

MODEL = "model"
"""The model's folder within the configuration."""


def load_second(config: Path) -> tuple[SecondReader | None, str]:
    """The model of a configuration, and its version; or None, and why there is none. Raises nothing: the rules read without it."""
    folder = config / MODEL
    if not folder.is_dir():
        return None, "the configuration has no model"
    try:
        from bot.reading.learned.card import BadModelError
        from bot.reading.learned.second import SecondReader
    except ImportError as error:
        return None, f"{error.name} is not installed"
    try:
        second = SecondReader.load(folder)
    except BadModelError as error:
        return None, str(error)
    except Exception as error:  # what the libraries raise for a file they cannot take
        return None, f"{folder} cannot be used: {type(error).__name__} {error}"
    return second, second.card.version
