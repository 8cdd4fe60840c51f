"""Who people are, and what they may do."""

from __future__ import annotations

import pytest

from bot.domain.people import PLATFORMS, Person, Role, example, parse_person


def test_each_role_may_do_all_that_the_ones_before_it_may() -> None:
    allowed = {(one, needed) for one in Role for needed in Role if one.may(needed)}
    assert allowed == {
        (Role.EVERYONE, Role.EVERYONE),
        (Role.ADMIN, Role.EVERYONE),
        (Role.ADMIN, Role.ADMIN),
        (Role.OWNER, Role.EVERYONE),
        (Role.OWNER, Role.ADMIN),
        (Role.OWNER, Role.OWNER),
    }


@pytest.mark.parametrize(
    ("text", "platform", "person"),
    [
        ("telegram:123", None, Person("telegram", "123")),
        (" 123 ", "telegram", Person("telegram", "123")),
        ("discord:80351110224678912", "telegram", Person("discord", "80351110224678912")),
        ("ann", "terminal", Person("terminal", "ann")),
        ("terminal:a.b-c_1", None, Person("terminal", "a.b-c_1")),
    ],
)
def test_a_person_is_named_by_platform_and_id(text: str, platform: str | None, person: Person) -> None:
    assert parse_person(text, platform) == person


@pytest.mark.parametrize(
    "text",
    ["", ":", "telegram:", "telegram:ann", "telegram:-1", "telegram:0", "telegram:01", "telegram:1:2", "icq:1", "terminal:",
     "terminal:a b", "terminal:-x", "telegram:١٢٣", f"telegram:{'9' * 40}", "terminal:\x1b[2J"],
)  # fmt: skip
def test_whatever_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_person(text)


def test_the_examples_are_people() -> None:
    for platform in PLATFORMS:
        assert str(parse_person(example(platform))) == example(platform)
