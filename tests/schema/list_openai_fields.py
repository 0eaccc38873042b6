"""Write down what fields the fine-tuning objects of OpenAI's SDK have, for test_openai_sdk.py to compare with ours.

Run by that test with the Python of an environment that has the version of the SDK in question:

    python tests/schema/list_openai_fields.py

The output is ``{"openai": version, "classes": {class: {field: {"required": bool, "kind": text}}}}``. A class is called
``module.Class``, since several modules have a class of the same name. A kind is a JSON type, ``any``, ``const x``,
``one of x, y``, a class, ``list[kind]``, or several of these with `` | `` between, each of several classes by itself.
Whether a field may be None is left out: the schema lets every optional member be null.
"""

from __future__ import annotations

import inspect
import json
import sys
import types
import typing

import openai
import pydantic
from openai.types.fine_tuning import FineTuningJob, FineTuningJobEvent
from openai.types.fine_tuning.jobs import FineTuningJobCheckpoint

KINDS = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    dict: "object",
    object: "any",
    typing.Any: "any",
}


def name(model: type) -> str:
    """fine_tuning_job.Error: the module's last name and the class's."""
    return f"{model.__module__.rpartition('.')[2]}.{model.__name__}"


def kind(annotation: object) -> str:
    """The kind of values that an annotation allows, None aside."""
    words = kinds(annotation)
    literals = sorted(word.removeprefix("const ") for word in words if word.startswith("const "))
    if len(literals) > 1:
        words = {word for word in words if not word.startswith("const ")} | {f"one of {', '.join(literals)}"}
    return " | ".join(sorted(words))


def kinds(annotation: object) -> set[str]:
    """The kinds of values that an annotation allows, each literal by itself."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return kinds(args[0])
    if origin in (typing.Union, types.UnionType):
        return set().union(*(kinds(arg) for arg in args if arg is not type(None)))
    if origin is typing.Literal:
        return {f"const {value}" for value in args}
    if origin is list:
        return {f"list[{kind(args[0])}]"}
    if inspect.isclass(annotation) and issubclass(annotation, pydantic.BaseModel):
        return {name(annotation)}
    return {KINDS[origin or annotation]}


def reachable(*models: type[pydantic.BaseModel]) -> list[type[pydantic.BaseModel]]:
    """The models, and those that their fields hold."""
    found: list[type[pydantic.BaseModel]] = []

    def visit(annotation: object) -> None:
        for arg in typing.get_args(annotation):
            visit(arg)
        if inspect.isclass(annotation) and issubclass(annotation, pydantic.BaseModel) and annotation not in found:
            found.append(annotation)
            for field in annotation.model_fields.values():
                visit(field.annotation)

    for model in models:
        visit(model)
    return found


def main() -> None:
    classes = {
        name(model): {
            field: {"required": definition.is_required(), "kind": kind(definition.annotation)}
            for field, definition in model.model_fields.items()
        }
        for model in reachable(FineTuningJob, FineTuningJobEvent, FineTuningJobCheckpoint)
    }
    json.dump({"openai": openai.__version__, "classes": classes}, sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
