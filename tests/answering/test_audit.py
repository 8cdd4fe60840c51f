"""The lines of the audit log, in words."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.answering.audit import ACTIONS, audit
from bot.domain.office import Action, Deed
from bot.services.words import Catalogues
from tests.fakes.corpus import ROOT, story
from tests.fakes.drawn import drawn

STORY = story()
CATALOGUES = Catalogues(ROOT / "config" / "locale")
NOON = datetime(2024, 5, 13, 12, tzinfo=UTC)

OPENED: dict[str, str | int | bool | None] = {
    "question": "killed",
    "kind": "conflict",
    "status": "open",
    "cause": "20240512-abc",
}
CHANGED: dict[str, str | int | bool | None] = {
    "question": "killed",
    "was": "open",
    "became": "dismissed",
    "cause": "correction of x taken back",
}
COUNTS: dict[str, str | int | bool | None] = {"items": 6, "new": 2, "gone": 0, "changed": 1, "opened": 0, "closed": 1}

DEEDS: dict[Action, tuple[str, dict[str, str | int | bool | None]]] = {
    Action.COMMAND: ("/mute 7", {}),
    Action.ADMIN_ADDED: ("telegram:5", {}),
    Action.ADMIN_REMOVED: ("telegram:5", {}),
    Action.TEXT_OFFERED: ("0123abcd", {"source": "Example News", "url": None}),
    Action.TEXT_KEPT: ("0123abcd", {"item": "20240512-abc"}),
    Action.TEXT_DISCARDED: ("0123abcd", {}),
    Action.ITEM_TAKEN: ("20240512-abc", {"source": "Daryo", "origin": "feed", "version": 2}),
    Action.DISAGREEMENT_OPENED: ("disagreement 4", OPENED),
    Action.DISAGREEMENT_CHANGED: ("disagreement 4", CHANGED),
    Action.POSITION_CHANGED: ("killed 3", {"was": "live", "became": "overtaken", "cause": "correction of x"}),
    Action.REVIEW_CONFIRMED: ("disagreement 4", {"reason": None, "into": None}),
    Action.REVIEW_DISMISSED: ("disagreement 4", {"reason": "wrong_reading", "into": None}),
    Action.REVIEW_MERGED: ("disagreement 4", {"reason": None, "into": 2}),
    Action.REVIEW_REOPENED: ("disagreement 4", {}),
    Action.CLAIM_CORRECTED: ("x", {"was": "killed count:143..143", "became": "killed count:145.."}),
    Action.CLAIM_DELETED: ("x", {"was": "call_date date:2024-04-30..2024-04-30"}),
    Action.CORRECTION_UNDONE: (
        "x", {"is": "call_initiator choice:russia.. tajikistan", "was": "call_initiator choice:tajikistan.. tajikistan"}
    ),
    Action.SEEDED: ("", {"items": 5}),
    Action.RESEEDED: ("undo", COUNTS),
    Action.RESEED_TRIED: ("", {"items": 6}),
    Action.RESEED_STOPPED: ("dry", {}),
    Action.RESEED_FAILED: ("", {"why": "E42"}),
    Action.BACKED_UP: ("a.db", {"bytes": 12_000}),
    Action.BACKUPS_DELETED: ("", {"number": 2, "files": "b.db, c.db"}),
    Action.RESTORED: ("a.db", {"kept": "b.db"}),
    Action.UPGRADED: ("", {"was": "0006", "became": "0007"}),
    Action.RELOADED: ("", {"why": ""}),
    Action.RELOAD_REFUSED: ("", {"why": "E42"}),
    Action.FEED_BAD: ("https://f.example", {"state": "gone", "why": "410"}),
    Action.FEED_WELL: ("https://f.example", {"state": "fine"}),
    Action.FEED_RETIRED: ("https://f.example", {"state": "gone", "why": "410"}),
    Action.FEED_MOVED: ("https://f.example", {"to": "https://g.example"}),
    Action.FEEDS_ADDED: ("", {"number": 1, "feeds": "https://f.example"}),
    Action.FEEDS_CHANGED: ("", {"number": 1, "feeds": "https://f.example"}),
    Action.FEEDS_REMOVED: ("", {"number": 1, "feeds": "https://f.example"}),
    Action.CHAT_SUSPENDED: ("chat 3", {"why": "403"}),
    Action.CHAT_RETURNED: ("chat 3", {}),
    Action.CHAT_MOVED: ("chat 3", {}),
}  # fmt: skip


def line(action: str, lang: str = "en") -> str:
    subject, detail = DEEDS[Action(action)]
    _, told = drawn(audit(CATALOGUES.words(lang), STORY, [Deed(NOON, "bot", action, subject, detail)], more=False))
    return told.partition(": ")[2]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Action.COMMAND, "ran /mute 7"),
        (Action.TEXT_KEPT, "kept text 0123abcd (as 20240512-abc)"),
        (Action.ITEM_TAKEN, "took in article 20240512-abc (Daryo; from a feed; version 2)"),
        (
            Action.DISAGREEMENT_OPENED,
            "opened disagreement 4 (killed; conflict; open; because of 20240512-abc)",
        ),
        (
            Action.DISAGREEMENT_CHANGED,
            "changed disagreement 4 (killed; open → dismissed; because of a correction of x that was taken back)",
        ),
        (
            Action.POSITION_CHANGED,
            "changed position 3 on “killed” (stands → overtaken; because of a correction of x)",
        ),
        (Action.REVIEW_DISMISSED, "dismissed disagreement 4 (wrong reading)"),
        (Action.REVIEW_MERGED, "merged disagreement 4 (the same as 2)"),
        (Action.CLAIM_CORRECTED, "corrected a claim of article x (killed: 143 → killed: at least 145)"),
        (Action.CLAIM_DELETED, "deleted a claim of article x (day of the call: 30 April 2024)"),
        (
            Action.CORRECTION_UNDONE,
            "took back a correction of article x "
            "(who asked for the call: Tajikistan (Tajikistan) → who asked for the call: Russia (Tajikistan))",
        ),
        (
            Action.RESEEDED,
            "read everything anew (back to the reading before; articles: 6; new claims: 2; claims changed: 1; "
            "disagreements gone: 1)",
        ),
        (Action.UPGRADED, "brought the database up to this version (0006 → 0007)"),
        (Action.FEED_BAD, "found the feed https://f.example in trouble (gone; 410)"),
        (Action.CHAT_SUSPENDED, "stopped writing to chat 3 (403)"),
    ],
)
def test_a_line_reads_as_a_sentence(action: Action, expected: str) -> None:
    assert line(action) == expected


def test_there_are_words_and_an_example_for_every_action() -> None:
    assert set(ACTIONS) == set(DEEDS) == set(Action)


OURS = re.compile(
    r"/\w+|https?:\S+|telegram:\d+|Example News|Daryo|\b(?:\w+-)?abc\b|0123abcd|\b[abc]\.db|\bx\b|killed 3|E42|\bid\b"
)
"""What is a name or typed, and the same in every language."""


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("lang", ["ru", "tg"])
def test_nothing_of_it_is_english_in_another_alphabet(action: Action, lang: str) -> None:
    assert not re.findall("[A-Za-z]{2,}", OURS.sub("", line(action, lang)))


@pytest.mark.parametrize("action", Action)
def test_norwegian_has_words_of_its_own(action: Action) -> None:
    english = set(re.findall("[a-z]{4,}", OURS.sub("", line(action))))
    assert english & set(re.findall("[a-z]{4,}", OURS.sub("", line(action, "nb")))) <= {"administrator"}


def test_what_holds_or_not_is_told_by_its_name_where_it_holds() -> None:
    deed = Deed(NOON, "telegram:1", Action.SEEDED, detail={"forced": True, "quick": False, "items": 1})
    assert drawn(audit(CATALOGUES.words("en"), STORY, [deed], more=False))[1:] == [
        "13 May 2024 12:00 UTC, telegram:1: read the seeds (forced; articles: 1)"
    ]


def test_what_an_older_or_newer_version_wrote_stands_as_it_is() -> None:
    deed = Deed(NOON, "telegram:1", "tea.made", "chat", {"was": "no claim", "cups": 2, "question": "tea"})
    assert drawn(audit(CATALOGUES.words("en"), STORY, [deed], more=True)) == [
        "Who did what",
        "13 May 2024 12:00 UTC, telegram:1: tea.made chat (no claim; 2; tea)",
        "[Earlier: /audit before 0]",
    ]
