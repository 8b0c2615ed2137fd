"""What is worked out of roles on their way into the store, and of a few at hand."""

from rolecompare.models.roles import Activity, Role
from rolecompare.similarity.precompute import SimilarityBuilder, kinds_of_work, similar_roles
from tests import make
from tests.make import validated

FRY = make.duty("Fry eggs", "fry", other_activities=["serve"])
COOK = make.role("cook", "35-2014.00", duties=[FRY, make.duty("Fry fish", "fry")], ratings=[], other_titles=[])
COOK |= {"training": {"levels": [make.level("job-zone-2", "job_zone")]}, "related": []}
BAKER = {**COOK, **make.role("baker", "51-3011.00"), "duties": [make.duty("Bake eggs", "bake")]}
NURSE = {**COOK, **make.role("nurse", "29-1141.00"), "duties": [make.duty("Give pills")]}
ACTIVITIES = [make.activity("heat"), make.activity("fry", "heat"), make.activity("bake", "heat")]


def test_areas_of_work_are_activities_without_a_broader_one() -> None:
    broader = {"fry": "heat", "bake": "heat"}
    assert kinds_of_work(COOK["duties"], broader.get) == {"heat", "serve"}
    assert kinds_of_work(NURSE["duties"], broader.get) == frozenset()


def test_builder_passes_roles_through_unchanged() -> None:
    builder = SimilarityBuilder(ACTIVITIES)
    assert list(builder.collect(iter([COOK, BAKER, NURSE]))) == [COOK, BAKER, NURSE]
    assert builder.outlines["35-2014.00"] == {"training": COOK["training"], "kinds": ["heat", "serve"]}
    assert {(near.role, near.other) for near in builder.rank()} >= {("35-2014.00", "51-3011.00")}


def test_officially_related_role_is_ranked_at_any_distance() -> None:
    crowd = [
        {**COOK, **make.role(f"cook-{n}", f"35-{2100 + n}.00"), "duties": [make.duty("Fry eggs")]} for n in range(40)
    ]
    far = {**COOK, **make.role("far", "51-3011.00"), "duties": [make.duty("Eggs and more of other things")]}
    listed = {**COOK, "related": [{"code": "51-3011.00", "tier": "Primary-Short", "place": 1}]}
    builder = SimilarityBuilder([])
    list(builder.collect([listed, far, *crowd]))
    found = [near for near in builder.rank() if near.role == "35-2014.00"]
    assert [near.place for near in found] == [*range(1, 31), 41]
    assert found[-1].other == "51-3011.00"


def test_related_role_is_found_by_id_and_code_among_a_few() -> None:
    roles = {plain["id"]: validated(Role, plain) for plain in (COOK, BAKER, NURSE)}
    activities = {plain["id"]: validated(Activity, plain) for plain in ACTIVITIES}
    found = similar_roles("cook", roles, activities)
    assert found.among == "dataset"
    assert found.asked == (roles["cook"], frozenset({"heat", "serve"}))
    assert found.ranked[0].other == "baker"
    for name in ("baker", "51-3011.00", "51-3011"):
        assert found.find_outline(name) == (roles["baker"], frozenset({"heat"}))
    assert found.find_outline("butcher") is None
