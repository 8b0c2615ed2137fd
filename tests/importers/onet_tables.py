"""An invented O*NET database of two occupations, in the layouts of 29.3 and 31.0 and in each file format."""

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl

Tables = Mapping[str, str]  # name: lines with cells between bars
READ_ME = "O*NET 29.3 Database\r\nMay 2025 Release\r\n----------------\r\n"
RATED = "O*NET-SOC Code | Element ID | Element Name | Scale ID | Data Value | N | Standard Error | Lower CI Bound"
RATED += " | Upper CI Bound | Recommend Suppress | Not Relevant | Date | Domain Source"
BRIEF = "O*NET-SOC Code | Element ID | Element Name | Scale ID | Data Value | Date | Domain Source"
SHARED = (
    "O*NET-SOC Code | Element ID | Element Name | Scale ID | Category | Data Value | N | Standard Error"
    " | Lower CI Bound | Upper CI Bound | Recommend Suppress | Date | Domain Source"
)
TASK_RATINGS = (
    "O*NET-SOC Code | Task ID | Scale ID | Category | Data Value | N | Standard Error | Lower CI Bound"
    " | Upper CI Bound | Recommend Suppress | Date | Domain Source"
)
OLD: Tables = {
    "Occupation Data": """O*NET-SOC Code | Title | Description
        31-9092.00 | Medical Assistants | Perform administrative and clinical duties.
        31-9097.00 | Phlebotomists | Draw blood for tests.""",
    "Task Statements": """O*NET-SOC Code | Task ID | Task | Task Type | Incumbents Responding | Date | Domain Source
        31-9092.00 | 1 | Sweep the floor. | Supplemental | 90 | 08/2023 | Job
        31-9092.00 | 2 | Record vital signs. | Core | 90 | 08/2023 | Job
        31-9092.00 | 3 | Greet patients. | n/a | n/a | 08/2023 | Job
        31-9097.00 | 4 | Draw blood. | Core | 80 | 07/2024 | Incumbent""",
    "Tasks to DWAs": """O*NET-SOC Code | Task ID | DWA ID | Date | Domain Source
        31-9092.00 | 2 | 4.A.1.a.1.I01.D01 | 07/2014 | Analyst
        31-9092.00 | 2 | 4.A.1.a.1.I01.D02 | 07/2014 | Analyst
        31-9097.00 | 4 | 4.A.1.a.1.I01.D02 | 07/2014 | Analyst""",
    "IWA Reference": """Element ID | IWA ID | IWA Title
        4.A.1.a.1 | 4.A.1.a.1.I01 | Measure patients.""",
    "DWA Reference": """Element ID | IWA ID | DWA ID | DWA Title
        4.A.1.a.1 | 4.A.1.a.1.I01 | 4.A.1.a.1.I01.D01 | Measure vital signs.
        4.A.1.a.1 | 4.A.1.a.1.I01 | 4.A.1.a.1.I01.D02 | Collect samples.""",
    "Skills": f"""{RATED}
        31-9092.00 | 2.A.1.a | Reading Comprehension | IM | 3.50 | 8 | 0.1890 | 3.1295 | 3.8705 | N | n/a | 08/2023 | A
        31-9092.00 | 2.A.1.a | Reading Comprehension | LV | 3.00 | 8 | 0.0000 | n/a | n/a | N | N | 08/2023 | A
        31-9097.00 | 2.B.1.a | Social Perceptiveness | IM | 2.75 | 8 | 0.5300 | 1.7 | 3.8 | Y | n/a | 07/2024 | A
        31-9097.00 | 2.B.1.a | Social Perceptiveness | LV | 2.12 | 8 | 0.1250 | 1.9 | 2.4 | N | Y | 07/2024 | A""",
    "Interests": f"""{BRIEF}
        31-9092.00 | 1.B.1.d | Social | OI | 5.83 | 11/2023 | Machine Learning
        31-9092.00 | 1.B.1.g | First Interest High-Point | IH | 4 | 11/2023 | Machine Learning""",
    "Work Values": f"""{BRIEF}
        31-9092.00 | 1.B.2.a | Achievement | EX | 4.00 | 06/2008 | Analyst""",
    "Job Zones": """O*NET-SOC Code | Job Zone | Date | Domain Source
        31-9092.00 | 3 | 08/2023 | Analyst
        31-9097.00 | 2 | 07/2024 | Analyst""",
    "Education, Training, and Experience": f"""{SHARED}
        31-9092.00 | 2.D.1 | Required Level of Education | RL | 1 | 0.00 | 28 | 0.0 | n/a | n/a | N | 08/2023 | Job
        31-9092.00 | 2.D.1 | Required Level of Education | RL | 2 | 25.50 | 28 | 4.1 | 9.6 | 25.6 | N | 08/2023 | Job
        31-9092.00 | 3.A.1 | Related Work Experience | RW | 1 | 74.50 | 28 | 4.1 | 50 | 90 | N | 08/2023 | Job""",
    "Education, Training, and Experience Categories": """Element ID | Scale ID | Category | Category Description
        2.D.1 | RL | 1 | Less than a High School Diploma
        2.D.1 | RL | 2 | High School Diploma
        3.A.1 | RW | 1 | None""",
    "Alternate Titles": """O*NET-SOC Code | Alternate Title | Short Title | Source(s)
        31-9092.00 | Certified Medical Assistant | CMA | 08
        31-9092.00 | Medical Assistants | n/a | 08
        31-9097.00 | Blood Drawer | n/a | 10""",
    "Sample of Reported Titles": """O*NET-SOC Code | Reported Job Title | Shown in My Next Move
        31-9092.00 | Doctor's Assistant | Y
        31-9092.00 | Certified Medical Assistant | N""",
    "Related Occupations": """O*NET-SOC Code | Related O*NET-SOC Code | Relatedness Tier | Index
        31-9092.00 | 31-9097.00 | Primary-Short | 1""",
}
# The same in the csv layout of 31.0: other names and activity ids, titles in every table, two tables of skills.
NEW: Tables = {
    "occupation_data": OLD["Occupation Data"],
    "task_statements": OLD["Task Statements"],
    "tasks_to_dwas": """O*NET-SOC Code | Title | Task ID | Task | DWA Element ID | DWA Element Name | Domain Source
        31-9092.00 | Medical Assistants | 2 | Record vital signs. | 4.A.1.a.1.a.1 | Measure vital signs. | A
        31-9092.00 | Medical Assistants | 2 | Record vital signs. | 4.A.1.a.1.a.2 | Collect samples. | A
        31-9097.00 | Phlebotomists | 4 | Draw blood. | 4.A.1.a.1.a.2 | Collect samples. | A""",
    "gwas_to_iwas": """GWA Element ID | GWA Element Name | IWA Element ID | IWA Element Name
        4.A.1.a.1 | Getting Information | 4.A.1.a.1.a | Measure patients.""",
    "gwas_to_iwas_to_dwas": """GWA Element ID | IWA Element ID | IWA Element Name | DWA Element ID | DWA Element Name
        4.A.1.a.1 | 4.A.1.a.1.a | Measure patients. | 4.A.1.a.1.a.1 | Measure vital signs.
        4.A.1.a.1 | 4.A.1.a.1.a | Measure patients. | 4.A.1.a.1.a.2 | Collect samples.""",
    "essential_skills": "\n".join(OLD["Skills"].split("\n")[:3]),
    "transferable_skills": "\n".join([RATED, *OLD["Skills"].split("\n")[3:]]),
    "career_interest_types": OLD["Interests"],
    "job_zones": OLD["Job Zones"],
    "education": "\n".join(OLD["Education, Training, and Experience"].split("\n")[:3]),
    "training_and_experience": "\n".join([SHARED, *OLD["Education, Training, and Experience"].split("\n")[3:]]),
    "education_categories": "\n".join(OLD["Education, Training, and Experience Categories"].split("\n")[:3]),
    "training_and_experience_categories": """Element ID | Scale ID | Scale Name | Category | Category Description
        3.A.1 | RW | Related Work Experience (Categories 1-11) | 1 | None""",
    "job_titles": OLD["Alternate Titles"].replace("Alternate Title", "Job Title"),
    "sample_of_reported_titles": OLD["Sample of Reported Titles"],
    "related_occupations": OLD["Related Occupations"],
}


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.split("\n")]


def text(tables: Tables, folder: Path, *, read_me: str | None = READ_ME, name: str = "db_29_3_text.zip") -> str:
    """Write tables in the text format (tabs, CRLF, `n/a`) into a zip and return its path."""
    return raw_text({table: cells(rows) for table, rows in tables.items()}, folder, read_me=read_me, name=name)


def raw_text(
    tables: Mapping[str, list[list[str]]],
    folder: Path,
    *,
    read_me: str | None = READ_ME,
    name: str = "db_29_3_text.zip",
) -> str:
    """Do the same for cells that may hold any text."""
    lines = {f"{table}.txt": "".join("\t".join(row) + "\r\n" for row in rows) for table, rows in tables.items()}
    return _zipped(folder / name, {**lines, **({"Read Me.txt": read_me} if read_me else {})})


def as_csv(tables: Tables, folder: Path, name: str = "db_31_0_csv.zip") -> str:
    """Write tables in the csv format (quoted, empty where missing, no read-me) into a zip and return its path."""
    found: dict[str, str] = {}
    for table, rows in tables.items():
        page = io.StringIO()
        csv.writer(page).writerows([["" if cell == "n/a" else cell for cell in row] for row in cells(rows)])
        found[f"{table}.csv"] = page.getvalue()
    return _zipped(folder / name, found)


def as_workbooks(tables: Tables, folder: Path) -> str:
    """Write tables as workbooks (typed numbers, empty where missing) into a zip and return its path."""
    found: dict[str, str | bytes] = {"Read Me.txt": READ_ME}
    for table, rows in tables.items():
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row in cells(rows):
            sheet.append([_typed(cell) for cell in row])
        content = io.BytesIO()
        book.save(content)
        found[f"{table}.xlsx"] = content.getvalue()
    return _zipped(folder / "db_29_3_excel.zip", found)


def _typed(cell: str) -> str | float | int | None:
    if cell == "n/a":
        return None
    try:
        return int(cell) if cell.isdecimal() else float(cell)
    except ValueError:
        return cell


def _zipped(path: Path, files: Mapping[str, str | bytes]) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{path.stem}/{name}", content)
    return str(path)


def with_rows(table: str, *rows: str, tables: Tables = OLD) -> Tables:
    """Return the database with more rows at the end of a table."""
    return {**tables, table: "\n".join([tables[table], *rows])}


def without(*names: str) -> Tables:
    return {name: rows for name, rows in OLD.items() if name not in names}
