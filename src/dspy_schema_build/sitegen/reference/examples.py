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
    """A record of a class, or a value at a JSON Pointer inside the record of another class, `record_class`."""

    value: Any
    file: Path
    record_class: Term
    pointer: str

    def render(self) -> str:
        """Render the record, or the part of it, as a block of JSON."""
        return markdown.render_code_block("json", json.dumps(self.value, indent=2, ensure_ascii=False))


class Examples:
    """The examples of all classes: `<Class>.json` for dspy, `<vendor>/<Class>.json` or `<Class>-<name>.json`."""

    def __init__(self, reference: Reference, folder: Path = FOLDER) -> None:
        self._reference = reference
        self._examples: dict[Term, Example] = {}
        parts: dict[Term, list[Example]] = {}
        for term, file in find_example_files(reference, folder):
            record = Example(json.loads(file.read_text(encoding="utf-8")), file.relative_to(folder), term, "")
            self._examples.setdefault(term, record)
            for inner, part in self._iter_parts(term, record):
                parts.setdefault(inner, []).append(part)
        for term, candidates in parts.items():
            best = max(candidates, key=lambda example, term=term: _rank(term, example))  # type: ignore[misc]
            self._examples.setdefault(term, best)

    def find(self, term: Term) -> Example | None:
        """Find the example of a class; for one that has no records, that of its first subclass with one."""
        below = (self.find(child) for child in self._reference.children(term))
        return self._examples.get(term) or next((example for example in below if example), None)

    def _iter_parts(self, term: Term, outer: Example) -> Iterator[tuple[Term, Example]]:
        """Yield the objects inside an object of a class, at any depth, with their classes."""
        for member in self._reference.members(term):
            value = outer.value.get(member.name)
            range_ = self._reference.find_range(term.schema, member.definition.range)
            if value is None or range_ is None or range_.kind != "class":
                continue
            place = f"{outer.pointer}/{member.name}"
            if term.schema.range_class(member.definition) is None:
                yield range_, replace(outer, value=value, pointer=place)
                continue
            is_map = any("map" in shape for shape in member_shapes(member.definition))
            for pointer, item in _iter_objects(value, place, is_map=is_map):
                if kind := self._find_class(term.schema, range_.name, item):
                    part = replace(outer, value=item, pointer=pointer)
                    yield kind, part
                    yield from self._iter_parts(kind, part)

    def _find_class(self, schema: Schema, range_: str, value: dict[str, Any]) -> Term | None:
        """Find the class of an object: that of the range, or the subclass that has its `type`."""
        kinds = schema.unions.get(range_, [range_])
        for kind in kinds:
            discriminator = schema.members(kind).get("type")
            is_kind = discriminator is not None and discriminator.equals_string == value.get("type")
            if len(kinds) == 1 or is_kind:
                return self._reference.find(schema, "class", kind)
        return None


def find_example_files(reference: Reference, folder: Path = FOLDER) -> Iterator[tuple[Term, Path]]:
    """Find the files of examples with the class of each; raise LookupError for a file of an unknown class."""
    for schema in reference.schemas:
        subfolder = folder if schema.name == "dspy" else folder / schema.name
        for file in sorted(subfolder.glob("*.json"), key=lambda path: path.stem):
            name = file.stem.partition("-")[0]
            term = reference.find(schema, "class", name)
            if term is None:
                raise LookupError(f"{file}: no class {name} in {schema.name}")
            yield term, file


def _rank(term: Term, example: Example) -> tuple[bool, int]:
    """Rank how much an example shows of a class: in a record of the same schema, with many members."""
    is_own = example.record_class.schema is term.schema
    return is_own, len(example.value) if isinstance(example.value, dict) else 0


def _iter_objects(value: Any, place: str, *, is_map: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects of a member with their pointers: the one, those of a list, or those of a map."""
    if isinstance(value, list) or (is_map and isinstance(value, dict)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from _iter_objects(item, f"{place}/{key}", is_map=False)
    elif isinstance(value, dict):
        yield place, value
