"""Tables beside the mappings, in TOML: the gaps of evidence.toml and the areas of areas.toml, with their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dspy_schema.mappings.text_files import Place

if TYPE_CHECKING:
    from dspy_schema.findings import Finding


_CODE = "DSP629"
_HEAD = re.compile(r"\s*\[([^\[\]]+)\]")
_LINE_OF_FAULT = re.compile(r" \(at line (\d+), column (\d+)\)$")


class Table:
    """A file of TOML: its tables, and the places of what is in them; `fault` is what is wrong with the file."""

    def __init__(self, path: str) -> None:
        import tomllib

        self.source = path
        self.tables: dict[str, Any] = {}
        self.fault: Finding | None = None
        try:
            with open(path, "rb") as file:
                self._text = file.read().decode()
            self.tables = tomllib.loads(self._text)
        except FileNotFoundError:
            # A folder may do without.
            self._text = ""
        except OSError as error:
            self.fault = Place(path).finding(_CODE, f"cannot be read: {error.strerror}")
        except UnicodeDecodeError:
            self.fault = Place(path, 1, 1).finding(_CODE, "is not UTF-8")
        except (ValueError, RecursionError) as error:
            at = _LINE_OF_FAULT.search(str(error))
            line, column = (int(at[1]), int(at[2])) if at else (1, 1)
            message = f"broken TOML: {_LINE_OF_FAULT.sub('', str(error))}"
            self.fault = Place(path, line, column).finding(_CODE, message)

    def place(self, table: str, text: str = "", key: str = "") -> Place:
        """Find the place of a text, or of a key, in a table, or that of its head."""
        lines = self._text.splitlines()
        head = next(
            (n for n, line in enumerate(lines) if (m := _HEAD.match(line)) and m[1].replace('"', "") == table), 0
        )
        inside = False
        for number, line in enumerate(lines[head + 1 :] if text or key else (), start=head + 2):
            if _HEAD.match(line):
                break
            # A text that is there under two keys is looked for below the right one.
            inside = inside or not key or line.lstrip().startswith((f"{key} ", f"{key}=", f'"{key}"'))
            if inside and (at := line.find(f'"{text}"' if text else key)) >= 0:
                return Place(self.source, number, at + 1 + bool(text))
        return Place(self.source, head + 1, 1)
