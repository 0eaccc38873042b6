"""Structs that accept valid records of type TrainingStatusResponse."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty, every_year, is_set, text_not_before


Rfc3339DateTime: TypeAlias = Annotated[str, Meta(pattern='^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\\Z')]

class TrainingStatusResponse(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid TrainingStatusResponse."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    training_id: NonEmpty
    state: Literal['QUEUED', 'RUNNING', 'COMPLETED', 'CANCELED', 'ERRORED']
    submission_timestamp: Rfc3339DateTime | Absent = UNSET
    completion_timestamp: Rfc3339DateTime | Absent = UNSET
    reasons: list[str] | Absent = UNSET


class TaggedTrainingStatusResponse(TrainingStatusResponse, tag_field="@type", tag="caikit:TrainingStatusResponse"):
    """TrainingStatusResponse with its `@type`."""


def spaceless_texts(records: Sequence[TrainingStatusResponse]) -> tuple[str, ...]:
    return (
        "".join([record.training_id for record in records]),
    )


def keeps_rules(record: TrainingStatusResponse) -> bool:
    return (
        every_year(record.submission_timestamp)
        and every_year(record.completion_timestamp)
        and text_not_before(record.submission_timestamp, record.completion_timestamp)
        and (record.state not in ('QUEUED', 'RUNNING') or ((not is_set(record.completion_timestamp)) and (not record.reasons)))
        and (record.state not in ('COMPLETED',) or ((not record.reasons)))
        and (record.state not in ('ERRORED',) or (not (not record.reasons)))
    )


def has_signature(record: TrainingStatusResponse) -> bool:
    return (
        True
        or record.submission_timestamp is not UNSET
    )


ACCEPT = Accept(
    record=TrainingStatusResponse,
    tagged=TaggedTrainingStatusResponse,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'training_id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=keeps_rules,
    exact_length=True,
)
