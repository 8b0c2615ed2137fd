"""Traits: what kind of work a role is, by rules from what is cited, and from what."""

from typing import Any

import pytest

from rolecompare.comparison.traits import Trait, describe_work, find_traits
from tests import make


def traits_of(*members: make.Plain, **role: Any) -> dict[str, Trait]:
    subject = make.subject(make.role("medic", None, **role), *members)
    return {trait.name: trait for trait in find_traits(subject)}


def duties(**counts: int) -> list[make.Plain]:
    return [
        make.statement(f"Do {area} {n}", area=area.replace("_", "-"), activity=area.replace("_", "-"))
        for area, count in counts.items()
        for n in range(count)
    ]


def entry(*levels: str, **more: Any) -> list[make.Plain]:
    return [make.level(level, **more) for level in levels]


def conditions(*kinds: str) -> make.Plain:
    return {"conditions": [make.statement(condition=kind) for kind in kinds]}


def test_share_counts_duties_with_a_known_area_and_cites_them() -> None:
    found = traits_of(
        duties=[*duties(clinical=2, personal_care=1, imaging=3, administrative=1, safety=1), make.statement()]
    )
    told = {name: (trait.low, trait.high) for name, trait in found.items()}
    assert (told["patient-contact"], told["technology"], told["desk-work"]) == ((38, 38), (38, 38), (12, 12))
    assert found["patient-contact"].derived_from == ("duties.clinical", "duties.personal-care")
    assert found["technology"].rule == "percent of the duties whose area is equipment, imaging or laboratory"


def test_no_areas_give_no_share() -> None:
    assert traits_of(duties=[make.statement()])["technology"].low is None


@pytest.mark.parametrize(
    ("kinds", "demand", "field"),
    [
        (("sitting", "on-feet", "lifting"), "heavy", ("settings.condition.lifting",)),
        (("hours", "sitting", "on-feet"), "moderate", ("settings.condition.on-feet",)),
        (("sitting",), "light", ("settings.condition.sitting",)),
        (("hours",), None, ()),
    ],
)
def test_heaviest_known_demand_decides(kinds: tuple[str, ...], demand: str | None, field: tuple[str, ...]) -> None:
    trait = traits_of(settings=conditions(*kinds))["physical-demand"]
    assert (trait.low, trait.high, trait.derived_from) == (demand, demand, field)


def test_time_to_qualify_is_the_entry_level_with_program_months() -> None:
    training = {
        "levels": entry("associates-degree"),
        "programs": [
            make.program("associates-degree", min_months=20),
            make.program("associates-degree", max_months=24),
            make.program("bachelors-degree", min_months=48),
        ],
    }
    trait = traits_of(training=training)["time-to-qualify"]
    assert (trait.low, trait.high, trait.months) == ("associates-degree", "associates-degree", (20, 24))
    assert trait.derived_from == ("training.education.entry", "training.program.associates-degree")


def test_conflicting_levels_form_a_range_without_older_editions() -> None:
    levels = [
        *entry("bachelors-degree"),
        *entry("associates-degree", period="2025-08"),
        *entry("high-school-diploma", period="2016"),
    ]
    trait = traits_of(training={"levels": levels})["time-to-qualify"]
    assert (trait.low, trait.high, trait.months) == ("associates-degree", "bachelors-degree", None)
    assert traits_of()["time-to-qualify"] == Trait(name="time-to-qualify", rule=trait.rule)


def test_umbrella_traits_are_ranges_over_its_members() -> None:
    one = make.role(
        "one",
        duties=duties(clinical=1, laboratory=3),
        settings=conditions("sitting"),
        training={"levels": entry("some-college")},
    )
    other = make.role(
        "other",
        duties=duties(clinical=1),
        settings=conditions("lifting"),
        training={"levels": entry("bachelors-degree")},
    )
    silent = make.role("silent")
    found = traits_of(one, other, silent, duties=duties(administrative=1))
    spans = {name: (trait.low, trait.high) for name, trait in found.items()}
    assert spans == {
        "patient-contact": (25, 100),
        "technology": (0, 75),
        "desk-work": (0, 0),
        "physical-demand": ("light", "heavy"),
        "time-to-qualify": ("some-college", "bachelors-degree"),
    }
    assert describe_work(["One", "Two"], [list(found.values()), list(traits_of().values())]) == (
        "share of listed duties involving patients: 25 to 100% vs. not known; "
        "involving laboratory, imaging, or other equipment: 0 to 75% vs. not known; "
        "in the office: 0% vs. not known; physical demand: light to heavy vs. not known"
    )


def test_roles_without_data_have_no_traits() -> None:
    assert describe_work(["One", "Two"], [list(traits_of().values())] * 2) == ""
