"""Write down what fields the classes of DSPy have, for test_dspy_fields.py to compare the schema with.

Run it with the Python of an environment that has the version of DSPy in question:

    python tests/schema/list_dspy_fields.py > tests/schema/dspy_3_3_1_fields.json

The output is ``{"dspy": version, "classes": {class: {field: {"required": bool, "kind": text}}}}``. A
kind is a JSON type, ``any``, ``const x``, ``one of x, y``, a class, ``list[kind]``, or several of
these with `` | `` between. Whether a field may be None is left out: the schema lets every optional
member be null.
"""

from __future__ import annotations

import enum
import inspect
import json
import sys
import types
import typing
from collections.abc import Callable

import dspy
import pydantic
from dspy.clients import provider, utils_finetune
from dspy.core import types as lm_types

NO_ANNOTATION = inspect.Parameter.empty
KINDS = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    dict: "object",
    typing.Any: "any",
    Callable: "any",
    NO_ANNOTATION: "any",
}


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
    if inspect.isclass(annotation) and issubclass(annotation, enum.Enum):
        return {f"const {member.value}" for member in annotation}
    if origin is list:
        return {f"list[{kind(args[0])}]"}
    return {KINDS.get(origin or annotation) or annotation.__name__}


def of_model(model: type[pydantic.BaseModel]) -> dict[str, object]:
    return {
        name: {"required": field.is_required(), "kind": kind(field.annotation)}
        for name, field in model.model_fields.items()
    }


def of_typed_dict(typed_dict: type) -> dict[str, object]:
    hints = typing.get_type_hints(typed_dict)
    return {name: {"required": name in typed_dict.__required_keys__, "kind": kind(hints[name])} for name in hints}


def of_constructor(cls: type, *args: object) -> dict[str, object]:
    """The parameters of the constructor, and the attributes that it sets from nothing."""
    hints = typing.get_type_hints(cls.__init__, vars(dspy) | {"Thread": object})
    parameters = list(inspect.signature(cls.__init__).parameters.values())[1:]
    fields = {
        parameter.name: {
            "required": parameter.default is NO_ANNOTATION,
            "kind": kind(hints.get(parameter.name, NO_ANNOTATION)),
        }
        for parameter in parameters
        if parameter.kind is not parameter.VAR_KEYWORD
    }
    if args or not parameters:
        for name, value in vars(cls(*args)).items():
            fields.setdefault(name, {"required": False, "kind": "any" if value is None else kind(type(value))})
    return fields


def reachable(*models: type[pydantic.BaseModel]) -> list[type[pydantic.BaseModel]]:
    """The models, their bases, and those that their fields hold."""
    found: dict[str, type[pydantic.BaseModel]] = {}

    def visit(annotation: object) -> None:
        for arg in typing.get_args(annotation):
            visit(arg)
        if inspect.isclass(annotation) and issubclass(annotation, pydantic.BaseModel):
            if annotation is pydantic.BaseModel or annotation.__name__ in found:
                return
            # Annotations that name a class defined further down are resolved only now.
            annotation.model_rebuild(force=True)
            found[annotation.__name__] = annotation
            for base in annotation.__bases__:
                visit(base)
            for field in annotation.model_fields.values():
                visit(field.annotation)

    for model in models:
        visit(model)
    return list(found.values())


def main() -> None:
    classes = {model.__name__: of_model(model) for model in reachable(lm_types.LMRequest, lm_types.LMResponse)}
    for name in ("Message", "MessageAssistant", "GRPOChatData", "GRPOGroup", "GRPOStatus"):
        classes[name] = of_typed_dict(getattr(utils_finetune, name))
    classes["BaseLM"] = of_constructor(dspy.BaseLM)
    classes["LM"] = of_constructor(dspy.LM)
    classes["Provider"] = of_constructor(provider.Provider)
    classes["TrainingJob"] = of_constructor(provider.TrainingJob)
    classes["ReinforceJob"] = of_constructor(provider.ReinforceJob, None)
    classes["BootstrapFinetune"] = of_constructor(dspy.BootstrapFinetune)
    json.dump({"dspy": dspy.__version__, "classes": classes}, sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
