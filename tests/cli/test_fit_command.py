"""`fit` as somebody uses it: answers typed, kept in a file, or given at a terminal; and what is refused."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

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


def test_fit_without_names_ranks_default_pair() -> None:
    found = answer("fit", "--answer", "care=much", "--json")
    assert [role["role"] for role in found["roles"]] == ["medical-assistant", "medical-technician"]


def test_answers_ignore_case_and_spaces() -> None:
    plain = run("fit", *ROLES, "-a", "care=much", "-a", "time=two-years", "-w", "care=2")
    assert run("fit", *ROLES, "-a", " Care = MUCH", "-a", "TIME=Two-Years", "-w", "CARE= 2.0 ") == plain


def test_answers_of_file_and_command_line_are_combined(said: Any) -> None:
    path = said({"answers": {"care": "much", "pay": 60000, "desk": None}, "weights": {"pay": 2}})
    typed = ["-a", "care=much", "-a", "pay=60000", "-w", "pay=2", "-a", "desk=skip"]
    assert run("fit", "--answers", path) == run("fit", *typed)
    more = run("fit", "--answers", path, "-a", "people=people", "-w", "people=3", "--json")
    assert json.loads(more)["weights"] == {"people": 3, "care": 1, "pay": 2}


def test_json_answer_is_accepted_as_answers_file(said: Any) -> None:
    found = answer("fit", "-a", "care=much", "-a", "outlook=fast", "-w", "care=2.5", "--json")
    again = said({name: found[name] for name in ("answers", "weights")})
    assert answer("fit", "--answers", again, "--json") == found


def test_skipping_every_question_is_said() -> None:
    skipped = [word for question in QUESTIONS for word in ("-a", f"{question.key}=skip")]
    assert "You skipped every question, so there is nothing to rank." in run("fit", *skipped)
    found = answer("fit", *skipped, "--json")
    assert (found["first"], found["answers"], len(found["skipped"])) == ([], {}, 8)
    assert [warning["text"] for warning in found["warnings"]] == [
        "You skipped every question, so there is nothing to rank."
    ]
    assert "You skipped every question" in run("fit", "-a", "care=much", "-w", "care=0")


@pytest.mark.parametrize("words", [(), ("--format", "csv"), ROLES])
def test_no_answer_at_all_is_a_usage_error_in_one_line(words: tuple[str, ...]) -> None:
    message = "Answer at least one question, such as --answer care=much. `rolecompare fit --questions` lists them."
    assert run("fit", *words, code=2) == f"rolecompare: {message}\n"
    assert json.loads(run("fit", "--json", code=2))["message"] == message


def test_questions_are_listed_as_page_and_json() -> None:
    found = answer("fit", "--questions", "--json")
    assert found["schema"] == "rolecompare/questions/2"
    assert [question["key"] for question in found["questions"]] == [question.key for question in QUESTIONS]
    page = run("fit", "--questions")
    for question in found["questions"]:
        assert question["key"] in page
        for choice in question["choices"]:
            assert answer("fit", "-a", f"{question['key']}={choice['key']}", "--json")["answers"]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "markdown", "csv"])
def test_fit_is_deterministic_in_every_format(form: str) -> None:
    once = run("fit", "-a", "care=much", "-a", "pay=60000", "--format", form)
    assert once == run("fit", "-a", "pay=60000", "-a", "care=much", "--format", form)
    assert once.endswith("\n")


def test_fit_matches_schema_and_cites_its_sources() -> None:
    schema = validator("fit")
    everything = [word for question in QUESTIONS for word in ("-a", f"{question.key}={question.choices[-1].key}")]
    roles = ["medical-technician", "paramedic", "medical-equipment-preparer", "medical-secretary"]
    for arguments in (["-a", "care=skip"], ["-a", "care=much"], [*roles, *everything]):
        found = answer("fit", *arguments, "--json")
        schema.validate(found)
        assert cited(found) == set(found["sources"])
    validator("questions").validate(answer("fit", "--questions", "--json"))


def test_fit_takes_any_number_of_roles() -> None:
    names = [role["id"] for role in answer("list", "--json")["roles"]]
    found = answer("fit", *names, "-a", "care=much", "--json")
    assert len(found["roles"]) == len(names)
    assert run("fit", *names, "-a", "care=much")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-a", "cares=much"], "There is no question “cares”. Did you mean care?"),
        (["-a", "zzz=much"], "The questions are people, care, technology, desk, time, pay, outlook, place."),
        (["-a", "care=muhc"], "“muhc” isn't one of the choices for care. Did you mean much?"),
        (["-a", "pay=1"], "“1” isn't one of the choices for pay. Choose 40000, 60000, 80000, 100000, or skip."),
        (["-a", "care"], "“care” has no =. Write it like --answer care=much."),
        (["-a", ""], "“” has no =. Write it like --answer care=much."),
        (["-a", "care=much", "-a", "care=much"], "care has two answers. Give one."),
        (["-a", "care=much", "-w", "care=1", "-w", "care=1"], "care has two weights. Give one."),
        (["-a", "care=much", "-w", "care=-1"], "“-1” is not a weight. Use a number from 0 to 10."),
        (["-a", "care=much", "-w", "care=nan"], "“nan” is not a weight"),
        (["-a", "care=much", "-w", "care=inf"], "“inf” is not a weight"),
        (["-a", "care=much", "-w", "care=1e300"], "“1e+300” is not a weight"),
        (["-a", "care=much", "-w", "care=" + "9" * 400], "not a weight"),
        (["-a", "care=much", "-w", "care=lots"], "“lots” is not a weight"),
        (["-a", "care=much", "-w", "pays=1"], "There is no question “pays”. Did you mean pay?"),
        (["-w", "pay=2"], "pay has a weight but no answer. Add one, such as --answer pay=40000."),
        (["--answers", ""], "--answers needs the name of a file."),
        (["phlebotomist", "-a", "care=much"], "Name at least two jobs to choose from"),
        (["phlebotomist", "Phlebotomist", "-a", "care=much"], "are the same job, Phlebotomist"),
        (["-a", "care=much", "--json", "-f", "csv"], "contradict each other"),
    ],
)
def test_usage_error_has_exit_code_2(arguments: list[str], message: str) -> None:
    assert message in run("fit", *arguments, code=2)


def test_unknown_role_has_exit_code_3() -> None:
    assert "Did you mean phlebotomist" in run("fit", "phlebotomst", "-a", "care=much", code=3)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: the file is empty"),
        (b"care=much", "line 1, column 1: not JSON"),
        (b"[]", "(top): the file holds a list, not an object"),
        (b'"much"', "(top): the file holds a text, not an object"),
        (b"\xff{}", "line 1, byte 0: not UTF-8"),
        (b"\xff\xfe", "(top): not JSON; it looks like text in UTF-16"),
        (b"\xef\xbb\xbf{}", "byte 0: the file begins with a byte order mark"),
        (b"[" * 30_000 + b"]" * 30_000, "(top): nested too deep to read"),
        (
            b'{"answers": {"care": ' + b"[" * 1000 + b"]" * 1000 + b"}}",
            "isn't one of the choices for care|nested too deep",
        ),
        (b'{"answers": {"pay": ' + b"9" * 5000 + b"}}", "answers.pay: the number is too large"),
        (b'{"answers": {"pay": ' + b"9" * 400 + b"}}", "answers.pay: the number is too large"),
        (b'{"answers": {"care": "much", "care": "little"}}', "care: the key occurs more than once"),
        ({"answers": {"care": "much", " CARE": "little"}}, "answers. CARE: the key occurs more than once"),
        ({"care": "much"}, "care: unknown key; the keys are answers and weights"),
        ({"answers": ["care"]}, "answers: a list, not an object"),
        ({"answers": {"cares": "much"}}, "answers.cares: there is no question “cares”; did you mean care?"),
        ({"answers": {"care": "muhc"}}, "answers.care: “muhc” isn't one of the choices for care; did you mean much?"),
        (
            {"answers": {"care": True}},
            "answers.care: true or false isn't one of the choices for care; choose much, little, or skip",
        ),
        ({"answers": {"care": 1.5}}, "answers.care: a number isn't one of the choices for care"),
        ({"answers": {"care": {}}}, "answers.care: an object isn't one of the choices for care"),
        ({"answers": {"care": "\x1b[31m"}}, "answers.care: “␛[31m” isn't one of the choices for care"),
        ({"answers": {"care": "much"}, "weights": {"care": -1}}, "weights.care: that is not a weight; use a number"),
        ({"answers": {"care": "much"}, "weights": {"care": float("nan")}}, "weights.care: not a finite number"),
        ({"answers": {"care": "much"}, "weights": {"care": 10**300}}, "weights.care: the number is too large"),
        ({"answers": {"care": "much"}, "weights": {"care": True}}, "weights.care: true or false is not a weight"),
        ({"answers": {"care": "much"}, "weights": {"care": "2"}}, "weights.care: “2” is not a weight"),
        ({"answers": {"care": "much"}, "weights": {"pay": 2}}, "weights.pay: a weight without an answer"),
    ],
)
def test_invalid_answers_file_has_places_and_exit_code_5(said: Any, content: object, message: str) -> None:
    told = run("fit", "--answers", said(content), code=5)
    assert any(part in told for part in message.split("|")), told
    assert "has no usable answers" in told


def test_every_problem_of_answers_file_is_listed(said: Any) -> None:
    told = run("fit", "--answers", said({"answers": {"x": 1, "care": 2}, "weights": {"y": 1}, "z": 0}), code=5)
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
    path = said({"answers": {"care": "much"}, "weights": {"care": 2}})
    assert "care has two answers" in run("fit", "--answers", path, "-a", "care=little", code=2)
    assert "care has two weights" in run("fit", "--answers", path, "-w", "care=1", code=2)


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


def test_terminal_is_asked_and_then_answered(home: Path) -> None:
    seen, code = typed(["1\n", "9\n", "1\n", "\n", "\n", "\n", "2\n", "\n", "\n", "3\n"], "--width", "80", home=home)
    assert code == 0
    unwrapped = " ".join(seen.split())
    assert [unwrapped.count(f"{n} of 8 {question.text}") for n, question in enumerate(QUESTIONS, 1)] == [1] * 8
    assert "Type one of the numbers, or press Enter to skip." in seen
    questions, _, page = seen.partition("Which one is right for me?")
    assert "Which of these matters most?" in questions
    same = ["-a", "people=people", "-a", "care=much", "-a", "pay=60000", "-w", "pay=2", "--width", "80"]
    assert "Which one is right for me?" + page == run("fit", *same)


def test_skipping_all_at_terminal_is_said(home: Path) -> None:
    seen, code = typed(["\n"] * 8, home=home)
    assert code == 0
    assert "You skipped every question" in " ".join(seen.split())
    assert "matters most" not in seen


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
    [(["--answer", "care=much"], 0), (["--json"], 2), (["--format", "csv"], 2), (["--questions"], 0)],
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
        [sys.executable, "-B", "-c", probe, "fit", "-a", "care=much"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "ROLECOMPARE_HOME": str(home)},
    )
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == list(home.iterdir()) == []
