"""Every code is in the catalogue, and every example in it gives its code and no other."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.many import for_each

from dspy_schema import artifacts, catalogue, plugins
from dspy_schema.api import convert, evidence, publish
from dspy_schema.errors import UnknownCodeError
from dspy_schema.findings import Severity
from dspy_schema.inputs import read_program_tree
from dspy_schema.mappings import alignment, check
from dspy_schema.records.sources import Limits, expand_paths
from dspy_schema.validation import Checker, check_sources

SOURCE = Path(catalogue.__file__).parent
ENTRIES = list(catalogue.load_entries().values())
WITH_EXAMPLE = [entry for entry in ENTRIES if entry.example]
CORRECTED = [entry for entry in WITH_EXAMPLE if entry.example.corrected is not None]


def code(entry: catalogue.Entry) -> str:
    return entry.code


def findings(folder: Path, example: catalogue.Example, data: bytes | None) -> list:
    path = folder / example.file
    if example.within:
        shutil.copytree(artifacts.artifact_path(artifacts.SCHEMA), folder / example.within)
        data = path.read_bytes() + data
    if data is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for name, content in example.beside.items():
        (folder / name).write_text(content)
    if example.command == "convert":
        return converted(path, example.options)
    if example.command == "publish":
        return published(path, example.options)
    if example.command == "evidence":
        return gathered(path, example.options)
    if example.command == "mappings check":
        return mapped(folder / (example.within or example.file))
    assert set(example.options) <= {"--strict-json", "--max-record", "1K", "--tree", *example.beside}
    tree = read_program_tree(folder / example.options[1]) if "--tree" in example.options else None
    checker = Checker(strict_json="--strict-json" in example.options, tree=tree)
    limits = Limits(record=1024) if "1K" in example.options else Limits()
    return [*check_sources(expand_paths([str(path)], limits=limits), checker)]


def converted(path: Path, options: tuple[str, ...]) -> list:
    assert options[:1] in {(), ("--to",)}
    found: list = []
    for _ in convert(path, *options[1:], on_finding=found.append):
        pass
    return found


def published(path: Path, options: tuple[str, ...]) -> list:
    assert options[:1] in {(), ("--type",)}
    found: list = []
    for _ in publish(path, type=options[1] if options else "auto", on_finding=found.append):
        pass
    return found


def gathered(path: Path, options: tuple[str, ...]) -> list:
    assert options[:1] in {(), ("--type",)}
    found: list = []
    evidence(path, type=options[1] if options else "auto", on_finding=found.append)
    return found


def mapped(path: Path) -> list:
    faults: list = []
    checked = [
        finding
        for alignment in alignment.load_alignments([str(path)], faults)
        for finding in check.list_findings(alignment)
    ]
    return faults + checked


def test_every_code_has_an_entry_and_every_entry_a_code():
    texts = [path.read_text() for path in SOURCE.rglob("*.py")]
    rules = [artifacts.load_rules(), *map(artifacts.load_rules, plugins.vendor_folders())]
    codes = set(re.findall(r"\"(DSP\d{3})\"", "\n".join([*texts, json.dumps(rules)])))
    assert codes == set(catalogue.load_entries())


def test_entries_are_in_order():
    assert list(catalogue.load_entries()) == sorted(catalogue.load_entries())


@for_each("entry", WITH_EXAMPLE, code)
def test_example_gives_the_finding_and_no_other(entry, tmp_path):
    found = findings(tmp_path, entry.example, entry.example.data())
    assert [(finding.code, finding.severity) for finding in found] == [(entry.code, entry.severity)]


@for_each("entry", CORRECTED, code)
def test_corrected_example_gives_none(entry, tmp_path):
    assert findings(tmp_path, entry.example, entry.example.corrected.encode()) == []


def test_every_code_has_an_example():
    assert [entry.code for entry in ENTRIES if entry not in WITH_EXAMPLE] == []


@for_each("entry", ENTRIES, code)
def test_texts(entry):
    assert re.fullmatch(r"[A-Z][A-Za-z0-9 -]+[a-z0-9A-Z]", entry.title)
    for prose in (entry.explanation, entry.fix):
        assert re.match(r"[A-Z`].*\.$", prose)
        assert "  " not in prose
    assert all(source.startswith("https://") for source in entry.see)
    example = entry.example
    if example:
        assert (example.content is None) or (example.base64 is None)
        assert example.shown is None or example.shown.endswith(".")


@for_each("entry", ENTRIES, code)
def test_severity_is_that_of_the_rules(entry):
    stated = [
        rule["severity"]
        for tables in [artifacts.load_rules(), *map(artifacts.load_rules, plugins.vendor_folders())]
        for table in tables.values()
        for rules in table.values()
        for rule in rules
        if rule["code"] == entry.code
    ]
    assert not stated or entry.severity in stated


@for_each("entry", ENTRIES, code)
def test_explained_in_lines_of_88(entry):
    text = catalogue.render_entry(entry)
    assert text.startswith(f"{entry.code}: {entry.title} ({entry.severity})\n\n")
    assert max(map(len, text.split("\n"))) <= 88
    assert text.isascii() or entry.code in {"DSP102", "DSP104"}
    assert not text.endswith("\n")


def test_explained():
    assert catalogue.render_entry(catalogue.find_entry("DSP106")) == (
        "DSP106: Repeated member below the top level (error)\n"
        "\n"
        "An object inside a record has two members with the same name; see DSP105. This check\n"
        "needs a slower parser, so it runs only with `--strict-json`.\n"
        "\n"
        "Example, checked with `dspy-schema validate --strict-json job.json`:\n"
        "\n"
        '    {"id": "job-1", "model": "gpt-4o-mini", "train_kwargs": {"lr": 1e-5, "lr": 1e-4}}\n'
        "\n"
        "What to do: Keep the correct member and remove the other.\n"
        "\n"
        "Corrected:\n"
        "\n"
        '    {"id": "job-1", "model": "gpt-4o-mini", "train_kwargs": {"lr": 1e-4}}\n'
        "\n"
        "See https://www.rfc-editor.org/rfc/rfc8259#section-4"
    )


def test_entry_of_a_code_in_any_case():
    assert catalogue.find_entry("dsp112").severity is Severity.WARNING


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("DSP1111", "no finding has the code 'DSP1111'; did you mean DSP111 or "),
        ("nonsense", "no finding has the code 'nonsense'; codes run from DSP100 to DSP681"),
    ],
)
def test_unknown_code(code, message):
    with pytest.raises(UnknownCodeError, match=re.escape(message)):
        catalogue.find_entry(code)
