"""Names find the one role they fit, never a guess; where they fit several or none, the answer says who was meant."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.dataset.loader import LoadedDataset, load_dataset
from rolecompare.dataset.repository import Repository
from rolecompare.errors import AmbiguousRoleError, Choice, RoleNotFoundError, UsageError
from rolecompare.models.claims import Claim
from rolecompare.models.roles import Activity, Role, RoleHeading
from rolecompare.models.sources import Source
from tests import make
from tests.make import validated

BUNDLED = Repository(load_dataset(None))


def catalog(*roles: make.Plain, **more: object) -> Repository:
    return Repository(LoadedDataset(make.dataset(roles, **more), "test.json"))


# ── finding the one ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name",
    [
        "phlebotomist",
        "Phlebotomist",
        "PHLEBOTOMIST",
        "  phlebotomist\t",
        "31-9097.00",
        "31-9097",
        "Phlebotomy Technician",
        "phlebotomy-technician",
        "phlebotomy  technician",
        "PHLEBOTOMY\nTechnician",
    ],
)
def test_role_is_found_by_id_code_title_or_other_title(name: str) -> None:
    assert BUNDLED.find(name).id == "phlebotomist"


@pytest.mark.parametrize("name", ["medical-technician", "Medical Technician", "medical   TECHNICIAN"])
def test_umbrella_is_found_like_any_role(name: str) -> None:
    assert BUNDLED.find(name).id == "medical-technician"


@pytest.mark.parametrize("name", ["Doctor's Assistant", "doctor’s assistant"])
def test_curly_apostrophe_equals_an_apostrophe(name: str) -> None:
    assert BUNDLED.find(name).id == "medical-assistant"


@pytest.mark.parametrize("code", ["3256", "A-Code"])
def test_role_is_found_by_the_codes_of_other_classifications(code: str) -> None:
    given = catalog(make.role("medic", codes={"isco08": "3256", "esco": "a-code"}), make.role("nurse", "29-1141.00"))
    assert given.find(code).id == "medic"


def every_name(heading: RoleHeading) -> list[str]:
    return [heading.id, heading.title, *heading.other_titles, *heading.codes.all]


NAMES = [(name, heading.id) for heading in BUNDLED.library.headings for name in every_name(heading)]


def roles_meant_by(name: str) -> list[str]:
    """The ids of the roles that a name fits, or that are suggested for it."""
    try:
        return [BUNDLED.find(name).id]
    except AmbiguousRoleError as refusal:
        return [fit.id for fit in refusal.fits]
    except RoleNotFoundError as refusal:
        return [suggestion.id for suggestion in refusal.suggestions]


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]), st.booleans())
def test_every_name_of_a_bundled_role_finds_it_or_lists_it(
    known: tuple[str, str], typed: Callable[[str], str], spaced: bool
) -> None:
    name, role = known
    assert role in roles_meant_by(typed(name.replace("-", " ") if spaced else name))


def test_id_takes_precedence_over_other_titles() -> None:
    given = catalog(make.role("medic"), make.role("nurse", "29-1141.00", other_titles=["medic"]))
    assert given.find("medic").id == "medic"


# ── never a guess ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_code_of_two_roles_is_ambiguous_and_lists_both() -> None:
    with pytest.raises(AmbiguousRoleError) as caught:
        BUNDLED.find("29-2012")
    assert caught.value.exit_code == 4
    assert str(caught.value).splitlines() == [
        "“29-2012” could mean 2 jobs. Which one? Use its title or code:",
        "   1  29-2012.00  Clinical Laboratory Technician",
        "   2  29-2012.01  Histology Technician",
    ]


@pytest.mark.parametrize(
    ("code", "role"), [("29-2012.00", "clinical-laboratory-technician"), ("29-2012.01", "histology-technician")]
)
def test_narrower_codes_of_a_shared_code_find_their_roles(code: str, role: str) -> None:
    assert BUNDLED.find(code).id == role


@pytest.mark.parametrize("name", ["Helper", "helper", "HELPER "])
def test_other_title_of_several_roles_is_ambiguous(name: str) -> None:
    given = catalog(
        make.role("medic", other_titles=["Helper"]),
        make.role("nurse", "29-1141.00", other_titles=["helper"]),
        make.role("aide", None, other_titles=["Helper"]),
        make.role("tech", None, other_titles=["Helper"], members=["medic", "nurse"]),
    )
    with pytest.raises(AmbiguousRoleError) as caught:
        given.find(name)
    assert caught.value.name == name
    assert set(caught.value.fits) == {
        Choice("medic", "Medic", "31-9092.00"),
        Choice("nurse", "Nurse", "29-1141.00"),
        Choice("aide", "Aide"),
        Choice("tech", "Tech", members=2),
    }
    assert "  tech  Tech · stands for 2 jobs" in str(caught.value)


# ── nobody ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_misspelled_name_suggests_the_role() -> None:
    with pytest.raises(RoleNotFoundError) as caught:
        BUNDLED.find("phlebotomst")
    assert caught.value.exit_code == 3
    assert str(caught.value) == "No job is called “phlebotomst”. Did you mean phlebotomist?"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("medical asistant", "medical-assistant"),
        ("medcal technician", "medical-technician"),
        ("Radiografer", "radiologic-technologist"),
        ("histology techncian", "histology-technician"),
    ],
)
def test_best_suggestion_comes_first(name: str, meant: str) -> None:
    with pytest.raises(RoleNotFoundError) as caught:
        BUNDLED.find(name)
    assert caught.value.suggestions[0].id == meant


@pytest.mark.parametrize("name", ["xyzzy", "qqqqqqq", "", " ", "日本語"])
def test_unlike_name_has_no_suggestion(name: str) -> None:
    with pytest.raises(RoleNotFoundError) as caught:
        BUNDLED.find(name)
    assert caught.value.suggestions == ()
    assert str(caught.value) == f"No job is called “{name}”. `rolecompare list` lists all jobs."


def test_at_most_three_different_roles_are_suggested() -> None:
    roles = [make.role(f"medical-aide-{number}", None, other_titles=["Medic Aide"]) for number in range(9)]
    with pytest.raises(RoleNotFoundError) as caught:
        catalog(*roles).find("medical aide")
    assert len(caught.value.suggestions) == len(set(caught.value.suggestions)) == 3


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=30))
def test_any_text_finds_roles_of_the_dataset_or_none(name: str) -> None:
    assert set(roles_meant_by(name)) <= {heading.id for heading in BUNDLED.library.headings}


# ── several names ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_roles_are_in_the_order_of_their_names() -> None:
    found = BUNDLED.find_all(["phlebotomist", "31-9092", "X-Ray Technician"])
    assert [subject.role.id for subject in found] == ["phlebotomist", "medical-assistant", "radiologic-technologist"]


def test_no_names_give_the_default_pair() -> None:
    assert [subject.role.id for subject in BUNDLED.find_all([])] == ["medical-assistant", "medical-technician"]


@pytest.mark.parametrize(
    ("names", "both"),
    [
        (["phlebotomist", "phlebotomist"], "“phlebotomist” and “phlebotomist”"),
        (["phlebotomist", "medical-assistant", "31-9097"], "“phlebotomist” and “31-9097”"),
    ],
)
def test_two_names_of_one_role_are_refused(names: list[str], both: str) -> None:
    with pytest.raises(UsageError) as caught:
        BUNDLED.find_all(names)
    assert caught.value.exit_code == 2
    assert str(caught.value) == f"{both} are the same job, Phlebotomist. Name jobs that differ."


def test_unknown_name_among_several_is_refused() -> None:
    with pytest.raises(RoleNotFoundError, match="No job is called “xyzzy”"):
        BUNDLED.find_all(["phlebotomist", "xyzzy"])


def test_umbrella_has_its_complete_members_in_order() -> None:
    medic, nurse = make.role("medic"), make.role("nurse", "29-1141.00")
    tech = make.role("tech", None, members=["nurse", "medic"])
    (subject, other) = catalog(medic, nurse, tech).find_all(["tech", "medic"])
    assert (subject.role, subject.members) == (validated(Role, tech), (validated(Role, nurse), validated(Role, medic)))
    assert (other.role, other.members) == (validated(Role, medic), ())


# ── searching ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    ["bakes", "BAKES bread", "baker", "Bread Maker", "bread-maker", "maker", "51-3011", "3011.00"],
)
def test_search_covers_every_name_and_the_summary(text: str) -> None:
    baker = make.role(
        "baker", "51-3011.00", other_titles=["Bread maker"], summary=make.statement("Bakes bread all night.")
    )
    found = catalog(make.role("medic"), baker).search(text)
    assert [heading.id for heading in found] == ["baker"]


def test_search_keeps_the_order_of_the_dataset() -> None:
    roles = [make.role("zebra-aide"), make.role("aide", "29-1141.00"), make.role("medic", "11-1111.00")]
    assert [heading.id for heading in catalog(*roles).search("aide")] == ["zebra-aide", "aide"]


@pytest.mark.parametrize("text", [None, "", "  "])
def test_empty_search_finds_every_role(text: str | None) -> None:
    assert BUNDLED.search(text) == list(BUNDLED.library.headings)


def test_search_for_absent_text_finds_no_role() -> None:
    assert BUNDLED.search("xyzzy") == []


# ── what a comparison needs beside the roles ─────────────────────────────────────────────────────────────────────────


def test_background_has_activities_claims_and_sources_of_the_dataset() -> None:
    given = catalog(
        make.role("medic"), make.role("nurse", "29-1141.00"), activities=[make.activity("draw")], claims=[make.claim()]
    )
    assert given.reference_data.activities == {"draw": validated(Activity, make.activity("draw"))}
    assert given.reference_data.claims == {1: validated(Claim, make.claim())}
    assert given.reference_data.sources == {"book": validated(Source, make.source())}
