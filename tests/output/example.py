"""One small dataset in which everything happens that a page has to show, and one that means harm."""

from typing import Any

from tests import make

Plain = dict[str, Any]
STATISTICS = ("p10", "p25", "median", "p75", "p90", "mean")


def pay(values: tuple[int, ...], **more: Any) -> list[Plain]:
    return [make.figure(value, f"pay.annual.{name}", **more) for name, value in zip(STATISTICS, values, strict=True)]


def cited(source: str, place: str = "page 1") -> list[Plain]:
    return [{"source": source, "place": place}]


ASSISTANT = make.role(
    "clinic-helper",
    "31-9092.00",
    other_titles=["Helper"],
    duties=[
        make.duty("Draw blood from patients", "draw-blood"),
        make.duty("Greet patients", "greet", citations=cited("book") + cited("survey", "row 7")),
        make.duty("Measure temperature", "measure-temperature"),
        make.duty("Sweep the floor"),
    ],
    training={
        "levels": [make.level("postsecondary-nondegree-award"), make.level("none", "experience.related")],
        "programs": [
            make.statement("A course of a year.", award="postsecondary-nondegree-award", min_months=9, max_months=12)
        ],
        "statements": [make.statement("Many learn on the job."), make.statement("Some do not.")],
    },
    credentials={
        "items": [
            make.credential("State license", "by-law-in-some-states", issuer="State agencies", kind="license"),
            make.credential("First aid", "expected-by-most-employers", abbreviation="FA"),
        ],
        "statements": [],
    },
    settings={
        "items": [
            make.setting("offices", make.figure(57, "jobs.share", period="2024"), "office"),
            make.setting("hospitals", make.figure(17, "jobs.share", period="2024"), "inpatient"),
        ],
        "statements": [make.statement("The days are long.")],
    },
    outlook={
        "pay": [
            *pay((30000, 35000, 45690, 50000, 61000, 46000), citations=cited("survey", "row 630")),
            *pay((29000, 34000, 44200, 49000, 60000, 45000), period="2024-05"),
        ],
        "employment": [make.figure(811000, "employment", period="2024")],
        "projections": [make.figure(12.5, "employment.change_percent")],
        "openings": [make.figure(112300, "openings.annual")],
        "statements": [],
    },
    ratings=[
        {
            "element": "2.A.1.a",
            "name": "Reading",
            "kind": "skill",
            "importance": make.estimate(3.5, 0.1, n=8),
            "level": make.estimate(3.0, 0.5, n=8),
            "citations": make.CITED,
        }
    ],
)
BLEEDER = make.role(
    "blood-taker",
    "31-9097.00",
    duties=[
        make.duty("Draw blood from donors", "draw-blood"),
        make.duty("Take the pulse", "take-pulse"),
        make.duty("Carry samples", "carry-samples"),
        make.duty("Sweep the floor"),
    ],
    training={
        "levels": [
            make.level("associates-degree", code="31-9097", period="2025-08"),
            make.level("bachelors-degree", code="31-9090"),
        ],
        "programs": [],
        "statements": [],
    },
    credentials={
        "items": [make.credential("First aid", "unknown", abbreviation="FA")],
        "statements": [make.statement("Rules differ by state.")],
    },
    settings={
        "items": [
            make.setting(
                "private-hospitals", make.figure(37, "jobs.share", period="2024"), "inpatient", within="hospitals"
            ),
            make.setting("offices", make.missing("jobs.share", "suppressed"), "office"),
        ],
        "statements": [],
    },
    outlook={
        "pay": [
            *pay((28000, 33000, 45230, 50000, 65000, 45500), period="2024-05", code="31-9097"),
            make.missing("pay.hourly.median", "above-published-range", bound=115),
        ],
        "employment": [make.figure(139700, "employment", period="2024", code="31-9090")],
        "projections": [make.figure(-5.6, "employment.change_percent", code="31-9097")],
        "openings": [make.missing("openings.annual", "not-published")],
        "statements": [make.statement("Demand falls.")],
    },
    ratings=[
        {
            "element": "2.A.1.a",
            "name": "Reading",
            "kind": "skill",
            "importance": make.estimate(4.25, 0.1, n=9),
            "level": make.estimate(3.1, None),
            "citations": make.CITED,
        }
    ],
)
UMBRELLA = make.role(
    "blood-person",
    None,
    members=["clinic-helper", "blood-taker"],
    duties=[make.duty("Draw blood", "draw-blood", citations=cited("article", "Duties"), claims=[3])],
    outlook={"pay": [make.missing("pay.annual.median", "no-such-occupation")]},
)
DATASET = make.dataset(
    [ASSISTANT, BLEEDER, UMBRELLA],
    default_comparison=["clinic-helper", "blood-taker"],
    sources=[
        make.source("book", edition="2nd"),
        make.source("survey", title="A survey, May 2025", edition="May 2025"),
        make.source("article", kind="article", url="https://example.org/article?a=1&b=2"),
    ],
    activities=[
        make.activity("draw-blood"),
        make.activity("greet"),
        make.activity("carry-samples"),
        make.activity("measure-temperature", "vital-signs"),
        make.activity("take-pulse", "vital-signs"),
        make.activity("vital-signs"),
    ],
    claims=[
        {
            "number": 1,
            "section": "outlook",
            "roles": ["clinic-helper", "blood-person"],
            "text": "Helpers earn 99,000.",
            "citations": cited("article", "Pay"),
            "verdict": "contradicted",
            "note": "The article says 99,000; the survey says 45,690.",
            "evidence": [make.figure(45690, citations=cited("survey", "row 630"))],
        },
        {
            "number": 2,
            "section": "outlook",
            "roles": ["blood-person"],
            "text": "Blood people's jobs grew by 22% between 2016 and 2026.",
            "citations": cited("article", "Growth"),
            "asserts": [
                {
                    "measure": "employment.change_percent",
                    "period": "2016/2026",
                    "codes": ["31-9092", "31-9097"],
                    "value": 22,
                }
            ],
            "note": "The survey has two occupations, and 22% for neither.",
            "evidence": [
                make.figure(29.0, "employment.change_percent", period="2016/2026", citations=cited("survey", "row 1")),
                make.missing("employment.change_percent", code="31-9097", period="2016/2026"),
                make.setting("hospitals", make.figure(36, "jobs.share", period="2024"), label="Hospitals"),
            ],
            "contradicts": [3],
        },
        {
            "number": 3,
            "section": "duties",
            "roles": ["blood-person"],
            "text": "Blood people do nothing but draw blood.",
            "citations": cited("article", "Duties"),
            "verdict": "self-contradictory",
            "note": "Elsewhere it says that they grow.",
            "contradicts": [2],
        },
        {
            "number": 4,
            "section": "duties",
            "roles": ["clinic-helper"],
            "text": "Helpers greet.",
            "citations": cited("article", "Duties"),
        },
    ],
)

# One role that a survey covers, and one of which nobody says more than that it is there.
NOT_ASKED = "nobody was asked"
GATHERED = make.role(
    "all-other",
    "31-9099.00",
    missing=[
        make.missing("duties", "not-surveyed", reason=NOT_ASKED, citations=cited("survey", "Tasks")),
        make.missing("jobs.share", "not-in-dataset", reason="no table of this import has them"),
        make.missing("work-context", "not-surveyed", reason=NOT_ASKED, citations=cited("survey", "Work Context")),
        make.missing("skill", "not-surveyed", reason=NOT_ASKED, citations=cited("survey", "Skills")),
        make.missing("interest", "not-surveyed", reason=NOT_ASKED, citations=cited("survey", "Interests")),
        make.missing("ability", "not-in-dataset", reason="no table of this import has them"),
    ],
)
COVERED = make.role(
    "clinic-helper",
    "31-9092.00",
    duties=ASSISTANT["duties"][:1],
    settings={
        "items": ASSISTANT["settings"]["items"][:1],
        "context": [make.context(4.5, citations=cited("survey", "Work Context"))],
    },
    ratings=ASSISTANT["ratings"],
)
GAPS = make.dataset([COVERED, GATHERED], sources=DATASET["sources"], activities=[make.activity("draw-blood")])

CONTROLS = "\x00\x07\x9b2J\u202eabc"
EVIL = f"\x1b[31mred\x1b[0m [/red] [bold]x[/bold] <script>alert(1)</script> =cmd() | a|b *s* _u_ `c` {CONTROLS}"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1")
HOSTILE = make.dataset(
    [
        make.role(
            "one",
            None,
            title=f"One {EVIL}",
            summary=make.statement(EVIL),
            other_titles=[f"Uno {EVIL}"],
            duties=[make.statement(text) for text in (EVIL, *FORMULAS)],
            credentials={"items": [make.credential(f"=Evil {EVIL}", issuer=EVIL)], "statements": []},
            settings={"items": [make.setting("lab", make.missing("jobs.share", reason=EVIL), label=EVIL)]},
            outlook={"pay": [make.figure(1, area="=US", code="@1")], "statements": [make.statement(EVIL)]},
        ),
        make.role(
            "two", None, title="二つ目の役割", duties=[make.statement("測定する " * 20), make.statement("قياس الضغط")]
        ),
    ],
    sources=[make.source(title=EVIL, publisher=EVIL, edition=f"={EVIL}", license=EVIL)],
    title=EVIL,
)
