"""Sort O*NET's activities into the kinds of work that `fit` asks about.

A generalized activity (4.A.3.a.2) is of one kind as a whole, but for the intermediate and detailed activities in it
(4.A.3.a.2.I14, 4.A.4.a.5.I12.D05) that are clearly of another, or of none. Talking with coworkers is of no kind:
hardly any work is without it.
"""

from functools import cache

from rolecompare.codes import activity_id

# How each kind is called after "Which kind of work …?".
KINDS_OF_WORK = {
    "care": "caring for or treating people",
    "nature": "working with animals or plants",
    "protect": "protecting people and helping in emergencies",
    "teach": "teaching, explaining, or advising",
    "serve": "selling, serving, or dealing with the public",
    "lead": "leading, planning, and organizing",
    "hands": "building, handling, or moving things by hand",
    "machines": "running or repairing machines, equipment, or vehicles",
    "inspect": "watching, testing, and measuring",
    "analyze": "research, analysis, and decisions",
    "create": "designing, creating, performing, or programming",
    "records": "paperwork, records, and numbers",
}
# The generalized activities of each kind, and narrower ones of those that are otherwise of another kind.
ACTIVITIES = {
    "care": (
        *("4.A.4.a.5", "4.A.1.a.2.I05", "4.A.1.b.2.I09", "4.A.2.b.2.I01", "4.A.3.a.1.I13"),
        *("4.A.4.c.3.I02", "4.A.4.c.3.I06"),
    ),
    "nature": (
        *("4.A.1.a.1.I13", "4.A.1.a.2.I05.D04", "4.A.1.b.2.I09.D02", "4.A.2.a.1.I05.D02", "4.A.2.b.4.I03.D18"),
        *("4.A.3.a.1.I01.D06", "4.A.3.a.1.I10.D03", "4.A.3.a.1.I17", "4.A.3.a.2.I10", "4.A.3.a.2.I14"),
        *("4.A.3.a.2.I33.D05", "4.A.4.a.5.I04", "4.A.4.a.5.I12.D05", "4.A.4.b.4.I04", "4.A.4.b.6.I05.D01"),
    ),
    "protect": (
        *("4.A.4.a.5.I05", "4.A.4.a.5.I07", "4.A.1.a.1.I03", "4.A.1.a.2.I07", "4.A.3.a.1.I02", "4.A.3.a.1.I11"),
        *("4.A.3.a.2.I18", "4.A.4.a.2.I08", "4.A.4.b.4.I05", "4.A.4.b.4.I15"),
    ),
    "teach": (
        *("4.A.4.a.1", "4.A.4.b.3", "4.A.4.b.5", "4.A.4.b.6"),
        *("4.A.2.a.1.I03", "4.A.2.b.2.I15"),
    ),
    "serve": (
        *("4.A.4.a.3", "4.A.4.a.4", "4.A.4.a.6", "4.A.4.a.7", "4.A.4.a.8"),
        *("4.A.3.a.1.I12", "4.A.3.a.1.I15", "4.A.4.a.1.I01", "4.A.4.a.2.I12", "4.A.4.a.2.I13"),
        *("4.A.4.a.5.I01", "4.A.4.a.5.I08", "4.A.4.a.5.I10", "4.A.4.b.6.I02", "4.A.4.c.3.I04"),
    ),
    "lead": (
        *("4.A.2.b.4", "4.A.2.b.5", "4.A.2.b.6", "4.A.4.b.1", "4.A.4.b.2", "4.A.4.b.4", "4.A.4.c.2", "4.A.4.c.3"),
        *("4.A.1.b.1.I02", "4.A.2.a.1.I04", "4.A.2.b.1.I03", "4.A.2.b.2.I03", "4.A.2.b.2.I05", "4.A.2.b.2.I09"),
        *("4.A.2.b.2.I17", "4.A.2.b.2.I19", "4.A.2.b.2.I20", "4.A.2.b.2.I27"),
    ),
    "hands": (
        *("4.A.3.a.1", "4.A.3.a.2"),
        *("4.A.1.b.1.I01", "4.A.2.a.2.I02", "4.A.4.c.3.I01", "4.A.4.c.3.I03"),
    ),
    "machines": ("4.A.3.a.3", "4.A.3.a.4", "4.A.3.b.4", "4.A.3.b.5", "4.A.3.a.2.I09", "4.A.3.a.2.I24"),
    "inspect": ("4.A.1.a.2", "4.A.1.b.1", "4.A.1.b.2", "4.A.1.b.3"),
    "analyze": (
        *("4.A.1.a.1", "4.A.2.a.1", "4.A.2.a.3", "4.A.2.a.4", "4.A.2.b.1", "4.A.2.b.3"),
        *("4.A.2.b.2.I10", "4.A.2.b.2.I23", "4.A.2.b.2.I26", "4.A.3.b.6.I03"),
    ),
    "create": (
        *("4.A.2.b.2", "4.A.3.b.1", "4.A.3.b.2"),
        *("4.A.2.b.1.I07", "4.A.2.b.1.I11", "4.A.3.b.6.I05", "4.A.3.b.6.I16", "4.A.4.a.8.I01"),
    ),
    "records": (
        *("4.A.2.a.2", "4.A.3.b.6", "4.A.4.c.1"),
        *("4.A.1.b.3.I03", "4.A.2.b.5.I03", "4.A.3.a.3.I01", "4.A.3.b.1.I06", "4.A.4.c.3.I07"),
    ),
}
# To follow the rules of hygiene is a duty of almost everybody in health care, and says nothing of the kind of work.
OF_NO_KIND = ("4.A.2.a.3.I04",)
# First aid is both care and help in an emergency.
OF_TWO_KINDS = {"4.A.4.a.5.I07": frozenset(("care", "protect"))}
KINDS_BY_ACTIVITY = {
    **{activity_id(element): frozenset((kind,)) for kind, elements in ACTIVITIES.items() for element in elements},
    **{activity_id(element): frozenset[str]() for element in OF_NO_KIND},
    **{activity_id(element): kinds for element, kinds in OF_TWO_KINDS.items()},
}
# How many parts the id of an activity has, such as dwa.4.a.3.a.2, its .i18 and the .d03 of that.
GENERALIZED, INTERMEDIATE, DETAILED = 6, 7, 8


@cache
def kinds_of(activity: str) -> frozenset[str]:
    """Return the kinds of work that a detailed or intermediate activity is of, by its id (dwa.4.a.3.a.2.i18.d03)."""
    parts = activity.split(".")
    for length in (DETAILED, INTERMEDIATE, GENERALIZED):
        found = KINDS_BY_ACTIVITY.get(".".join(parts[:length]))
        if found is not None:
            return found
    return frozenset()
