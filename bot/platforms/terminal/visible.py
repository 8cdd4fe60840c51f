"""Keeps what others wrote from steering the terminal: control codes and marks that turn the direction of writing are drawn as signs."""

from __future__ import annotations

_PICTURES = 0x2400
_KEPT = "\n\t"
_SIGNS = {
    **{code: _PICTURES + code for code in range(0x20) if chr(code) not in _KEPT},
    0x7F: _PICTURES + 0x21,
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
}


def visible(text: str) -> str:
    """The text with every control code and direction mark but line break and tab as one visible sign; the length stays."""
    return text.translate(_SIGNS)
