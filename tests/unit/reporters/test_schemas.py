"""SARIF and JUnit reports are valid against their published schemas, whatever the findings say."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.many import tries

from dspy_schema import catalogue
from dspy_schema.findings import Finding, Severity
from dspy_schema.reporters.registry import REPORTERS

FOLDER = Path(__file__).parents[2] / "data" / "schemas"
SARIF = json.loads((FOLDER / "sarif-schema-2.1.0.json").read_bytes())

places = st.none() | st.integers(min_value=1, max_value=2**31)
texts = st.text(st.characters())  # half surrogate pairs too
paths = st.text() | st.binary().map(os.fsdecode)
some_findings = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from([*catalogue.load_entries(), "DSP999"]),
        severity=st.sampled_from(Severity),
        message=texts,
        source=paths,
        record=places,
        line=places,
        column=places,
        pointer=texts.map(lambda text: f"/{text}") | st.just(""),
        id=st.none() | texts,
        type=st.none() | texts,
    ),
    max_size=5,
)
fuzzed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=tries(60))


@pytest.fixture(scope="module")
def junit_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FOLDER / "junit-10.xsd"))


def test_vendored_schemas_are_as_published():
    table = (FOLDER / "README.md").read_text()
    for path in FOLDER.glob("*.*"):
        assert path.name == "README.md" or hashlib.sha256(path.read_bytes()).hexdigest() in table


@pytest.mark.parametrize("sources", [(), ("a.json", "missing.json")])
def test_sarif(render, findings, sources):
    log = json.loads(render("sarif", findings, sources=sources))
    jsonschema.Draft4Validator.check_schema(SARIF)
    jsonschema.Draft4Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(log)
    jsonschema_rs.validate(SARIF, log)


def test_sarif_of_every_code(render):
    findings = [
        Finding(code=entry.code, severity=entry.severity, message=entry.title, source="a.json")
        for entry in catalogue.load_entries().values()
    ]
    log = json.loads(render("sarif", findings))
    jsonschema_rs.validate(SARIF, log)
    driver = log["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == list(catalogue.load_entries())
    assert driver["rules"][1]["name"] == "BrokenJSON"
    assert all(rule["name"].isalnum() for rule in driver["rules"])


@pytest.mark.parametrize("fail_on", [None, *Severity])
@pytest.mark.parametrize("sources", [(), ("a.json", "missing.json")])
def test_junit(render, findings, junit_schema, sources, fail_on):
    junit_schema.assertValid(etree.fromstring(render("junit", findings, sources=sources, fail_on=fail_on)))


@pytest.mark.parametrize("name", ["junit", "sarif"])
def test_no_findings(render, junit_schema, name):
    written = render(name, [])
    if name == "junit":
        junit_schema.assertValid(etree.fromstring(written))
    else:
        jsonschema_rs.validate(SARIF, json.loads(written))


@fuzzed
@given(found=some_findings)
def test_any_text_is_valid(render, junit_schema, found):
    jsonschema_rs.validate(SARIF, json.loads(render("sarif", found)))
    junit_schema.assertValid(etree.fromstring(render("junit", found)))


@fuzzed
@given(found=some_findings)
def test_any_text_is_shown_without_controls(render, found):
    for name in REPORTERS:
        lines = render(name, found).decode().split("\n")
        assert lines.pop() == ""
        # JSON has its own escapes; the rest is for terminals and logs.
        if name in {"text", "github", "junit"}:
            assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for line in lines for char in line)
        if name in {"github", "jsonl"}:
            assert len(lines) == len(found)
