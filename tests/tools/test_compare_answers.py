"""The tool that compares the JSON answers of two versions."""

from tools.compare_answers import Comparer

RENAMES = {"keys": {"licence": "license", "item.by": "kind"}, "values": {"kind=old": "new"}, "prefixes": {"a.": "b."}}


def differences(old: object, new: object) -> list[str]:
    return list(Comparer(RENAMES).differences(old, new))


def test_renamed_keys_and_values_are_equal() -> None:
    old = {"licence": 1, "item": {"by": "x"}, "kind": "old", "field": "training.a.b"}
    assert differences(old, {"license": 1, "item": {"kind": "x"}, "kind": "new", "field": "training.b.b"}) == []


def test_other_changes_are_differences() -> None:
    old = {"value": 1, "items": ["a", "b"], "gone": None, "text": "12 jobs here"}
    assert differences(old, {"value": 1.0, "items": ["a"], "text": "13 jobs here"}) == [
        ".value: 1, now 1.0",
        ".items: 2 items, now 1",
        ".gone: only in the old answer",
        ".text: '12 jobs here', now '13 jobs here'",
    ]


def test_sentence_with_same_numbers_is_reworded() -> None:
    comparer = Comparer(RENAMES)
    assert list(comparer.differences("12 % of Nurses say so", "12% of Nurses say this")) == []
    assert comparer.reworded == {("# % of N say so", "#% of N say this"): 1}
