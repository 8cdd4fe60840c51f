"""Feeding texts to the real process."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.e2e.process import Bot

TEXT = "The attack on the Crocus City Hall, in which {} people died, is still being investigated."


@pytest.fixture
def own(own: Bot) -> Bot:
    """A seeded bot with both readers."""
    return replace(own, environment={})


def open_disagreements(bot: Bot) -> int:
    """How many there are."""
    return int(bot.say("/disagreements").split()[0])


def test_a_lower_toll_opens_one_conflict_and_a_second_time_none(own: Bot) -> None:
    before = open_disagreements(own)
    row = own.ingest(TEXT.format(143))
    assert [(claim["question"], claim["lo"], claim["hi"]) for claim in row["claims"]] == [("killed", 143, 143)]
    assert [(alert["question"], alert["kind"]) for alert in row["alerts"]] == [("killed", "conflict")]
    assert row["alerts"][0]["against"][0] == "000"
    again = own.ingest(TEXT.format(143))
    assert (again["claims"], again["alerts"], again["updates"]) == ([], [], [])
    assert again["duplicate_of"] == row["item"]
    assert open_disagreements(own) == before + 1


def test_a_higher_toll_is_an_update(own: Bot) -> None:
    row = own.ingest(TEXT.format(146))
    assert row["alerts"] == []
    assert [update["question"] for update in row["updates"]] == ["killed"]


def test_claims_and_contradictions_are_told_to_people(own: Bot) -> None:
    options = "--source", "Example News", "--published", "2024-05-12", "--lang", "en"
    text = own.run("ingest", "-", *options, "--explain", stdin=TEXT.format(143)).stdout
    assert text.startswith("Example News, 12 May: 1 claim\nkilled: 143  Example News, 12 May: ")
    assert "New contradiction: killed (casualties)" in text
    assert "Why these claims" in text


def test_a_dry_run_leaves_no_trace(own: Bot) -> None:
    before = open_disagreements(own)
    assert own.ingest(TEXT.format(143), "--dry-run")["alerts"] != []
    assert open_disagreements(own) == before


def test_a_reseed_keeps_everything_and_says_so(own: Bot) -> None:
    own.ingest(TEXT.format(143))
    before = own.say("/disagreements")
    trial = "6 items read again\nNothing changed.\n\nThis was a trial: nothing was stored.\n"
    assert own.run("reseed", "--dry-run").stdout == trial
    assert own.run("reseed").stdout == "6 items read again\nNothing changed.\n"
    assert own.say("/disagreements") == before
    assert "duplicate_of" in own.ingest(TEXT.format(143))
