"""Say how long preparation takes, as far as the ranges of O*NET and the levels of BLS say it.

O*NET gives a range of specific vocational preparation (SVP) for each Job Zone. Its nine levels are times by the
definition of the U.S. Department of Labor (https://www.onetonline.org/help/online/svp); BLS defines the levels of
on-the-job training by time, and says how long most apprenticeships take (https://www.bls.gov/ooh/about/glossary.htm).
"""

import re

# The longest time that a level stands for, beginning with level 1; level 9 has no end.
SVP_TIMES = ("a short demonstration", "1 month", "3 months", "6 months", "1 year", "2 years", "4 years", "10 years")
SVP_MONTHS = (0, 1, 3, 6, 12, 24, 48, 120)
SVP_RANGE = re.compile(r"(?:(?P<low>\d)\.0 to )?(?:< ?|Below )(?P<end>\d)\.0|(?P<above>\d)\.0 and above", re.IGNORECASE)
TRAINING_TIMES = {
    "short-term": "1 month or less",
    "moderate-term": "over 1 month, up to 12 months",
    "long-term": "over 12 months",
    "apprenticeship": "usually 3 to 5 years",
}
# The least months of what takes longer than the time of many a Job Zone.
LEAST_MONTHS = {"apprenticeship": 36, "5-years-or-more": 60}


def svp_time(svp_range: str) -> str | None:
    """Return the time that a range such as `6.0 to < 7.0` stands for; None for a range in another form."""
    found = SVP_RANGE.fullmatch(svp_range.strip())
    if found is None:
        return None
    low, end, above = (int(text) if text else None for text in found.group("low", "end", "above"))
    if above is not None:
        return f"over {SVP_TIMES[above - 2]}" if above >= 2 else None
    if end is None or not 2 <= end <= len(SVP_TIMES) + 1:
        return None
    longest = f"up to {SVP_TIMES[end - 2]}"
    return f"over {SVP_TIMES[low - 2]}, {longest}" if low is not None and low >= 2 else longest


def svp_months(svp_range: str) -> int | None:
    """Return the months within which a range such as `6.0 to < 7.0` ends; None for one without an end."""
    found = SVP_RANGE.fullmatch(svp_range.strip())
    end = found["end"] if found is not None else None
    return SVP_MONTHS[int(end) - 2] if end is not None and 2 <= int(end) <= len(SVP_MONTHS) + 1 else None
