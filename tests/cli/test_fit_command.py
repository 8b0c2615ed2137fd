"""`fit` as somebody uses it: answers typed, kept in a file, or given at a terminal; and what is refused."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from rolecompare.cli.questions import Move, NotUnderstoodError, understand
from rolecompare.fit.questionnaire import QUESTIONS
from tests.cli.processes import become_foreground
from tests.cli.test_commands import answer, cited, run
from tests.schemas import validator

PROGRAM = (sys.executable, "-m", "rolecompare", "fit")
ROLES = ("medical-assistant", "phlebotomist")


@pytest.fixture
def said(tmp_path: Path) -> Any:
    """Writes a file of answers and gives its path."""

    def write(content: object) -> str:
        path = tmp_path / "answers.json"
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        path.write_bytes(raw)
        return str(path)

    return write


def jobs_of(found: Any) -> list[str]:
    return [job["role"] for group in ("ranked", "missed", "unknown") for job in found[group]]


def test_fit_without_names_is_about_all_jobs() -> None:
    found = answer("fit", "--answer", "people=people", "--json")
    jobs = [role["id"] for role in answer("list", "--json")["roles"] if not role.get("members")]
    assert sorted(jobs_of(found)) == sorted(jobs)


def test_answers_ignore_case_and_spaces() -> None:
    plain = run("fit", *ROLES, "-a", "like=care", "-a", "time=two-years", "-w", "like=2")
    assert run("fit", *ROLES, "-a", " Like = CARE", "-a", "TIME=Two-Years", "-w", "LIKE= 2.0 ") == plain


@pytest.mark.parametrize("amount", ["52000", "52,000", "$52,000", "52k", "52000.0"])
def test_any_amount_of_pay_is_an_answer(amount: str) -> None:
    found = answer("fit", *ROLES, "-a", f"pay={amount}", "-a", f"pay-wish={amount}", "--json")
    assert found["answers"] == {"pay": "52000", "pay-wish": "52000"}
    assert [asked["answer_text"] for asked in found["asked"]] == ["at least $52,000 a year", "about $52,000 a year"]


def test_answers_of_file_and_command_line_are_combined(said: Any) -> None:
    path = said({"answers": {"like": "care", "pay": 60000, "lead": None}, "weights": {"like": 2}})
    typed = ["-a", "like=care", "-a", "pay=60000", "-w", "like=2", "-a", "lead=skip"]
    assert run("fit", "--answers", path) == run("fit", *typed)
    more = run("fit", "--answers", path, "-a", "people=people", "-w", "people=3", "--json")
    assert json.loads(more)["weights"] == {"people": 3, "like": 2}


def test_json_answer_is_accepted_as_answers_file(said: Any) -> None:
    found = answer("fit", "-a", "like=care", "-a", "outlook=fast", "-w", "like=2.5", "--json")
    again = said({name: found[name] for name in ("answers", "weights")})
    assert answer("fit", "--answers", again, "--json") == found


def test_skipping_every_question_is_said() -> None:
    skipped = [word for question in QUESTIONS for word in ("-a", f"{question.key}=skip")]
    assert "You skipped every question, so there is nothing to rank." in run("fit", *skipped)
    found = answer("fit", *skipped, "--json")
    assert (found["first"], found["answers"], len(found["skipped"])) == ([], {}, len(QUESTIONS))
    assert [warning["text"] for warning in found["warnings"]] == [
        "You skipped every question, so there is nothing to rank."
    ]
    assert "You skipped every question" in run("fit", "-a", "people=people", "-w", "people=0")


@pytest.mark.parametrize("words", [(), ("--format", "csv"), ROLES])
def test_no_answer_at_all_is_a_usage_error_in_one_line(words: tuple[str, ...]) -> None:
    message = "Answer at least one question, such as --answer people=people. `rolecompare fit --questions` lists them."
    assert run("fit", *words, code=2) == f"rolecompare: {message}\n"
    assert json.loads(run("fit", "--json", code=2))["message"] == message


def test_questions_are_listed_as_page_and_json() -> None:
    found = answer("fit", "--questions", "--json")
    assert found["schema"] == "rolecompare/questions/2"
    assert [question["key"] for question in found["questions"]] == [question.key for question in QUESTIONS]
    page = run("fit", "--questions")
    for question in found["questions"]:
        assert question["key"] in page
    for question in found["questions"]:
        choice = question["choices"][-1]["key"]
        assert answer("fit", *ROLES, "-a", f"{question['key']}={choice}", "--json")["answers"] == {
            question["key"]: choice
        }


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "markdown", "csv"])
def test_fit_is_deterministic_in_every_format(form: str) -> None:
    once = run("fit", "-a", "like=care", "-a", "pay=60000", "--format", form)
    assert once == run("fit", "-a", "pay=60000", "-a", "like=care", "--format", form)
    assert once.endswith("\n")


def test_fit_matches_schema_and_cites_its_sources() -> None:
    schema = validator("fit")
    everything = [word for question in QUESTIONS for word in ("-a", f"{question.key}={question.choices[-1].key}")]
    roles = ["medical-technician", "paramedic", "medical-equipment-preparer", "medical-secretary"]
    for arguments in (["-a", "like=skip"], ["-a", "like=care"], [*roles, *everything]):
        found = answer("fit", *arguments, "--json")
        schema.validate(found)
        assert cited(found) == set(found["sources"])
    validator("questions").validate(answer("fit", "--questions", "--json"))


def test_fit_takes_any_number_of_roles() -> None:
    names = [role["id"] for role in answer("list", "--json")["roles"]]
    found = answer("fit", *names, "-a", "like=care", "--json")
    assert [umbrella["role"] for umbrella in found["umbrellas"]] == [
        "medical-technician",
        "clinical-laboratory-technologists-and-technicians",
    ]
    assert len(jobs_of(found)) == len(names) - 2
    assert run("fit", *names, "-a", "like=care")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-a", "likes=care"], "There is no question “likes”. Did you mean like?"),
        (["-a", "zzz=much"], "The questions are time, pay, outlook, avoid, people, ideas, lead, like, value, place"),
        (["-a", "like=caer"], "“caer” isn't one of the choices for like. Did you mean care?"),
        (["-a", "pay=1"], "“1” isn't one of the choices for pay. Write dollars a year, from 1000 to 10000000"),
        (["-a", "pay=a lot"], "“a lot” isn't one of the choices for pay. Write dollars a year"),
        (["-a", "pay=-52000"], "“-52000” isn't one of the choices for pay"),
        (["-a", "pay=52000.5"], "“52000.5” isn't one of the choices for pay"),
        (["-a", "care"], "“care” has no =. Write it like --answer people=people."),
        (["-a", ""], "“” has no =. Write it like --answer people=people."),
        (["-a", "like=care", "-a", "like=care"], "like has two answers. Give one."),
        (["-a", "like=care", "-w", "like=1", "-w", "like=1"], "like has two weights. Give one."),
        (["-a", "like=care", "-w", "like=-1"], "“-1” is not a weight. Use a number from 0 to 10."),
        (["-a", "like=care", "-w", "like=nan"], "“nan” is not a weight"),
        (["-a", "like=care", "-w", "like=inf"], "“inf” is not a weight"),
        (["-a", "like=care", "-w", "like=1e300"], "“1e+300” is not a weight"),
        (["-a", "like=care", "-w", "like=" + "9" * 400], "not a weight"),
        (["-a", "like=care", "-w", "like=lots"], "“lots” is not a weight"),
        (["-a", "like=care", "-w", "pays=1"], "There is no question “pays”. Did you mean pay?"),
        (["-w", "pay-wish=2"], "pay-wish has a weight but no answer. Add one, such as --answer pay-wish=40000."),
        (
            ["-a", "pay=50000", "-w", "pay=2"],
            "pay is a limit, which a job keeps or not, so it has no weight. Weights are",
        ),
        (["--answers", ""], "--answers needs the name of a file."),
        (["phlebotomist", "-a", "like=care"], "Name at least two jobs to choose from"),
        (["phlebotomist", "Phlebotomist", "-a", "like=care"], "are the same job, Phlebotomist"),
        (["-a", "like=care", "--json", "-f", "csv"], "contradict each other"),
    ],
)
def test_usage_error_has_exit_code_2(arguments: list[str], message: str) -> None:
    assert message in run("fit", *arguments, code=2)


def test_unknown_role_has_exit_code_3() -> None:
    assert "Did you mean phlebotomist" in run("fit", "phlebotomst", "-a", "like=care", code=3)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: the file is empty"),
        (b"like=care", "line 1, column 1: not JSON"),
        (b"[]", "(top): the file holds a list, not an object"),
        (b'"much"', "(top): the file holds a text, not an object"),
        (b"\xff{}", "line 1, byte 0: not UTF-8"),
        (b"\xff\xfe", "(top): not JSON; it looks like text in UTF-16"),
        (b"\xef\xbb\xbf{}", "byte 0: the file begins with a byte order mark"),
        (b"[" * 30_000 + b"]" * 30_000, "(top): nested too deep to read"),
        (
            b'{"answers": {"like": ' + b"[" * 1000 + b"]" * 1000 + b"}}",
            "isn't one of the choices for like|nested too deep",
        ),
        (b'{"answers": {"pay": ' + b"9" * 5000 + b"}}", "answers.pay: the number is too large"),
        (b'{"answers": {"pay": ' + b"9" * 400 + b"}}", "answers.pay: the number is too large"),
        (b'{"answers": {"like": "care", "like": "hands"}}', "like: the key occurs more than once"),
        ({"answers": {"like": "care", " LIKE": "hands"}}, "answers. LIKE: the key occurs more than once"),
        ({"like": "care"}, "like: unknown key; the keys are answers and weights"),
        ({"answers": ["like"]}, "answers: a list, not an object"),
        ({"answers": {"likes": "care"}}, "answers.likes: there is no question “likes”; did you mean like?"),
        ({"answers": {"like": "caer"}}, "answers.like: “caer” isn't one of the choices for like; did you mean care?"),
        (
            {"answers": {"people": True}},
            "answers.people: true or false isn't one of the choices for people; choose people, things, or skip",
        ),
        ({"answers": {"like": 1.5}}, "answers.like: a number isn't one of the choices for like"),
        ({"answers": {"like": {}}}, "answers.like: an object isn't one of the choices for like"),
        ({"answers": {"like": "\x1b[31m"}}, "answers.like: “␛[31m” isn't one of the choices for like"),
        ({"answers": {"like": "care"}, "weights": {"like": -1}}, "weights.like: that is not a weight; use a number"),
        ({"answers": {"like": "care"}, "weights": {"like": float("nan")}}, "weights.like: not a finite number"),
        ({"answers": {"like": "care"}, "weights": {"like": 10**300}}, "weights.like: the number is too large"),
        ({"answers": {"like": "care"}, "weights": {"like": True}}, "weights.like: true or false is not a weight"),
        ({"answers": {"like": "care"}, "weights": {"like": "2"}}, "weights.like: “2” is not a weight"),
        ({"answers": {"like": "care"}, "weights": {"people": 2}}, "weights.people: a weight without an answer"),
        ({"answers": {"pay": 52000}, "weights": {"pay": 2}}, "weights.pay: a limit has no weight; remove it"),
        ({"answers": {"pay": 52000.5}}, "answers.pay: “52000.5” isn't one of the choices for pay"),
    ],
)
def test_invalid_answers_file_has_places_and_exit_code_5(said: Any, content: object, message: str) -> None:
    told = run("fit", "--answers", said(content), code=5)
    assert any(part in told for part in message.split("|")), told
    assert "has no usable answers" in told


def test_every_problem_of_answers_file_is_listed(said: Any) -> None:
    told = run("fit", "--answers", said({"answers": {"x": 1, "like": 2}, "weights": {"y": 1}, "z": 0}), code=5)
    assert "4 problems" in told
    assert len(told.splitlines()) == 5
    many = {f"z{number}": 0 for number in range(50)}
    assert "… and 40 more" in run("fit", "--answers", said(many), code=5)


def test_unreadable_answers_file_has_exit_code_6(tmp_path: Path, said: Any) -> None:
    assert "no such file" in run("fit", "--answers", str(tmp_path / "none.json"), code=6)
    assert "is a folder" in run("fit", "--answers", str(tmp_path), code=6)
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert "larger than 64 kB" in run("fit", "--answers", str(large), code=6)


def test_second_answer_to_a_question_is_refused(said: Any) -> None:
    path = said({"answers": {"like": "care"}, "weights": {"like": 2}})
    assert "like has two answers" in run("fit", "--answers", path, "-a", "like=hands", code=2)
    assert "like has two weights" in run("fit", "--answers", path, "-w", "like=1", code=2)


PROMPT = b"Your answer: "
LEAVE, END = "\x03", "\x04"  # what Ctrl-C and Ctrl-D send
DEADLINE_SECONDS = 60


def typed(replies: list[str], *arguments: str, home: Path) -> tuple[str, int]:
    """What somebody sees at a terminal who replies so to one prompt after the other, and the exit code."""
    master, slave = pty.openpty()
    child = subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TERM": "dumb", "ROLECOMPARE_HOME": str(home)},
        start_new_session=True,
        preexec_fn=become_foreground,
    )
    os.close(slave)
    try:
        seen = _conversation(master, replies)
        return seen.decode().replace("\r\n", "\n"), child.wait(timeout=DEADLINE_SECONDS)
    finally:
        os.close(master)
        child.kill()


def _conversation(master: int, replies: list[str]) -> bytes:
    """Return what the child prints until it ends. Each prompt gets the next reply."""
    seen, deadline = b"", time.monotonic() + DEADLINE_SECONDS
    for number, reply in enumerate([*replies, None]):
        while reply is None or seen.count(PROMPT) <= number:
            assert time.monotonic() < deadline, seen
            if not select.select([master], [], [], 1)[0]:
                # A key that leaves may be typed between the prompt and the reading, where the terminal drops it.
                if number and replies[number - 1] in (LEAVE, END):
                    os.write(master, replies[number - 1].encode())
                continue
            try:
                piece = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            seen += piece
        if reply is not None:
            os.write(master, reply.encode())
    return seen


# Without a store nothing is known of work values, of the self-employed, or of the workplace of half of the jobs.
ASKED = [question for question in QUESTIONS if question.key not in ("value",)]


def test_terminal_is_asked_and_then_answered(home: Path) -> None:
    """Numbers, words, an amount, what is not understood, a way back, and which counts twice."""
    replies = ["two years", "52k", "99", "", "back", "fast", "back", "", "", "2", "create", "back", "", "", "care"]
    replies += ["", "", "2"]
    seen, code = typed([f"{reply}\n" for reply in replies], "--width", "80", home=home)
    assert code == 0
    unwrapped = " ".join(seen.split())
    counts = [unwrapped.count(f"{n} of {len(ASKED)} {question.text}") for n, question in enumerate(ASKED, 1)]
    assert counts == [1, 1, 3, 3, 1, 2, 2, 1, 1, 1]
    assert "Type 1 to 4, a word of an answer, back, or press Enter to skip." in unwrapped
    assert re.search(r"\d+ of 24 jobs left\.", unwrapped)
    questions, _, page = seen.partition("Which one is right for me?")
    assert "Which of these matters most?" in questions
    same = ["-a", "time=two-years", "-a", "pay=52000", "-a", "people=things", "-a", "like=care", "-w", "like=2"]
    assert "Which one is right for me?" + page == run("fit", *same, "--width", "80")


def test_skipping_all_at_terminal_is_said(home: Path) -> None:
    seen, code = typed(["\n"] * len(ASKED), home=home)
    assert code == 0
    assert "You skipped every question" in " ".join(seen.split())
    assert "matters most" not in seen


OPTIONS = [("people", "help people"), ("things", "work with tools, machines, plants, or animals"), ("both", "help all")]


@pytest.mark.parametrize(
    ("reply", "meant"),
    [
        ("1", "people"),
        ("things", "things"),
        ("THINGS", "things"),
        ("tools", "things"),
        ("mach", "things"),
        ("work animals", "things"),
        ("help people", "people"),
        ("", Move.SKIP),
        ("skip", Move.SKIP),
        (" Back ", Move.BACK),
    ],
)
def test_reply_may_be_a_number_a_key_or_words(reply: str, meant: object) -> None:
    assert understand(reply, OPTIONS) is meant or understand(reply, OPTIONS) == meant


@pytest.mark.parametrize(
    ("reply", "message"),
    [("help", "That could be 1 or 3."), ("4", "Type 1 to 3, a word"), ("0", "Type 1 to 3"), ("nothing", "Type 1 to 3")],
)
def test_reply_that_means_nothing_or_several_is_explained(reply: str, message: str) -> None:
    with pytest.raises(NotUnderstoodError, match=re.escape(message)):
        understand(reply, OPTIONS)


def test_amount_is_not_the_number_of_an_option() -> None:
    amounts = [("40000", "at least $40,000 a year"), ("60000", "at least $60,000 a year")]
    assert understand("2", amounts, takes_amount=True) == "60000"
    assert understand("$52,000", amounts, takes_amount=True) == "52000"
    with pytest.raises(NotUnderstoodError, match="dollars a year such as 52000"):
        understand("52", amounts, takes_amount=True)


@pytest.mark.parametrize("key", [LEAVE, END])
@pytest.mark.parametrize("after", [0, 3])
def test_leaving_the_questions_prints_no_error(key: str, after: int, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    seen, code = typed([*["1\n"] * after, key], "--output", str(path), home=home)
    assert code == 130
    assert "Traceback" not in seen
    assert "Abort" not in seen
    assert not path.exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(["--answer", "like=care"], 0), (["--json"], 2), (["--format", "csv"], 2), (["--questions"], 0)],
)
def test_terminal_is_not_asked_when_answers_or_format_are_given(
    arguments: list[str], expected: int, home: Path
) -> None:
    seen, code = typed([], *arguments, home=home)
    assert code == expected
    assert PROMPT.decode() not in seen


def test_unknown_role_is_reported_before_questions(home: Path) -> None:
    seen, code = typed([], "nobody-such", home=home)
    assert code == 3
    assert PROMPT.decode() not in seen


def test_answers_are_neither_sent_nor_saved(home: Path, tmp_path: Path) -> None:
    """Every file that is opened to be written and every connection would be reported by the interpreter itself."""
    probe = (
        "import os, sys\n"
        "def told(event, arguments):\n"
        "    flags = os.O_WRONLY | os.O_RDWR | os.O_CREAT\n"
        "    written = event == 'open' and isinstance(arguments[2], int) and arguments[2] & flags\n"
        "    if event.startswith('socket.') or written:\n"
        "        sys.stderr.write(f'{event} {arguments}\\n')\n"
        "sys.addaudithook(told)\n"
        "from rolecompare.cli.app import app\n"
        "app(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", probe, "fit", "-a", "like=care"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "ROLECOMPARE_HOME": str(home)},
    )
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == list(home.iterdir()) == []
