"""Example records of classes: files of src/docs/examples, and the objects inside their records."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dspy_schema_build.codegen.schema import member_shapes
from dspy_schema_build.sitegen import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema_build.codegen.schema import Schema
    from dspy_schema_build.sitegen.reference.elements import Reference, Term


FOLDER = Path("src/docs/examples")


@dataclass(frozen=True)
class Example:
    """A record of a class, or a value at a JSON Pointer inside the record of another (`within`)."""

    value: Any
    file: Path
    within: Term
    pointer: str

    def text(self) -> str:
        """The record, or the part of it, as a block of JSON."""
        return markdown.code_fence("json", json.dumps(self.value, indent=2, ensure_ascii=False))


class Examples:
    """The examples of all classes: `<Class>.json` for dspy, `<vendor>/<Class>.json` or `<Class>-<what>.json`."""

    def __init__(self, reference: Reference, folder: Path = FOLDER) -> None:
        self._reference = reference
        self._of: dict[Term, Example] = {}
        inside: dict[Term, list[Example]] = {}
        for term, file in example_files(reference, folder):
            whole = Example(json.loads(file.read_text(encoding="utf-8")), file.relative_to(folder), term, "")
            self._of.setdefault(term, whole)
            for held, example in self._inside(term, whole):
                inside.setdefault(held, []).append(example)
        for held, found in inside.items():
            self._of.setdefault(held, max(found, key=lambda each: _worth(held, each)))

    def of(self, term: Term) -> Example | None:
        """The example of a class; for one that has no records, that of the first below it."""
        own = self._of.get(term)
        below = (self.of(each) for each in self._reference.children(term))
        return own or next((each for each in below if each), None)

    def _inside(self, term: Term, outer: Example) -> Iterator[tuple[Term, Example]]:
        """The values of classes inside an object of a class, at any depth."""
        for member in self._reference.members(term):
            held = outer.value.get(member.name)
            range_ = self._reference.range(term.schema, member.definition.range)
            if held is None or range_ is None or range_.kind != "class":
                continue
            at = f"{outer.pointer}/{member.name}"
            if term.schema.range_class(member.definition) is None:
                yield range_, replace(outer, value=held, pointer=at)
                continue
            is_map = any("map" in form for form in member_shapes(member.definition))
            for pointer, each in _objects(held, at, is_map=is_map):
                if found := self._kind(term.schema, range_.name, each):
                    inner = replace(outer, value=each, pointer=pointer)
                    yield found, inner
                    yield from self._inside(found, inner)

    def _kind(self, schema: Schema, inner: str, value: dict[str, Any]) -> Term | None:
        """The class of an object: that of the range, or the one below it that has its `type`."""
        kinds = schema.unions.get(inner, [inner])
        for kind in kinds:
            named = schema.members(kind).get("type")
            if len(kinds) == 1 or (named is not None and named.equals_string == value.get("type")):
                return self._reference.find(schema, "class", kind)
        return None


def _worth(term: Term, example: Example) -> tuple[bool, int]:
    """How much an example shows of a class: in a record of the same schema, with many members."""
    return example.within.schema is term.schema, len(example.value) if isinstance(example.value, dict) else 0


def example_files(reference: Reference, folder: Path = FOLDER) -> Iterator[tuple[Term, Path]]:
    """The files of examples with the class of each; a file of a class that there is not is an error, LookupError."""
    for schema in reference.schemas:
        place = folder if schema.name == "dspy" else folder / schema.name
        for file in sorted(place.glob("*.json"), key=lambda each: each.stem):
            name = file.stem.partition("-")[0]
            term = reference.find(schema, "class", name)
            if term is None:
                raise LookupError(f"{file}: no class {name} in {schema.name}")
            yield term, file


def _objects(held: Any, at: str, *, is_map: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a member with their pointers: the one, those of a list, or those of a map."""
    if isinstance(held, list) or (is_map and isinstance(held, dict)):
        items = held.items() if isinstance(held, dict) else enumerate(held)
        for key, each in items:
            yield from _objects(each, f"{at}/{key}", is_map=False)
    elif isinstance(held, dict):
        yield at, held
