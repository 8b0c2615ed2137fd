"""Bundled roles and the local store are asked as one: a role that both know is there once, and so is what both say."""

from pathlib import Path

import pytest

from rolecompare.comparison.compare import compare
from rolecompare.comparison.types import Cell, Comparison
from rolecompare.dataset.loader import LoadedDataset
from rolecompare.dataset.repository import Repository
from rolecompare.errors import MAX_FOUND, AmbiguousRoleError, Choice, CorruptStoreError, RoleNotFoundError
from rolecompare.models.figures import Figure, Missing
from rolecompare.models.roles import Role
from rolecompare.search.index import Entry, build
from rolecompare.store.reader import Store
from rolecompare.store.writer import write_store
from tests import make

TASK = "Task Statements, task {}"


def stored(title: str = "Medics", code: str = "31-9092.00", *tasks: int, **more: object) -> make.Plain:
    """A role as an import of O*NET 30.1 leaves it."""
    cited = make.cited("onet-30.1", f"Occupation Data, {code}")
    duties = [
        {"text": f"Do task {task}", "citations": make.cited("onet-30.1", TASK.format(task)), "activity": "dwa.4.a.1"}
        for task in tasks
    ]
    return {
        "title": title,
        "summary": {"text": f"{title} work.", "citations": cited},
        "other_titles": [],
        "codes": {"soc": code[:7], "onet_soc": code},
        "duties": duties,
        "training": {},
        "ratings": [],
        "related": [],
        **more,
    }


def pay(value: float, code: str = "31-9092", year: int = 2025) -> make.Plain:
    cited = make.cited(f"oews-{year}-05", "row 2")
    return make.figure(value, code=code, period=f"{year}-05", citations=cited)


def catalog(
    home: Path, bundled: list[make.Plain], roles: list[make.Plain] | None = None, *figures: make.Plain
) -> Repository:
    """Bundled roles with a store behind them; without any stored roles it has no O*NET in it."""
    sources = [make.source(), make.source("oews-2025-05"), make.source("onet-29.3")]
    published: dict[str, dict[str, list[make.Plain]]] = {}
    for figure in figures:
        by_code = published.setdefault(figure["citations"][0]["source"], {})
        by_code.setdefault(figure["code"], []).append(figure)
    with write_store(str(home)) as draft:
        if roles is not None:
            draft.put_source(make.source("onet-30.1"))
            draft.put_activities([make.activity("dwa.4.a.1", onet=["4.A.1"])])
            draft.put_roles(roles)
            build(draft.connection, (Entry(*text) for text in draft.search_texts()))
        for name, by_code in published.items():
            draft.put_source(make.source(name, edition=name))
            draft.put_figures(name, by_code)
    library = LoadedDataset(make.dataset(bundled, sources=sources), "test.json")
    return Repository(library, Store(str(home)))


def found(known: Repository, name: str) -> Role:
    return known.load(known.find(name)).role


def page(known: Repository, *names: str) -> Comparison:
    return compare(known.find_all(names), known.reference_data)


def cell(comparison: Comparison, measure: str) -> Cell:
    rows = [row for section in comparison.sections for row in section.rows if row.key == measure]
    assert len(rows) == 1
    return rows[0].cells[0]


def values(items: tuple[object, ...]) -> list[object]:
    return [item.value for item in items if isinstance(item, Figure)]


MEDIC, NURSE = make.role("medic"), make.role("nurse", "29-1141.00")


# ── one role for each code ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["medic", "Medic", "Medics", "medics", "31-9092.00", "31-9092", "Ward Helper"])
def test_role_of_both_layers_is_one_with_the_bundled_id(home: Path, name: str) -> None:
    known = catalog(home, [MEDIC, NURSE], [stored(other_titles=["Ward Helper"]), stored("Cooks", "35-2014.00")])
    role = found(known, name)
    assert (role.id, role.title, role.summary.text) == ("medic", "Medic", "A medic works.")
    assert role.other_titles == ("Medics", "Ward Helper")
    assert [heading.id for heading in known.headings()] == ["medic", "nurse", "cooks"]


def test_stored_statements_follow_bundled_ones_without_repeated_tasks(home: Path) -> None:
    ours = make.duty("Take blood", citations=[*make.CITED, *make.cited("onet-29.3", TASK.format(7))])
    rated = [make.rating(make.estimate(3)), make.rating(make.estimate(2), element="2.A.2")]
    again = make.rating(make.estimate(4), citations=make.cited("onet-30.1"))
    also = [again, make.rating(make.estimate(1), element="2.B.1", citations=make.cited("onet-30.1"))]
    medic = make.role("medic", duties=[ours, make.duty("Greet")], ratings=rated)
    role = found(catalog(home, [medic, NURSE], [stored("Medics", "31-9092.00", 7, 77, ratings=also)]), "medic")
    assert [duty.text for duty in role.duties] == ["Take blood", "Greet", "Do task 77"]
    assert {c.source for duty in role.duties for c in duty.citations} == {"book", "onet-29.3", "onet-30.1"}
    assert [rating.element for rating in role.ratings] == ["2.A.1.a", "2.A.2", "2.B.1"]
    assert role.ratings[0].importance is not None
    assert role.ratings[0].importance.value == 3


def test_page_of_both_layers_cites_sources_of_both(home: Path) -> None:
    medic = make.role("medic", duties=[make.duty("Greet")])
    known = catalog(home, [medic, NURSE], [stored("Medics", "31-9092.00", 77)], pay(50000))
    assert list(page(known, "medic", "nurse").sources) == ["book", "onet-30.1", "oews-2025-05"]
    assert list(known.reference_data.sources) == ["book", "oews-2025-05", "onet-29.3", "onet-30.1"]


def test_role_of_the_store_alone_is_complete(home: Path) -> None:
    known = catalog(home, [MEDIC, NURSE], [stored("Cooks", "35-2014.00", 1)], pay(30000, "35-2014"))
    role = found(known, "cooks")
    assert (role.id, role.codes.own, [duty.text for duty in role.duties]) == ("cooks", "35-2014.00", ["Do task 1"])
    assert values(role.outlook.pay) == [30000]
    assert [party.id for party in page(known, "Cooks", "medic").roles] == ["cooks", "medic"]
    assert known.reference_data.activities["dwa.4.a.1"].onet == ("4.A.1",)


def test_stored_duty_keeps_the_activity_of_onet_that_a_bundled_one_names(home: Path) -> None:
    known = with_activities(home, [NURSE], ["4.A.1"], stored("Cooks", "35-2014.00", 1))
    (duty,) = found(known, "cooks").duties
    assert duty.activities == ("dwa.4.a.1",)


@pytest.mark.parametrize(
    ("elements", "cited", "expected"),
    [
        (["4.A.1"], None, ["dwa.4.a.1"]),
        (["4.A.1", "4.A.2"], TASK.format(7), ["dwa.4.a.1"]),
        (["4.A.2", "4.A.3"], TASK.format(7), []),
        (["4.A.1", "4.A.2"], None, []),
        (["4.A.9"], None, []),
        ([], TASK.format(7), []),
    ],
    ids=[
        "the only one that its label names",
        "of several, the one that its task is linked to",
        "none where its task is linked to none of several",
        "none of several where it cites no task",
        "none that the store does not have",
        "none where its label names none",
    ],
)
def test_bundled_duty_has_activity_of_onet_behind_it(
    home: Path, elements: list[str], cited: str | None, expected: list[str]
) -> None:
    citations = make.cited("onet-29.3", cited) if cited else make.CITED
    medic = make.role("medic", duties=[make.duty("Do it all", "do-it", citations=citations)])
    known = with_activities(home, [medic, NURSE], elements, stored("Medics", "31-9092.00", 7))
    assert found(known, "medic").duties[0].activities == ("do-it", *expected)


def test_row_of_a_bundled_and_a_stored_duty_has_the_title_of_onet(home: Path) -> None:
    medic = make.role("medic", duties=[make.duty("Do task after task", "keep-wards-clean")])
    known = with_activities(home, [medic], ["4.A.1"], stored("Cooks", "35-2014.00", 1), name="keep-wards-clean")
    rows = [row for section in page(known, "medic", "cooks").sections for row in section.rows]
    assert [(row.relation, row.label) for row in rows if row.key == "dwa.4.a.1"] == [("same", "Dwa.4.a.1")]


def with_activities(
    home: Path, bundled: list[make.Plain], elements: list[str], *roles: make.Plain, name: str = "do-it"
) -> Repository:
    """Return bundled roles and those of a store with the activities 4.A.1 to 4.A.3; a bundled activity names some."""
    with write_store(str(home)) as draft:
        draft.put_source(make.source("onet-30.1"))
        draft.put_activities([make.activity(f"dwa.4.a.{n}", onet=[f"4.A.{n}"]) for n in (1, 2, 3)])
        draft.put_roles(list(roles))
    sources = [make.source(), make.source("onet-29.3")]
    raw = make.dataset(bundled, sources=sources, activities=[make.activity(name, onet=elements)])
    return Repository(LoadedDataset(raw, "test.json"), Store(str(home)))


@pytest.mark.parametrize("name", ["medic-35-2014-00", "35-2014.00", "35-2014"])
def test_stored_id_used_by_another_bundled_role_gets_its_code(home: Path, name: str) -> None:
    known = catalog(home, [MEDIC, NURSE], [stored("Medic", "35-2014.00", 1)])
    assert (known.find("medic").id, known.find("medic").codes.own) == ("medic", "31-9092.00")
    assert [duty.text for duty in found(known, name).duties] == ["Do task 1"]
    assert found(known, name).id == "medic-35-2014-00"
    assert [heading.id for heading in known.headings()] == ["medic", "nurse", "medic-35-2014-00"]
    assert found(known, "medic").duties == ()


# ── ratings ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def rated(*elements: int) -> list[make.Plain]:
    cited = make.cited("onet-30.1")
    return [make.rating(make.estimate(3), element=f"2.A.{number}", citations=cited) for number in elements]


@pytest.mark.parametrize("wanted", [True, False])
def test_stored_ratings_are_read_only_if_they_are_wanted(home: Path, wanted: bool) -> None:
    nurse = make.role("nurse", "29-1141.00", ratings=[make.rating(make.estimate(2), element="2.B.1")])
    cooks, nurses = stored("Cooks", "35-2014.00", ratings=rated(1, 2)), stored("Nurses", "29-1141.00")
    known = catalog(home, [MEDIC, nurse], [{**nurses, "ratings": rated(3, 4)}, cooks])
    subjects = known.find_all(["cooks", "nurse"], with_ratings=wanted)
    assert [len(subject.role.ratings) for subject in subjects] == ([2, 3] if wanted else [0, 1])


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_store_without_onet_adds_figures_to_bundled_roles(home: Path) -> None:
    known = catalog(home, [MEDIC, NURSE], None, pay(50000))
    assert values(found(known, "medic").outlook.pay) == [50000]
    assert [heading.id for heading in known.headings()] == ["medic", "nurse"]
    assert found(known, "nurse").outlook.pay == ()


def test_figure_of_both_layers_is_kept_once_and_the_newest_leads(home: Path) -> None:
    medic = make.role("medic", outlook={"pay": [pay(45000)]})
    known = catalog(home, [medic, NURSE], [stored()], pay(45000), pay(52000, year=2026), pay(40000, year=2024))
    assert sorted(map(str, values(found(known, "medic").outlook.pay))) == ["40000", "45000", "52000"]
    leading = cell(page(known, "medic", "nurse"), "pay.annual.median")
    assert (values(leading.items), values(leading.history)) == ([52000], [45000, 40000])


def test_level_of_both_layers_is_kept_once(home: Path) -> None:
    entry = make.level("some-college")
    published = {**make.level("some-college"), "citations": make.CITED}
    medic = make.role("medic", training={"levels": [entry]})
    known = catalog(home, [medic, NURSE], None, published)
    assert len(found(known, "medic").training.levels) == 1


def test_figure_of_a_wider_code_causes_a_warning(home: Path) -> None:
    known = catalog(home, [MEDIC, NURSE], [stored("Histologists", "29-2012.01")], pay(60000, "29-2012"))
    comparison = page(known, "Histologists", "medic")
    assert values(cell(comparison, "pay.annual.median").items) == [60000]
    (warning,) = [warning for warning in comparison.warnings if warning.kind == "granularity"]
    assert "published for 29-2012, which is wider than Histologists (29-2012.01)" in warning.text


def test_figure_of_a_broad_group_is_shown_when_the_occupation_has_none(home: Path) -> None:
    lab, cook = stored("Technicians", "29-2012.00"), stored("Cooks", "35-2014.00")
    own_and_broad = (pay(1000, "35-2014"), pay(2000, "35-2010"))
    known = catalog(home, [MEDIC, NURSE], [lab, cook], pay(60000, "29-2010"), *own_and_broad)
    assert values(found(known, "Technicians").outlook.pay) == [60000]
    assert values(found(known, "Cooks").outlook.pay) == [1000]
    kinds = {w.kind: w.roles for w in page(known, "Technicians", "Cooks").warnings}
    assert kinds["granularity"] == ("technicians",)


def test_suppressed_figure_is_not_replaced_by_one_of_a_broader_group(home: Path) -> None:
    hourly = make.missing(code="27-2011", period="2025-05", area="US", why="not-applicable")
    published = ({**hourly, "citations": make.cited("oews-2025-05")}, pay(81670, "27-2010"))
    known = catalog(home, [MEDIC, NURSE], [stored("Actors", "27-2011.00")], *published)
    (figure,) = found(known, "Actors").outlook.pay
    assert isinstance(figure, Missing)
    assert not [warning for warning in page(known, "Actors", "medic").warnings if warning.kind == "granularity"]


def test_suppressed_figure_keeps_its_reason(home: Path) -> None:
    hidden = make.missing(code="31-9092", period="2025-05", area="US", why="suppressed")
    known = catalog(home, [MEDIC, NURSE], None, {**hidden, "citations": make.cited("oews-2025-05")})
    (figure,) = found(known, "medic").outlook.pay
    assert isinstance(figure, Missing)
    assert figure.missing.value == "suppressed"


# ── what is missing ──────────────────────────────────────────────────────────────────────────────────────────────────


def missing_reasons(role: Role) -> dict[str, str]:
    return {part.measure: part.reason for part in role.missing or ()}


def test_part_missing_in_the_store_is_not_missing_when_bundled(home: Path) -> None:
    medic = make.role(
        "medic",
        credentials={"statements": [make.statement()]},
        settings={"items": [make.setting("offices", make.figure(9, "jobs.share", period="2024"))]},
        training={"levels": [make.level("job-zone-3", "job_zone")]},
        outlook={"pay": [make.figure(40000)]},
    )
    parts = [make.missing(part) for part in ("credentials", "jobs.share", "work-context", "skill")]
    lacks = {"missing": parts, "training": {"levels": [make.missing("job_zone")]}}
    both = [stored("Medics", "31-9092.00", **lacks), stored("Cooks", "35-2014.00", **lacks)]
    known = catalog(home, [medic, NURSE], both, pay(1, "35-2014"))
    assert [*missing_reasons(found(known, "medic"))] == ["work-context", "skill"]
    assert [level.measure for level in found(known, "medic").training.levels] == ["job_zone"]
    assert [*missing_reasons(found(known, "cooks"))] == ["credentials", "jobs.share", "work-context", "skill"]
    assert isinstance(found(known, "cooks").training.levels[0], Missing)


def test_work_context_of_the_store_is_with_bundled_settings(home: Path) -> None:
    ours = make.role("medic", settings={"statements": [make.statement()]}, outlook={"pay": [make.figure(1)]})
    context = {"settings": {"context": [make.context(4, citations=make.cited("onet-30.1"))]}}
    role = found(catalog(home, [ours, NURSE], [stored("Medics", "31-9092.00", **context)]), "medic")
    assert [statement.text for statement in role.settings.statements] == ["It is so."]
    assert [rating.element for rating in role.settings.context or ()] == ["4.C.1.a.4"]
    assert role.missing is None


def test_role_without_figures_says_whether_figures_were_imported(home: Path) -> None:
    cooks = [stored("Cooks", "35-2014.00")]
    none = "neither wages nor projections were imported (`rolecompare import oews`, `import projections`)"
    assert missing_reasons(found(catalog(home, [MEDIC, NURSE], cooks), "cooks")) == {"outlook": none}
    with write_store(str(home)) as draft:
        draft.put_import("oews-2025-05", {})
    assert missing_reasons(found(catalog(home, [MEDIC, NURSE], cooks), "cooks")) == {
        "outlook": "the wages that were imported do not count 35-2014"
    }
    with write_store(str(home)) as draft:
        draft.put_import("ep-2024-34", {})
    counted = catalog(home, [MEDIC, NURSE], cooks, pay(1, "31-9092"))
    assert missing_reasons(found(counted, "cooks")) == {
        "outlook": "the wages and projections that were imported do not count 35-2014"
    }
    assert missing_reasons(found(counted, "medic")) == {}


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_title_of_several_occupations_is_ambiguous_and_lists_them(home: Path) -> None:
    shared = [
        stored(title, f"35-201{n}.00", other_titles=["Grill Hand"]) for n, title in enumerate(("Cooks", "Bakers"))
    ]
    known = catalog(home, [MEDIC, NURSE], shared)
    with pytest.raises(AmbiguousRoleError) as caught:
        known.find("grill hand")
    assert caught.value.exit_code == 4
    assert caught.value.fits == (Choice("cooks", "Cooks", "35-2010.00"), Choice("bakers", "Bakers", "35-2011.00"))


def test_title_of_a_bundled_and_a_stored_role_is_ambiguous(home: Path) -> None:
    medic = make.role("medic", other_titles=["Helper"])
    known = catalog(home, [medic, NURSE], [stored("Cooks", "35-2014.00", other_titles=["Helper"])])
    with pytest.raises(AmbiguousRoleError) as caught:
        known.find("helper")
    assert {fit.id for fit in caught.value.fits} == {"medic", "cooks"}


def test_title_of_a_role_takes_precedence_over_other_titles(home: Path) -> None:
    known = catalog(home, [MEDIC, NURSE], [stored("Cooks", "35-2014.00"), stored("Chefs", other_titles=["Cooks"])])
    assert known.find("cooks").id == "cooks"


def test_unknown_name_suggests_roles_of_both_layers(home: Path) -> None:
    known = catalog(home, [MEDIC, NURSE], [stored("Nursery Workers", "35-2014.00")])
    for name, meant in (("nursery wurker", ("nursery-workers",)), ("nurze", ("nurse",)), ("zzzzqq", ())):
        with pytest.raises(RoleNotFoundError) as caught:
            known.find(name)
        assert tuple(suggestion.id for suggestion in caught.value.suggestions) == meant


HELPERS = [
    stored("Helpers--Carpenters", "47-3012.00"),
    stored("Carpenters", "47-2031.00", other_titles=["Wood Workers"]),
]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("carpenter", "carpenters"),
        ("CARPENTER", "carpenters"),
        ("helper-carpenter", "helpers-carpenters"),
        ("wood worker", "carpenters"),
        ("wood-workers", "carpenters"),
        ("medics", "medic"),
        ("47-2031", "carpenters"),
    ],
)
def test_case_hyphens_and_plural_do_not_change_a_name(home: Path, name: str, role: str) -> None:
    known = catalog(home, [MEDIC, NURSE], HELPERS)
    assert known.find(name).id == role


@pytest.mark.parametrize("name", ["carpentor", "wood", "carpenter wood", "47-20", "nurse carpenter"])
def test_similar_name_is_never_taken_for_the_name(home: Path, name: str) -> None:
    with pytest.raises(RoleNotFoundError):
        catalog(home, [MEDIC, NURSE], HELPERS).find(name)


def test_name_that_fits_several_plural_forms_is_ambiguous(home: Path) -> None:
    technician = make.role("medical-technician", None, title="Medical Technician", members=["medic", "nurse"])
    senses = [stored(f"Kind {n} Technicians", f"29-201{n}.00", other_titles=["Medical Technicians"]) for n in (1, 2)]
    with pytest.raises(AmbiguousRoleError) as caught:
        catalog(home, [MEDIC, NURSE], senses).find("medical technician")
    assert [fit.id for fit in caught.value.fits] == ["kind-1-technicians", "kind-2-technicians"]
    known = catalog(home, [MEDIC, NURSE, technician], senses)
    assert known.find("medical technician").id == "medical-technician"
    assert known.find("medical technicians").id == "medical-technician"


def test_list_of_many_roles_is_cut_and_the_rest_is_not_read(home: Path) -> None:
    def steps(count: int) -> int:
        codes = (f"11-{1000 + number}.00" for number in range(count))
        known = catalog(home, [MEDIC], [stored(f"Kind {c}", c, other_titles=["Worker"]) for c in codes])
        assert known.stored is not None
        asked: list[str] = []
        known.stored.store.connection.set_trace_callback(asked.append)
        with pytest.raises(AmbiguousRoleError) as caught:
            known.find("worker")
        assert str(caught.value).splitlines()[-1] == '  90 more: `rolecompare find "worker" --limit 100`'
        assert len(caught.value.fits) == MAX_FOUND
        return sum("FROM roles" in query for query in asked)

    assert steps(150) == steps(900)


def test_names_of_both_layers_are_listed_and_searched(home: Path) -> None:
    known = catalog(home, [MEDIC, NURSE], [stored(other_titles=["Ward Helper"]), *HELPERS])
    listed = {heading.id: heading.other_titles for heading in known.headings()}
    assert list(listed) == ["medic", "nurse", "helpers-carpenters", "carpenters"]
    assert listed["medic"] == ("Medics", "Ward Helper")
    assert listed["carpenters"] == ("Wood Workers",)
    for text, ids in (("ward help", ["medic"]), ("WOOD-WORK", ["carpenters"]), ("carpenters work.", [*listed][2:])):
        assert [heading.id for heading in known.search(text)] == ids
    assert known.search("carpenters wood") == []  # which is in no name of its own


def test_invalid_record_is_a_problem_of_the_store(home: Path) -> None:
    known = catalog(home, [MEDIC, NURSE], [{**stored("Cooks", "35-2014.00"), "duties": [{"text": "Cook"}]}])
    problem = r"Role: duties\[0\]\.citations: required field is missing\. .*data remove"
    with pytest.raises(CorruptStoreError, match=problem):
        found(known, "cooks")
