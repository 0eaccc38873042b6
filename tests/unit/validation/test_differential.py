"""The fast path, the full check, jsonschema-rs and jsonschema agree on what is valid: on any record, in any spelling.

The texts are written by hand, not by an encoder, so that they have odd white space, escapes, numbers and names.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.many import tries

import dspy_schema
from dspy_schema import artifacts
from dspy_schema.findings import Severity
from dspy_schema.jsontext import utf8
from dspy_schema.records.batch import Batch
from dspy_schema.validation import AUTO, Checker
from dspy_schema.validation.fast_path import FastPath
from dspy_schema.validation.full_check import check_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from dspy_schema.findings import Finding

RECORD_TYPES = tuple(artifacts.load_types().records)
OTHER_CLASSES = tuple(name for name in artifacts.load_types().classes if name not in RECORD_TYPES)
READING = re.compile("DSP1")
# Rules that JSON Schema cannot state, by code; none of these codes is also that of a rule that it states.
RULES_BESIDE = {rule["code"] for rules in artifacts.load_rules()["data"].values() for rule in rules}

quick = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a failure takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)

# --- values -----------------------------------------------------------------------------------------------------

ODD_TEXTS = ["", " ", "a b", " a", "a ", "\n", "a\n", "\t", "\x7f", "a\x7f", "\x85", "a\u0085", "\u00a0", "a\u00a0b"]
ODD_TEXTS += ["\ufeff", "\u200b", "a\u2028", "\u3000", "\u180e", "é", "日本", "😀", "\U000e0001", "\u0000", "\ue000"]
ODD_TEXTS += ["\uffff", "\u202e", "a/b", 'a"b', "a\\b", "NaN", "Infinity", "\\ud800", "@type", "model", '"id":']
TIMES = ["2026-01-31T09:30:00Z", "2026-01-31T09:30:00.5Z", "2026-01-31T09:30:00.50Z", "2026-01-31T09:30:00+00:00"]
TIMES += ["2026-02-30T00:00:00Z", "2024-02-29T00:00:00Z", "2025-02-29T00:00:00Z", "2026-04-31T00:00:00Z"]
TIMES += ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "2026-01-31T24:00:00Z"]
TIMES += ["2026-01-31T09:30:60Z", "2026-01-31 09:30:00Z", "2026-01-31T09:30:00", "2026-01-31T09:30:00Z\n", "2026-13-01"]
TIMES += ["٢٠٢٦-01-31T09:30:00Z", "2026-01-31t09:30:00z", "2026-01-31T09:30:00.1234567890Z", "2026-01-31T09:30:00.Z"]
ODD_NUMBERS = [0, -1, 1, 100, 101, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 2**64, 10**25, 0.5, -0.5, 1e2, 1e16, 1e-7]

texts = st.sampled_from([*ODD_TEXTS, *TIMES, "USD", "usd", "chat", "running"]) | st.text(max_size=8)
numbers = st.sampled_from(ODD_NUMBERS) | st.integers(-5, 200) | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers | texts
any_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)


@cache
def schema(type_: str) -> dict[str, Any]:
    return artifacts.load_json_schema(type_)


@cache
def values_of(type_: str) -> st.SearchStrategy[Any]:
    """Values that fit the schema of a class, but for rules that join members."""
    document = schema(type_)
    return _values(document, document.get("$defs", {}))


def _values(node: Any, definitions: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in node:
        return st.deferred(lambda: _values(definitions[node["$ref"].rsplit("/", 1)[1]], definitions))
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if "const" in node:
        return st.just(node["const"])
    if "anyOf" in node or "oneOf" in node:
        return st.one_of([_values(item, definitions) for item in node.get("anyOf") or node["oneOf"]])
    kinds = node.get("type")
    if kinds is None:
        return any_values
    options = [_of_kind(entry, node, definitions) for entry in ([kinds] if isinstance(kinds, str) else kinds)]
    return st.one_of(options)


def _of_kind(  # noqa: PLR0911  # one for each kind
    kind: str, node: dict[str, Any], definitions: dict[str, Any]
) -> st.SearchStrategy[Any]:
    low, high = node.get("minimum"), node.get("maximum")
    match kind:
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(low, high) | st.integers(0, 9)
        case "number":
            return st.floats(low, high, allow_nan=False, allow_infinity=False) | st.integers(low or 0, high)
        case "string" if "T([01]" in node.get("pattern", ""):
            return st.sampled_from([time for time in TIMES if re.search(node["pattern"], time)])
        case "string" if "pattern" in node:
            # Often short and plain, as the fast path likes it.
            exact = st.from_regex(re.compile(node["pattern"].removesuffix("$") + r"\Z"))
            return st.sampled_from(["USD", "EUR"]) if "[A-Z]{3}" in node["pattern"] else st.sampled_from("abc") | exact
        case "string":
            return texts
        case "array":
            return st.lists(_values(node.get("items", {}), definitions), max_size=3)
        case _ if "then" in node:
            return _values(node["then"], definitions)
        case _:
            return _objects(node, definitions)


def _objects(node: dict[str, Any], definitions: dict[str, Any]) -> st.SearchStrategy[Any]:
    members = {name: _values(item, definitions) for name, item in node.get("properties", {}).items()}
    required = set(node.get("required", ()))
    if not members:
        return st.dictionaries(texts, any_values, max_size=3)
    # Few of the many optional members at a time: most records then keep the rules that join members.
    optional = [name for name in members if name not in required]

    def pick(names: list[str]) -> st.SearchStrategy[Any]:
        return st.fixed_dictionaries({name: members[name] for name in [*required, *names]})

    return st.lists(st.sampled_from(optional), unique=True, max_size=5).flatmap(pick) if optional else pick([])


@st.composite
def mutated(draw: Any, values: st.SearchStrategy[Any], names: Sequence[str]) -> Any:
    """A value with a few members dropped, renamed, retyped or added, at any depth."""
    value = draw(values)
    for _ in range(draw(st.integers(0, 2))):
        target = draw(st.sampled_from([*_objects_in(value)]))
        name = draw(st.sampled_from([*target, *names]))
        match draw(st.integers(0, 3)):
            case 0:
                target.pop(name, None)
            case 1 if name in target:
                target[draw(texts | st.sampled_from(names))] = target.pop(name)
            case 2:
                target[name] = draw(scalars)
            case _:
                target[name] = draw(any_values)
    return value


def _objects_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _objects_in(item)
    elif isinstance(value, list):
        for entry in value:
            yield from _objects_in(entry)


@cache
def records(type_: str) -> st.SearchStrategy[Any]:
    names = [*artifacts.load_types().classes[type_], "@type", "@id", "@context", "zzz"]
    return values_of(type_) | mutated(values_of(type_), names)


# --- texts ------------------------------------------------------------------------------------------------------

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
SPACES = ["", "", "", " ", "  ", "\t", "\r", " \t"]


class Writer:
    """Writes JSON in the ways that nobody does: `oddity` 0 is compact and plain, 1 odd all over."""

    def __init__(self, seed: int, oddity: float) -> None:
        self._random = random.Random(seed)
        self._oddity = oddity

    def value(self, value: Any) -> str:
        if isinstance(value, dict):
            members = [self.member(name, item) for name, item in value.items()]
            return "{" + self.space() + ",".join(members) + "}"
        if isinstance(value, list):
            return (
                "[" + self.space() + ",".join(self.space() + self.value(entry) + self.space() for entry in value) + "]"
            )
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self.number(value)
        return json.dumps(value)

    def member(self, name: str, value: Any) -> str:
        return self.space() + self.text(name) + self.space() + ":" + self.space() + self.value(value) + self.space()

    def space(self) -> str:
        return self._random.choice(SPACES) if self._odd() else ""

    def text(self, text: str) -> str:
        return '"' + "".join(map(self._character, text)) + '"'

    def number(self, number: float) -> str:
        plain = json.dumps(number)
        if not self._odd():
            return plain
        options = [plain]
        if number == 0:
            options += ["-0", "0.0", "-0.0", "0e5", "0E-0"]
        if isinstance(number, int) and number:
            options += [f"{plain}.0", f"{plain}e0", f"{plain}0e-1", f"{plain}.00E+0"]
            if number % 100 == 0 and abs(number) < 10**15:
                options += [f"{number // 100}e2", f"{number // 100}E+02"]
        elif "e" in plain:
            options += [plain.upper()]
        else:
            options += [f"{plain}0", f"{plain}e0", f"{plain}E-0"]
        return self._random.choice(options)

    def _character(self, character: str) -> str:
        code = ord(character)
        if self._odd():
            pair = character.encode("utf-16-be").hex()
            escape = "".join(f"\\u{pair[at : at + 4]}" for at in range(0, len(pair), 4))
            return "\\/" if character == "/" else self._random.choice([escape, escape.upper().replace("\\U", "\\u")])
        return ESCAPES.get(character) or (f"\\u{code:04x}" if code < 32 else character)

    def _odd(self) -> bool:
        return self._random.random() < self._oddity


writers = st.builds(Writer, st.integers(0, 2**32), st.sampled_from([0, 0, 0.02, 0.3, 1]))


@st.composite
def written(draw: Any, values: st.SearchStrategy[Any]) -> bytes:
    return draw(writers).value(draw(values)).encode()


@st.composite
def with_a_repeated_name(draw: Any, type_: str) -> bytes:
    """A record with a name twice at the top, however written."""
    record = draw(values_of(type_))
    names = [*record]
    repeated = draw(st.sampled_from(names))
    writer = draw(writers)
    other = draw(writers)
    value = draw(st.sampled_from([record[repeated], None, "b", 10**12, []]))
    members = [writer.member(name, record[name]) for name in names]
    members.insert(draw(st.integers(0, len(members))), other.member(repeated, value))
    return ("{" + ",".join(members) + "}").encode()


@st.composite
def damaged(draw: Any, type_: str) -> bytes:
    """The bytes of a record of which a few are lost, replaced or doubled: most often no JSON any more."""
    text = bytearray(draw(written(values_of(type_))))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text) - 1))
        piece = draw(
            st.sampled_from([b"", b"\x00", b"\xff", b"\xed\xa0\x80", b"\\", b'"', b",", b"}", b"]", b"{", b"["])
        )
        piece = draw(st.sampled_from([piece, b"0", b"-", b".", b"e", b"\\u", b"\\ud800", b"NaN", b"\t", b"\x7f", b":"]))
        text[at : at + draw(st.integers(0, 2))] = piece
    return bytes(text).replace(b"\n", b" ")


# --- verdicts ---------------------------------------------------------------------------------------------------


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    # Python's `$` also matches before a line feed at the end; that of JSON Schema (ECMA 262) does not.
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


Pure = jsonschema.validators.extend(jsonschema.Draft201909Validator, {"pattern": _pattern})


@cache
def engines(type_: str) -> tuple[Callable[[Any], bool], Callable[[Any], bool]]:
    return jsonschema_rs.validator_for(schema(type_)).is_valid, Pure(schema(type_)).is_valid


def reads(text: bytes) -> Any:
    """The value of a JSON text; raises ValueError where it is none, or has a fault that a reader must find."""

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    repeats: list[list[str]] = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        repeats.append([name for name, count in Counter(name for name, _ in pairs).items() if count > 1])
        return dict(pairs)

    value = json.loads(text.decode(), parse_constant=refuse, object_pairs_hook=members)
    json.dumps(value, ensure_ascii=False).encode()
    if isinstance(value, dict) and repeats[-1]:
        raise ValueError("repeated")
    if "Infinity" in json.dumps(value).replace('"Infinity"', ""):
        # Beyond a double: valid JSON, of which engines for Python objects see an infinity.
        raise OverflowError
    return value


def errors(text: bytes, type_: str | None) -> list[str]:
    problems = check_record(text, type_).problems
    return [
        problem.code for problem in problems if problem.severity is Severity.ERROR and problem.code not in RULES_BESIDE
    ]


def is_accepted(text: bytes, type_: str | None) -> bool:
    return not FastPath(type_).find_rejected(Batch(source="", texts=[text]))


@pytest.fixture(params=["with the fast parser", "without it"])
def _every_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check UTF-8 with the optional parser, and without it."""
    if request.param == "without it":
        monkeypatch.setitem(sys.modules, "simdjson", None)
    else:
        pytest.importorskip("simdjson")
        monkeypatch.setattr(utf8, "_WORTH_IMPORTING", 0)


def assert_all_agree(text: bytes, type_: str) -> None:
    fast = is_accepted(text, type_)
    if fast:
        assert check_record(text, type_).problems == [], text
    try:
        value = reads(text)
    except OverflowError:
        return
    except ValueError:
        assert any(map(READING.match, errors(text, type_))), text
        return
    mine = not errors(text, type_)
    theirs = [is_valid(value) for is_valid in engines(type_)]
    assert [mine, *theirs] in ([True] * 3, [False] * 3), text


def test_no_code_is_both_of_the_schema_and_beside_it():
    stated = {rule["code"] for rules in artifacts.load_rules()["schema"].values() for rule in rules}
    assert stated.isdisjoint(RULES_BESIDE)


@pytest.mark.parametrize("type_", RECORD_TYPES)
def test_every_engine_gives_the_same_verdict(type_: str):
    @settings(quick, max_examples=tries(250))
    @given(written(records(type_)))
    def agree(text: bytes) -> None:
        assert_all_agree(text, type_)

    agree()


@pytest.mark.parametrize("type_", OTHER_CLASSES)
def test_every_engine_gives_the_same_verdict_of_other_classes(type_: str):
    @settings(quick, max_examples=tries(8))
    @given(written(records(type_)))
    def agree(text: bytes) -> None:
        assert_all_agree(text, type_)

    agree()


@pytest.mark.usefixtures("_every_parser")
@pytest.mark.parametrize("type_", RECORD_TYPES)
def test_every_engine_gives_the_same_verdict_of_damaged_text(type_: str):
    @settings(quick, max_examples=tries(120))
    @given(damaged(type_))
    def agree(text: bytes) -> None:
        assert_all_agree(text, type_)

    agree()


@settings(quick, max_examples=tries(200))
@given(written(any_values))
def test_any_json_is_judged_alike(text: bytes):
    for type_ in RECORD_TYPES:
        assert_all_agree(text, type_)


@pytest.mark.parametrize("type_", RECORD_TYPES)
def test_most_valid_records_take_the_fast_path(type_: str):
    accepted = []

    @settings(quick, max_examples=tries(60))
    @given(st.builds(lambda record: json.dumps(record, ensure_ascii=False).encode(), values_of(type_)))
    def try_one(text: bytes) -> None:
        if not check_record(text, type_).problems:
            accepted.append(is_accepted(text, type_))

    try_one()
    # Otherwise the tests of its verdict prove little.
    assert len(accepted) >= 20
    assert sum(accepted) >= len(accepted) / 2


@pytest.mark.usefixtures("_every_parser")
@pytest.mark.parametrize("type_", [AUTO, *RECORD_TYPES])
def test_what_the_fast_path_accepts_in_a_batch_has_no_finding(type_: str):
    expected = None if type_ == AUTO else type_
    one = st.sampled_from(RECORD_TYPES).flatmap(lambda each: tagged(written(records(each)), each))
    repeated = st.sampled_from(RECORD_TYPES).flatmap(with_a_repeated_name)

    @settings(quick, max_examples=tries(50))
    @given(st.lists(one | one | one | repeated, min_size=1, max_size=8), st.sampled_from([b"", b"\n", b"\r\n", b" \n"]))
    def accepted(texts: list[bytes], end: bytes) -> None:
        texts = [text + end for text in texts]
        if end and len(texts) % 2:
            texts[-1] = texts[-1].removesuffix(end)
        rejected = set(FastPath(expected).find_rejected(Batch(source="", texts=texts)))
        for index in set(range(len(texts))) - rejected:
            assert check_record(texts[index], expected).problems == [], texts[index]

    accepted()


def tagged(texts_: st.SearchStrategy[bytes], type_: str) -> st.SearchStrategy[bytes]:
    """Texts of records, some of which tell their type, in the three ways that there are, or another."""
    names = st.sampled_from(
        [type_, type_, f"dspy:{type_}", f"https://w3id.org/lmodel/dspy/{type_}", "TrainingRun", "x"]
    )
    labels = names.map(lambda name: f'"@type":"{name}"'.encode())

    def tag(text: bytes, label: bytes) -> bytes:
        if b'"@type"' in text or not text.startswith(b"{") or not text[1:].strip(b" \t\r}"):
            return text
        return b"{" + label + b"," + text[1:]

    return texts_ | st.builds(tag, texts_, labels)


@pytest.mark.parametrize("type_", RECORD_TYPES)
def test_a_repeated_name_at_the_top_is_always_found(type_: str):
    @settings(quick, max_examples=tries(150))
    @given(with_a_repeated_name(type_))
    def found(text: bytes) -> None:
        for stated_type in (type_, None):
            assert not is_accepted(text, stated_type), text
            assert "DSP105" in errors(text, stated_type), text

    found()


def bare(findings: Iterator[Finding] | list[Finding]) -> list[tuple[Any, ...]]:
    return [
        (finding.code, finding.severity, finding.message, finding.column, finding.pointer, finding.id, finding.type)
        for finding in findings
    ]


def test_findings_do_not_depend_on_what_a_record_is_read_with(tmp_path: Path):
    one = st.sampled_from(RECORD_TYPES).flatmap(lambda each: tagged(written(records(each)), each))
    path = tmp_path / "records.jsonl"

    @settings(quick, max_examples=tries(60))
    @given(st.lists(one, min_size=1, max_size=12))
    def independent(texts: list[bytes]) -> None:
        path.write_bytes(b"\n".join(texts))
        together = dspy_schema.validate(path).findings
        for number, text in enumerate(texts, start=1):
            alone = Checker().iter_findings(Batch(source="", texts=[text]))
            assert [item[:3] + item[4:] for item in bare(alone)] == [
                entry[:3] + entry[4:] for entry in bare([entry for entry in together if entry.line == number])
            ]
        assert {candidate.record for candidate in together} <= set(range(1, len(texts) + 1))

    independent()
