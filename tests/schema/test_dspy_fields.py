"""The schema has the fields that DSPy 3.3.1 has, but for a list of differences with reasons.

The listing of DSPy's fields is written by list_dspy_fields.py, so that no test needs dspy.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition
    from linkml_runtime.utils.schemaview import SchemaView

Listing = dict[str, dict[str, dict[str, object]]]

LISTING = json.loads((Path(__file__).parent / "dspy_3_3_1_fields.json").read_text(encoding="utf-8"))
DSPY: Listing = LISTING["classes"]

JSON_TYPES = {
    "string": "string",
    "datetime": "string",
    "integer": "integer",
    "double": "number",
    "decimal": "number",
    "boolean": "boolean",
}

# Classes of the schema that describe nothing of DSPy: what vendors tell of a run.
NOT_OF_DSPY = {"TrainingRun", "JobError", "Checkpoint", "MetricPoint", "LossPoint", "TrainDataDigest"}

PARTS = [
    "Text",
    "Image",
    "Audio",
    "Video",
    "Document",
    "Binary",
    "ToolCall",
    "ToolResult",
    "Thinking",
    "Citation",
    "Refusal",
]
NAMED = ("BaseLM", "LM", "Provider", "TrainingJob", "ReinforceJob", "BootstrapFinetune")

IN_EVERY_DUMP = "it has a default, yet model_dump always writes it, and it distinguishes records"
RECORD = "every record of a NamedThing needs an identifier, and may have a name and a description"
LIVE = "a live object that no record can hold"
FROM_STATUS = "no attribute of the base class; it comes from the provider's classes and GRPOStatus"
OF_VENDOR = "no attribute of the base class; it comes from the provider's classes"
PUBLISHED = "the published pages of the job classes give the slot the range Any"
NO_ANNOTATION = "DSPy gives no annotation; LM, the subclass, says what it is"
PARTIAL = "backends send partial objects, although the type lists all members"

# (class, member, what differs): why. What differs is "only in dspy", "only in the schema",
# "required" or "kind".
DIFFERENCES: dict[tuple[str, str, str], str] = {
    **{(f"LM{part}Part", "type", "required"): IN_EVERY_DUMP for part in PARTS},
    ("LMToolSpec", "type", "required"): IN_EVERY_DUMP,
    ("LMOutput", "parts", "required"): IN_EVERY_DUMP,
    ("LMSourcePart", "media_type", "required"): "every kind of part that has it gives it a default",
    ("LMResponse", "usage", "kind"): "DSPy turns a plain object into an LMUsage, which is open",
    **{(name, member, "only in the schema"): RECORD for name in NAMED for member in ("id", "name", "description")},
    ("BaseLM", "callbacks", "only in dspy"): LIVE,
    ("BaseLM", "cache", "kind"): NO_ANNOTATION,
    ("BaseLM", "max_tokens", "kind"): NO_ANNOTATION,
    ("BaseLM", "model", "kind"): NO_ANNOTATION,
    ("BaseLM", "model_type", "kind"): NO_ANNOTATION,
    ("BaseLM", "temperature", "kind"): NO_ANNOTATION,
    ("LM", "callbacks", "only in dspy"): LIVE,
    ("LM", "provider", "only in dspy"): "not part of the state; DSPy infers it from the model",
    ("LM", "train_kwargs", "kind"): PUBLISHED,
    ("Provider", "TrainingJob", "only in dspy"): "a Python class; its name is training_job_class",
    ("Provider", "training_job_class", "only in the schema"): "the name of the class TrainingJob",
    ("Provider", "ReinforceJob", "only in dspy"): "a Python class; its name is reinforce_job_class",
    ("Provider", "reinforce_job_class", "only in the schema"): "the name of the class ReinforceJob",
    ("TrainingJob", "thread", "only in dspy"): LIVE,
    ("TrainingJob", "job_id", "only in the schema"): OF_VENDOR,
    ("TrainingJob", "training_status", "only in the schema"): "DSPy has a method, status()",
    ("TrainingJob", "train_data", "kind"): PUBLISHED,
    ("TrainingJob", "train_kwargs", "kind"): PUBLISHED,
    ("ReinforceJob", "lm", "only in dspy"): LIVE,
    ("ReinforceJob", "job_id", "only in the schema"): FROM_STATUS,
    ("ReinforceJob", "current_model", "only in the schema"): FROM_STATUS,
    ("ReinforceJob", "pending_batch_ids", "only in the schema"): FROM_STATUS,
    ("ReinforceJob", "checkpoints", "kind"): PUBLISHED,
    ("ReinforceJob", "last_checkpoint", "kind"): "DSPy gives no annotation; GRPOStatus says that it is text",
    ("ReinforceJob", "train_kwargs", "kind"): PUBLISHED,
    ("GRPOStatus", "status", "required"): PARTIAL,
    ("GRPOStatus", "current_model", "required"): PARTIAL,
    ("GRPOStatus", "checkpoints", "required"): PARTIAL,
    ("GRPOStatus", "last_checkpoint", "required"): PARTIAL,
    ("GRPOStatus", "pending_batch_ids", "required"): PARTIAL,
    ("GRPOGroup", "batch_id", "required"): "None stands for no batch, and records leave such members out",
    ("BootstrapFinetune", "train_data_format", "only in the schema"): "DSPy infers it from the adapter",
    ("BootstrapFinetune", "train_kwargs", "kind"): PUBLISHED,
    ("BootstrapFinetune", "metric", "kind"): "a Python function; the record has its name",
    ("BootstrapFinetune", "adapter", "kind"): "a Python object; the record has the name of its class",
}


def range_kind(view: SchemaView, name: str) -> str:
    if name in view.all_types():
        while parent := view.get_type(name).typeof:
            name = parent
        return JSON_TYPES[name]
    if name in view.all_enums():
        return f"one of {', '.join(sorted(view.get_enum(name).permissible_values))}"
    cls = view.get_class(name)
    if cls.class_uri == "linkml:Any":
        return "object" if name == "JsonObject" else "any"
    if cls.abstract:
        subclasses = (sub for sub in view.class_descendants(name) if not view.get_class(sub).abstract)
        return " | ".join(sorted(subclasses))
    return name


def kind(view: SchemaView, slot: SlotDefinition) -> str:
    if slot.equals_string:
        value = f"const {slot.equals_string}"
    elif slot.any_of:
        value = " | ".join(sorted(range_kind(view, option.range) for option in slot.any_of))
    else:
        value = range_kind(view, slot.range)
    return f"list[{value}]" if slot.multivalued else value


def listing(view: SchemaView) -> Listing:
    return {
        name: {
            slot.alias or slot.name: {"required": bool(slot.required), "kind": kind(view, slot)}
            for slot in view.class_induced_slots(name)
        }
        for name, cls in view.all_classes().items()
        # What DSPy writes to files has no annotations: tests/real compares it with files that DSPy wrote.
        if cls.class_uri != "linkml:Any" and name not in NOT_OF_DSPY | {"NamedThing"} and "saved" not in cls.in_subset
    }


def test_same_classes(view: SchemaView) -> None:
    assert set(listing(view)) == set(DSPY)


def test_same_fields(view: SchemaView) -> None:
    found = set()
    for name, members in listing(view).items():
        fields = DSPY[name]
        found |= {(name, member, "only in dspy") for member in fields.keys() - members.keys()}
        found |= {(name, member, "only in the schema") for member in members.keys() - fields.keys()}
        for member in members.keys() & fields.keys():
            ours, theirs = members[member], fields[member]
            found |= {(name, member, what) for what in ("required", "kind") if ours[what] != theirs[what]}
    assert found == set(DIFFERENCES)


def test_listing_is_of_the_version_that_the_descriptions_name() -> None:
    assert LISTING["dspy"] == "3.3.1"
