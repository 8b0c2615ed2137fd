"""How records behave: frozen, compared by value, bounded, and told to Pydantic without importing it.

Records are dataclasses that Pydantic validates and describes (see `door`), strictly and with no field that is not
theirs. Pydantic itself is imported only where a stranger's file comes in, for it costs more start-up than all the rest
of the program (docs/why/pydantic-at-the-door.md).
"""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar, dataclass_transform


class Wrong(NamedTuple):
    field: str
    what: str
    remedy: str


class Unsound(ValueError):
    """What a record shows to be wrong with it: for each thing the field, what is wrong, and what would be right."""

    def __init__(self, wrongs: Iterable[Wrong]) -> None:
        self.wrongs = tuple(wrongs)
        super().__init__("; ".join(wrong.what for wrong in self.wrongs))


def sound(wrongs: Iterable[Wrong]) -> None:
    """Refuse a record with all that is wrong with it; let it pass where nothing is."""
    found = tuple(wrongs)
    if found:
        raise Unsound(found)


class Limits:
    """Bounds of a field, told to Pydantic in the words of its core schema (`pattern`, `min_length`, `ge`)."""

    def __init__(self, **limits: Any) -> None:
        self.limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return {**handler(source), **self.limits}


class Kinds:
    """Chooses the side of a union by the keys that name it, so that a fault is told of the side that was meant."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        choices = {self.tag_of(side): handler.generate_schema(side) for side in source.__args__}
        first = next(iter(choices))

        def side(value: Any) -> str:
            tag = self.tag(value)
            return tag if tag in choices else first

        return {"type": "tagged-union", "choices": choices, "discriminator": side}

    @classmethod
    def tag(cls, value: Any) -> str:
        if isinstance(value, dict):
            if "setting" in value:
                return "setting"
            if "missing" in value:
                return "missing"
            if "measure" not in value:
                return "statement"
            return "known" if "unit" in value else "level"
        return cls.tag_of(type(value))

    @staticmethod
    def tag_of(side: type) -> str:
        return getattr(side, "SIDE", "known")


Slug = Annotated[str, Limits(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, Limits(pattern=r"\S", max_length=2000)]
Url = Annotated[str, Limits(pattern=r"^https?://\S+$", max_length=500)]
Date = Annotated[str, Limits(pattern=r"^(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$")]
Month = Annotated[str, Limits(pattern=r"^(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?$")]
# Nothing that is counted of an occupation comes near it, and beyond it a float no longer tells one from the next.
LARGEST = 10**15
Whole = Annotated[int, Limits(ge=-LARGEST, le=LARGEST)]
Real = Annotated[float, Limits(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
Number = Annotated[
    Whole | Real,
    Limits(custom_error_type="number", custom_error_message="Input should be a number between -1e15 and 1e15"),
]

R = TypeVar("R")


class Record:
    """The manners all records share: frozen, nothing beyond their fields, no value turned into another type.

    What `dataclass` would write for each record anew (equality, hash, text, being frozen) is written once, here, and
    how a record is made when the first of its kind is: a third of the time that it takes otherwise, which was the
    largest part of start-up that was ours (docs/why/pydantic-at-the-door.md).
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid", "strict": True, "hide_input_in_errors": True}

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__dataclass_fields__)

    def __eq__(self, other: object) -> bool:
        return self.__class__ is other.__class__ and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((self.__class__, self._values()))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__name__}({told})"

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        """For copies and pickles: a record is made anew of its values."""
        return _remade, (type(self), dict(zip(self.__dataclass_fields__, self._values(), strict=True)))


def _remade(kind: type[Record], values: dict[str, Any]) -> Record:
    return kind(**values)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[R]) -> type[R]:
    made: type[R] = dataclass(slots=True, kw_only=True, eq=False, repr=False, init=False)(cls)
    made.__init__ = _first_of_its_kind  # type: ignore[assignment]
    return made


def _first_of_its_kind(self: Any, /, **values: Any) -> None:
    """Make the first record of its kind: write how that is done, and do it."""
    kind = type(self)
    kind.__init__ = _initializer(kind)
    kind.__init__(self, **values)


def _initializer(kind: type[Record]) -> Any:
    """What `dataclass` would write for a frozen class whose fields are named when it is made."""
    scope: dict[str, Any] = {"put": object.__setattr__}
    names, lines = [], []
    for name, field in kind.__dataclass_fields__.items():
        if field.default is MISSING:
            names.append(name)
        else:
            scope[f"default_{name}"] = field.default
            names.append(f"{name}=default_{name}")
        lines.append(f"    put(self, {name!r}, {name})")
    if hasattr(kind, "__post_init__"):
        lines.append("    self.__post_init__()")
    # As `dataclass` itself does it; every word of the source is a field's name.
    exec(f"def __init__(self, *, {', '.join(names)}):\n" + "\n".join(lines), scope)  # noqa: S102
    return scope["__init__"]
