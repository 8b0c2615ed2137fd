"""Names of jobs as people type them: which job is meant, what is said of it, and what is asked where several fit."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rolecompare.cli.app import app
from rolecompare.cli.names import read_names
from rolecompare.errors import UsageError
from rolecompare.models.section_names import SECTION_WORDS, SectionName
from rolecompare.search.index import Entry, build
from rolecompare.store.writer import write_store
from tests import make
from tests.cli.processes import converse

RUNNER = CliRunner()
# Each occupation of the store: code, title, number of jobs, other titles.
OCCUPATIONS: tuple[tuple[str, str, int, list[str]], ...] = (
    ("25-1011.00", "Business Teachers, Postsecondary", 82_150, ["Teacher"]),
    ("25-2021.00", "Elementary School Teachers", 1_388_390, ["Teacher"]),
    ("25-2031.00", "Secondary School Teachers", 1_065_210, ["Teacher"]),
    ("47-2031.00", "Carpenters", 670_090, ["Wood Worker"]),
    ("51-7011.00", "Cabinetmakers and Bench Carpenters", 77_170, ["Carpenter"]),
    ("15-1251.00", "Computer Programmers", 110_000, ["Computer Language Coder"]),
    ("29-2072.00", "Medical Records Specialists", 194_720, ["Coder"]),
    ("29-2043.01", "Ambulance Dispatch Technicians", 1_000, ["Medical Technician"]),
    ("33-1012.00", "Detectives and Criminal Investigators", 100_000, []),
    ("51-2022.00", "Electrical Assemblers", 200_000, ["Spark Plug Assembler"]),
    ("53-3032.00", "Heavy Truck Drivers", 2_062_040, ["Trucker"]),
    ("41-2031.00", "Retail Salespersons", 3_800_000, ["Salesman", "Lone Wolf"]),
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder."""
    monkeypatch.setenv("ROLECOMPARE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def filled(home: Path) -> Path:
    """The data folder with occupations in it, and their jobs."""
    cited = make.cited("onet-30.1", "Occupation Data")
    roles = [
        {
            "title": title,
            "summary": {"text": f"{title} work.", "citations": cited},
            "other_titles": others,
            "codes": {"soc": code[:7], "onet_soc": code},
            "duties": [],
            "training": {},
            "ratings": [],
            "related": [],
        }
        for code, title, _, others in OCCUPATIONS
    ]
    jobs = {
        code[:7]: [make.figure(count, "employment", code=code[:7], citations=make.cited("oews-2025-05", "row 2"))]
        for code, _, count, _ in OCCUPATIONS
    }
    with write_store(str(home)) as draft:
        for name in ("onet-30.1", "oews-2025-05"):
            draft.put_source(make.source(name))
        draft.put_roles(roles)
        draft.put_figures("oews-2025-05", jobs)
        build(draft.connection, (Entry(*text) for text in draft.search_texts()))
    return home


def run(*arguments: str, code: int = 0, env: Mapping[str, str] | None = None) -> tuple[str, str]:
    done = RUNNER.invoke(app, list(arguments), env=dict(env or {}), prog_name="rolecompare")
    assert done.exit_code == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr


def refusal(*arguments: str, code: int) -> str:
    out, said = run(*arguments, code=code)
    assert out == ""
    return said.removeprefix("rolecompare: ")


def ids(*arguments: str) -> list[str]:
    """The jobs that a command shows as JSON."""
    found: dict[str, Any] = json.loads(run(*arguments, "--json")[0])
    if "moves" in found:
        return [role["id"] for role in found["roles"]]
    return [role["id"] for role in found["roles"]] if "roles" in found else [found["role"]["id"]]


# ── which job ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("name", ["carpenter", "Carpenters", "CARPENTER", "47-2031", "47-2031.00"])
def test_own_title_comes_before_another_title_of_some_other_job(name: str) -> None:
    out, said = run("show", name)
    assert out.startswith("Carpenters")
    assert said == ""


@pytest.mark.usefixtures("filled")
def test_page_says_that_a_name_is_another_title_of_the_job() -> None:
    out, said = run("show", "wood worker")
    assert out.startswith("Showing Carpenters (“wood worker” is another name for it)\n\nCarpenters")
    assert said == ""


@pytest.mark.usefixtures("filled")
def test_page_names_other_jobs_with_the_words_of_a_nickname() -> None:
    first, *_ = run("show", "coder", "--width", "200")[0].splitlines()
    assert first == "Showing Medical Records Specialist (“coder” is another name for it); also: Computer Programmers"
    found = json.loads(run("find", "coder", "--json")[0])["candidates"]
    assert [role["id"] for role in found] == ["medical-records-specialist", "computer-programmers"]


@pytest.mark.usefixtures("filled")
def test_answer_for_programs_says_on_standard_error_that_a_name_is_another_title() -> None:
    for form in ("json", "csv"):
        out, said = run("show", "wood worker", "--format", form)
        assert said == "Showing Carpenters (“wood worker” is another name for it)\n"
        assert "Showing" not in out


@pytest.mark.parametrize("name", ["RN", "ma", "MA", "medical-assistant", "Phlebotomists"])
def test_nothing_is_said_where_the_title_tells_why_the_job_is_meant(name: str) -> None:
    out, said = run("show", name)
    assert "Showing" not in out + said


@pytest.mark.parametrize("words", ["med tech", "medical tech", "medical technician"])
@pytest.mark.usefixtures("filled")
def test_abbreviation_of_several_names_is_never_one_of_the_jobs(words: str) -> None:
    if words == "medical technician":  # which is the title of one job
        assert ids("show", words) == ["medical-technician"]
        return
    said = refusal("diff", words, "medical assistant", code=4)
    found = [role["title"] for role in json.loads(run("find", words, "--json")[0])["candidates"]]
    listed = [line.split("  ")[-1].partition(" ·")[0] for line in said.splitlines()[1:]]
    assert listed[:2] == found[:2] == ["Medical Technician", "Ambulance Dispatch Technicians"]


@pytest.mark.usefixtures("filled")
def test_jobs_with_one_name_are_listed_by_their_number_in_every_command() -> None:
    expected = ["elementary-school-teachers", "secondary-school-teachers", "business-teachers-postsecondary"]
    assert [role["id"] for role in json.loads(run("find", "teacher", "--json")[0])["candidates"]][:3] == expected
    fit = ("fit", "--answer", "like=care", "carpenters")
    for command in (("show",), ("diff", "carpenters"), ("related",), ("gap", "carpenters"), fit):
        assert refusal(*command, "teacher", code=4) == (
            "“teacher” could mean 3 jobs. Which one? Use its title or code:\n"
            "   1  25-2021.00  Elementary School Teachers · 1,388,390 jobs\n"
            "   2  25-2031.00  Secondary School Teachers · 1,065,210 jobs\n"
            "   3  25-1011.00  Business Teachers, Postsecondary · 82,150 jobs\n"
        )


@pytest.mark.usefixtures("filled")
def test_every_bad_name_is_reported() -> None:
    said = refusal("diff", "teacher", "zzzqqq", "carpentor", code=3)
    assert all(name in said for name in ("“teacher” could mean", "called “zzzqqq”", "called “carpentor”"))
    assert refusal("diff", "teacher", "phlebotomist", code=4).count("Which one?") == 1


@pytest.mark.parametrize("name", ["electrician", "truck driver", "software developer", "cop", "IT guy", "sparky"])
def test_unlike_job_is_not_suggested_where_only_built_in_jobs_are_loaded(name: str) -> None:
    assert refusal("show", name, code=3) == (
        f"No job is called “{name}”. Only the 26 built-in jobs are loaded. "
        "`rolecompare import onet --download` adds about 1,000.\n"
    )


@pytest.mark.usefixtures("filled")
def test_job_is_not_suggested_for_one_word_that_is_like_one_of_many() -> None:
    assert refusal("show", "sparky", code=3) == "No job is called “sparky”. `rolecompare list` lists all jobs.\n"
    assert "Did you mean electrical-assemblers?" in refusal("show", "sparkplug assemblr", code=3)


def test_similar_jobs_are_suggested_with_titles_codes_and_jobs() -> None:
    said = refusal("show", "nurse", code=3).splitlines()
    assert said[0] == "No job is called “nurse”. Did you mean one of these?"
    assert [line.split("  ")[2:][1].split(" · ")[0] for line in said[1:3]] == [
        "Registered Nurse",
        "Licensed Practical Nurse",
    ]
    assert said[1].endswith(" jobs")
    assert said[-1].startswith("Only the 26 built-in jobs are loaded.")


# ── several words, several jobs ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["lpn,rn,paramedic"], ["licensed-practical-nurse", "registered-nurse", "paramedic"]),
        (["lpn,", "rn", "or", "paramedic"], ["licensed-practical-nurse", "registered-nurse", "paramedic"]),
        (["medical assistant vs phlebotomist"], ["medical-assistant", "phlebotomist"]),
        (["Medical Assistant vs. Phlebotomist"], ["medical-assistant", "phlebotomist"]),
        (["medical", "assistant", "phlebotomist"], ["medical-assistant", "phlebotomist"]),
        (["medical", "assistant", "vs", "phlebotomist"], ["medical-assistant", "phlebotomist"]),
        (["phlebotomist", "and", "medical", "assistant"], ["phlebotomist", "medical-assistant"]),
        (["phlebotomist", "x-ray", "tech"], ["phlebotomist", "radiologic-technologist"]),
    ],
)
def test_diff_reads_names_as_people_type_them(typed: list[str], meant: list[str]) -> None:
    assert ids("diff", *typed) == meant
    assert ids(*typed) == meant
    assert ids("compare", *typed) == meant


@pytest.mark.parametrize("typed", ["nursing assistant to registered nurse", "nursing-assistant rn"])
def test_gap_reads_names_without_quotes(typed: str) -> None:
    assert ids("gap", *typed.split()) == ["nursing-assistant", "registered-nurse"]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "typed", ["Detectives and Criminal Investigators", "Business Teachers, Postsecondary", "medical assistant"]
)
def test_show_and_diff_join_the_words_of_one_name(typed: str) -> None:
    (shown,) = ids("show", *typed.split())
    assert ids("diff", *typed.split(), "vs", "phlebotomist") == [shown, "phlebotomist"]
    assert ids("diff", typed, "phlebotomist") == [shown, "phlebotomist"]


@pytest.mark.parametrize("command", ["diff", "gap"])
@pytest.mark.parametrize("typed", ["vs", ",,,", ""])
def test_words_that_name_no_job_are_refused(command: str, typed: str) -> None:
    assert refusal(command, typed, code=2).startswith(f"“{typed}” names no job.")


def test_show_of_two_jobs_points_to_diff() -> None:
    said = refusal("show", "lpn", "medical assistant", code=2)
    assert said == 'Name one job. `rolecompare diff lpn "medical assistant"` compares 2.\n'


def test_diff_of_one_job_names_similar_ones() -> None:
    said = refusal("diff", "medical", "assistant", code=2)
    similar = [role["id"] for role in json.loads(run("related", "medical-assistant", "--json")[0])["related"]]
    assert said.startswith("Name at least two jobs to compare. Similar to Medical Assistant: ")
    assert f"Try `rolecompare diff medical-assistant {similar[0]}`." in said
    assert "Similar to Registered Nurse: " in refusal("fit", "registered-nurse", "-a", "like=care", code=2)


def strength_of(*names: str) -> Any:
    return lambda text: 2 if text.casefold() in names else 0


def test_words_that_can_be_read_in_two_ways_are_refused_with_both() -> None:
    with pytest.raises(UsageError, match="“art” \\+ “teacher aide” or “art teacher” \\+ “aide”"):
        read_names(["art", "teacher", "aide"], strength_of("art", "teacher aide", "art teacher", "aide"))
    with pytest.raises(UsageError, match="Put each name in quotes"):
        read_names(["nurse", "practitioner"], strength_of("nurse", "practitioner", "nurse practitioner"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["nurse practitioner", "cook"], ["nurse practitioner", "cook"]),  # quotes are kept
        (["head", "cook", "baker"], ["head cook", "baker"]),
        (["cook", "head", "cook"], ["cook", "head cook"]),
        (["foo", "bar"], ["foo", "bar"]),  # of which each is reported
        (["foo bar", "vs", "cook"], ["foo bar", "cook"]),
        (["foo", "bar", "vs", "cook"], ["foo bar", "cook"]),
        (["cook", "or"], ["cook"]),
        (["vs"], []),
    ],
)
def test_words_are_joined_to_names(typed: list[str], meant: list[str]) -> None:
    known = strength_of("cook", "head cook", "baker", "nurse practitioner", "nurse", "practitioner")
    assert read_names(typed, known) == meant


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("search nurse", "find nurse"),
        ("compare lpn rn", "diff lpn rn"),
        ("medical-assistant", "show medical-assistant"),
        ("medical-assistant --section outlook", "show medical-assistant --section outlook"),
        ("medical assistant", "show medical assistant"),
        ("medical-assistant phlebotomist", "diff medical-assistant phlebotomist"),
        ("31-9092.00", "show 31-9092.00"),
        ("version", "--version"),
        ("help", "--help"),
        ("help gap", "gap --help"),
    ],
)
def test_other_words_lead_to_the_command(typed: str, same: str) -> None:
    assert run(*typed.split()) == run(*same.split())


def test_comma_after_a_name_is_no_part_of_it() -> None:
    assert run("diff", "lpn,", "rn") == run("diff", "lpn", "rn")


def test_name_without_a_command_is_looked_up_in_the_dataset_of_the_option(tmp_path: Path) -> None:
    path = tmp_path / "my.json"
    path.write_text(json.dumps(make.dataset([make.role("helper", None), make.role("cook", None)])))
    assert ids("helper", "--data", str(path)) == ["helper"]
    assert ids("helper", "cook", f"--data={path}") == ["helper", "cook"]


@pytest.mark.parametrize(("typed", "meant"), [("dif", "diff"), ("shwo medical-assistant", "show"), ("fnd", "find")])
def test_misspelled_command_is_suggested(typed: str, meant: str) -> None:
    assert f"Did you mean '{meant}'?" in refusal(*typed.split(), code=2)


def test_misspelled_job_without_a_command_is_suggested() -> None:
    assert refusal("medical-asistant", code=3).startswith(
        "No job is called “medical-asistant”. Did you mean medical-assistant?"
    )


def test_neither_command_nor_job_is_refused() -> None:
    assert refusal("electrician", code=2) == (
        "There is no command or job “electrician”. `rolecompare --help` lists the commands. Only the 26 built-in jobs "
        "are loaded. `rolecompare import onet --download` adds about 1,000.\n"
    )


@pytest.mark.parametrize("typed", [["list", "nurses"], ["list", "--search", "nurses"], ["list", "--search", "NURSE"]])
def test_list_finds_singular_and_plural(typed: list[str]) -> None:
    assert {"registered-nurse", "licensed-practical-nurse"} <= set(ids(*typed))


@pytest.mark.parametrize(
    ("word", "section"),
    [
        ("pay", "outlook"),
        ("Salary", "outlook"),
        ("jobs", "outlook"),
        ("education", "training"),
        ("license", "credentials"),
        ("licenses", "credentials"),
        ("skills", "ratings"),
        ("tasks", "duties"),
        ("workplace", "settings"),
    ],
)
def test_section_goes_by_usual_words(word: str, section: str) -> None:
    assert run("show", "paramedic", "-s", word) == run("show", "paramedic", "-s", section)


def test_every_word_stands_for_one_section_and_each_has_some() -> None:
    words = [word for each in SECTION_WORDS.values() for word in each]
    assert len(words) == len(set(words))
    assert set(SECTION_WORDS) == set(SectionName)
    assert not set(words) & set(SectionName)


def test_unknown_section_is_refused_with_those_that_there_are() -> None:
    assert "'everything' is not one of duties, training" in " ".join(
        refusal("show", "paramedic", "-s", "everything", code=2).split()
    )


def test_find_leaves_out_what_is_hardly_like_the_words() -> None:
    for words in ("nurse", "lab", "draw blood", "x-ray"):
        scores = [role["score"] for role in json.loads(run("find", words, "--json")[0])["candidates"]]
        assert scores
        assert min(scores) >= 0.02


def test_find_without_a_match_says_so_and_how_to_get_more_jobs() -> None:
    assert refusal("find", "asdfgh", code=3) == (
        "No job found for “asdfgh”. Only the 26 built-in jobs are loaded. "
        "`rolecompare import onet --download` adds about 1,000.\n"
    )


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("typed", [["diff", "carpenters", "paramedic"], ["show", "47-2031.00"], ["show", "Carpenters"]])
def test_own_names_are_found_without_the_search(typed: list[str]) -> None:
    program = (
        "import sys; from rolecompare.cli.app import app\n"
        f"try: app({[*typed, '-o', '/dev/null']})\n"
        "except SystemExit as end: assert end.code == 0\n"
        "print([name for name in sys.modules if name.startswith('rolecompare.search.find')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# ── a choice at a terminal ───────────────────────────────────────────────────────────────────────────────────────────


def environment(home: Path) -> dict[str, str]:
    return {"ROLECOMPARE_HOME": str(home), "PAGER": "cat"}


@pytest.mark.parametrize(
    ("reply", "code", "shown"), [("2\n", 0, "Secondary School Teachers"), ("\n", 4, ""), ("\x03", 130, "")]
)
def test_user_chooses_among_jobs_with_one_name_at_a_terminal(filled: Path, reply: str, code: int, shown: str) -> None:
    seen, ended = converse(
        ["show", "teacher", "--no-pager"], [("Your answer", reply)], env=environment(filled), columns=120
    )
    assert ended == code, seen
    assert "“teacher” could mean 3 jobs. Which one?" in seen
    assert "2  25-2031.00  Secondary School Teachers · 1,065,210 jobs" in seen
    assert ("\nSecondary School Teachers" in seen) == bool(shown)


def test_user_chooses_among_suggestions_at_a_terminal(home: Path) -> None:
    seen, ended = converse(
        ["diff", "nurse", "paramedic", "--no-pager"],
        [("Your answer", "9\n"), ("Type one of", "1\n")],
        env=environment(home),
        columns=120,
    )
    assert ended == 0, seen
    assert "Registered Nurse vs Paramedic" in seen


def test_nobody_is_asked_where_the_answer_is_for_a_program(filled: Path) -> None:
    seen, ended = converse(["show", "teacher", "--json"], env=environment(filled))
    assert ended == 4, seen
    assert "Your answer" not in seen


def names(occupations: Iterable[tuple[str, str, int, list[str]]]) -> list[str]:
    return [name for _, title, _, others in occupations for name in (title, *others)]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("name", names(OCCUPATIONS))
def test_what_is_shown_or_listed_first_is_what_find_has_first(name: str) -> None:
    first = json.loads(run("find", name, "--json")[0])["candidates"][0]
    done = RUNNER.invoke(app, ["show", name, "--json"], prog_name="rolecompare")
    shown = json.loads(done.stderr)["candidates"][0] if done.exit_code else json.loads(done.stdout)["role"]
    assert (shown["id"], shown["title"]) == (first["id"], first["title"])
