"""Files of an alignment: TSV tables and YAML nodes, with the places of what is wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from dspy_schema.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


_QUOTE = '"'
_BOM = b"\xef\xbb\xbf"
# Some builds of PyYAML lack the parser in C.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place in a file; lines and columns count from 1, columns in characters."""

    source: str
    line: int | None = None
    column: int | None = None

    def finding(self, code: str, message: str, severity: Severity = Severity.ERROR) -> Finding:
        """Create a finding at this place."""
        return Finding(
            code=code, severity=severity, message=message, source=self.source, line=self.line, column=self.column
        )


class TextFile:
    """A file in UTF-8, and its faults, which are findings of one code.

    `text` has LF line ends and no byte order mark; it is None where the file cannot be read or is not UTF-8. Where
    `is_lenient` is true, CRLF line ends, empty lines and cells that are left out at the end of a line are only noted.
    """

    def __init__(self, source: str, data: bytes, code: str, *, is_lenient: bool = False) -> None:
        self.source = source
        self.faults: list[Finding] = []
        self._code = code
        self.is_lenient = is_lenient
        self.text = self._decode(data)

    @classmethod
    def read(cls, path: str, code: str) -> TextFile:
        """Read the file at a path; that it cannot be read is a fault without a line."""
        try:
            with open(path, "rb") as stream:
                return cls(path, stream.read(), code)
        except OSError as error:
            file = cls(path, b"", code)
            file.text = None
            file.faults.append(Place(path).finding(code, f"cannot be read: {error.strerror}"))
            return file

    @property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.removesuffix("\n").split("\n") if self.text else []

    def add_fault(self, message: str, line: int = 1, column: int = 1, severity: Severity = Severity.ERROR) -> None:
        """Add a fault at a line and a column."""
        self.faults.append(Place(self.source, line, column).finding(self._code, message, severity))

    def read_rows(self, lines: list[str], head: int, at_least: int | None = None) -> list[tuple[int, list[str]]]:
        """Split the rows of the table whose head is the line at this index; each comes with its line number.

        Rows with another number of cells than the head are faults, and left out. In a lenient file, a row of
        `at_least` so many cells gets empty ones for those that are missing at its end.
        """
        number = len(split_cells(lines[head]) or ())
        least = at_least if self.is_lenient and at_least else number
        rows = []
        short: list[int] = []
        empty: list[int] = []
        for line, text in enumerate(lines[head + 1 :], start=head + 2):
            cells = split_cells(text) if _QUOTE in text else text.split("\t")
            if cells is None:
                self.add_fault("has a cell whose quote does not end on its line", line)
            elif least <= len(cells) < number:
                short.append(line)
                rows.append((line, cells + [""] * (number - len(cells))))
            elif not text and self.is_lenient:
                empty.append(line)
            elif len(cells) != number:
                fault = f"has {len(cells)} cell{'s' * (len(cells) != 1)}" if text else "is empty"
                self.add_fault(f"line {fault}, and the head has {number} cells", line)
            else:
                rows.append((line, cells))
        if short:
            self._note(short, f"leaves out cells at its end, which are read as empty; the head has {number}")
        if empty:
            self._note(empty, "is empty, and skipped")
        return rows

    def _note(self, lines: list[int], message: str) -> None:
        others = len(lines) - 1
        also = f" (so {'do' if others > 1 else 'does'} {others} more)" if others else ""
        self.add_fault(f"line {message}{also}", lines[0], severity=Severity.INFO)

    def compose_yaml(self, text: str, columns: int = 0) -> yaml.MappingNode | None:
        """Compose the mapping at the top of a YAML document; None, and a fault, where there is none.

        In the file, each line of the document begins `columns` later.
        """
        try:
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.YAMLError as error:
            problem = getattr(error, "problem", None) or "a character that YAML does not have"
            mark = getattr(error, "problem_mark", None)
            line, column = (mark.line, mark.column) if mark else (0, 0)
            self.add_fault(f"broken YAML: {problem}", line + 1, column + 1 + columns)
            return None
        except RecursionError:
            self.add_fault("broken YAML: nested too deep", column=1 + columns)
            return None
        if not isinstance(node, yaml.MappingNode):
            self.add_fault("broken YAML: there is no mapping at the top", column=1 + columns)
            return None
        return node

    def _decode(self, data: bytes) -> str | None:
        if data.startswith(_BOM):
            self.add_fault("begins with a byte order mark; save it as UTF-8 without one")
            data = data[len(_BOM) :]
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            start = data.rfind(b"\n", 0, error.start) + 1
            column = len(data[start : error.start].decode()) + 1
            self.add_fault("is not UTF-8", data.count(b"\n", 0, error.start) + 1, column)
            return None
        if (at := text.find("\r")) >= 0:
            line = text[: at + 1].replace("\r", "\n").count("\n")
            column = at - text.rfind("\n", 0, at)
            if self.is_lenient and text.count("\r") == text.count("\r\n"):
                message = "has CRLF line ends, which are read as LF"
                self.add_fault(message, line, column, Severity.INFO)
            else:
                self.add_fault("has line ends other than LF; save it with LF (Unix) line ends", line, column)
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text


def split_cells(line: str) -> list[str] | None:
    """Split a line; a cell that begins with a quote is quoted as in CSV (RFC 4180). None where a quote is open."""
    if _QUOTE not in line:
        return line.split("\t")
    import csv

    try:
        return next(csv.reader([line], delimiter="\t", strict=True))
    except csv.Error:
        return None


def find_column(line: str, index: int) -> int:
    """Find the column, from 1, in which the cell of that index begins."""
    open_ = quoted = False
    begins = True
    for at, character in enumerate(line):
        if not index:
            return at + 1
        if begins:
            # Quotes count only in a cell that begins with one.
            quoted = open_ = character == _QUOTE
        elif character == _QUOTE and quoted:
            open_ = not open_
        begins = character == "\t" and not open_
        index -= begins
    return len(line) + 1


def iter_items(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """Yield the keys that are scalars, and their values, of a mapping; nothing of another node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key, value


def map_members(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """Return the values of a mapping by the texts of their keys."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def list_scalars(node: yaml.Node | None) -> list[yaml.ScalarNode]:
    """Return the scalars of a sequence, or the one scalar that stands for a sequence of one."""
    if isinstance(node, yaml.ScalarNode):
        return [node] if node.value else []
    items = node.value if isinstance(node, yaml.SequenceNode) else ()
    return [item for item in items if isinstance(item, yaml.ScalarNode)]


def scalar_text(node: yaml.Node | None) -> str:
    """Return the text of a scalar, or an empty one."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def is_true(node: yaml.Node | None) -> bool:
    """Return whether a scalar is the boolean true."""
    return scalar_text(node).lower() == "true"


def node_place(node: yaml.Node, source: str, columns: int = 0) -> Place:
    """Return the place where a node begins, in a file in which its lines begin `columns` later."""
    return Place(source, node.start_mark.line + 1, node.start_mark.column + 1 + columns)
