"""`--output`: where an answer is saved, in which format, and that nothing that is there gets lost."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.errors import UsageError
from rolecompare.output.formats import WRITERS, format_of_file, is_misleading
from tests import make
from tests.cli.test_streams import on_a_terminal, run, shell
from tests.small_downloads import oews

STARTS = {
    ".txt": "Code        Title ",
    "": "Code        Title ",
    ".log": "Code        Title ",
    ".md": "| Code | Title |",
    ".markdown": "| Code | Title |",
    ".MD": "| Code | Title |",
    ".csv": "id,title,code,members,summary\n",
    ".jsonl": '{"id": "medical-assistant", ',
    ".ndjson": '{"id": "medical-assistant", ',
    ".json": '{\n  "schema": "rolecompare/list/',
}


@pytest.mark.parametrize("ending", STARTS)
def test_format_follows_the_ending(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"jobs{ending}"
    done = run("list", "--output", str(path))
    assert (done.returncode, done.stdout, done.stderr.decode()) == (0, b"", f"Saved {path}\n")
    assert path.read_text().startswith(STARTS[ending])


@pytest.mark.parametrize("ending", [".html", ".htm", ".PDF", ".docx", ".xlsx", ".tsv", ".yaml", ".gz"])
def test_ending_of_another_format_is_refused_with_the_choice(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"jobs{ending}"
    done = run("list", "-o", str(path))
    said = done.stderr.decode()
    assert (done.returncode, done.stdout, path.exists()) == (2, b"", False)
    assert f"there is no output format for {ending.lower()}." in said
    assert all(name in said for name in (".txt", ".md", ".csv", ".json", "--format"))


@pytest.mark.parametrize(("path", "output_format"), [(".json", "json"), ("folder/.csv", "csv"), (".hidden", None)])
def test_name_that_is_nothing_but_an_ending_stands_for_its_format(path: str, output_format: str | None) -> None:
    assert format_of_file(path) == output_format


@pytest.mark.parametrize(
    ("option", "name", "note"),
    [
        (("--json",), "x.csv", " (its format is json)"),
        (("--json",), "x.html", " (its format is json)"),
        (("--format", "table"), "x.md", " (its format is table)"),
        (("--format", "md"), "x.markdown", ""),
        (("--format", "json"), "x.json", ""),
        (("--format", "csv"), "x", ""),
    ],
)
def test_format_that_is_asked_for_counts_more_than_the_ending(
    tmp_path: Path, option: tuple[str, ...], name: str, note: str
) -> None:
    path = tmp_path / name
    done = run("list", *option, "-o", str(path))
    assert (done.returncode, done.stdout, done.stderr.decode()) == (0, b"", f"Saved {path}{note}\n")
    assert path.read_bytes() == run("list", *option).stdout


def test_ending_decides_how_many_jobs_fit(tmp_path: Path) -> None:
    names = [role["id"] for role in json.loads(run("list", "--json").stdout)["roles"]][:7]
    assert run("diff", *names, "-o", str(tmp_path / "x.md")).returncode == 2
    assert run("diff", *names, "-o", str(tmp_path / "x.csv")).returncode == 0


@pytest.mark.parametrize(("kind", "title"), [(("gap",), "rolecompare gap"), ((), "rolecompare dataset")])
def test_schema_is_saved_to_a_file(tmp_path: Path, kind: tuple[str, ...], title: str) -> None:
    path = tmp_path / "schema.json"
    done = run("data", "schema", *kind, "--output", str(path))
    assert (done.returncode, done.stderr.decode()) == (0, f"Saved {path}\n")
    assert json.loads(path.read_text())["title"] == title


def test_summary_of_an_import_is_saved_to_a_file(tmp_path: Path) -> None:
    download, path = oews(tmp_path, {"31-9092": 45690}), tmp_path / "summary.json"
    done = run("import", "oews", download, "-o", str(path), env={"ROLECOMPARE_HOME": str(tmp_path / "home")})
    assert (done.returncode, done.stdout, done.stderr.decode()) == (0, b"", f"Saved {path}\n")
    assert json.loads(path.read_text())["counts"]["codes"] == 1


@pytest.mark.parametrize("command", [("list", "--data"), ("data", "check"), ("data", "where", "--data")])
@pytest.mark.parametrize("place", ["mine.json", "./mine.json", "link.json"])
def test_answer_is_not_saved_over_its_own_dataset(tmp_path: Path, command: tuple[str, ...], place: str) -> None:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(make.dataset()))
    (tmp_path / "link.json").symlink_to(path)
    content = path.read_bytes()
    done = run(*command, "mine.json", "-o", place, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"rolecompare: {place} is the dataset in use. Save the answer to another file.\n"
    assert path.read_bytes() == content


@given(st.text(max_size=8), st.sampled_from(["", ".md", ".CSV", ".html", ".txt", ".json", ".7z"]))
def test_ending_is_never_misleading_where_it_chose_the_format(name: str, ending: str) -> None:
    try:
        chosen = format_of_file(name + ending)
    except UsageError:
        assert all(is_misleading(name + ending, output_format) for output_format in WRITERS)
        return
    assert chosen is None or chosen in WRITERS
    for output_format in WRITERS:
        assert is_misleading(name + ending, output_format) == (chosen not in (None, output_format))


def test_dash_is_standard_output(tmp_path: Path) -> None:
    done = run("list", "-o", "-", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, run("list").stdout, b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_name_of_standard_output_leaves_a_page_as_it_is(name: str) -> None:
    assert on_a_terminal("list", "-o", name, columns=60) == on_a_terminal("list", columns=60)


@pytest.mark.parametrize(
    ("place", "redirection"),
    [
        ("/dev/stdout", ">>"),
        ("/dev/stderr", "2>>"),
        ("/dev/fd/1", ">>"),
        ("/dev/fd/7", "7>>"),
        ("/proc/self/fd/1", ">>"),
        ("/proc/self/fd/7", "7>>"),
        ("/proc/thread-self/fd/7", "7>>"),
        ("link", ">>"),
        ("link-to-link", ">>"),
        ("folder/1", ">>"),
    ],
)
def test_open_file_is_added_to_and_not_replaced(tmp_path: Path, place: str, redirection: str) -> None:
    if place.startswith("/proc") and not os.path.exists("/proc/self/fd"):
        pytest.skip("only Linux has this folder")
    (tmp_path / "link").symlink_to("/dev/stdout")
    (tmp_path / "link-to-link").symlink_to("link")
    (tmp_path / "folder").symlink_to("/dev/fd")
    log = tmp_path / "log.txt"
    log.write_text("what was there\n")
    number = log.stat().st_ino
    done = shell(f"cd {tmp_path}; rolecompare list -o {place} {redirection} log.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert log.read_bytes() == b"what was there\n" + run("list").stdout
    assert log.stat().st_ino == number


@pytest.mark.parametrize("redirected", ["/dev/fd/9", "/dev/stdin < /dev/null"])
def test_descriptor_that_is_not_open_for_writing_is_reported(redirected: str) -> None:
    done = shell(f"rolecompare list -o {redirected}")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (6, b"", 1)


def test_file_with_a_number_as_its_name_is_a_file(tmp_path: Path) -> None:
    run("list", "-o", "1", cwd=tmp_path)
    assert (tmp_path / "1").read_bytes() == run("list").stdout


@pytest.mark.parametrize("deaf", ["2>&-", "2>/dev/full"])
def test_file_is_saved_where_nobody_reads_standard_error(tmp_path: Path, deaf: str) -> None:
    path = tmp_path / "jobs.csv"
    assert shell(f"rolecompare list -o {path} {deaf}").returncode == 0
    assert path.read_text().startswith(STARTS[".csv"])
