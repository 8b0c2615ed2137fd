"""The bundled dataset: every figure stands in the official tables, every sentence is ours, every role is whole."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from rapidfuzz import fuzz, process, utils
from tools.lint_dataset import find_remarks

from rolecompare.answers.claims import judged
from rolecompare.codes import Classification, CodeRelation, code_relation
from rolecompare.comparison.verdicts import verdict
from rolecompare.dataset import validation
from rolecompare.measures import LEVELS, MEASURES, STATISTICS
from rolecompare.models.claims import Claim
from rolecompare.models.dataset import Dataset
from rolecompare.models.figures import Figure, Level
from rolecompare.models.roles import Activity, Duty, Role
from rolecompare.models.serialization import walk_models
from rolecompare.models.sources import Source
from tests.activity_pairs import activity_pairs
from tests.official import files as official
from tests.official.files import Plain

PATH = Path(__file__).parents[2] / "data" / "roles.json"
DATASET = official.load(str(PATH))
ROLES: dict[str, Plain] = {role["id"]: role for role in DATASET["roles"]}
UMBRELLAS = [role for role in ROLES.values() if role["members"]]
OCCUPATIONS = [role for role in ROLES.values() if not role["members"]]
SOURCES: dict[str, Plain] = {source["id"]: source for source in DATASET["sources"]}
MODELS = Dataset.model_validate_json(PATH.read_bytes())
VERDICTS = {claim.number: verdict(claim) for claim in MODELS.claims}
ACTIVITIES: dict[str, Plain] = {activity["id"]: activity for activity in DATASET["activities"]}

with_article = pytest.mark.skipif(
    not official.ARTICLE.is_file(),
    reason="the article is not at hand: no shared/seed/article.txt beside the repository",
)
of_each_occupation = pytest.mark.parametrize("role", OCCUPATIONS, ids=lambda role: str(role["id"]))


class Cited(NamedTuple):
    where: str
    source: str
    place: str


def cited(value: object, where: str) -> list[Cited]:
    steps = (step for step in official.walk(value, where) if step[1].keys() >= {"source", "place"})
    return [Cited(at, citation["source"], citation["place"]) for at, citation, _ in steps]


def owners() -> Iterator[tuple[str, Plain, list[Plain]]]:
    """Each role and each claim, its place, and the roles that it speaks of."""
    for number, role in enumerate(DATASET["roles"]):
        yield f"roles[{number}]", role, [role]
    for number, claim in enumerate(DATASET["claims"]):
        yield f"claims[{number}]", claim, [ROLES[name] for name in claim["roles"]]


def occupation_codes(roles: Iterable[Plain]) -> set[str]:
    """The O*NET codes of roles, and of an umbrella's members."""
    return {ROLES[name]["codes"]["onet_soc"] for role in roles for name in (role["members"] or [role["id"]])}


IN_THE_HANDBOOK = [role for role in OCCUPATIONS if any(at.source.startswith("ooh-") for at in cited(role, ""))]
EVERY_CITATION = [citation for where, owner, _ in owners() for citation in cited(owner, where)]


# ── figures and levels, in the official tables ───────────────────────────────────────────────────────────────────────


@pytest.mark.official
def test_official_files_are_of_the_editions_in_their_names() -> None:
    assert {place: official.table(*place).title for place in official.COLUMNS} == {
        ("national_M2024_dl.xlsx", None): "May 2024 OEWS Estimates",
        ("national_M2025_dl.xlsx", None): "May 2025 OEWS Estimates",
        ("occupation_2024-34.xlsx", "Table 1.2"): "Table 1.2 Occupational projections, 2024–2034, and worker "
        "characteristics, 2024 (Employment in thousands)",
        ("occupation_2018-28.xlsx", "Table 1.2"): "Table 1.2 Employment by detailed occupation, 2018 and projected "
        "2028\n(Numbers in thousands)",
        ("occupation_2016-26.xlsx", "Table 1.2"): "Table 1.2 Employment by detailed occupation, 2016 and projected "
        "2026\n(Numbers in thousands)",
        ("occupation_2016-26.xlsx", "Table 1.7"): "Table 1.7 Occupational projections, 2016-26, and worker "
        "characteristics, 2016\n (Numbers in thousands)",
    }


@pytest.mark.official
def test_every_known_figure_is_in_the_official_table_at_its_cited_place(
    record_property: Callable[[str, object], None],
) -> None:
    known = official.items(DATASET, "known")
    faults = official.faults(DATASET, "known")
    found = len({item.where for item in known} - {fault.where for fault in faults})
    record_property("figures found in the official tables", f"{found} of {len(known)}")
    print(f"figures found in the official tables: {found} of {len(known)}")
    assert faults == []
    assert found == len(known) == len(re.findall(r'"unit"\s*:', PATH.read_text(encoding="utf-8")))
    assert len(known) >= 800


@pytest.mark.official
def test_every_level_is_in_the_official_table_at_its_cited_place(
    record_property: Callable[[str, object], None],
) -> None:
    levels = official.items(DATASET, "level")
    faults = official.faults(DATASET, "level")
    found = len({item.where for item in levels} - {fault.where for fault in faults})
    record_property("levels found in the official tables", f"{found} of {len(levels)}")
    print(f"levels found in the official tables: {found} of {len(levels)}")
    assert faults == []
    assert found == len(levels) >= len(LEVELS) * len(OCCUPATIONS)


@pytest.mark.official
def test_missing_figure_is_not_a_number_in_the_official_table() -> None:
    assert official.faults(DATASET, "missing") == []


# ── the check itself: an error planted in a copy of the dataset is found, and nothing else is ────────────────────────


def one_unit_off(figure: Plain) -> None:
    figure["value"] += 1


def a_row_further(figure: Plain) -> None:
    citation = figure["citations"][0]
    citation["place"] = re.sub(r"(?<=row )\d+", lambda row: str(int(row[0]) + 1), citation["place"])


def another_column(figure: Plain) -> None:
    citation = figure["citations"][0]
    place = official.TABLE_PLACE.fullmatch(citation["place"])
    assert place
    others = [header for header in official.COLUMNS[place["file"], place["table"]] if header != place["header"]]
    citation["place"] = citation["place"].replace(place["header"], others[0])


def the_next_occupation(figure: Plain) -> None:
    place = official.TABLE_PLACE.fullmatch(figure["citations"][0]["place"])
    assert place
    sheet = official.table(place["file"], place["table"])
    figure["code"] = sheet.rows[int(place["row"])][sheet.code_at]


def a_year_earlier(figure: Plain) -> None:
    figure["period"] = re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), figure["period"])


def another_unit(figure: Plain) -> None:
    figure["unit"] = "EUR/year"


def as_it_stands_there(figure: Plain) -> None:
    """Says of a number that was multiplied that it was not, or the other way round."""
    citation = figure["citations"][0]
    if not citation.pop("multiplier", None):
        citation["multiplier"] = 1000


PLANTED: dict[str, Callable[[Plain], None]] = {
    "value": one_unit_off,
    "row": a_row_further,
    "column": another_column,
    "code": the_next_occupation,
    "period": a_year_earlier,
    "unit": another_unit,
    "multiplier": as_it_stands_there,
}


def first_of(dataset: Plain, source: str) -> official.Item:
    items = official.items(dataset, "known")
    return next(item for item in items if item.content["citations"][0]["source"] == source)


def new_faults(dataset: Plain, sort: official.Sort) -> list[tuple[str, str]]:
    """The faults of a copy beyond those of the dataset itself, which other tests tell."""
    known = official.faults(DATASET, sort)
    return [(fault.where, fault.kind) for fault in official.faults(dataset, sort) if fault not in known]


@pytest.mark.official
@pytest.mark.parametrize("error", PLANTED)
@pytest.mark.parametrize("source", ["oews-2025-05", "oews-2024-05", "ep-2024-34", "ep-2016-26"])
def test_error_in_a_figure_is_the_only_problem_found(source: str, error: str) -> None:
    dataset = deepcopy(DATASET)
    item = first_of(dataset, source)
    PLANTED[error](item.content)
    assert new_faults(dataset, "known") == [(item.where, error)]


@pytest.mark.official
@pytest.mark.parametrize("error", ["value", "period", "unit"])
def test_error_in_a_share_of_jobs_is_the_only_problem_found(error: str) -> None:
    dataset = deepcopy(DATASET)
    item = first_of(dataset, "ooh-medical-assistants-2025")
    PLANTED[error](item.content)
    assert new_faults(dataset, "known") == [(item.where, error)]


@pytest.mark.official
def test_share_of_an_unlisted_occupation_is_reported() -> None:
    dataset = deepcopy(DATASET)
    item = first_of(dataset, "ooh-medical-assistants-2025")
    item.content["code"] = "31-9093"
    assert new_faults(dataset, "known") == [(item.where, "code")]


@pytest.mark.official
def test_share_of_an_unlisted_employer_is_reported() -> None:
    dataset = deepcopy(DATASET)
    item = first_of(dataset, "ooh-medical-assistants-2025")
    next(role for role in dataset["roles"] if role["id"] == "medical-assistant")["settings"]["items"][0]["label"] = (
        "Ships"
    )
    assert new_faults(dataset, "known") == [(item.where, "row")]


@pytest.mark.official
def test_share_of_the_other_occupation_on_the_page_is_reported() -> None:
    page = official.pages()[SOURCES["ooh-radiologic-2025"]["url"]]
    of_mri = next(known for known in page.employers if known.code == "29-2035")
    dataset = deepcopy(DATASET)
    item = first_of(dataset, "ooh-radiologic-2025")
    item.content["value"] = of_mri.shares[official.plain_words(str(item.label))]
    assert new_faults(dataset, "known") == [(item.where, "value")]


@pytest.mark.official
def test_published_number_marked_missing_is_reported() -> None:
    dataset = deepcopy(DATASET)
    item = first_of(dataset, "oews-2025-05")
    item.content["missing"] = "suppressed"
    assert new_faults(dataset, "missing") == [(item.where, "value")]


@pytest.mark.official
@pytest.mark.parametrize("measure", LEVELS)
def test_level_off_by_one_is_the_only_problem_found(measure: str) -> None:
    dataset = deepcopy(DATASET)
    item = next(item for item in official.items(dataset, "level") if item.content["measure"] == measure)
    scale = list(LEVELS[measure])
    item.content["value"] = scale[scale.index(item.content["value"]) - 1]
    assert new_faults(dataset, "level") == [(item.where, "value")]


@pytest.mark.official
@pytest.mark.parametrize("measure", LEVELS)
def test_level_of_the_previous_year_is_the_only_problem_found(measure: str) -> None:
    dataset = deepcopy(DATASET)
    item = next(item for item in official.items(dataset, "level") if item.content["measure"] == measure)
    a_year_earlier(item.content)
    assert new_faults(dataset, "level") == [(item.where, "period")]


# ── what else is cited, in O*NET, in the Handbook and in the article ─────────────────────────────────────────────────

TASK = re.compile(r"Task Statements, task (\d+)")
OF_AN_OCCUPATION = re.compile(
    r"(Alternate Titles|Education, Training, and Experience|Interests|Job Zones|Occupation Data), (\d\d-\d{4}\.\d\d)"
    r"(?:, (\d\.\w(?:\.\w+)*))?"  # an element of a table of ratings
)


@pytest.mark.official
def test_every_cited_task_belongs_to_the_occupation_of_the_role() -> None:
    strays = [
        citation
        for where, owner, roles in owners()
        for citation in cited(owner, where)
        if (task := TASK.fullmatch(citation.place))
        and official.tasks().get(task[1], {}).get("O*NET-SOC Code") not in occupation_codes(roles)
    ]
    assert strays == []


@pytest.mark.official
def test_duty_is_core_when_any_of_its_tasks_is() -> None:
    def of_its_tasks(duty: Plain) -> str | None:
        numbers = [task[1] for citation in duty["citations"] if (task := TASK.fullmatch(citation["place"]))]
        types = {official.tasks()[number]["Task Type"] for number in numbers}
        return "core" if "Core" in types else "supplemental" if "Supplemental" in types else None

    duties = {
        f"roles[{number}].duties[{index}]": duty
        for number, role in enumerate(DATASET["roles"])
        for index, duty in enumerate(role["duties"])
    }
    written = {where: duty.get("task_type") for where, duty in duties.items()}
    assert written == {where: of_its_tasks(duty) for where, duty in duties.items()}


@pytest.mark.official
def test_every_cited_place_in_onet_is_an_existing_row() -> None:
    def is_there(place: str) -> bool:
        if task := TASK.fullmatch(place):
            return task[1] in official.tasks()
        if row := OF_AN_OCCUPATION.fullmatch(place):
            rows = (known for known in official.onet(row[1]) if known["O*NET-SOC Code"] == row[2])
            return any(row[3] in (None, known.get("Element ID")) for known in rows)
        return place == "Occupation Data"

    strays = [
        citation for citation in EVERY_CITATION if citation.source.startswith("onet-") and not is_there(citation.place)
    ]
    assert strays == []


@pytest.mark.official
def test_occupations_sharing_an_umbrella_title_are_those_listed_by_onet() -> None:
    for role in UMBRELLAS:
        if role["codes"]:
            continue
        title = re.compile(re.escape(role["title"]) + r"(?: \(.*\))?")
        rows = official.onet("Alternate Titles")
        listed = {row["O*NET-SOC Code"] for row in rows if title.fullmatch(row["Alternate Title"])}
        places = [OF_AN_OCCUPATION.fullmatch(citation.place) for citation in cited(role, role["id"])]
        assert {place[2] for place in places if place and place[1] == "Alternate Titles"} == listed


@pytest.mark.official
def test_no_official_table_lists_an_umbrella_as_an_occupation() -> None:
    wages = official.table("national_M2025_dl.xlsx", None)
    titles = {str(row[wages.headers["OCC_TITLE"]]).casefold() for row in wages.rows}
    titles |= {row["Title"].casefold() for row in official.onet("Occupation Data")}
    for role in UMBRELLAS:
        if role["codes"]:  # the statistics combine its members under one code: that is what it stands for
            continue
        title = role["title"].casefold()
        assert titles & {title, f"{title}s"} == set()


@pytest.mark.official
def test_broader_activities_are_intermediate_and_others_detailed() -> None:
    detailed = {row["DWA ID"] for row in official.onet("DWA Reference")}
    intermediate = {row["IWA ID"] for row in official.onet("IWA Reference")}
    broader = {activity.get("broader") for activity in ACTIVITIES.values()}
    strays = {
        name: unknown
        for name, activity in ACTIVITIES.items()
        if (unknown := set(activity["onet"]) - (intermediate if name in broader else detailed))
    }
    assert strays == {}


@pytest.mark.official
def test_detailed_activity_belongs_to_an_intermediate_of_its_broader_one() -> None:
    parents = {row["DWA ID"]: row["IWA ID"] for row in official.onet("DWA Reference")}
    strays = [
        (name, detailed)
        for name, activity in ACTIVITIES.items()
        if (wanted := ACTIVITIES.get(activity.get("broader", ""), {}).get("onet"))
        for detailed in activity["onet"]
        if parents[detailed] not in wanted
    ]
    assert strays == []


@pytest.mark.official
def test_every_cited_place_in_the_handbook_is_a_heading() -> None:
    strays = [
        citation
        for citation in EVERY_CITATION
        if citation.source.startswith("ooh-")
        and official.part(official.pages()[SOURCES[citation.source]["url"]], citation.place) is None
    ]
    assert strays == []


@pytest.mark.official
def test_handbook_source_has_the_date_of_its_page() -> None:
    dated = {name: source["published"] for name, source in SOURCES.items() if name.startswith("ooh-")}
    assert dated == {name: official.pages()[SOURCES[name]["url"]].day for name in dated}


@with_article
def test_every_cited_place_in_the_article_is_a_heading() -> None:
    lines = {line.strip() for line in official.ARTICLE.read_text(encoding="utf-8").splitlines()}
    strays = [citation for citation in EVERY_CITATION if citation.source == "article" and citation.place not in lines]
    assert strays == []


# ── our own words ────────────────────────────────────────────────────────────────────────────────────────────────────

ALIKE = 85  # percent, of the words in any order, whatever their case and punctuation


def own_texts(value: object, where: str, *keys: str) -> list[tuple[str, str]]:
    return [
        (f"{at}.{key}", content[key])
        for at, content, _ in official.walk(value, where)
        for key in keys
        if isinstance(content.get(key), str)
    ]


def find_repetitions(texts: Iterable[tuple[str, str]], others: Iterable[str]) -> list[tuple[str, str, str, int]]:
    """Texts that say nearly what somebody else's sentence says, with that sentence and how alike the two are."""
    prepared = {sentence: utils.default_process(sentence) for sentence in others}
    found = []
    for where, text in texts:
        wording = utils.default_process(text)
        nearest = process.extractOne(wording, prepared, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
        if nearest:
            found.append((where, text, str(nearest[2]), round(nearest[1])))
    return found


@pytest.mark.official
def test_no_text_repeats_a_task_of_onet() -> None:
    assert [
        echo
        for where, owner, roles in owners()
        for echo in find_repetitions(
            own_texts(owner, where, "text", "note"),
            (task for code in sorted(occupation_codes(roles)) for task in official.tasks_of(code)),
        )
    ] == []


@pytest.mark.official
def test_no_text_repeats_a_sentence_of_its_handbook_page() -> None:
    assert [
        echo
        for where, owner, _ in owners()
        for source in sorted({citation.source for citation in cited(owner, where)})
        if source.startswith("ooh-")
        for echo in find_repetitions(
            own_texts(owner, where, "text", "note"), official.pages()[SOURCES[source]["url"]].sentences
        )
    ] == []


@with_article
def test_no_text_repeats_a_sentence_of_the_article() -> None:
    sentences = official.sentences(official.ARTICLE.read_text(encoding="utf-8"))
    texts = (text for where, owner, _ in owners() for text in own_texts(owner, where, "text", "note"))
    assert find_repetitions(texts, sentences) == []


def test_repeated_sentence_is_found_despite_order_case_and_punctuation() -> None:
    texts = [("a", "Vital signs: measure patients’, please"), ("b", "Draw blood")]
    assert find_repetitions(texts, ["Measure patients’ vital signs, please."]) == [
        ("a", "Vital signs: measure patients’, please", "Measure patients’ vital signs, please.", 100)
    ]


EVERY_TEXT = [
    (where, text)
    for part in ("activities", "roles", "claims")
    for where, text in own_texts(DATASET[part], part, "text", "note", "reason", "label")
]


def test_dataset_linter_finds_nothing_in_the_bundled_dataset() -> None:
    assert find_remarks(MODELS) == []


# ── whole roles, claims and sources ──────────────────────────────────────────────────────────────────────────────────


def test_bundled_dataset_is_valid() -> None:
    assert validation.find_problems(PATH.read_bytes()) == []


HEALTH_ROLES = official.FOLDER / "health-role-figures.json"


@pytest.mark.official
def test_requested_roles_exist_with_their_codes() -> None:
    asked_for = {role["id"]: role["onet_soc"] for role in official.load(str(HEALTH_ROLES))["roles"]}
    assert {role["id"]: role["codes"]["onet_soc"] for role in OCCUPATIONS} == asked_for
    assert len(asked_for) == 24


def test_umbrellas_are_the_article_name_and_the_combined_code() -> None:
    assert {role["id"]: (role["codes"], role["members"]) for role in UMBRELLAS} == {
        "medical-technician": (
            {},
            [
                "clinical-laboratory-technician",
                "histology-technician",
                "phlebotomist",
                "cardiovascular-technician",
                "radiologic-technologist",
            ],
        ),
        "clinical-laboratory-technologists-and-technicians": (
            {"soc": "29-2010"},
            ["clinical-laboratory-technologist", "clinical-laboratory-technician", "histology-technician"],
        ),
    }
    assert DATASET["default_comparison"] == ["medical-assistant", "medical-technician"]


@of_each_occupation
def test_role_has_12_to_30_duties_with_an_activity(role: Plain) -> None:
    assert 12 <= len(role["duties"]) <= 30
    assert [duty["text"] for duty in role["duties"] if not duty.get("activity")] == []


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: str(role["id"]))
def test_every_duty_says_whether_a_patient_is_present_and_a_machine_is_run(role: Plain) -> None:
    marks = [(duty.get("with_patient"), duty.get("with_machine")) for duty in role["duties"]]
    assert [mark for mark in marks if not all(isinstance(each, bool) for each in mark)] == []


def test_marks_of_duties_are_those_of_the_examples_in_the_documentation() -> None:
    text = (PATH.parents[1] / "docs" / "data.md").read_text(encoding="utf-8")
    section = text.partition("## Who and what a duty is done with")[2].partition("\n## ")[0]
    found = re.findall(r"^\| (.+?) \| ([a-z-]+) \| (yes|no) \| (yes|no) \|", section, re.MULTILINE)
    marks = {
        (duty["text"], role["id"]): (duty["with_patient"], duty["with_machine"])
        for role in ROLES.values()
        for duty in role["duties"]
    }
    assert [
        (text, role) for text, role, *said in found if marks[text, role] != tuple(word == "yes" for word in said)
    ] == []
    assert len(found) >= 20


def test_the_same_duty_has_the_same_marks_in_every_job() -> None:
    marks: dict[str, set[tuple[bool, bool]]] = {}
    for role in ROLES.values():
        for duty in role["duties"]:
            marks.setdefault(duty["text"], set()).add((duty["with_patient"], duty["with_machine"]))
    assert [text for text, found in marks.items() if len(found) > 1] == []


@pytest.mark.parametrize(
    ("role", "percent"),
    [
        ("cardiovascular-technician", 52),
        ("diagnostic-medical-sonographer", 46),
        ("mri-technologist", 43),
        ("radiologic-technologist", 40),
        ("clinical-laboratory-technician", 5),
        ("histology-technician", 0),
    ],
)
def test_duties_with_a_patient_agree_with_the_count_of_a_second_reader(role: str, percent: int) -> None:
    """Two readers of some 25 duties may differ by one duty, and by no more."""
    duties = ROLES[role]["duties"]
    assert abs(sum(duty["with_patient"] for duty in duties) - round(percent * len(duties) / 100)) <= 1


@of_each_occupation
def test_role_has_a_level_on_every_scale(role: Plain) -> None:
    assert {item.content["measure"] for item in official.items(role["training"], "level")} == LEVELS.keys()


@of_each_occupation
def test_role_has_a_program_unless_high_school_is_enough(role: Plain) -> None:
    typical = {level["value"] for level in role["training"]["levels"] if level["measure"] == "education.entry"}
    assert role["training"]["programs"] or typical == {"high-school-diploma"}


@of_each_occupation
def test_high_school_is_no_program_of_a_role(role: Plain) -> None:
    assert [
        program["text"] for program in role["training"]["programs"] if program["award"] == "high-school-diploma"
    ] == []


@of_each_occupation
def test_role_says_whether_a_license_is_needed(role: Plain) -> None:
    licenses = [item["kind"] in ("license", "state-regulation") for item in role["credentials"]["items"]].count(True)
    said = " ".join(statement["text"] for statement in role["credentials"]["statements"])
    assert licenses == 1 or (licenses == 0 and re.search(r"license|\blaw\b|legal", said))


@pytest.mark.parametrize("role", IN_THE_HANDBOOK, ids=lambda role: str(role["id"]))
def test_role_in_the_handbook_has_settings_with_shares_of_jobs(role: Plain) -> None:
    shares = [item["share"] for item in role["settings"]["items"]]
    assert len(shares) >= 1
    assert len(official.items(shares, "known")) == len(shares)


@of_each_occupation
def test_role_has_every_figure_of_pay_and_outlook_in_each_edition(role: Plain) -> None:
    wanted = {
        *product(
            ["2024-05", "2025-05"],
            [*(f"pay.{kind}.{name}" for kind in ("annual", "hourly") for name in STATISTICS), "employment"],
        ),
        ("2024", "employment.base"),
        ("2034", "employment.projected"),
        ("2024/2034", "employment.change"),
        ("2024/2034", "employment.change_percent"),
        ("2024/2034", "openings.annual"),
    }
    known = official.items(role["outlook"], "known")
    assert wanted - {(item.content["period"], item.content["measure"]) for item in known} == set()


@of_each_occupation
def test_figures_of_a_role_have_its_own_or_a_wider_code(role: Plain) -> None:
    own = role["codes"]["onet_soc"]
    items = [*official.items(role, "known"), *official.items(role, "level")]
    assert [item for item in items if _relation(item.content, own) is CodeRelation.OTHER] == []


def test_figures_name_the_classification_of_their_source() -> None:
    sources = {source["id"]: source.get("classification") for source in DATASET["sources"]}
    items = [*official.items(DATASET, "known"), *official.items(DATASET, "level"), *official.items(DATASET, "missing")]
    cited = [(item.content, citation["source"]) for item in items for citation in item.content.get("citations", ())]
    former = [(content, source) for content, source in cited if source.startswith("ep-")]
    assert [content for content, source in former if content.get("classification") != sources[source]] == []
    assert {source for _, source in former if sources[source]} == {"ep-2016-26", "ep-2018-28"}


def _relation(content: Plain, own: str) -> CodeRelation:
    classification = content.get("classification")
    return code_relation(content["code"], own, classification and Classification(classification))


@of_each_occupation
def test_role_is_rated_on_the_six_interests(role: Plain) -> None:
    assert [rating["element"] for rating in role["ratings"]] == [f"1.B.1.{letter}" for letter in "abcdef"]


@pytest.mark.official
def test_every_interest_is_in_onet_at_its_cited_place() -> None:
    there = {
        (
            row["O*NET-SOC Code"],
            row["Element ID"],
            row["Element Name"],
            Decimal(row["Data Value"]),
            row["Date"],
            row["Domain Source"],
        )
        for row in official.onet("Interests")
        if row["Scale ID"] == "OI"
    }
    strays = []
    for role in OCCUPATIONS:
        for rating in role["ratings"]:
            year, month = rating["interest"]["period"].split("-")
            value = Decimal(str(rating["interest"]["value"]))
            code = role["codes"]["onet_soc"]
            told = (code, rating["element"], rating["name"], value, f"{month}/{year}", rating["interest"]["by"])
            places = [citation["place"] for citation in rating["citations"]]
            place = f"Interests, {code}"
            if told not in there or places not in ([place], [f"{place}, {rating['element']}"]):
                strays.append(told)
    assert strays == []


@of_each_occupation
def test_role_in_the_handbook_has_physical_demands_and_schedule(role: Plain) -> None:
    kinds = {condition["condition"] for condition in role["settings"]["conditions"]}
    # The pages on these say nothing of standing, lifting or sitting.
    silent = ("dental-assistant", "licensed-practical-nurse", "medical-secretary", "medical-transcriptionist")
    assert role["id"] in silent or kinds & {"on-feet", "lifting", "sitting"} or role not in IN_THE_HANDBOOK
    assert "hours" in kinds or role not in IN_THE_HANDBOOK


def page_of(role: Plain) -> official.Page:
    """The Handbook page that a role cites most."""
    names = [citation.source for citation in cited(role, "") if citation.source.startswith("ooh-")]
    return official.pages()[SOURCES[max(set(names), key=names.count)]["url"]]


def sayings(role: Plain, *parts: str) -> list[str]:
    """What is said of a role in some parts, such as training, in the order of the file."""
    statements = [content for part in parts for _, content, _ in official.walk(role[part], part) if "text" in content]
    return [statement["text"] for statement in statements]


of_each_page = pytest.mark.parametrize("role", IN_THE_HANDBOOK, ids=lambda role: str(role["id"]))


@pytest.mark.official
@of_each_page
def test_role_says_how_many_openings_replace_people_as_its_page_does(role: Plain) -> None:
    said = [text for text in sayings(role, "outlook") if "openings are expected to come from replacing" in text]
    page = " ".join(page_of(role).sentences)
    amounts = re.findall(r"(Many|Most|All) of those openings are expected to result from the need to replace", page)
    assert {text.partition(" ")[0] for text in said} == set(amounts) != set()
    assert len(said) == 1


@pytest.mark.official
@of_each_page
@pytest.mark.parametrize(
    ("on_page", "in_role"),
    [("High school students", "high school classes?\\b|High school biology"), ("full time", "full.time")],
)
def test_role_tells_a_kind_of_thing_exactly_where_its_page_does(role: Plain, on_page: str, in_role: str) -> None:
    page = " ".join(page_of(role).sentences)
    assert bool(re.search(in_role, " ".join(sayings(role, "training", "settings")))) == (on_page in page)


@pytest.mark.official
@of_each_page
@pytest.mark.parametrize("heading", ["Advancement", "Important Qualities"])
def test_role_draws_on_a_section_that_its_page_has(role: Plain, heading: str) -> None:
    place = f"How to Become One, {heading}"
    drawn = [citation for citation in cited(role["training"]["statements"], "") if citation.place == place]
    there = official.part(page_of(role), place)
    # The page on EMTs and paramedics tells only of paramedics how they advance.
    of_others = (role["id"], heading) == ("emergency-medical-technician", "Advancement")
    assert bool(drawn) == (there is not None and not of_others)


@pytest.mark.official
def test_roles_on_pages_of_several_jobs_mark_statements_of_the_wider_group() -> None:
    def is_wider(role: Plain) -> bool:
        return {employers.code for employers in page_of(role).employers} != {role["codes"]["soc"]}

    marked = {role["id"] for role in OCCUPATIONS if any(scopes(role, "wider-group"))}
    assert marked == {role["id"] for role in IN_THE_HANDBOOK if is_wider(role)}


def scopes(role: Plain, scope: str) -> Iterator[str]:
    """The statements of a role with a scope."""
    return (content["text"] for _, content, _ in official.walk(role) if content.get("scope") == scope)


def test_statement_of_a_wider_group_rests_on_no_task_of_the_role_itself() -> None:
    strays = [
        (where, content["text"])
        for where, role, _ in owners()
        for _, content, _ in official.walk(role)
        if content.get("scope") == "wider-group" and any(TASK.fullmatch(each["place"]) for each in content["citations"])
    ]
    assert strays == []


def test_conditions_and_outlook_name_no_other_job() -> None:
    titles = {name: role["title"].casefold() for name, role in ROLES.items()}
    strays = [
        (role["id"], text)
        for role in OCCUPATIONS
        for text in sayings({**role, "conditions": role["settings"]["conditions"]}, "conditions", "outlook")
        for name, title in titles.items()
        if name != role["id"] and title in text.casefold() and title not in role["title"].casefold()
    ]
    assert strays == []


def test_medical_technician_has_no_figures() -> None:
    umbrella = ROLES["medical-technician"]
    assert official.items(umbrella, "known") == official.items(umbrella, "level") == []
    absent = official.items(umbrella, "missing")
    assert {item.content["missing"] for item in absent} == {"no-such-occupation"}
    assert {item.content["measure"] for item in absent} == {*MEASURES, *LEVELS}


def test_all_fifty_claims_of_the_article_are_in_order() -> None:
    assert [claim["number"] for claim in DATASET["claims"]] == list(range(1, 51))
    assert {citation.source for claim in DATASET["claims"] for citation in cited(claim["citations"], "")} == {"article"}


def test_claims_that_figures_decide_have_their_verdicts() -> None:
    assert {number: VERDICTS[number] for number in (12, 13, 14, 15, 17, 19, 25, 28, 29, 30, 32, 38, 43, 46)} == {
        12: "supported",
        13: "supported",
        14: "supported",
        15: "supported",
        17: "supported",
        19: "contradicted",
        25: "contradicted",
        28: "supported",
        29: "contradicted",
        30: "wrong-period",
        32: "supported",
        38: "supported",
        43: "supported",
        46: "partly-supported",
    }


def test_claims_of_several_parts_have_a_verdict_for_each() -> None:
    judged_claims = {claim.number: judged(claim) for claim in MODELS.claims}
    found = {n: [str(part.verdict) for part in judged_claims[n].parts] for n in (20, 30, 46, 49)}
    assert found == {
        20: ["supported", "partly-supported"],
        30: ["wrong-period", "not-checkable"],
        46: ["supported", "contradicted"],
        49: ["supported", "partly-supported"],
    }
    several = [claim for claim in judged_claims.values() if len(claim.parts) > 1]
    assert [claim.number for claim in several if not all(part.text for part in claim.parts)] == []


@pytest.mark.parametrize("number", [28, 38, 46])
def test_claim_about_growth_has_the_present_projection_beside_it(number: int) -> None:
    claim = next(claim for claim in DATASET["claims"] if claim["number"] == number)
    present = [item["value"] for item in claim["evidence"] if item.get("period") == "2024/2034"]
    assert present == [Decimal("12.5")]
    assert "2024–34, is 12.5%" in claim["note"]


def test_evidence_for_a_claim_says_each_share_once() -> None:
    for claim in DATASET["claims"]:
        shares = {f"{item['share']['value']}%" for item in claim["evidence"] if "share" in item}
        sentences = [item["text"] for item in claim["evidence"] if "text" in item]
        assert [text for text in sentences if shares & set(re.findall(r"\d+%", text))] == [], claim["number"]


def test_every_claim_has_a_verdict_with_a_note() -> None:
    assert [number for number, verdict in VERDICTS.items() if verdict is None] == []
    assert [claim["number"] for claim in DATASET["claims"] if not claim.get("note")] == []


def test_no_verdict_on_a_number_of_the_article_is_written_by_hand() -> None:
    numbers = re.compile(r"\d+(?:\.\d+)? ?%|\$\d|double|faster|longer or higher schooling")
    about_numbers = {claim["number"] for claim in DATASET["claims"] if numbers.search(claim["text"])}
    assert about_numbers <= {claim["number"] for claim in DATASET["claims"] if claim["asserts"]}


def test_every_number_in_a_note_is_asserted_or_in_the_evidence() -> None:
    strays = []
    for claim in DATASET["claims"]:
        if claim["asserts"]:
            figures = {item["value"] for item in claim["evidence"] if isinstance(item.get("value"), int | Decimal)}
            known = {
                f"{Decimal(value).normalize():f}"
                for value in figures | {a["value"] for a in claim["asserts"] if "value" in a}
            }
            doubled = {f"{(2 * Decimal(value)).normalize():f}" for value in figures}
            for number in re.findall(r"(?<=\$)[\d,]+|[\d.]+(?= ?%)", claim["note"]):
                plain = f"{Decimal(number.replace(',', '')).normalize():f}"
                if plain not in known | doubled:
                    strays.append((claim["number"], number))
    assert strays == []


def test_verdict_follows_the_evidence() -> None:
    claim = deepcopy(next(claim for claim in DATASET["claims"] if claim["number"] == 28))
    figure = next(item for item in claim["evidence"] if item.get("code") == "31-9092")
    figure["value"] = 28
    # The official tables are compared in exact decimals, which JSON does not have.
    assert verdict(Claim.model_validate_json(json.dumps(claim, default=float))) == "partly-supported"


def test_contradictions_within_the_article_are_found() -> None:
    against = {claim["number"]: set(claim["contradicts"]) for claim in DATASET["claims"]}
    known = [(3, 31), (3, 36), (19, 24), (20, 35), (25, 37), (25, 42), (2, 34), (31, 44)]
    assert [pair for pair in known if pair[1] not in against[pair[0]]] == []


@with_article
def test_statement_that_repeats_a_claim_cites_the_article() -> None:
    places = {claim["number"]: {cited["place"] for cited in claim["citations"]} for claim in DATASET["claims"]}
    strays = [
        (where, number)
        for where, role, _ in owners()
        for at, content, _ in official.walk(role, where)
        for number in content.get("claims") or ()
        if not places[number] & {cited["place"] for cited in content["citations"] if cited["source"] == "article"}
    ]
    assert strays == []


def test_documentation_has_the_counts_of_the_dataset() -> None:
    found = Counter(type(record) for _, record in walk_models(MODELS))
    counts = {"duties": Duty, "figures": Figure, "levels": Level, "activities": Activity, "sources": Source}
    page = (PATH.parents[1] / "docs" / "data.md").read_text(encoding="utf-8")
    quoted = ", ".join(f"{found[kind]:,} {name}" for name, kind in counts.items())
    assert f"{quoted}, and the article's {found[Claim]} claims" in page
    assert f"holds {found[Role]} roles: {len(OCCUPATIONS)} health care occupations" in page


def test_every_source_is_cited() -> None:
    assert SOURCES.keys() - {citation.source for citation in EVERY_CITATION} == set()


def test_every_activity_belongs_to_a_duty_or_is_broader() -> None:
    used = {duty["activity"] for role in ROLES.values() for duty in role["duties"]}
    used |= {ACTIVITIES[name].get("broader") for name in used}
    assert ACTIVITIES.keys() - used == set()


@pytest.mark.official
def test_documentation_has_the_measured_relation_to_onet_links() -> None:
    """A count that moved has to be checked and then corrected in docs/data.md."""
    counts = activity_pairs(DATASET, official.onet("Tasks to DWAs"), official.onet("DWA Reference"))
    page = (PATH.parents[1] / "docs" / "data.md").read_text(encoding="utf-8")
    quoted = {line.split("|")[1].strip(): line.split("|")[2].strip() for line in page.splitlines() if "|" in line}
    missed = {name: count for name, count in counts.items() if quoted.get(name) != f"{count:,}"}
    assert missed == {}


def test_only_words_of_ours_cite_onet_as_modified() -> None:
    """Numbers and levels stand as published; sentences after O*NET are our own, which its license asks to say."""
    records = [step[1] for _, owner, _ in owners() for step in official.walk(owner, "") if "citations" in step[1]]
    wordings = {
        ("text" in record, SOURCES[citation["source"]]["wording"])
        for record in records
        for citation in record["citations"]
        if citation["source"].startswith("onet-")
    }
    assert wordings == {(True, "modified"), (False, "verbatim")}
