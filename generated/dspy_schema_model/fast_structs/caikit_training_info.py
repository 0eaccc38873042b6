"""Structs that accept valid records of type TrainingInfo."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty, every_year, is_set, text_not_before


PythonDateTime: TypeAlias = Annotated[str, Meta(pattern='^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})?\\Z')]

class TrainingInfo(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid TrainingInfo."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    id: NonEmpty | Absent = UNSET
    model_name: str | Absent = UNSET
    save_path: str | Absent = UNSET
    status: Literal['QUEUED', 'RUNNING', 'COMPLETED', 'CANCELED', 'ERRORED']
    errors: list[str] | Absent = UNSET
    submission_time: PythonDateTime | Absent = UNSET
    completion_time: PythonDateTime | Absent = UNSET


class TaggedTrainingInfo(TrainingInfo, tag_field="@type", tag="caikit:TrainingInfo"):
    """TrainingInfo with its `@type`."""


def spaceless_texts(records: Sequence[TrainingInfo]) -> tuple[str, ...]:
    return (
        "".join([record.id or "" for record in records]),
    )


def keeps_rules(record: TrainingInfo) -> bool:
    return (
        every_year(record.submission_time)
        and every_year(record.completion_time)
        and text_not_before(record.submission_time, record.completion_time)
        and (record.status not in ('QUEUED', 'RUNNING') or ((not is_set(record.completion_time)) and (not record.errors)))
        and (record.status not in ('COMPLETED',) or ((not record.errors)))
        and (record.status not in ('ERRORED',) or (not (not record.errors)))
    )


def has_signature(record: TrainingInfo) -> bool:
    return (
        record.status in ('QUEUED', 'RUNNING', 'COMPLETED', 'CANCELED', 'ERRORED') and record.submission_time is not UNSET
        or record.status in ('QUEUED', 'RUNNING', 'COMPLETED', 'CANCELED', 'ERRORED') and record.completion_time is not UNSET
        or record.submission_time is not UNSET and record.completion_time is not UNSET
    )


ACCEPT = Accept(
    record=TrainingInfo,
    tagged=TaggedTrainingInfo,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=keeps_rules,
    exact_length=True,
)
