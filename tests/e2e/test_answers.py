"""Asking the real process about the seed corpus."""

from __future__ import annotations

import json

from tests.e2e.process import Bot


def test_the_toll_reads_as_it_should(seeded: Bot) -> None:
    assert seeded.say("/toll") == TOLL


def test_comparing_two_parties_reads_as_it_should(seeded: Bot) -> None:
    blocks = seeded.say("/compare russia tajikistan").split("\n\n")
    checks = next(block.splitlines() for block in blocks if "Are the checks aimed at Tajiks?" in block)
    russia, tajikistan = checks[-2:]
    assert russia.startswith("Russia: no ")
    assert 'SocialBites, 1 May: "' in russia
    assert "not directed at a particular nation or religion" in russia
    assert tajikistan.startswith("Tajikistan: yes  ")
    assert any("Who asked for the call of 30 April?" in block for block in blocks)


def test_the_seeds_hold_three_disagreements(seeded: Bot) -> None:
    assert seeded.say("/disagreements").startswith("3 disagreements are open\n")


def test_a_past_day_is_answered_as_of_that_day(seeded: Bot) -> None:
    inside, outside = seeded.say("/toll at 2024-04-30"), seeded.say("/toll", "--at", "2024-04-30")
    assert "139" in inside
    assert "145" not in inside
    assert "145" not in outside


def test_questions_are_understood_in_three_languages(seeded: Bot) -> None:
    for question in ("how many died?", "hvor mange ble drept?", "сколько погибло?"):
        answer = seeded.json("ask", question)
        assert {claim["question"] for claim in answer["claims"]} == {"killed"}
        assert (145, 145, "000") in {(claim["lo"], claim["hi"], claim["item"]) for claim in answer["claims"]}


def test_what_the_corpus_has_not_is_not_guessed(seeded: Bot) -> None:
    answer = seeded.json("ask", "what is the price of wheat in Canada?")
    assert (answer["claims"], answer["passages"]) == ([], [])


def test_json_is_the_reply_in_parts(seeded: Bot) -> None:
    parts = seeded.json("say", "/toll")["parts"]
    assert parts[0]["kind"] == "heading"
    assert parts[1]["rows"][0][:2] == ["Killed", "145"]


def test_a_mistyped_command_helps_and_has_an_exit_code(seeded: Bot) -> None:
    done = seeded.run("say", "/tol", code=2)
    assert "Did you mean /toll?" in done.stdout


def test_a_pipe_is_answered_line_by_line(seeded: Bot) -> None:
    done = seeded.run("chat", stdin="/toll\n\n/nonsense\nhow many died?\n")
    assert done.stderr == ""
    assert done.stdout.count("Crocus City Hall attack") >= 1
    assert "There is no command /nonsense" in done.stdout
    assert "\x1b" not in done.stdout


def test_an_export_is_a_file_on_standard_output(seeded: Bot) -> None:
    rows = json.loads(seeded.run("export", "claims", "json").stdout)
    assert any(row["question"] == "killed" and row["lo"] == 145 for row in rows)


TOLL = """\
Crocus City Hall attack, 22 March 2024
Killed    145            CentralAsia24, 9 May
Injured   more than 550  CentralAsia24, 9 May
Detained  12             CentralAsia24, 9 May

How “killed” moved
26 Mar  139           ABC Nyheter
1 May   144           SocialBites, Daryo
9 May   145           CentralAsia24
10 May  at least 144  Afghanistan International

Nobody contradicts the toll. 3 other disagreements are open.
[Chart] /toll chart   [Quotes] /claims killed   [Timeline] /timeline   [Disagreements] /disagreements
"""
