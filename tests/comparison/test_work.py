"""What kind of work roles are: counts of marked duties, named demands, and O*NET's ratings; nothing graded."""

from typing import Any

import pytest

from rolecompare.comparison.work import Trait, describe_work, find_traits
from rolecompare.models.reference_data import RoleWithMembers
from tests import make


def duties(patient: int = 0, machine: int = 0, both: int = 0, neither: int = 0) -> list[make.Plain]:
    marks = [(True, False)] * patient + [(False, True)] * machine + [(True, True)] * both + [(False, False)] * neither
    return [
        make.statement(f"Do {n}", activity=f"do-{n}", with_patient=with_patient, with_machine=with_machine)
        for n, (with_patient, with_machine) in enumerate(marks)
    ]


def conditions(*kinds: str) -> make.Plain:
    return {"conditions": [make.statement(condition=kind) for kind in kinds]}


def subject(name: str = "medic", *members: make.Plain, **role: Any) -> RoleWithMembers:
    return make.subject(make.role(name, None, **role), *members)


def traits_of(*members: make.Plain, **role: Any) -> dict[str, Trait]:
    return {trait.name: trait for trait in find_traits(subject("medic", *members, **role))}


def test_duties_are_counted_as_they_are_marked_and_one_with_both_counts_twice() -> None:
    found = traits_of(duties=duties(patient=3, machine=1, both=1, neither=2))
    patient, machine = found["with-patient"], found["with-machine"]
    assert (patient.count, patient.total, machine.count, machine.total) == (4, 7, 2, 7)
    assert patient.derived_from == ("duties.do-0", "duties.do-1", "duties.do-2", "duties.do-4")


@pytest.mark.parametrize("unread", [[make.statement()], []])
def test_duties_that_were_not_read_are_not_counted(unread: list[make.Plain]) -> None:
    trait = traits_of(duties=unread)["with-patient"]
    assert (trait.count, trait.total, trait.unread) == (None, None, None)


def test_duties_that_the_store_adds_are_told_apart_from_those_that_were_read() -> None:
    trait = traits_of(duties=[*duties(patient=3, neither=1), make.statement("From the store")])["with-patient"]
    assert (trait.count, trait.total, trait.unread) == (3, 4, 1)
    medic = subject("medic", duties=[*duties(patient=3, neither=1), make.statement("From the store")])
    assert "customer present: 3 of 4 (1 more not checked) vs. 1 of 2;" in describe_work(
        [medic, subject("clerk", duties=duties(patient=1, neither=1))]
    )


@pytest.mark.parametrize(
    ("kinds", "named", "fields"),
    [
        (("sitting", "on-feet", "lifting"), ("standing", "lifting", "sitting"), ("on-feet", "lifting", "sitting")),
        (("hours", "on-feet"), ("standing",), ("on-feet",)),
        (("hours",), (), ()),
        ((), None, ()),
    ],
)
def test_physical_demands_are_named_and_not_graded(
    kinds: tuple[str, ...], named: tuple[str, ...] | None, fields: tuple[str, ...]
) -> None:
    trait = traits_of(settings=conditions(*kinds))["physical-demands"]
    assert (trait.named, trait.derived_from) == (named, tuple(f"settings.condition.{field}" for field in fields))


def test_time_to_qualify_is_the_entry_level_with_program_months() -> None:
    training = {
        "levels": [make.level("associates-degree")],
        "programs": [
            make.program("associates-degree", min_months=20),
            make.program("associates-degree", max_months=24),
            make.program("bachelors-degree", min_months=48),
        ],
    }
    trait = traits_of(training=training)["time-to-qualify"]
    assert (trait.low_level, trait.high_level, trait.min_months, trait.max_months) == ("associates-degree",) * 2 + (
        20,
        24,
    )
    assert (trait.low, trait.high) == (5, 5)
    assert trait.derived_from == ("training.education.entry", "training.program.associates-degree")


def test_conflicting_levels_form_a_range_without_older_editions() -> None:
    levels = [
        make.level("bachelors-degree"),
        make.level("associates-degree", period="2025-08"),
        make.level("high-school-diploma", period="2016"),
    ]
    trait = traits_of(training={"levels": levels})["time-to-qualify"]
    assert (trait.low_level, trait.high_level) == ("associates-degree", "bachelors-degree")


def test_umbrella_has_the_traits_of_its_members_and_none_of_its_own() -> None:
    members = [make.role("one", duties=duties(patient=1, neither=3)), make.role("two", duties=duties(patient=2))]
    found = find_traits(subject("whole", *members, duties=duties(machine=9)))
    counts = [(trait.role, trait.count, trait.total) for trait in found if trait.name == "with-patient"]
    assert counts == [("one", 1, 4), ("two", 2, 2)]


def test_sentence_counts_listed_duties_and_names_demands() -> None:
    medic = subject("medic", duties=duties(patient=2, neither=2), settings=conditions("on-feet", "lifting"))
    clerk = subject("clerk", duties=duties(machine=1, neither=4), settings=conditions("hours"))
    assert describe_work([medic, clerk]) == (
        "listed duties with a patient or customer present: 2 of 4 vs. 0 of 5; "
        "listed duties with an instrument or machine: 0 of 4 vs. 1 of 5; "
        "physical demands that sources name: standing and lifting vs. none named"
    )


def test_sentence_on_an_umbrella_names_the_members_with_the_smallest_and_the_largest_part() -> None:
    members = [
        make.role("one", duties=duties(patient=2, neither=8), settings=conditions("on-feet")),
        make.role("two", duties=duties(patient=1), settings=conditions("on-feet", "lifting")),
        make.role("three", duties=duties(patient=1, neither=1), settings=conditions("hours")),
    ]
    sentence = describe_work([subject("whole", *members)])
    assert "with a patient or customer present: across members, 2 of 10 (One) to 1 of 1 (Two)" in sentence
    assert "name: standing for 2 of 3 member jobs and lifting for 1 of 3 member jobs" in sentence


@pytest.mark.parametrize("unknown", [{}, {"duties": [make.statement()]}])
def test_nothing_is_said_that_is_not_known_of_every_role(unknown: dict[str, Any]) -> None:
    medic = subject("medic", duties=duties(patient=2), settings=conditions("on-feet"))
    assert describe_work([medic, subject("clerk", **unknown)]) == ""


def rated(name: str, *ratings: make.Plain, context: list[make.Plain] | None = None) -> RoleWithMembers:
    settings = {} if context is None else {"settings": {"context": context}}
    return subject(name, ratings=list(ratings), **settings)


def caring(value: float, **more: Any) -> make.Plain:
    name = "Assisting and Caring for Others"
    estimate = make.estimate(value, **more)
    return make.rating(estimate, element="4.A.4.a.5", kind="work-activity") | {"name": name}


def contact(value: float) -> make.Plain:
    return make.context(value) | {"name": "Contact With Others"}


def test_imported_work_activities_and_work_context_are_told_as_onet_rates_them() -> None:
    one = rated("one", caring(4.5), context=[contact(4.9)])
    two = rated("two", caring(2.25), context=[contact(3.1)])
    assert describe_work([one, two]) == (
        "Assisting and Caring for Others (O*NET): 4.5 of 5 vs. 2.25 of 5; "
        "Contact With Others (O*NET): 4.9 of 5 vs. 3.1 of 5"
    )


def test_rating_that_the_publisher_advises_against_is_not_told() -> None:
    assert describe_work([rated("one", caring(4.5, suppress=True)), rated("two", caring(2.0))]) == ""
    assert describe_work([rated("one", caring(4.5)), rated("two")]) == ""
