"""Duties side by side: by activity, by broader activity, by wording, or not at all; one to one and best overall."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison.duties import duty_rows, pair_duties
from rolecompare.comparison.evidence import DutyEvidence, are_same_work, duty_keys
from rolecompare.comparison.types import Relation, Row, RowEvidence
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Activity, Duty
from tests import make

KNOWN = make.background(
    [
        make.activity("collect"),
        make.activity("draw-blood", "collect"),
        make.activity("take-swabs", "collect"),
        make.activity("greet-patients"),
        make.activity("care"),
        make.activity("feed", "care"),
        make.activity("wash", "care"),
    ]
).activities


def role_with_duties(name: str, *duties: make.Plain) -> make.Plain:
    return make.role(name, duties=list(duties))


def role(name: str, *duties: make.Plain) -> RoleWithMembers:
    return make.subject(role_with_duties(name, *duties))


def rows(*subjects: RoleWithMembers, activities: Mapping[str, Activity] | None = None) -> tuple[Row, ...]:
    return duty_rows(subjects, activities or KNOWN)


def texts(row: Row) -> list[list[str]]:
    return [[item.text for item in cell.items if isinstance(item, Duty)] for cell in row.cells]


def wording(score: float) -> RowEvidence:
    return RowEvidence(kind="wording", score=score)


DRAW = make.duty("Draw blood", "draw-blood")
PUNCTURE = make.duty("Puncture veins", "draw-blood")
SWAB = make.duty("Take swabs", "take-swabs")
SWAB_BLOOD = make.duty("Take swabs of blood", "take-swabs")
COLLECT = make.duty("Collect specimens", "collect")
GREET = make.duty("Greet patients", "greet-patients")


def test_duties_of_one_activity_share_a_row_with_its_name() -> None:
    (row,) = rows(role("medic", DRAW), role("nurse", PUNCTURE))
    assert (row.key, row.label, row.relation) == ("draw-blood", "Draw blood", "same")
    assert row.evidence == RowEvidence(kind="activity", id="draw-blood", label="Draw blood")
    assert texts(row) == [["Draw blood"], ["Puncture veins"]]


def test_duties_of_one_broader_activity_and_words_in_common_share_a_row_with_its_name() -> None:
    (row,) = rows(role("medic", DRAW), role("nurse", SWAB_BLOOD))
    assert (row.key, row.label, row.relation) == ("draw-blood+take-swabs", "Collect", "alike")
    assert row.evidence is not None
    assert (row.evidence.kind, row.evidence.id, row.evidence.label) == ("broader-activity", "collect", "Collect")
    assert texts(row) == [["Draw blood"], ["Take swabs of blood"]]


def test_broader_activity_without_words_in_common_is_not_enough() -> None:
    assert [row.relation for row in rows(role("medic", DRAW), role("nurse", SWAB))] == ["only", "only"]


def test_duty_of_the_broader_activity_is_similar_to_narrower_ones() -> None:
    collect = make.duty("Collect blood and other specimens", "collect")
    (row,) = rows(role("medic", DRAW), role("nurse", collect))
    assert (row.key, row.label, row.relation) == ("collect+draw-blood", "Collect", "alike")


def test_duties_of_different_activities_are_in_different_rows() -> None:
    assert [(row.key, row.relation) for row in rows(role("medic", DRAW), role("nurse", GREET))] == [
        ("draw-blood", "only"),
        ("greet-patients", "only"),
    ]


def test_same_words_are_paired_despite_case_and_spaces() -> None:
    (row,) = rows(role("medic", make.duty("Sweep the floor")), role("nurse", make.duty("sweep  the\tFloor ")))
    assert (row.label, row.relation, row.evidence) == ("Sweep the floor", "same", wording(1))


def test_similar_words_are_paired_and_the_row_has_their_similarity() -> None:
    (row,) = rows(role("medic", make.duty("Draw blood")), role("nurse", make.duty("Draw blood from patients")))
    assert (row.label, row.relation, row.evidence) == ("Draw blood", "alike", wording(0.82))


FILED = "dwa.4.a.3.a.2.i01.d01"
OF_ONET = {
    activity["id"]: make.validated(Activity, activity)
    for activity in (
        make.activity(FILED),
        make.activity("handle"),
        make.activity("fit", "handle"),
        make.activity("repair", "handle"),
    )
}


def test_activity_of_onet_without_words_in_common_is_similar_and_not_the_same() -> None:
    """O*NET files a task under an activity for a part of it; what a dataset states of its own duties is believed."""
    pillars, mosaic = make.duty("Fabricate pillars", FILED), make.duty("Lay mosaics", FILED)
    (row,) = rows(role("mason", pillars), role("tiler", mosaic), activities=OF_ONET)
    assert (row.relation, row.evidence.kind if row.evidence else None) == ("alike", "activity")
    assert not are_same_work(*(item for cell in row.cells for item in cell.items if isinstance(item, Duty)))
    (row,) = rows(role("mason", pillars), role("tiler", make.duty("Lay pillars", FILED)), activities=OF_ONET)
    assert row.relation == "same"


def test_one_common_word_needs_more_similarity_than_a_rare_one() -> None:
    """ "Inspect" says little: one of a hundred tasks has it."""

    def relations(one: str, other: str) -> list[str]:
        duties = make.duty(one, "fit"), make.duty(other, "repair")
        return [
            row.relation
            for row in rows(*(role(f"role-{n}", duty) for n, duty in enumerate(duties)), activities=OF_ONET)
        ]

    rest, other_rest = "wharves, barges, lanterns, ropes and nets", "orchards, ponds, hedges, lawns and barns"
    assert relations(f"Inspect {rest}", f"Inspect {other_rest}") == ["only", "only"]
    assert relations(f"Varnish {rest}", f"Varnish {other_rest}") == ["alike"]


@pytest.mark.parametrize(("code", "relations"), [("31-9091.00", ["alike"]), ("51-3011.00", ["only", "only"])])
def test_duties_of_distant_roles_need_more_similarity(code: str, relations: list[str]) -> None:
    """Distant: of different major groups, with few telling words in common."""
    one = make.duty("Varnish wharves, barges, lanterns, ropes, masts, oars and nets", "fit")
    other = make.duty("Varnish orchards, ponds, hedges, lawns, ditches, ricks and barns", "repair")
    subjects = [
        make.subject(make.role(f"role-{code}", code, duties=[duty]))
        for duty, code in ((one, "31-9092.00"), (other, code))
    ]
    assert [row.relation for row in rows(*subjects, activities=OF_ONET)] == relations


def test_words_below_the_threshold_are_not_paired() -> None:
    found = rows(role("medic", make.duty("Sweep the floor")), role("nurse", make.duty("Sweep the chimneys")))
    assert [(row.label, row.relation, row.evidence) for row in found] == [
        ("Sweep the floor", "only", RowEvidence(kind="wording")),
        ("Sweep the chimneys", "only", RowEvidence(kind="wording")),
    ]


def test_words_are_compared_when_one_activity_is_unknown() -> None:
    (row,) = rows(role("medic", DRAW), role("nurse", make.duty("Draw blood")))
    assert (row.relation, row.evidence) == ("same", wording(1))
    assert texts(row) == [["Draw blood"], ["Draw blood"]]


def test_near_identical_words_are_paired_even_when_activities_differ() -> None:
    (row,) = rows(
        role("trainer", make.duty("Explain and enforce safety rules governing sports", "greet-patients")),
        role("coach", make.duty("Explain and enforce safety rules", "wash")),
    )
    assert row.relation == "alike"
    assert row.evidence is not None
    assert (row.evidence.kind, row.evidence.id) == ("wording", None)


def test_one_word_in_common_is_not_enough_when_activities_differ() -> None:
    found = rows(role("medic", make.duty("Greet donors", "greet-patients")), role("nurse", make.duty("Greet", "wash")))
    assert [row.relation for row in found] == ["only", "only"]


def test_kind_of_work_in_common_adds_to_similar_words() -> None:
    activities = make.background(
        [
            make.activity("drive-trucks", onet=["4.A.3.a.4.I01.D01"]),
            make.activity("steer-boats", onet=["4.A.3.a.4.I02.D01"]),
            make.activity("keep-books", onet=["4.A.3.b.6.I01.D01"]),
        ]
    ).activities
    ferry = "Cross the wide river with passengers aboard daily in summer"
    haul = "Haul gravel through town to quarries and cross the river often"
    one = role("driver", make.duty(haul, "drive-trucks"))
    (alike,) = rows(one, role("ferryman", make.duty(ferry, "steer-boats")), activities=activities)
    assert alike.relation == "alike"
    apart = rows(one, role("ferryman", make.duty(ferry, "keep-books")), activities=activities)
    assert [row.relation for row in apart] == ["only", "only"]


def test_same_words_are_paired_even_when_activities_differ() -> None:
    (row,) = rows(
        role("medic", make.duty("Be kind", "greet-patients")), role("nurse", make.duty("Be kind", "draw-blood"))
    )
    assert (row.relation, row.evidence) == ("same", wording(1))


def test_broader_activity_is_ignored_when_the_activity_is_shared() -> None:
    found = rows(role("medic", DRAW, SWAB), role("nurse", PUNCTURE))
    assert [(row.key, row.relation) for row in found] == [("draw-blood", "same"), ("take-swabs", "only")]


# ── one to one, and best overall ─────────────────────────────────────────────────────────────────────────────────────


def test_two_pairs_of_one_activity_are_matched_by_words() -> None:
    arm, foot = make.duty("Draw blood from arms", "draw-blood"), make.duty("Puncture feet", "draw-blood")
    found = rows(role("medic", DRAW, PUNCTURE), role("nurse", foot, arm))
    assert [(row.key, row.relation, texts(row)) for row in found] == [
        ("draw-blood", "same", [["Draw blood"], ["Draw blood from arms"]]),
        ("draw-blood#2", "same", [["Puncture veins"], ["Puncture feet"]]),
    ]


def test_unpaired_duty_joins_row_with_same_activity() -> None:
    """It is not true of it that one role alone names it."""
    (row,) = rows(role("medic", PUNCTURE, DRAW), role("nurse", DRAW))
    assert (row.relation, texts(row)) == ("same", [["Draw blood", "Puncture veins"], ["Draw blood"]])


def test_unpaired_duty_may_be_paired_by_broader_activity() -> None:
    found = rows(
        role("medic", DRAW, make.duty("Puncture veins for blood", "draw-blood")), role("nurse", DRAW, SWAB_BLOOD)
    )
    assert [(row.relation, texts(row)) for row in found] == [
        ("same", [["Draw blood"], ["Draw blood"]]),
        ("alike", [["Puncture veins for blood"], ["Take swabs of blood"]]),
    ]


def test_most_similar_duties_of_one_activity_are_paired_first() -> None:
    tune, reline = make.duty("Tune engines", "wash"), make.duty("Adjust and reline the brakes", "wash")
    found = rows(
        role("driver", make.duty("Reline and adjust brakes", "wash"), make.duty("Tune engines of cars", "wash")),
        role("mechanic", tune, reline),
    )
    assert [texts(row) for row in found] == [
        [["Reline and adjust brakes"], ["Adjust and reline the brakes"]],
        [["Tune engines of cars"], ["Tune engines"]],
    ]


def test_unpaired_duty_that_is_very_similar_joins_a_row_of_similar_duties() -> None:
    medic = role("medic", make.duty("Polish brass lamps"), make.duty("Polish old brass lamps well"))
    (row,) = rows(medic, role("nurse", make.duty("Polish brass lamps daily")))
    assert (row.relation, texts(row), row.evidence) == (
        "alike",
        [["Polish brass lamps", "Polish old brass lamps well"], ["Polish brass lamps daily"]],
        wording(0.59),
    )


def test_duty_of_another_activity_never_joins_a_row_of_one_activity() -> None:
    medic = role("medic", DRAW, make.duty("Draw blood for maps", "feed"))
    found = rows(medic, role("nurse", DRAW))
    assert [(row.relation, texts(row)) for row in found] == [
        ("same", [["Draw blood"], ["Draw blood"]]),
        ("only", [["Draw blood for maps"], []]),
    ]


def test_name_of_a_row_is_true_of_every_duty_in_it() -> None:
    both = make.duty("Draw blood and greet", "draw-blood", other_activities=["greet-patients"])
    (row,) = rows(role("medic", both), role("nurse", DRAW, GREET))
    assert (row.label, row.relation, len(row.cells[1].items)) == ("Draw blood; Greet patients", "same", 2)


def test_row_of_several_shared_activities_is_named_after_the_one_most_like_the_duties() -> None:
    one, other = (
        make.duty(text, "collect", other_activities=["greet-patients"])
        for text in ("Greet the patients", "Greet patients at the door")
    )
    (row,) = rows(role("medic", one), role("nurse", other))
    assert row.label == "Greet patients"


def test_duty_is_paired_so_that_most_pairs_result() -> None:
    both = make.duty("Draw blood and greet", "draw-blood", other_activities=["greet-patients"])
    found = rows(role("medic", both, DRAW), role("nurse", PUNCTURE, GREET))
    assert [(row.key, texts(row)) for row in found] == [
        ("draw-blood", [["Draw blood"], ["Puncture veins"]]),
        ("greet-patients", [["Draw blood and greet"], ["Greet patients"]]),
    ]


def test_pair_of_one_activity_outweighs_two_of_broader_ones() -> None:
    both, wash = (
        make.duty("Draw blood and feed", "draw-blood", other_activities=["feed"]),
        make.duty("Wash patients", "wash"),
    )
    found = rows(role("medic", both, SWAB), role("nurse", PUNCTURE, wash))
    assert [(row.relation, texts(row)) for row in found] == [
        ("same", [["Draw blood and feed"], ["Puncture veins"]]),
        ("only", [["Take swabs"], []]),
        ("only", [[], ["Wash patients"]]),
    ]


def test_further_activity_of_a_duty_counts_like_its_first() -> None:
    both = make.duty("Greet and swab", "greet-patients", other_activities=["take-swabs"])
    (row,) = rows(role("medic", both), role("nurse", SWAB))
    assert (row.key, row.label, row.relation) == ("take-swabs", "Take swabs", "same")
    (row,) = rows(
        role("medic", make.duty("Greet, draw blood and swab", *["greet-patients"], other_activities=["take-swabs"])),
        role("nurse", DRAW),
    )
    assert (row.key, row.label, row.relation) == ("draw-blood+take-swabs", "Collect", "alike")


def test_duties_of_one_role_are_named_after_their_activity() -> None:
    (row,) = rows(role("medic", DRAW, PUNCTURE), role("nurse"))
    assert (row.key, row.relation, texts(row)) == ("draw-blood", "only", [["Draw blood", "Puncture veins"], []])


def test_duties_of_a_role_are_paired_with_themselves() -> None:
    medic = role("medic", DRAW, DRAW, PUNCTURE, make.duty("Hum"), make.duty("Hum"))
    found = rows(medic, medic)
    assert {row.relation for row in found} == {"same"}
    assert all(row.cells[0].items == row.cells[1].items for row in found)


# ── more than two ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_duties_of_one_activity_in_three_roles_share_a_row() -> None:
    (row,) = rows(role("medic", DRAW, PUNCTURE), role("nurse", DRAW), role("clerk", PUNCTURE))
    assert (row.relation, texts(row)) == (
        "same",
        [["Draw blood", "Puncture veins"], ["Draw blood"], ["Puncture veins"]],
    )


def test_duty_is_in_the_row_of_the_activity_most_roles_share() -> None:
    both = make.duty("Greet and swab", "greet-patients", other_activities=["take-swabs"])
    (row,) = rows(role("medic", both), role("nurse", SWAB), role("clerk", SWAB))
    assert (row.key, row.relation) == ("take-swabs", "same")


def test_duty_of_a_paired_activity_joins_its_row_which_is_then_similar() -> None:
    both = make.duty("Greet and swab", "greet-patients", other_activities=["take-swabs"])
    (row,) = rows(role("medic", both), role("nurse", SWAB), role("clerk", GREET))
    assert (row.relation, texts(row)) == ("alike", [["Greet and swab"], ["Take swabs"], ["Greet patients"]])


def test_similarity_of_a_row_of_three_roles_is_the_lowest_of_its_pairs() -> None:
    polish = ("Polish the brass lamps", "Polish brass lamps daily", "Polish old brass lamps")
    (row,) = rows(*(role(f"role-{n}", make.duty(text)) for n, text in enumerate(polish)))
    assert (row.relation, row.label, row.evidence) == ("alike", "Polish brass lamps daily", wording(0.66))


def test_row_of_similar_words_has_one_group_per_role() -> None:
    medic = role("medic", make.duty("Polish brass lamps well"), make.duty("Polish brass lamps"))
    found = rows(medic, role("nurse", make.duty("Polish brass lamps")), role("clerk"))
    assert [(row.relation, texts(row)) for row in found] == [
        ("differs", [["Polish brass lamps"], ["Polish brass lamps"], []]),
        ("only", [["Polish brass lamps well"], [], []]),
    ]


def test_all_duties_in_a_row_of_similar_words_are_similar() -> None:
    """Not all that is like one of them is like the others."""
    texts_of = ("Polish brass", "Polish brass lamps daily", "Lamps daily")
    found = rows(*(role(f"role-{n}", make.duty(text)) for n, text in enumerate(texts_of)))
    assert [row.relation for row in found] == ["differs", "only"]
    assert {tuple(map(len, texts(row))) for row in found} in ({(1, 1, 0), (0, 0, 1)}, {(0, 1, 1), (1, 0, 0)})


def test_duties_of_an_umbrella_are_paired_by_words() -> None:
    whole = make.subject(
        role_with_duties("whole"), role_with_duties("one", make.duty("Polish brass lamps")), role_with_duties("two")
    )
    (row,) = rows(role("medic", make.duty("Polish brass")), whole)
    assert (row.relation, row.evidence) == ("alike", wording(0.82))
    assert [member.role for member in row.cells[1].members] == ["one"]


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        *[("11", "same"), ("10", "only"), ("111", "same"), ("101", "differs"), ("001", "only")],
        *[("111111", "same"), ("110111", "differs"), ("000010", "only")],
    ],
)
def test_sign_of_a_duty_depends_on_how_many_roles_have_it(holders: str, expected: Relation) -> None:
    subjects = [role(f"role-{n}", *([DRAW] if holder == "1" else [])) for n, holder in enumerate(holders)]
    assert [row.relation for row in rows(*subjects)] == [expected]


def test_duty_of_two_of_three_roles_is_different() -> None:
    (row,) = rows(role("medic", DRAW), role("nurse", SWAB_BLOOD), role("clerk"))
    assert row.relation == "differs"


def test_duty_of_some_members_is_similar_and_of_all_members_same() -> None:
    whole = make.subject(
        role_with_duties("whole"), role_with_duties("one", DRAW, GREET), role_with_duties("two", PUNCTURE)
    )
    shared, partly = rows(role("medic", DRAW, GREET), whole)
    assert (shared.key, shared.relation) == ("draw-blood", "same")
    assert (partly.key, partly.relation) == ("greet-patients", "alike")
    held = partly.cells[1]
    assert ([member.role for member in held.members], held.member_count) == (["one"], 2)


def test_statement_about_an_umbrella_is_not_same_without_members() -> None:
    whole = make.subject(role_with_duties("whole", DRAW), role_with_duties("one"), role_with_duties("two"))
    (row,) = rows(role("medic", DRAW), whole)
    assert (row.relation, texts(row)) == ("alike", [["Draw blood"], ["Draw blood"]])


def test_words_of_a_single_member_name_their_row() -> None:
    whole = make.subject(role_with_duties("whole"), role_with_duties("one", make.duty("Polish lenses")))
    (row,) = rows(role("medic"), whole)
    assert (row.label, row.relation) == ("Polish lenses", "only")


def test_two_umbrellas_are_same_only_when_all_members_of_both_have_it() -> None:
    left = make.subject(
        role_with_duties("left"), role_with_duties("one", DRAW, GREET), role_with_duties("two", DRAW, GREET)
    )
    right = make.subject(
        role_with_duties("right"), role_with_duties("three", DRAW, GREET), role_with_duties("four", DRAW)
    )
    assert [(row.key, row.relation) for row in rows(left, right)] == [
        ("draw-blood", "same"),
        ("greet-patients", "alike"),
    ]


def test_roles_without_duties_have_no_rows() -> None:
    assert rows(role("medic"), role("nurse")) == ()


# ── for all roles ────────────────────────────────────────────────────────────────────────────────────────────────────

SAID = st.sampled_from(["Draw blood", "draw  blood", "Draw blood from patients", "Greet patients", "Sweep", "Sweep up"])
NAMES = st.lists(st.sampled_from(sorted(KNOWN)), max_size=3, unique=True)
DUTIES = st.builds(
    lambda text, names: make.duty(text, *names[:1], **({"other_activities": names[1:]} if names[1:] else {})),
    SAID,
    NAMES,
)
SIDES = st.lists(DUTIES, max_size=5)
UMBRELLAS = st.lists(SIDES, min_size=1, max_size=3)
FREE = settings(deadline=None)


def subject(name: str, own: list[make.Plain], members: list[list[make.Plain]]) -> RoleWithMembers:
    return make.subject(
        role_with_duties(name, *own), *(role_with_duties(f"{name}-{n}", *duties) for n, duties in enumerate(members))
    )


SUBJECTS = st.tuples(SIDES, st.just([]) | UMBRELLAS)


@given(SIDES, SIDES)
@FREE
def test_most_alike_duties_are_paired_first(left: list[make.Plain], right: list[make.Plain]) -> None:
    """Two duties that are alike are a pair, unless one of them is in a pair that is at least as alike."""
    roles = role("medic", *left).role, role("nurse", *right).role
    one, other = (each.duties for each in roles)
    evidence = DutyEvidence(KNOWN, roles)
    pairs = pair_duties(one, other, evidence)
    strength = {}
    for pair in pairs:
        match = evidence.match(pair.left, pair.right)
        assert match is not None
        assert match.evidence == pair.evidence
        for duty in (pair.left, pair.right):
            assert id(duty) not in strength
            strength[id(duty)] = match.strength
    for duties in product(one, other):
        match = evidence.match(*duties)
        if match is not None:
            assert max(strength.get(id(duty), 0) for duty in duties) >= match.strength


@given(SIDES, SIDES)
@FREE
def test_swapping_two_roles_swaps_only_the_cells(left: list[make.Plain], right: list[make.Plain]) -> None:
    there, back = rows(role("medic", *left), role("nurse", *right)), rows(role("nurse", *right), role("medic", *left))
    shared = [replace(row, cells=row.cells[::-1]) for row in there if row.relation != "only"]
    assert [row for row in back if row.relation != "only"] == shared
    assert {row.key: replace(row, cells=row.cells[::-1]) for row in there} == {row.key: row for row in back}


@given(st.lists(SUBJECTS, min_size=1, max_size=4), st.randoms())
@FREE
def test_order_of_roles_changes_only_the_order_of_cells(
    sides: list[tuple[list[make.Plain], list[list[make.Plain]]]], chance: Random
) -> None:
    compared = [subject(f"role-{n}", *side) for n, side in enumerate(sides)]
    turned = chance.sample(compared, len(compared))

    def told(found: tuple[Row, ...]) -> dict[str, object]:
        return {
            row.key: (row.label, row.relation, row.evidence, {cell.role: cell for cell in row.cells}) for row in found
        }

    assert told(rows(*turned)) == told(rows(*compared))


@given(st.lists(SUBJECTS, min_size=1, max_size=4))
@FREE
def test_every_duty_is_in_one_row_and_every_row_has_a_unique_key(
    sides: list[tuple[list[make.Plain], list[list[make.Plain]]]],
) -> None:
    compared = [subject(f"role-{n}", *side) for n, side in enumerate(sides)]
    found = rows(*compared)
    met = Counter(id(item) for row in found for cell in row.cells for item in cell.held())
    every = [duty for each in compared for held in (each.role, *each.members) for duty in held.duties]
    assert met == Counter(map(id, every))
    assert len({row.key for row in found}) == len(found)


@given(st.lists(SUBJECTS, min_size=2, max_size=4))
@FREE
def test_only_rows_have_one_role_and_same_rows_are_shared_by_any_two(
    sides: list[tuple[list[make.Plain], list[list[make.Plain]]]],
) -> None:
    compared = [subject(f"role-{n}", *side) for n, side in enumerate(sides)]
    for row in rows(*compared):
        held = [[item for item in cell.held() if isinstance(item, Duty)] for cell in row.cells]
        if row.relation == "only":
            (number,) = (n for n, duties in enumerate(held) if duties)
            others = [
                duty
                for n, each in enumerate(compared)
                if n != number
                for r in (each.role, *each.members)
                for duty in r.duties
            ]
            assert not any(set(duty_keys(mine)) & set(duty_keys(duty)) for mine in held[number] for duty in others)
        if row.relation == "same":
            assert all(any(are_same_work(*pair) for pair in product(*two)) for two in combinations(held, 2))


@given(SIDES)
@FREE
def test_role_compared_with_its_copy_is_same_in_every_row(side: list[make.Plain]) -> None:
    found = rows(role("medic", *side), role("twin", *side))
    assert {row.relation for row in found} <= {"same"}
    assert all(row.cells[0].items == row.cells[1].items for row in found)
