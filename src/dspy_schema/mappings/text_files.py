"""TSV, YAML nodes, places, encodings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import yaml

from dspy_schema.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


_QUOTE = '"'
_BOM = b"\xef\xbb\xbf"


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place in a file; lines and columns count from 1, columns in characters."""

    source: str
    line: int | None = None
    column: int | None = None

    def finding(self, code: str, message: str, severity: Severity = Severity.ERROR) -> Finding:
        """A finding at this place."""
        return Finding(
            code=code, severity=severity, message=message, source=self.source, line=self.line, column=self.column
        )


Tell: TypeAlias = Callable[[Place, str], object]
"""What readers tell a fault to: where, and what."""


def split_cells(line: str) -> list[str] | None:
    """The cells of a line; one that begins with a quote is quoted as in CSV (RFC 4180). None where a quote is open."""
    if _QUOTE not in line:
        return line.split("\t")
    import csv

    try:
        return next(csv.reader([line], delimiter="\t", strict=True))
    except csv.Error:
        return None


def find_column(line: str, index: int) -> int:
    """The column, from 1, in which the cell of that index begins."""
    open_ = quoted = False
    begins = True
    for at, character in enumerate(line):
        if not index:
            return at + 1
        if begins:
            # Only in a cell that begins with one do quotes mean anything.
            quoted = open_ = character == _QUOTE
        elif character == _QUOTE and quoted:
            open_ = not open_
        begins = character == "\t" and not open_
        index -= begins
    return len(line) + 1


def iter_rows(lines: list[str], first: int, source: str, tell: Tell) -> Iterator[tuple[int, list[str]]]:
    """The rows below the head, which is the line at index `first`, with their line numbers.

    Tells of rows with another number of cells than the head, and leaves them out.
    """
    number = len(split_cells(lines[first]) or ())
    for index in range(first + 1, len(lines)):
        found = split_cells(lines[index])
        if found is None:
            tell(Place(source, index + 1, 1), "has a cell whose quote does not end on its line")
        elif len(found) != number:
            what = f"has {len(found)} cell{'s' * (len(found) != 1)}" if lines[index] else "is empty"
            tell(Place(source, index + 1, 1), f"line {what}, and the head has {number} cells")
        else:
            yield index + 1, found


# Some builds of PyYAML are without the parser in C.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose_yaml(text: str, source: str, tell: Tell) -> yaml.MappingNode | None:
    """The mapping at the top of a document; None, and telling why, where there is none."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(source, mark.line + 1, mark.column + 1) if mark else Place(source, 1, 1)
        tell(place, f"broken YAML: {getattr(error, 'problem', None) or 'a character that YAML does not have'}")
        return None
    except RecursionError:
        tell(Place(source, 1, 1), "broken YAML: nested too deep")
        return None
    if not isinstance(node, yaml.MappingNode):
        tell(Place(source, 1, 1), "broken YAML: there is no mapping at the top")
        return None
    return node


def iter_items(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys that are scalars, and their values, of a mapping; nothing of another node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key, value


def iter_members(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """The values of a mapping by the texts of their keys."""
    return {key.value: value for key, value in iter_items(node)}


def iter_scalars(node: yaml.Node | None) -> list[yaml.ScalarNode]:
    """The scalars of a sequence, or the one scalar that stands for a sequence of one."""
    if isinstance(node, yaml.ScalarNode):
        return [node] if node.value else []
    return (
        [each for each in node.value if isinstance(each, yaml.ScalarNode)]
        if isinstance(node, yaml.SequenceNode)
        else []
    )


def scalar_text(node: yaml.Node | None) -> str:
    """The text of a scalar; an empty one of another node."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def is_true(node: yaml.Node | None) -> bool:
    """Whether a scalar is the boolean true."""
    return scalar_text(node).lower() == "true"


def node_place(node: yaml.Node, source: str, lines: int = 0, columns: int = 0) -> Place:
    """Where a node begins, in a file in which its document begins that many lines and columns later."""
    return Place(source, node.start_mark.line + 1 + lines, node.start_mark.column + 1 + columns)


def decode_text(data: bytes, source: str, tell: Tell) -> str | None:
    """The text, with LF line ends and no byte order mark; None where it is not UTF-8. Tells what is wrong."""
    if data.startswith(_BOM):
        tell(Place(source, 1, 1), "begins with a byte order mark; save it as UTF-8 without one")
        data = data[len(_BOM) :]
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode()) + 1
        tell(Place(source, data.count(b"\n", 0, error.start) + 1, column), "is not UTF-8")
        return None
    if (at := text.find("\r")) >= 0:
        line = text[: at + 1].replace("\r", "\n").count("\n")
        column = at - text.rfind("\n", 0, at)
        tell(Place(source, line, column), "has line ends other than LF; save it with LF (Unix) line ends")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text
