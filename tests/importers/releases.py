"""Import the invented O*NET releases of the tests."""

from typing import Any, NamedTuple

from rolecompare.importers.base import Ignored, Skipped
from rolecompare.importers.files.table import open_package
from rolecompare.importers.onet.release import OnetImport
from rolecompare.models.roles import Role
from tests.importers.onet_tables import BRIEF, OLD, SHARED, TASK_RATINGS, Tables
from tests.make import validated

Plain = dict[str, Any]
# The database of 29.3 with tables that the one of `onet_tables` lacks.
FULL: Tables = {
    **OLD,
    "Work Styles": f"""{BRIEF}
        31-9092.00 | 1.C.5.a | Dependability | IM | 4.62 | 08/2023 | Job
        31-9092.00 | 1.D.1.a | Dependability | DR | 2 | 08/2023 | Job""",
    "Task Ratings": f"""{TASK_RATINGS}
        31-9092.00 | 2 | IM | n/a | 4.10 | 90 | 0.1200 | 3.9 | 4.3 | N | 08/2023 | Job
        31-9092.00 | 2 | RT | n/a | 95.00 | 90 | 2.0000 | 90 | 98 | N | 08/2023 | Job""",
    "Work Context": f"""{SHARED}
        31-9092.00 | 4.C.1.a.2.l | Talking | CX | n/a | 4.90 | 90 | 0.05 | 4.8 | 5 | N | 08/2023 | Job
        31-9092.00 | 4.C.1.a.2.l | Talking | CXP | 5 | 90.0 | 90 | 3.00 | 80 | 95 | N | 08/2023 | Job""",
}


class Read(NamedTuple):
    onet: OnetImport
    roles: dict[str, Plain]  # by code

    @property
    def assistant(self) -> Plain:
        return self.roles["31-9092.00"]

    @property
    def skipped(self) -> list[Skipped]:
        return self.onet.report.skipped.first

    def rating(self, element: str, code: str = "31-9092.00") -> Plain:
        (found,) = [rating for rating in self.roles[code]["ratings"] if rating["element"] == element]
        return dict(found)


def read(path: str) -> Read:
    with open_package(path) as package:
        onet = OnetImport(package)
        roles = {role["codes"]["onet_soc"]: role for role in onet.roles()}
    for role in roles.values():
        validated(Role, {"id": "any", **role})
    return Read(onet, roles)


def ignored(found: Read) -> list[Ignored]:
    return list(found.onet.ignored)
