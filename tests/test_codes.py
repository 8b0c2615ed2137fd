"""Codes of one classification in another, and the row of a publication that counts an occupation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare import soc_tables
from rolecompare.codes import (
    Classification,
    CodeRelation,
    code_relation,
    counted_under,
    former_codes,
    later_codes,
    same_occupation,
)

SOC_2010, HYBRID, SOC_2018 = Classification
FORMER = [*soc_tables.UNCHANGED.split(), *(line.split()[0] for line in soc_tables.CHANGED.strip().splitlines())]


@pytest.mark.parametrize(
    ("code", "used", "wanted", "found"),
    [
        ("31-9092", SOC_2018, SOC_2010, "31-9092"),
        ("31-1131", SOC_2018, SOC_2010, "31-1014"),  # renumbered
        ("31-1014", SOC_2010, SOC_2018, "31-1131"),
        ("15-1252", SOC_2018, SOC_2010, None),  # of two former occupations, which also went elsewhere
        ("29-2099", SOC_2018, SOC_2010, None),  # the same number for other occupations
        ("29-2042", SOC_2018, SOC_2010, None),  # one half of a former occupation
        ("45-3031", SOC_2018, SOC_2010, None),  # two in one
        ("29-2010", SOC_2018, SOC_2010, "29-2010"),
        ("29-2090", SOC_2018, SOC_2010, None),
        ("31-9092", SOC_2018, HYBRID, "31-9092"),
        ("99-9999", SOC_2018, SOC_2010, None),
        ("99-9999", SOC_2018, SOC_2018, "99-9999"),
    ],
)
def test_occupation_has_a_code_in_another_classification_where_they_match_one_to_one(
    code: str, used: Classification, wanted: Classification, found: str | None
) -> None:
    assert same_occupation(code, used, wanted) == found


@given(st.sampled_from(FORMER))
def test_code_of_the_same_occupation_leads_back(code: str) -> None:
    later = same_occupation(code, SOC_2010, SOC_2018)
    if later is None:
        assert len(later_codes(code)) != 1 or former_codes(later_codes(code)[0]) != (code,)
    else:
        assert same_occupation(later, SOC_2018, SOC_2010) == code
        assert (later_codes(code), former_codes(later)) == ((later,), (code,))


@pytest.mark.parametrize(
    ("code", "published", "classification", "row"),
    [
        ("21-1011", {"21-1011", "21-1018", "21-1010"}, SOC_2018, "21-1011"),
        ("21-1011", {"21-1013", "21-1018", "21-1010"}, SOC_2018, "21-1018"),
        ("21-1013", {"21-1018", "21-1010"}, SOC_2018, "21-1010"),  # not one of those that 21-1018 stands for
        ("29-2012", {"29-2010", "29-2031"}, SOC_2018, "29-2010"),
        ("29-2012", {"29-2000"}, SOC_2018, None),
        ("11-1031", {"11-1021"}, SOC_2018, None),
        ("43-3011", {"43-3018", "43-3010"}, SOC_2018, "43-3018"),  # in an edition that no crosswalk covers
        ("43-3011", {"43-3018", "43-3016", "43-3010"}, SOC_2018, "43-3010"),  # which of two is not known
        ("15-1252", {"15-1256", "15-1257", "15-1250"}, HYBRID, "15-1256"),
        ("29-1241", {"29-1228", "29-1248", "29-1240"}, HYBRID, "29-1228"),  # of another broad group
        ("29-1241", {"29-1248", "29-1240"}, HYBRID, None),
        ("51-2092", {"51-2091", "51-2098", "51-2090"}, SOC_2010, "51-2098"),
        ("53-1021", {"53-1011", "53-1048"}, SOC_2010, "53-1048"),
    ],
)
def test_occupation_is_counted_in_its_own_row_or_that_which_stands_for_it(
    code: str, published: set[str], classification: Classification, row: str | None
) -> None:
    assert counted_under(code, published, classification) == row


@pytest.mark.parametrize(
    ("code", "occupation", "classification", "relation"),
    [
        ("31-1014", "31-1131.00", SOC_2010, CodeRelation.SAME),
        ("31-1131", "31-1014.00", None, CodeRelation.SAME),  # of a former O*NET database
        ("43-5081", "53-7065", SOC_2010, CodeRelation.SAME),
        ("31-1010", "31-1131.00", SOC_2010, CodeRelation.WIDER),
        ("53-1048", "53-1042.00", SOC_2010, CodeRelation.WIDER),
        ("29-2012", "29-2012.01", SOC_2010, CodeRelation.WIDER),
        ("29-2030", "29-2036.00", SOC_2010, CodeRelation.OTHER),
        ("21-1018", "21-1014.00", None, CodeRelation.WIDER),
        ("21-1018", "21-1013.00", None, CodeRelation.OTHER),
        ("15-1256", "15-1253", HYBRID, CodeRelation.WIDER),
        ("15-1256", "15-1254", HYBRID, CodeRelation.OTHER),
    ],
)
def test_code_relates_to_an_occupation_by_the_crosswalk(
    code: str, occupation: str, classification: Classification | None, relation: CodeRelation
) -> None:
    assert code_relation(code, occupation, classification) is relation
