"""What a vendor's schema lacks is reported with file and line: one broken schema for each fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dspy_schema.conversion import vendors as conversion_vendors
from dspy_schema_build.codegen import vendor_checks
from dspy_schema_build.codegen.schema_files import YamlFile

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "src/docs/add-a-vendor.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r'^```\w+ title="(.*?)"\n(.*?)^```', PAGE, re.DOTALL | re.MULTILINE))
SCHEMA, RULES = FILES["beta.yaml"], FILES["beta.rules.yaml"]
SECOND_CLASS = """\
  Other:
    description: Another record.
    classification_rules:
      - slot_conditions:
          {conditions}
    attributes:
      beta_job: {{description: Identifier., range: Identifier}}
      kind: {{description: Kind.}}
"""
# What is replaced, by what, the text of the line that is reported, and the message.
BROKEN_SCHEMAS = {
    "no id": ("id: https://example.org/beta\n", "", "name: beta", "the schema has no `id`"),
    "no title": ("title: Records of Beta\n", "", "id: ", "the schema has no `title`"),
    "no description": (
        "description: Training jobs of Beta, a service that does not exist.\n",
        "",
        "id: ",
        "the schema has no `description`",
    ),
    "no version": ("version: 1.0.0\n", "", "id: ", "the schema has no `version`"),
    "a name in capitals": (
        "name: beta",
        "name: Beta",
        "name: Beta",
        "the name 'Beta' has more than lower-case letters, digits and _",
    ),
    "the name of another vendor": (
        "name: beta",
        "name: openai",
        "name: openai",
        "dspy-schema itself has a vendor 'openai'; choose another name",
    ),
    "an undescribed class": ("    description: A training job.\n", "", "  Job:", "`Job` has no `description`"),
    "an undescribed enumeration": (
        "    description: State of a job.\n",
        "",
        "  State:",
        "`State` has no `description`",
    ),
    "an undescribed member": (
        "        description: Key of the service.\n",
        "",
        "      token:",
        "`Job.token` has no `description`",
    ),
    "an unknown key": (
        "    attributes:",
        "    atributes: {}\n    attributes:",
        "    atributes",
        "LinkML has no `atributes` here",
    ),
    "a value of the wrong type": (
        "required: true\n        annotations: {to: job.job_id}",
        "required: 5\n        annotations: {to: job.job_id}",
        "required: 5",
        'not LinkML: 5 is not of types "null", "boolean"',
    ),
    "a key twice": ("version: 1.0.0", "version: 1.0.0\nversion: 1.0.1", "version: 1.0.1", "`version` is here twice"),
    "an unknown import": (
        "imports: [linkml:types, dspy:core]",
        "imports:\n  - linkml:types\n  - dspy:core\n  - ./none",
        "  - ./none",
        "./none: there is no none.yaml",
    ),
    "an import from the network": (
        "imports: [linkml:types, dspy:core]",
        "imports: [linkml:types, dspy:core, 'other:types']",
        "imports:",
        "other:types: only linkml: and dspy: can be imported",
    ),
    "an unknown parent": (
        "  Job:\n",
        "  Job:\n    is_a: Thing\n",
        "    is_a",
        "there is no class Thing",
    ),
    "an unknown range": (
        "range: State\n",
        "range: Status\n",
        "        range: Status",
        "there is no class, enumeration or type Status",
    ),
    "an unknown codec": (
        "to: run.started_at, as: time",
        "to: run.started_at, as: tiem",
        "as: tiem",
        "there is no codec 'tiem'; known are error, list, model, status, time, timestamp, verbatim; list one of your "
        "own in the annotation `codecs` of the schema",
    ),
    "an unknown slot": (
        "to: job.job_id",
        "to: job.jobid",
        "job.jobid",
        "there is no slot 'job.jobid'; known are job.checkpoints, ",
    ),
    "an unknown training status": (
        "training_status: pending",
        "training_status: queued",
        "training_status: queued",
        "there is no training status 'queued'; known are not_started, pending, running, succeeded, failed, cancelled",
    ),
    "a member that its class has not": (
        "beta_job: {value_presence: PRESENT}",
        "betajob: {value_presence: PRESENT}",
        "betajob",
        "`Job` has no member `betajob`",
    ),
    "no signature": (
        "    classification_rules:\n      - slot_conditions:\n          beta_job: {value_presence: PRESENT}\n",
        "",
        "classes:",
        "no class has `classification_rules`, so that no record shows its type",
    ),
    "a class that no record has": (
        "classes:\n",
        "classes:\n  Lonely:\n    description: Alone.\n",
        "  Lonely:",
        "no record has a `Lonely`: it has no `classification_rules`, and no such class has it as the range of a member",
    ),
    "the signature of a built-in vendor": (
        "beta_job: {value_presence: PRESENT}\n    attributes:\n",
        "object: {equals_string: fine_tuning.job}\n    attributes:\n      object: {description: Kind.}\n",
        "- slot_conditions",
        "a record with these members may be a openai:FineTuningJob, too",
    ),
    "the signature of another class": (
        "classes:\n",
        "classes:\n" + SECOND_CLASS.format(conditions="beta_job: {pattern: '^b'}"),
        "      - slot_conditions",
        "a record with these members may be a beta:Other, too",
    ),
    "the members of DSPy's own records": (
        "beta_job: {value_presence: PRESENT}",
        "model: {value_presence: PRESENT}",
        "- slot_conditions",
        "a record with these members may be a TrainingJob of DSPy, too",
    ),
}
BROKEN_RULES = {
    "no list": (RULES, "code: DSP301\n", "code", "the rules are a list; [] if there are none"),
    "no mapping": (RULES, "- DSP301\n", "- DSP301", "a rule is a mapping, with `code`, `class`, `kind` and so on"),
    "no source": ("  source: https://example.org/beta/jobs\n", "", "- code", "the rule has no `source`"),
    "no key of its kind": ("  later: ended\n", "", "- code", "the rule has no `later`"),
    "none of the bounds": (
        "kind: not_before\n  earlier: begun\n  later: ended",
        "kind: within\n  members: [begun]",
        "- code",
        "the rule has no `minimum`, `maximum`, `above`, `below`",
    ),
    "an unknown code": ("code: DSP301", "code: DSP999", "- code", "there is no code 'DSP999'; known are DSP301, "),
    "an unknown class": ("class: Job", "class: Jobs", "class", "there is no class 'Jobs'; known are "),
    "an unknown kind": (
        "kind: not_before",
        "kind: before",
        "kind",
        "there is no kind 'before'; known are not_before, ",
    ),
    "an unknown severity": (
        "severity: error",
        "severity: fatal",
        "severity",
        "there is no severity 'fatal'; known are error, warning",
    ),
    "an unknown member": ("later: ended", "later: end", "later", "`Job` has no member `end`"),
    "an unknown value": (
        "kind: not_before\n  earlier: begun\n  later: ended",
        "kind: needs\n  member: ended\n  when: state\n  is: [done]",
        "  is:",
        "there is no value of State 'done'; known are waiting, working, ready, broken",
    ),
}


@pytest.fixture
def faults_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Check a schema and its rules in the current folder; gives the faults, a line each."""
    monkeypatch.chdir(tmp_path)

    def find(schema: str | bytes = SCHEMA, rules: str | None = RULES) -> list[str]:
        Path("beta.yaml").write_bytes(schema if isinstance(schema, bytes) else schema.encode())
        if rules is not None:
            Path("beta.rules.yaml").write_text(rules)
        return list(map(str, vendor_checks.find_faults(Path("beta.yaml"))))

    return find


def line_of(text: str, marker: str) -> int:
    return text[: text.index(marker)].count("\n") + 1


def test_the_schema_of_the_guide_lacks_nothing(faults_of):
    assert faults_of() == []


@pytest.mark.parametrize("fault", BROKEN_SCHEMAS)
def test_a_broken_schema(faults_of, fault: str):
    old, new, marker, message = BROKEN_SCHEMAS[fault]
    assert SCHEMA.count(old) == 1
    schema = SCHEMA.replace(old, new)
    where = schema.rindex(marker) if fault == "the signature of another class" else schema.index(marker)
    expected = f"beta.yaml:{schema[:where].count(chr(10)) + 1}: {message}"
    assert [found[: len(expected)] for found in faults_of(schema)] == [expected]


@pytest.mark.parametrize("fault", BROKEN_RULES)
def test_broken_rules(faults_of, fault: str):
    old, new, marker, message = BROKEN_RULES[fault]
    assert RULES.count(old) == 1
    rules = RULES.replace(old, new)
    expected = f"beta.rules.yaml:{line_of(rules, marker)}: {message}"
    (found,) = faults_of(rules=rules)
    assert found.startswith(expected)


def test_no_rules(faults_of):
    message = "there is no beta.rules.yaml beside it; for a vendor without rules, it has the text []"
    assert faults_of(rules=None) == [f"beta.yaml:1: {message}"]


@pytest.mark.parametrize("rules", [None, "x: [", "{}"])
def test_after_a_schema_that_cannot_be_read_nothing_else_is_reported(faults_of, rules: str | None):
    (fault,) = faults_of("id: [\n", rules)
    assert fault.startswith("beta.yaml:2: not YAML: ")
    (fault,) = faults_of(b"\xff", rules)
    assert fault == "beta.yaml:1: cannot be read: not UTF-8"


def test_no_schema(tmp_path: Path):
    (tmp_path / "none.rules.yaml").write_text("[]")
    path = tmp_path / "none.yaml"
    assert list(map(str, vendor_checks.find_faults(path))) == [f"{path}:1: cannot be read: No such file or directory"]


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("id: [\n", "beta.yaml:2: not YAML: did not find expected node content"),
        ("id: 'a\n", "beta.yaml:2: not YAML: found unexpected end of stream"),
        (b"id: \xff\n", "beta.yaml:1: cannot be read: not UTF-8"),
        ("- a\n", "beta.yaml:1: a schema is a mapping, with `name`, `classes` and so on"),
        ("", "beta.yaml:1: a schema is a mapping, with `name`, `classes` and so on"),
        ("a: !unknown 5\n", "beta.yaml:1: not YAML: could not determine a constructor for the tag '!unknown'"),
        ("a: 2024-02-30\n", "beta.yaml:1: not YAML: day is out of range for month"),
    ],
)
def test_a_file_that_is_no_schema(faults_of, schema: str | bytes, message: str):
    assert faults_of(schema) == [message]


@pytest.mark.parametrize("value", ["[]", "5", "null", "{a: 5}", "[[]]", "text"])
@pytest.mark.parametrize(
    "key", ["imports", "classes", "enums", "annotations", "types", "slots", "prefixes", "name", "version"]
)
def test_a_value_of_the_wrong_type_never_ends_the_check(faults_of, key: str, value: str):
    schema = re.sub(rf"^{key}:.*\n((  |-).*\n)*", "", SCHEMA, flags=re.MULTILINE)
    assert all(re.match(r"beta(\.rules)?\.yaml:\d+: ", found) for found in faults_of(f"{schema}{key}: {value}\n"))


@pytest.mark.parametrize("value", ["[]", "5", "null", "{a: 5}", "[[]]", "text"])
@pytest.mark.parametrize("key", ["attributes", "classification_rules", "annotations", "is_a", "mixins", "slots"])
def test_a_value_of_the_wrong_type_in_a_class(faults_of, key: str, value: str):
    class_ = f"  Odd:\n    description: Odd.\n    {key}: {value}\n"
    assert all(
        found.startswith("beta.yaml:") for found in faults_of(SCHEMA.replace("classes:\n", f"classes:\n{class_}"))
    )


def test_all_faults_at_once_in_order(faults_of):
    schema = SCHEMA.replace("description: ", "comment: ").replace("as: time", "as: tiem")
    found = faults_of(schema, RULES.replace("class: Job", "class: Jobs"))
    assert len(found) > 10
    places = [(line.startswith("beta.rules"), int(line.split(":")[1])) for line in found]
    assert places == sorted(places)


def test_faults_in_a_file_that_is_imported(faults_of):
    Path("parts.yaml").write_text(
        "id: https://example.org/parts\nname: parts\nclasses:\n  Part:\n    attributes:\n      a: {description: A.}\n"
    )
    found = faults_of(SCHEMA.replace("dspy:core]", "dspy:core, parts]"))
    assert found == [
        "parts.yaml:4: `Part` has no `description`",
        "parts.yaml:4: no record has a `Part`: it has no `classification_rules`, and no such class has it as the range "
        "of a member",
    ]


@pytest.mark.parametrize("vendor", ["arbor", "azure", "caikit", "emissary", "openai"])
def test_a_built_in_schema_lists_the_codecs_of_its_vendor(vendor: str):
    schema = YamlFile.read(ROOT / f"schema/vendors/{vendor}.yaml")
    codecs = set(str(schema.mapping("annotations")["codecs"]).split(", "))
    assert codecs == set(conversion_vendors.find_vendor(vendor).codecs) - set(vendor_checks.CODECS)


@pytest.mark.parametrize("vendor", ["arbor", "azure", "caikit", "emissary", "openai"])
def test_built_in_schemas_lack_nothing(vendor: str):
    assert vendor_checks.find_faults(ROOT / f"schema/vendors/{vendor}.yaml", ROOT / "schema/dspy.yaml") == []
