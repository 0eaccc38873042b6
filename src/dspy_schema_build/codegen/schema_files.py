"""A vendor's schema as its author wrote it: the YAML files with the line of every entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from linkml_runtime import SCHEMA_DIRECTORY

from dspy_schema import artifacts

if TYPE_CHECKING:
    from collections.abc import Iterator

    Keys = tuple[str | int, ...]


KINDS = ("classes", "enums", "types", "slots", "subsets")
DSPY = Path(artifacts.FOLDER, artifacts.SCHEMA, "dspy.yaml")
"""DSPy's schema as this package has it."""
# Where the schemas are that any schema imports by the prefix.
IMPORTS = {"linkml:": str(SCHEMA_DIRECTORY), "dspy:": str(DSPY.with_suffix(""))}


class Fault(NamedTuple):
    """What is wrong with a schema, and where; as text, in the form that editors link to the line."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass
class YamlFile:
    """A YAML file: its value, and the lines of its entries by their keys and indices from the top."""

    path: Path
    value: Any = None
    faults: list[Fault] = field(default_factory=list)
    _lines: dict[Keys, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> YamlFile:
        """Read the file; what YAML or the file system refuse, and a repeated key, are its faults."""
        file = cls(path)
        try:
            loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
            node = loader.get_single_node()
            file.value = None if node is None else loader.construct_document(node)
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
            file.faults.append(Fault(path, 1, f"cannot be read: {reason}"))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            file.faults.append(Fault(path, mark.line + 1 if mark else 1, f"not YAML: {error.problem}"))
        except (yaml.YAMLError, ValueError) as error:
            file.faults.append(Fault(path, 1, f"not YAML: {' '.join(str(error).split())}"))
        else:
            file._index(node, ())
        return file

    def fault(self, at: Keys, message: str) -> Fault:
        """Create a fault at the entry of these keys, or at the nearest one that has it."""
        return Fault(self.path, self.line(at), message)

    def line(self, at: Keys) -> int:
        """Find the line of the entry of these keys, or of the nearest one above it; the first is 1."""
        return next((self._lines[at[:end]] for end in range(len(at), 0, -1) if at[:end] in self._lines), 1)

    def mapping(self, *at: str | int) -> dict[Any, Any]:
        """Return the mapping at these keys; {} where there is none."""
        value = self.value
        for key in at:
            value = value.get(key) if isinstance(value, dict) else None
        return value if isinstance(value, dict) else {}

    def _index(self, node: yaml.Node | None, at: Keys) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inner = (*at, str(key.value))
                if inner in self._lines:
                    self.faults.append(Fault(self.path, key.start_mark.line + 1, f"`{key.value}` is here twice"))
                self._lines[inner] = key.start_mark.line + 1
                self._index(value, inner)
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                self._lines[*at, number] = item.start_mark.line + 1
                self._index(item, (*at, number))


@dataclass(frozen=True)
class Element:
    """A class, an enumeration or a type, with the file and the keys where it stands."""

    file: YamlFile
    at: Keys

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.at[-1])

    @property
    def value(self) -> dict[Any, Any]:
        """Its entries."""
        return self.file.mapping(*self.at)

    def fault(self, message: str, *at: str | int) -> Fault:
        """Create a fault at an entry of the element."""
        return self.file.fault((*self.at, *at), message)


class SchemaFiles:
    """The file of a schema and those that it imports; `own` are its author's, not linkml's and DSPy's."""

    def __init__(self, path: Path, dspy: Path = DSPY) -> None:
        self.main = YamlFile.read(path)
        self.own: list[YamlFile] = []
        self._dspy = dspy.with_suffix("").resolve()
        self._others: list[YamlFile] = []
        self._known = {path.resolve()}
        self._add(self.main, own=True)

    @cached_property
    def elements(self) -> dict[str, dict[str, Element]]:
        """The elements of all files by kind (`classes`, `enums`, …) and name."""
        return {
            kind: {str(name): Element(file, (kind, str(name))) for file in files for name in file.mapping(kind)}
            for files in [[*self._others, *reversed(self.own)]]
            for kind in KINDS
        }

    def own_elements(self, kind: str) -> Iterator[Element]:
        """Yield the elements of a kind in the author's files."""
        yield from (Element(file, (kind, str(name))) for file in self.own for name in file.mapping(kind))

    def members(self, class_: str) -> dict[str, Element]:
        """Find the members of a class, inherited ones included, by the names that records have."""
        members: dict[str, Element] = {}
        for name in reversed(self.ancestors(class_)):
            element = self.elements["classes"][name]
            attributes = element.file.mapping(*element.at, "attributes")
            found = [Element(element.file, (*element.at, "attributes", str(key))) for key in attributes]
            listed = element.value.get("slots")
            slots = self.elements["slots"]
            found += [slots[str(slot)] for slot in (listed if isinstance(listed, list) else ()) if str(slot) in slots]
            members |= {str(member.value.get("alias", member.name)): member for member in found}
        return members

    def ancestors(self, class_: str) -> list[str]:
        """List a class and those above it, by `is_a` and `mixins`; nearest first, unknown ones left out."""
        names: list[str] = []
        todo = [class_]
        while todo:
            name = todo.pop(0)
            if name in self.elements["classes"] and name not in names:
                names.append(name)
                value = self.elements["classes"][name].value
                mixins = value.get("mixins")
                todo += [str(above) for above in (value.get("is_a"), *(mixins if isinstance(mixins, list) else ()))]
        return names

    def descendants(self, class_: str) -> list[str]:
        """List the classes below a class that are not abstract, itself included."""
        classes = self.elements["classes"]
        return [name for name in classes if not classes[name].value.get("abstract") and class_ in self.ancestors(name)]

    def _add(self, file: YamlFile, *, own: bool) -> None:
        (self.own if own else self._others).append(file)
        imports = file.mapping().get("imports")
        for number, name in enumerate(imports if isinstance(imports, list) else ()):
            prefix = re.match(r"\w+:", str(name))
            if prefix and prefix[0] not in IMPORTS:
                file.faults.append(file.fault(("imports", number), f"{name}: only linkml: and dspy: can be imported"))
                continue
            folder = IMPORTS[prefix[0]] if prefix else file.path.parent
            path = Path(folder, f"{str(name).removeprefix(prefix[0] if prefix else '')}.yaml")
            resolved = path.resolve()
            if resolved in self._known:
                continue
            self._known.add(resolved)
            if not path.is_file():
                file.faults.append(file.fault(("imports", number), f"{name}: there is no {path.name}"))
            elif not own or prefix or resolved.parent == self._dspy:
                self._add(_read_foreign(path), own=False)
            else:
                self._add(YamlFile.read(path), own=True)


@cache
def _read_foreign(path: Path) -> YamlFile:
    """Read a file of linkml's or DSPy's, once for all vendors."""
    return YamlFile.read(path)
