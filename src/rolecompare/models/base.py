"""The base class of all dataset models and the constrained types of their fields."""

from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator
from pydantic import ValidationError as ValidationError  # for modules that do not import Pydantic themselves
from pydantic_core import InitErrorDetails, PydanticCustomError, to_json
from pydantic_core import from_json as from_json  # twice as fast as the standard library for a whole dataset

MAX_NUMBER = 10**15
"""The largest number that is accepted. No count of an occupation is as large, and floats are exact up to here."""

PROBLEM = "problem"
"""The error type of the rules that models add to those of Pydantic."""


class Model(BaseModel):
    """Base class: immutable, no extra fields, no type coercion."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)

    @classmethod
    def from_json_value(cls, value: Any) -> Self:
        """Return the model of a JSON value, or raise a ValidationError.

        Strict validation takes a list for a tuple, or a text for an enumeration, only if it reads JSON text.
        """
        return cls.model_validate_json(to_json(value))


class FieldProblem(NamedTuple):
    """What is wrong with a field of a model; `field` may be a path such as `importance.value`."""

    field: str
    message: str
    suggestion: str


class CheckedModel(Model):
    """A model with rules of its own, which are checked once all of its fields are valid."""

    @model_validator(mode="after")
    def _check_rules(self) -> Self:
        """Raise a ValidationError that holds every problem at its own field, or do nothing if there is none.

        A validator that returns one error at a time would hide the others. When a ValidationError leaves a validator,
        Pydantic puts the place of the model before the places in it.
        """
        details = [
            InitErrorDetails(
                # The message and the suggestion may hold braces, so they are read from the context, not from the text.
                type=PydanticCustomError(PROBLEM, "{message}", problem._asdict()),
                loc=tuple(problem.field.split(".")),
                input=None,
            )
            for problem in self._problems()
        ]
        if details:
            raise ValidationError.from_exception_data(type(self).__name__, details)
        return self

    def _problems(self) -> Iterable[FieldProblem]:
        """Yield every rule that the fields break."""
        raise NotImplementedError


def error_messages(error: ValidationError) -> str:
    """Return the messages of all problems in an error, separated by semicolons."""
    return "; ".join(detail["msg"] for detail in error.errors(include_url=False, include_input=False))


def _check_number(value: Any) -> int | float:
    """Return the number as it is. A union of int and float would report each bad value twice, once for each type."""
    # The comparison is also false for NaN.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -MAX_NUMBER <= value <= MAX_NUMBER:
        raise PydanticCustomError("number", "Input should be a number between -1e15 and 1e15")
    return value


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, Field(pattern=r"\S", max_length=2000)]
Url = Annotated[str, Field(pattern=r"^https?://\S+$", max_length=500)]
Date = Annotated[str, Field(pattern=r"^(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$")]
Month = Annotated[str, Field(pattern=r"^(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?$")]
ClaimNumber = Annotated[int, Field(ge=1)]
Number = Annotated[
    int | float,
    PlainValidator(_check_number),
    # Cheaper than a union for the schema alone, which Pydantic would build for every field.
    WithJsonSchema(
        {"anyOf": [{"maximum": MAX_NUMBER, "minimum": -MAX_NUMBER, "type": kind} for kind in ("integer", "number")]}
    ),
]
"""An integer or a float; either keeps its type."""
