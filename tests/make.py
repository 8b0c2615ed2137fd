"""Small datasets and records for tests: say what matters to the test, and the rest is filled in soundly."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from rolecompare.models.base import Model
from rolecompare.models.claims import Claim
from rolecompare.models.reference_data import DatasetEdition, ReferenceData, RoleWithMembers
from rolecompare.models.roles import Activity, Role
from rolecompare.models.sources import Source

Plain = dict[str, Any]
M = TypeVar("M", bound=Model)
CITED = [{"source": "book", "place": "page 1"}]
UNITS = {"pay.annual": "USD/year", "pay.hourly": "USD/hour", "openings": "jobs/year", "jobs": "percent"}


def validated(model: type[M], plain: Plain) -> M:
    """Return the model of plain JSON values, validated as it is when a file is read."""
    return model.from_json_value(plain)


def source(name: str = "book", **more: Any) -> Plain:
    return {
        "id": name,
        "title": f"The {name}",
        "publisher": "A publisher",
        "url": f"https://example.org/{name}",
        "edition": "first",
        "license": "public domain",
        "kind": "official-statistics",
        **more,
    }


def statement(text: str = "It is so.", **more: Any) -> Plain:
    return {"text": text, "citations": CITED, **more}


def duty(text: str, activity: str | None = None, **more: Any) -> Plain:
    return statement(text, **({"activity": activity} if activity else {}), **more)


def figure(value: float, measure: str = "pay.annual.median", **more: Any) -> Plain:
    """A known figure; its unit and a fitting period are filled in from the measure."""
    unit = next((unit for stem, unit in UNITS.items() if measure.startswith(stem)), "jobs")
    if measure in ("employment.change_percent", "self_employed.share"):
        unit = "percent"
    spans = measure.startswith(("employment.change", "openings"))
    return {
        "measure": measure,
        "value": value,
        "unit": unit,
        "period": "2024/2034" if spans else "2025-05",
        "area": "US",
        "code": "31-9092",
        "citations": CITED,
        **more,
    }


def missing(measure: str = "pay.annual.median", why: str = "not-published", **more: Any) -> Plain:
    return {"measure": measure, "missing": why, "reason": "nobody published it", "citations": [], **more}


def level(value: str, measure: str = "education.entry", **more: Any) -> Plain:
    start = {"measure": measure, "value": value, "period": "2024", "area": "US", "code": "31-9092"}
    return {**start, "citations": CITED, **more}


def setting(name: str, share: Plain, kind: str = "other", **more: Any) -> Plain:
    label = name.replace("-", " ").capitalize()
    return {"setting": name, "label": label, "kind": kind, "share": share, "citations": CITED, **more}


def credential(name: str, requirement: str = "unknown", **more: Any) -> Plain:
    start = {"name": name, "issuer": "A body", "kind": "certification", "requirement": requirement}
    return statement(f"{name} attests competence.", **{**start, **more})


def estimate(value: float, error: float | None = 0.1, **more: Any) -> Plain:
    precision = {} if error is None else {"standard_error": error}
    return {"value": value, "period": "2024-08", **precision, **more}


def role(name: str = "medic", code: str | None = "31-9092.00", **more: Any) -> Plain:
    codes = {} if code is None else {"soc": code[:7], "onet_soc": code}
    return {
        "id": name,
        "title": name.replace("-", " ").title(),
        "summary": statement(f"A {name} works."),
        "codes": codes,
        **more,
    }


def activity(name: str, broader: str | None = None, **more: Any) -> Plain:
    start = {"id": name, "label": name.replace("-", " ").capitalize(), "onet": []}
    return {**start, **({"broader": broader} if broader else {}), **more}


def dataset(roles: Sequence[Plain] | None = None, **more: Any) -> Plain:
    """Return a valid dataset of two roles, unless other roles are given."""
    given = list(roles) if roles is not None else [role("medic"), role("nurse", "29-1141.00")]
    return {
        "schema": "rolecompare/dataset/1",
        "title": "A dataset for tests",
        "edition": "2026",
        "license": "public domain",
        "default_comparison": [given[0]["id"], given[-1]["id"]],
        "sources": [source()],
        "activities": [],
        "roles": given,
        "claims": [],
        **more,
    }


def subject(plain: Plain, *members: Plain) -> RoleWithMembers:
    """A role to compare; with members, an umbrella over them."""
    whole = {**plain, "members": [member["id"] for member in members]} if members else plain
    return RoleWithMembers(validated(Role, whole), tuple(validated(Role, member) for member in members))


def background(
    activities: Iterable[Plain] = (),
    claims: Iterable[Plain] = (),
    sources: Iterable[Plain] | None = None,
    default_comparison: tuple[str, ...] = (),
) -> ReferenceData:
    stated = [validated(Claim, plain) for plain in claims]
    return ReferenceData(
        {plain["id"]: validated(Activity, plain) for plain in activities},
        {claim.number: claim for claim in stated},
        {role: [claim.number for claim in stated if role in claim.roles] for claim in stated for role in claim.roles},
        {plain["id"]: validated(Source, plain) for plain in (sources if sources is not None else [source()])},
        DatasetEdition(
            title="A dataset for tests",
            edition="2026",
            license="public domain",
            default_comparison=default_comparison,
        ),
    )


def claim(number: int = 1, **more: Any) -> Plain:
    start = {"number": number, "section": "outlook", "roles": ["medic"], "text": f"Claim {number}."}
    return {**start, "citations": CITED, **more}


def everything() -> Plain:
    """Return a valid dataset in which every kind of record stands, and every field of each is given at least once."""
    medic = role(
        "medic",
        other_titles=["MA", "Helper"],
        codes={"soc": "31-9092", "onet_soc": "31-9092.00", "isco08": "3256", "esco": "a-code"},
        duties=[
            duty("Draw blood.", "draw", task_type="core", importance=estimate(4.1, n=30, lower=3.9, upper=4.3)),
            duty("Greet patients.", importance=estimate(2, None, suppress=True)),
        ],
        training={
            "levels": [level("some-college"), level("short-term", "training.on_the_job"), missing("job_zone")],
            "programs": [
                statement("A year at a college.", award="some-college", field="care", min_months=9, max_months=12)
            ],
            "statements": [
                statement("Most learn at work.", other_entry_level="high-school-diploma"),
                statement("Some become nurses.", leads_to=["nurse"]),
            ],
        },
        credentials={
            "items": [credential("A certificate", "optional", abbreviation="AC")],
            "statements": [statement("No state asks for one.")],
        },
        settings={
            "items": [
                setting("hospitals", figure(36, "jobs.share", period="2024"), "inpatient"),
                setting("offices", missing("jobs.share"), "office"),
            ],
            "conditions": [statement("Nurses lift.", condition="lifting")],
            "statements": [statement("Some work nights.", claims=[1])],
            "context": [context(4.5)],
        },
        outlook={
            "pay": [
                figure(35020, "pay.annual.p10"),
                figure(45690, "pay.annual.median"),
                figure(21.97, "pay.hourly.median"),
                missing("pay.annual.p90", "above-published-range", bound=239200, period="2025-05", area="US", code="1"),
            ],
            "employment": [figure(811000, "employment", period="2024")],
            "projections": [
                figure(912300, "employment.projected", period="2034"),
                figure(-101300, "employment.change"),
                figure(-12.5, "employment.change_percent"),
            ],
            "openings": [figure(112300, "openings.annual")],
            "statements": [statement("It grows.")],
        },
        ratings=[
            {
                "element": "2.A.1.a",
                "name": "Reading",
                "kind": "skill",
                "importance": estimate(3.5),
                "level": estimate(3),
                "citations": CITED,
            },
            {
                "element": "1.B.1.d",
                "name": "Social",
                "kind": "interest",
                "interest": estimate(6.2, None),
                "citations": [{**CITED[0], "multiplier": 1000}],
            },
        ],
        missing=[missing("ability", "not-surveyed")],
    )
    decided = {
        "verdict": "supported",
        "note": "It is so.",
        "evidence": [figure(45690), level("some-college"), missing(), statement()],
    }
    asserted = {"measure": "employment", "period": "2024", "codes": ["31-9092"]}
    return dataset(
        [medic, role("nurse", "29-1141.00"), role("tech", None, members=["medic", "nurse"])],
        sources=[
            source(published="2025-08-28", reference_period="2024"),
            source("article", kind="article", url=None),
        ],
        activities=[activity("draw", "collect", onet=["4.A.1.b.1.I01.D01"]), activity("collect")],
        claims=[
            claim(1, **decided),
            claim(2, verdict="self-contradictory", note="It says both.", contradicts=[3]),
            claim(3, section="duties", roles=["medic", "tech"], contradicts=[2]),
            claim(
                4,
                asserts=[
                    {**asserted, "value": 811000},
                    {**asserted, "more_than": {"codes": ["00-0000"], "multiplier": 2}},
                ],
                note="See the table.",
            ),
        ],
    )


def cited(source: str, place: str = "page 1") -> list[Plain]:
    return [{"source": source, "place": place}]


def program(award: str = "postsecondary-nondegree-award", **more: Any) -> Plain:
    return statement("A course that leads there.", award=award, **more)


def rating(importance: Plain | None = None, level: Plain | None = None, element: str = "2.A.1.a", **more: Any) -> Plain:
    scales = {"importance": importance, "level": level}
    start = {"element": element, "name": f"Element {element}", "kind": "skill", "citations": CITED}
    return {**start, **{name: scale for name, scale in scales.items() if scale is not None}, **more}


def context(value: float, element: str = "4.C.1.a.4", **more: Any) -> Plain:
    start = {"element": element, "name": f"Context {element}", "kind": "work-context", "citations": CITED}
    return {**start, "context": estimate(value), **more}


def judged(number: int = 1, verdict: str = "contradicted", **more: Any) -> Plain:
    """A claim of the article that has been tried, with what decided it."""
    others = {"contradicts": [number + 1]} if verdict == "self-contradictory" else {}
    return claim(number, verdict=verdict, **{"note": f"Not so {number}.", "evidence": [statement()], **others, **more})
