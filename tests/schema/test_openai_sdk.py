"""The schema has what the types of OpenAI's SDK have, but for a list of differences with reasons; its dumps are valid.

Runs with two versions of the SDK: the one that dspy brings, and the newest that the schema is written after.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from linkml_runtime.utils.schemaview import SchemaView

import dspy_schema

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RECORDS = ROOT / "tests/data/vendor/valid"
PYTHONS = {"2.54.0": Path(sys.executable), "3.52.0": ROOT / ".venv/openai/bin/python"}

# The SDK's class, and that of the schema.
CLASSES = {
    "fine_tuning_job.FineTuningJob": "FineTuningJob",
    "fine_tuning_job.Error": "FineTuningJobError",
    "fine_tuning_job.Hyperparameters": "Hyperparameters",
    "fine_tuning_job.Method": "Method",
    "supervised_method.SupervisedMethod": "SupervisedMethod",
    "supervised_hyperparameters.SupervisedHyperparameters": "Hyperparameters",
    "dpo_method.DpoMethod": "DpoMethod",
    "dpo_hyperparameters.DpoHyperparameters": "DpoHyperparameters",
    "reinforcement_method.ReinforcementMethod": "ReinforcementMethod",
    "reinforcement_hyperparameters.ReinforcementHyperparameters": "ReinforcementHyperparameters",
    "string_check_grader.StringCheckGrader": "StringCheckGrader",
    "text_similarity_grader.TextSimilarityGrader": "TextSimilarityGrader",
    "python_grader.PythonGrader": "PythonGrader",
    "score_model_grader.ScoreModelGrader": "ScoreModelGrader",
    "score_model_grader.Input": "GraderMessage",
    "score_model_grader.SamplingParams": "GraderSamplingParams",
    "label_model_grader.LabelModelGrader": "LabelModelGrader",
    "label_model_grader.Input": "GraderMessage",
    "multi_grader.MultiGrader": "MultiGrader",
    "fine_tuning_job_wandb_integration_object.FineTuningJobWandbIntegrationObject": "Integration",
    "fine_tuning_job_wandb_integration.FineTuningJobWandbIntegration": "WandbIntegration",
    "fine_tuning_job_event.FineTuningJobEvent": "FineTuningJobEvent",
    "fine_tuning_job_checkpoint.FineTuningJobCheckpoint": "FineTuningJobCheckpoint",
    "fine_tuning_job_checkpoint.Metrics": "CheckpointMetrics",
}
# The content of a message to a grading model is any JSON value in the schema: a job record is about the job.
IN_CONTENT = {
    "grader_inputs.GraderInputItemInputImage",
    "grader_inputs.GraderInputItemOutputText",
    "label_model_grader.InputContentInputImage",
    "label_model_grader.InputContentOutputText",
    "response_input_audio.InputAudio",
    "response_input_audio.ResponseInputAudio",
    "response_input_text.PromptCacheBreakpoint",
    "response_input_text.ResponseInputText",
    "score_model_grader.InputContentInputImage",
    "score_model_grader.InputContentOutputText",
}

LIVE = "not documented, and in live records"
ABSENT = "real records leave it out, or have null"
EMPTY = "the service sends {} or an object of nulls with jobs that have no error"
UNNAMED = "the guides' examples have no name"
CONTENT = "any JSON value: a job record is about the job"
JOB, METHOD = "fine_tuning_job.FineTuningJob", "reinforcement_method.ReinforcementMethod"
GRADERS = ("string_check", "text_similarity", "python", "score_model", "label_model", "multi")

# (class of the SDK, member, what differs): why. What differs is "only in the schema", "required" or "kind"; nothing
# may be only in the SDK.
DIFFERENCES: dict[tuple[str, str, str], str] = {
    **{(JOB, item, "only in the schema"): LIVE for item in ("user_provided_suffix", "usage_metrics", "eval_id")},
    (JOB, "shared_with_openai", "only in the schema"): LIVE,
    **{(JOB, entry, "required"): ABSENT for entry in ("hyperparameters", "organization_id", "result_files", "seed")},
    (JOB, "status", "kind"): "paused occurs in OpenAI's own sample",
    ("fine_tuning_job.Error", "code", "required"): EMPTY,
    ("fine_tuning_job.Error", "message", "required"): EMPTY,
    (METHOD, "response_format", "only in the schema"): LIVE,
    **{
        (f"{candidate}_grader.{''.join(map(str.title, candidate.split('_')))}Grader", "name", "required"): UNNAMED
        for candidate in GRADERS
    },
    ("multi_grader.MultiGrader", "graders", "kind"): "one grader in the SDK, a list or a map in records",
    ("score_model_grader.Input", "content", "kind"): CONTENT,
    ("label_model_grader.Input", "content", "kind"): CONTENT,
    (
        "fine_tuning_job_wandb_integration_object.FineTuningJobWandbIntegrationObject",
        "wandb",
        "required",
    ): "other systems are announced, whose settings will have another name",
    ("fine_tuning_job_wandb_integration.FineTuningJobWandbIntegration", "run_id", "only in the schema"): LIVE,
    ("fine_tuning_job_event.FineTuningJobEvent", "type", "kind"): "the guides tell of moderation_checks",
    ("fine_tuning_job_checkpoint.FineTuningJobCheckpoint", "metrics", "required"): "all metrics are optional",
}

JSON_TYPES = {"string": "string", "integer": "integer", "double": "number", "boolean": "boolean"}


@pytest.fixture(scope="module", params=PYTHONS)
def version(request: pytest.FixtureRequest) -> str:
    """A version of the SDK; `make test` sets up the environments that have them."""
    return request.param


@pytest.fixture(scope="module")
def view() -> SchemaView:
    return SchemaView(str(ROOT / "schema/vendors/openai.yaml"))


def run(version: str, script: str, text: str = "") -> str:
    command = [PYTHONS[version], HERE / script]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sdk(version: str) -> dict[str, dict[str, dict[str, object]]]:
    listing = json.loads(run(version, "list_openai_fields.py"))
    assert listing["openai"] == version
    return listing["classes"]


def leaves(view: SchemaView, name: str) -> list[str]:
    """The classes of the SDK that a class of the schema stands for, or those of its subclasses."""
    ours = {descendant for descendant in view.class_descendants(name) if not view.get_class(descendant).abstract}
    return [theirs for theirs, value in CLASSES.items() if value in ours]


def range_kind(view: SchemaView, name: str) -> str:
    if name in view.all_types():
        while parent := view.get_type(name).typeof:
            name = parent
        return JSON_TYPES[name]
    if name in view.all_enums():
        words = sorted(view.get_enum(name).permissible_values)
        return f"one of {', '.join(words)}" if len(words) > 1 else f"const {words[0]}"
    if view.get_class(name).class_uri == "linkml:Any":
        return "object" if name == "JsonObject" else "any"
    return " | ".join(sorted(leaves(view, name)))


def kind(view: SchemaView, slot: SlotDefinition) -> str:
    if slot.any_of:
        options = [f"const {o.equals_string}" if o.equals_string else range_kind(view, o.range) for o in slot.any_of]
        value = " | ".join(sorted(options))
    else:
        value = f"const {slot.equals_string}" if slot.equals_string else range_kind(view, slot.range)
    return f"list[{value}]" if slot.multivalued else value


def same_kind(ours: str, theirs: str) -> bool:
    """Whether two kinds are one; of classes of the SDK that are one class here, either may stand."""

    def words(text: str) -> set[str]:
        inner = text.removeprefix("list[").removesuffix("]") if text.startswith("list[") else text
        return {f"{text.startswith('list[')} {CLASSES.get(part, part)}" for part in inner.split(" | ")}

    return words(ours) == words(theirs)


def test_every_class_is_described_or_left_out(sdk: dict[str, dict[str, dict[str, object]]]) -> None:
    assert set(sdk) == CLASSES.keys() | IN_CONTENT


def test_same_fields(view: SchemaView, sdk: dict[str, dict[str, dict[str, object]]]) -> None:
    found = set()
    for theirs, ours in CLASSES.items():
        members = {slot.name: slot for slot in view.class_induced_slots(ours)}
        fields = sdk[theirs]
        assert fields.keys() <= members.keys(), theirs
        found |= {(theirs, member, "only in the schema") for member in members.keys() - fields.keys()}
        for member, field in fields.items():
            slot = members[member]
            if bool(slot.required) != field["required"]:
                found.add((theirs, member, "required"))
            if not same_kind(kind(view, slot), str(field["kind"])):
                found.add((theirs, member, "kind"))
    assert found == set(DIFFERENCES)


def test_nothing_is_required_that_the_sdk_takes_without(
    view: SchemaView, sdk: dict[str, dict[str, dict[str, object]]]
) -> None:
    for theirs, ours in CLASSES.items():
        for slot in view.class_induced_slots(ours):
            assert not slot.required or sdk[theirs][slot.name]["required"], (ours, slot.name)


def test_every_word_of_the_sdk_is_known(view: SchemaView, sdk: dict[str, dict[str, dict[str, object]]]) -> None:
    for theirs, ours in CLASSES.items():
        for slot in view.class_induced_slots(ours):
            words = str(sdk[theirs].get(slot.name, {}).get("kind", ""))
            if words.startswith("one of "):
                known = view.get_enum(slot.range).permissible_values
                assert set(words.removeprefix("one of ").split(", ")) <= set(known), (ours, slot.name)


def test_dumps_of_the_sdk_are_valid(version: str, tmp_path: Path) -> None:
    paths = sorted(RECORDS.glob("openai.FineTuningJob*.json"))
    records = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    # What the SDK reads has no names of JSON-LD, and these records are about our warnings.
    plain = [
        record
        for path, record in zip(paths, records, strict=True)
        if not path.with_suffix(".expected").exists() and "@type" not in record
    ]
    assert len(plain) > 30
    dumps = tmp_path / "dumps.jsonl"
    dumps.write_text(run(version, "dump_openai_objects.py", "".join(f"{json.dumps(record)}\n" for record in plain)))
    report = dspy_schema.validate(dumps)
    # A grader that fits none of the SDK's types, such as multi with a map, is read as the first of them, whose members
    # the dump then has as nulls.
    grader = "/method/reinforcement/grader"
    assert {(found.code, found.pointer) for found in report.findings} == {
        ("DSP211", f"{grader}/{member}") for member in ("input", "operation", "reference")
    }
    assert report.summary.records == len(plain)
