"""A made-up O*NET database of seven occupations, some of them listed as related, and figures of most."""

from pathlib import Path

from tests import small_downloads as downloads
from tests.importers.onet_tables import BRIEF, RATED, Tables, text

PRECISE = "8 | 0.1 | 3 | 5"
TABLES: Tables = {
    "Occupation Data": """O*NET-SOC Code | Title | Description
        29-1141.00 | Registered Nurses | Assess patients and give medicines.
        31-9092.00 | Medical Assistants | Help physicians with patients, and keep their records.
        31-9097.00 | Phlebotomists | Draw blood from patients for tests.
        35-1011.00 | Chefs and Head Cooks | Direct cooks in the preparation of food.
        35-2014.00 | Cooks, Restaurant | Prepare and cook meals in restaurants.
        35-2019.00 | Cooks, All Other | All cooks not listed separately.
        51-3011.00 | Bakers | Mix and bake ingredients to make bread.""",
    "Task Statements": """O*NET-SOC Code | Task ID | Task | Task Type | Incumbents Responding | Date | Domain Source
        29-1141.00 | 1 | Record patients' vital signs. | Core | 90 | 08/2023 | Job
        29-1141.00 | 2 | Administer medicines to patients. | Core | 90 | 08/2023 | Job
        31-9092.00 | 3 | Record patients' vital signs and test results. | Core | 90 | 08/2023 | Job
        31-9092.00 | 4 | Collect blood specimens for tests. | Core | 90 | 08/2023 | Job
        31-9097.00 | 5 | Draw blood and label specimens for tests. | Core | 90 | 08/2023 | Job
        35-1011.00 | 6 | Check the quality of food and its cooking. | Core | 90 | 08/2023 | Job
        35-1011.00 | 7 | Order food and kitchen supplies. | Core | 90 | 08/2023 | Job
        35-2014.00 | 8 | Season and cook food by recipes. | Core | 90 | 08/2023 | Job
        35-2014.00 | 9 | Clean the kitchen. | Core | 90 | 08/2023 | Job
        51-3011.00 | 10 | Bake bread by recipes. | Core | 90 | 08/2023 | Job
        51-3011.00 | 11 | Clean ovens. | Core | 90 | 08/2023 | Job""",
    "Tasks to DWAs": """O*NET-SOC Code | Task ID | DWA ID | Date | Domain Source
        29-1141.00 | 1 | 4.A.1.a.1.I01.D01 | 07/2014 | A
        31-9092.00 | 3 | 4.A.1.a.1.I01.D02 | 07/2014 | A
        31-9092.00 | 4 | 4.A.1.a.1.I02.D01 | 07/2014 | A
        31-9097.00 | 5 | 4.A.1.a.1.I02.D01 | 07/2014 | A
        35-1011.00 | 6 | 4.A.3.a.2.I01.D01 | 07/2014 | A
        35-2014.00 | 8 | 4.A.3.a.2.I01.D02 | 07/2014 | A
        35-2014.00 | 9 | 4.A.3.a.1.I01.D01 | 07/2014 | A
        51-3011.00 | 10 | 4.A.3.a.2.I01.D02 | 07/2014 | A
        51-3011.00 | 11 | 4.A.3.a.1.I01.D01 | 07/2014 | A""",
    "IWA Reference": """Element ID | IWA ID | IWA Title
        4.A.1.a.1 | 4.A.1.a.1.I01 | Record information about patients.
        4.A.1.a.1 | 4.A.1.a.1.I02 | Collect samples.
        4.A.3.a.2 | 4.A.3.a.2.I01 | Prepare foods.
        4.A.3.a.1 | 4.A.3.a.1.I01 | Clean work areas.""",
    "DWA Reference": """Element ID | IWA ID | DWA ID | DWA Title
        4.A.1.a.1 | 4.A.1.a.1.I01 | 4.A.1.a.1.I01.D01 | Record vital signs.
        4.A.1.a.1 | 4.A.1.a.1.I01 | 4.A.1.a.1.I01.D02 | Record test results.
        4.A.1.a.1 | 4.A.1.a.1.I02 | 4.A.1.a.1.I02.D01 | Collect blood.
        4.A.3.a.2 | 4.A.3.a.2.I01 | 4.A.3.a.2.I01.D01 | Check foods.
        4.A.3.a.2 | 4.A.3.a.2.I01 | 4.A.3.a.2.I01.D02 | Cook foods.
        4.A.3.a.1 | 4.A.3.a.1.I01 | 4.A.3.a.1.I01.D01 | Clean kitchens.""",
    "Knowledge": f"""{RATED}
        29-1141.00 | 2.C.5.a | Medicine | IM | 4.50 | {PRECISE} | N | n/a | 08/2023 | A
        31-9092.00 | 2.C.5.a | Medicine | IM | 4.00 | {PRECISE} | N | n/a | 08/2023 | A
        31-9097.00 | 2.C.5.a | Medicine | IM | 3.50 | {PRECISE} | N | n/a | 08/2023 | A
        35-2014.00 | 2.C.5.a | Medicine | IM | 1.00 | {PRECISE} | N | n/a | 08/2023 | A
        51-3011.00 | 2.C.5.a | Medicine | IM | 5.00 | {PRECISE} | Y | n/a | 08/2023 | A
        35-1011.00 | 2.C.2.b | Food Production | IM | 4.00 | {PRECISE} | N | n/a | 08/2023 | A
        35-2014.00 | 2.C.2.b | Food Production | IM | 4.20 | {PRECISE} | N | n/a | 08/2023 | A
        31-9092.00 | 2.C.2.b | Food Production | IM | 1.20 | {PRECISE} | N | n/a | 08/2023 | A""",
    "Interests": f"""{BRIEF}
        29-1141.00 | 1.B.1.d | Social | OI | 6.50 | 11/2023 | Machine Learning
        31-9092.00 | 1.B.1.d | Social | OI | 5.80 | 11/2023 | Machine Learning
        35-2014.00 | 1.B.1.d | Social | OI | 2.00 | 11/2023 | Machine Learning
        51-3011.00 | 1.B.1.d | Social | OI | 1.50 | 11/2023 | Machine Learning""",
    "Job Zones": """O*NET-SOC Code | Job Zone | Date | Domain Source
        29-1141.00 | 4 | 08/2023 | Analyst
        31-9092.00 | 3 | 08/2023 | Analyst
        31-9097.00 | 3 | 07/2019 | Analyst
        35-1011.00 | 3 | 08/2021 | Analyst
        35-2014.00 | 2 | 08/2021 | Analyst
        51-3011.00 | 2 | 08/2022 | Analyst""",
    "Alternate Titles": """O*NET-SOC Code | Alternate Title | Short Title | Source(s)
        35-1011.00 | Kitchen Chef | n/a | 08
        35-2014.00 | Line Cook | n/a | 08
        35-2014.00 | Kitchen Cook | n/a | 08
        51-3011.00 | Bread Cook | n/a | 08""",
    "Related Occupations": """O*NET-SOC Code | Related O*NET-SOC Code | Relatedness Tier | Index
        35-2014.00 | 51-3011.00 | Primary-Short | 1
        35-2014.00 | 31-9097.00 | Primary-Long | 2
        35-2014.00 | 29-1141.00 | Supplemental | 3
        31-9092.00 | 29-1141.00 | Primary-Short | 1
        29-1141.00 | 31-9092.00 | Primary-Short | 1""",
}
PAY = {"35-1011": 60000, "35-2010": 37000, "51-3011": 38000, "31-9092": 45000, "29-1141": 95000}


def onet(folder: Path) -> str:
    return text(TABLES, folder)


def oews(folder: Path) -> str:
    """Pay of most; that of cooks for their group alone, that of phlebotomists not at all."""
    return downloads.oews(folder, PAY, 2026)
