"""Other validators, set up for the records of the benchmark with the artefacts of this project."""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal

from dspy_schema import artifacts, model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Errors = Callable[[dict[str, Any]], Iterable[object]]

TYPES = ("TrainingJob", "ReinforceJob")


def jsonschema_errors(type_: str) -> Errors:
    """The pure-Python `jsonschema`."""
    import jsonschema

    document = artifacts.load_json_schema(type_)
    return jsonschema.validators.validator_for(document)(document).iter_errors


def jsonschema_rs_errors(type_: str) -> Errors:
    """`jsonschema-rs` on parsed records."""
    import jsonschema_rs

    return jsonschema_rs.validator_for(artifacts.load_json_schema(type_)).iter_errors


def linkml_errors(type_: str) -> Errors:
    """`linkml.validator` with its JSON Schema plugin; it does not know `@type`, so that is taken away."""
    validator = _linkml_validator()

    def errors(record: dict[str, Any]) -> Iterable[object]:
        del record["@type"]
        results: Iterable[object] = validator.iter_results(record, type_)
        return results

    return errors


@cache
def _linkml_validator() -> Any:
    from linkml.validator import Validator
    from linkml.validator.plugins import JsonschemaValidationPlugin

    return Validator(artifacts.artifact_path("dspy.linkml.yaml"), [JsonschemaValidationPlugin(closed=True)])


def pydantic_model() -> Callable[[bytes], Any]:
    """The generated pydantic models, distinguished by `@type`."""
    import pydantic

    tagged: list[Any] = [_tagged(name, getattr(model.load_pydantic(), name)) for name in TYPES]
    union: Any = Annotated[reduce(or_, tagged), pydantic.Field(discriminator="tag")]
    validate: Callable[[bytes], Any] = pydantic.TypeAdapter(union).validate_json
    return validate


def _tagged(name: str, base: Any) -> Any:
    import pydantic

    tag: Any = (Literal[name], pydantic.Field(alias="@type"))
    return pydantic.create_model(f"Tagged{name}", __base__=base, tag=tag)
