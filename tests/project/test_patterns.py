"""No text takes a pattern long: each regular expression of the package is tried with texts of 100,000 characters.

The expressions are read from the source, and evaluated in their modules; those that are put together when they are
needed are listed here. The texts are made from each expression: much of what it repeats, behind what it begins with.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import signal
import sys
import warnings
from itertools import chain, islice, permutations, product
from pathlib import Path
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import dspy_schema
import dspy_schema_model
from dspy_schema.records import exclusion
from dspy_schema.secrets import detector, patterns, prefilter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

LENGTH = 100_000
# A pattern that goes through a text once takes a hundredth of this; one that does so from each character, minutes.
MOST_SECONDS = 3
METHODS = frozenset({"match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
# Expressions that are put together from arguments, by module and function: those that result are tried from here.
BUILT: dict[tuple[str, str], list[tuple[re.Pattern[Any], str]]] = {
    ("dspy_schema.records.exclusion", "_compile"): [
        # With `**/` more than once the time grows with the square, but no path has more than 4,096 characters.
        (exclusion._compile(pattern), "fullmatch")
        for pattern in ("node_modules", "*.bak.json")
    ],
    ("dspy_schema.rdf.long_literals", "__init__"): [(re.compile(r'"?long-text-0123-([0-9]+)-\n*"?'), "sub")],
    ("dspy_schema.secrets.detector", "_keys"): [(detector._keys(), "finditer")],
    ("dspy_schema.secrets.patterns", "_name_patterns"): [
        (pattern, "search") for pattern in patterns._name_patterns().values()
    ],
    ("dspy_schema.secrets.prefilter", "_beginnings"): [(prefilter._beginnings(), "search")],
    ("dspy_schema.secrets.prefilter", "_escaped_beginnings"): [
        (pattern, "search") for patterns in prefilter._escaped_beginnings() for pattern in patterns
    ],
    ("dspy_schema.secrets.prefilter", "_bare_hints"): [(pattern, "search") for _, pattern in prefilter._bare_hints()],
    ("dspy_schema.secrets.prefilter", "_compile_signs"): [
        (prefilter._record_signs()[0], "search"),
        (prefilter._name_signs()[0], "search"),
    ],
    ("dspy_schema.secrets.prefilter", "_hints"): [(pattern, "search") for pattern in prefilter._hints()],
    ("dspy_schema.secrets.redaction", "_skipping"): [
        (re.compile(pattern), "match") for pattern in (r"[ \t\r\n]*", r"[ \t\r\n:]*", r"[ \t\r\n,]*")
    ],
}
# Alternatives of which each is tried by itself: at no character do they take longer than these one after another.
UNIONS = {detector._phrases().pattern, detector._own_phrases().pattern}
# What these get is a pattern of a schema, which are tried below, or of one of the modules above.
OF_SCHEMAS = {
    ("dspy_schema.schema.signatures", "_is_met"),
    ("dspy_schema.conversion.slots", "_match_text"),
    ("dspy_schema.validation.fast_path", "_find_mismatched"),
    ("dspy_schema.validation.json_schema_pure", "_compile"),
    ("dspy_schema.validation.program_rules", "_check_matches"),
}


class Use(NamedTuple):
    """A pattern, and the method that is called on it."""

    where: str
    pattern: re.Pattern[Any]
    method: str


def _list_modules() -> Iterator[ModuleType]:
    for package in (dspy_schema, dspy_schema_model):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                # Some modules only lead to the ones that replace them.
                with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
                    yield importlib.import_module(module.name)


def _list_uses(module: ModuleType) -> Iterator[Use | tuple[str, str]]:
    """The patterns in a module; or the module and function where one is put together."""
    tree = ast.parse(Path(str(module.__file__)).read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for call in ast.walk(tree):
        name = call.func if isinstance(call, ast.Call) else None
        if not (isinstance(name, ast.Attribute) and isinstance(name.value, ast.Name) and name.value.id == "re"):
            continue
        if name.attr not in METHODS | {"compile"}:
            continue
        assert isinstance(call, ast.Call)
        where = f"{module.__name__}:{call.lineno}"
        flags = [ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == "flags"]
        flags += [ast.unparse(argument) for argument in call.args[1:2] if name.attr == "compile"]
        try:
            names = vars(module) | {"re": re}
            pattern = re.compile(eval(ast.unparse(call.args[0]), names), eval(flags[0], names) if flags else 0)
        except NameError:
            yield (
                module.__name__,
                next(
                    function.name
                    for function in reversed(functions)
                    if function.lineno <= call.lineno <= (function.end_lineno or 0)
                ),
            )
            continue
        for method in sorted({name.attr} if name.attr != "compile" else _list_methods(tree, parents, call)):
            yield Use(where, pattern, method)


def _list_methods(tree: ast.AST, parents: dict[ast.AST, ast.AST], call: ast.Call) -> set[str]:
    """The methods that are called on what `re.compile` gives, at once or by the name that it gets; or else `search`."""
    parent = parents[call]
    if isinstance(parent, ast.Attribute):
        return {parent.attr}
    while not isinstance(parent, (ast.Assign, ast.AnnAssign, ast.FunctionDef)):
        parent = parents[parent]
    targets = parent.targets if isinstance(parent, ast.Assign) else [getattr(parent, "target", None)]
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in METHODS
        and any(isinstance(part, ast.Name) and part.id in names for part in ast.walk(node.value))
    }
    return used or {"search"}


def _list_schema_patterns() -> Iterator[Use]:
    """The patterns of all generated schemas, rules and shapes that are JSON."""
    seen = set()
    for path in chain.from_iterable(
        sorted(Path(folder).rglob("*.json")) for package in (dspy_schema_model,) for folder in package.__path__
    ):
        for pattern in _find_patterns(json.loads(path.read_bytes())):
            if pattern not in seen:
                seen.add(pattern)
                yield Use(f"{path.name} {pattern}", re.compile(pattern), "search")


def _find_patterns(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("pattern"), str):
            yield value["pattern"]
        yield from chain.from_iterable(map(_find_patterns, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_find_patterns, value))


FOUND = [use for module in _list_modules() for use in _list_uses(module)]
USES = [
    *(use for use in FOUND if isinstance(use, Use) and use.pattern.pattern not in UNIONS),
    *(Use(":".join(place), *built) for place, several in BUILT.items() for built in several),
    *(Use(f"{phrase.kind}: {phrase.example}", re.compile(phrase.pattern), "finditer") for phrase in patterns.PHRASES),
    *(
        Use(f"{key.issuer}", re.compile(f"(?:{key.prefixes.replace(' ', '|')}){key.rest}"), "finditer")
        for key in patterns.KEYS
    ),
    *_list_schema_patterns(),
]


class _Sampler:
    """Writes texts that a parsed pattern accepts, and collects what it repeats and what leads there."""

    def __init__(self) -> None:
        self.units: set[str] = set()
        self.beginnings: set[str] = {""}

    def write(self, parsed: Any, before: str = "") -> str:
        text = ""
        for operation, argument in parsed:
            self.beginnings.add((before + text)[-80:])
            text += self._write_one(operation, argument, before + text)
        return text

    def _write_one(self, operation: Any, argument: Any, before: str) -> str:  # noqa: PLR0911  # a return for each kind
        if operation is constants.LITERAL:
            self.units.add(chr(argument))
            return chr(argument)
        if operation in {constants.ANY, constants.NOT_LITERAL}:
            self.units.add("!")
            return "!"
        if operation is constants.IN:
            characters = _list_characters(argument)
            self.units |= set(characters)
            return characters[0]
        if operation is constants.BRANCH:
            texts = [self.write(branch, before) for branch in argument[1]]
            return texts[0]
        if operation is constants.SUBPATTERN:
            return self.write(argument[-1], before)
        if operation in {constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT}:
            least, most, part = argument
            text = self.write(part, before)
            self.units.add(text)
            return text * max(least, 1 if most else 0)
        if operation in {constants.ASSERT, constants.ASSERT_NOT}:
            self.write(argument[1], before)
        if operation is constants.ATOMIC_GROUP:
            return self.write(argument, before)
        return ""


def _list_characters(parts: Any) -> list[str]:
    """A few characters of a class, or of those that are not in it."""
    codes: list[str] = []
    of = {
        constants.CATEGORY_DIGIT: "0",
        constants.CATEGORY_SPACE: " ",
        constants.CATEGORY_WORD: "a",
        constants.CATEGORY_NOT_SPACE: "a",
        constants.CATEGORY_NOT_WORD: "-",
        constants.CATEGORY_NOT_DIGIT: "x",
    }
    if parts[0][0] is constants.NEGATE:
        excluded = re.compile("".join(["[", *(_write_class(part) for part in parts[1:]), "]"]))
        return [character for character in "a0 -_:/=x!" if not excluded.match(character)][:4] or ["~"]
    for operation, argument in parts:
        if operation is constants.LITERAL:
            codes.append(chr(argument))
        elif operation is constants.RANGE:
            codes.append(chr(argument[0]))
        elif operation is constants.CATEGORY:
            codes.append(of[argument])
    return codes[:4]


def _write_class(part: Any) -> str:
    operation, argument = part
    if operation is constants.RANGE:
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
    if operation is constants.LITERAL:
        return re.escape(chr(argument))
    names = {constants.CATEGORY_DIGIT: r"\d", constants.CATEGORY_SPACE: r"\s", constants.CATEGORY_WORD: r"\w"}
    return names.get(argument, r"\S")


def _write_texts(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Long texts that a pattern may go through often: one thing many times, behind what the pattern begins with."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    sampler = _Sampler()
    whole = sampler.write(
        parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else 0)
    )
    units = sorted({unit for unit in {*sampler.units, whole, " ", "a", "\\", '"'} if unit})
    characters = [unit for unit in units if len(unit) == 1]
    pairs = map("".join, permutations(sorted({*characters[:6], "\\", '"'}), 2))
    beginnings = sorted(sampler.beginnings | {whole} - {""}, key=len)
    behind = islice(product(beginnings, units[:8]), 60)
    for begin, unit in [*product([""], [*units[:40], *pairs, *beginnings[-20:]]), *behind]:
        if not unit:
            continue
        yield f"{begin}{unit * (LENGTH // len(unit))}\x00"


def _apply(use: Use, text: Any) -> None:
    result = getattr(use.pattern, use.method)(
        *((b"" if isinstance(text, bytes) else "",) * (use.method[:3] == "sub")), text
    )
    if use.method == "finditer":
        for _ in result:
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="needs a timer of CPU time")
@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where} {use.method}"[:90])
def test_no_pattern_takes_long(use: Use) -> None:
    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        for text in _write_texts(use.pattern):
            signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
            _apply(use, text.encode() if isinstance(use.pattern.pattern, bytes) else text)
    except TimeoutError:
        pytest.fail(f"{use.method} takes over {MOST_SECONDS} s for {text[:60]!r} and on: {use.pattern.pattern!r}")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_all_patterns_are_tried() -> None:
    built = {use for use in FOUND if not isinstance(use, Use)}
    assert built == BUILT.keys() | OF_SCHEMAS
    assert len(USES) > 60
