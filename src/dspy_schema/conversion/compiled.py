"""Convert many plain records at once: those of which nothing is unusual, which are most.

A plain record has no members but the known ones, under their usual names, and values of the usual types, written in
the usual way. The other ones are left to the conversion of single records, which gives the same for plain ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET

from dspy_schema import secrets
from dspy_schema.conversion.code_writer import CodeWriter, slot_variable
from dspy_schema.conversion.slots import RUN
from dspy_schema.jsontext.raw import UNFIT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dspy_schema.conversion.codecs import FieldCodec
    from dspy_schema.conversion.crosswalk import MappingContext
    from dspy_schema.conversion.slots import Slot


class DecodedBatch(msgspec.Struct, gc=False):
    """Records as structs that hold all of them, each value as it was written, and the indices of what is no such."""

    records: list[Any]
    refused: list[int]


_VISIBLE = bytes(range(0x21, 0x7F))


class CompiledConversion:
    """Converts plain records of one class to TrainingJobs and their runs."""

    def __init__(
        self, context: MappingContext, ways: Sequence[FieldCodec], slots: Mapping[str, Slot], job_type: str
    ) -> None:
        fields = {member: f"m{number}" for number, member in enumerate(context.members)}
        types = {way.name: way.plain_type() for way in ways}
        record = msgspec.defstruct(
            "Record",
            [(name, _optional(types.get(member, msgspec.Raw)), UNSET) for member, name in fields.items()],
            rename={name: member for member, name in fields.items()},
            forbid_unknown_fields=True,
            gc=False,
        )
        self._decode = msgspec.json.Decoder(record).decode
        code = CodeWriter(fields)
        for way in ways:
            way.plain_code(code)
        for member in (each for each in fields if each not in types):
            code.keep(member)
        code.keep_rules()
        self._spaceless = [slot for key, slot in slots.items() if slot.spaceless and key in code.slots()]
        filled = [key for key in slots if key in code.slots()]
        of_job, of_run = ([key for key in filled if slots[key].in_run is in_run] for in_run in (False, True))
        code.names |= {
            "Job": _struct(job_type, ["id", *(slots[key].name for key in of_job)]),
            "Run": _struct(RUN, ["id", "job", "provider", *(slots[key].name for key in of_run), "extra"]),
        }
        self._convert = code.compiled(
            [
                "if job_job_id is UNSET:",
                "    odd.append(number)",
                f'id_ = f"{context.vendor}:{{job_job_id}}"',
                f"made.append(Job(id_, {', '.join(map(slot_variable, of_job))}))",
                f'run = Run(f"{{id_}}#run", id_, "{context.vendor}", {", ".join(map(slot_variable, of_run))}, record)',
                "made.append(run)",
            ]
        )

    def decoded(self, texts: Sequence[bytes]) -> DecodedBatch:
        """The records of some texts, which may be of other classes."""
        records: list[Any] = []
        refused: list[int] = []
        left = iter(texts)
        while len(records) + len(refused) < len(texts):
            try:
                # extend() keeps what it got before an exception, and `left` goes on behind the refused text.
                records.extend(map(self._decode, left))
            except UNFIT:
                refused.append(len(records) + len(refused))
        return DecodedBatch(records, refused)

    def pairs(self, decoded: DecodedBatch, *, keep_secrets: bool) -> tuple[list[Any], set[int]]:
        """Job, run, job, run, …, ready to be encoded, and the indices of the records that are not plain.

        The decoded records are used up.
        """
        records, refused = decoded.records, decoded.refused
        count = len(records) + len(refused)
        spaceless: list[str] = []
        words: list[str] = []
        prose: list[str] = []
        nested: list[Any] = []
        odd: list[int] = []
        made = self._convert(records, spaceless, words, prose, nested, odd)
        joined = "~".join(spaceless)
        if not _is_spaceless(joined):
            odd += self._with_spaces(made)
        if not keep_secrets and _may_hold_secrets("~".join(["", joined, *words]), [*spaceless, *words], prose, nested):
            return [], set(range(count))
        for index in refused:
            made[2 * index : 2 * index] = (None, None)
        if refused and odd:
            places = sorted(set(range(count)).difference(refused))
            odd = [places[number] for number in odd]
        return made, {*odd, *refused}

    def _with_spaces(self, made: Sequence[Any]) -> list[int]:
        """Numbers of records with a name or identifier that is not certain to fit its slot."""
        names = [(slot.in_run, slot.name) for slot in self._spaceless]
        return [
            number
            for number in range(len(made) // 2)
            for in_run, name in names
            if not _is_spaceless(getattr(made[2 * number + in_run], name) or "")
        ]


def can_compile(ways: Sequence[FieldCodec], required: Collection[str], *, reinforces: bool) -> bool:
    """Whether all members of a class have ways with lines of code, and none gets in the way of another.

    Of the members that are required one must stay in `extra`, so that there is one. Where some records become
    ReinforceJobs (`reinforces`), a way must mind that.
    """
    own = [key for way in ways if not way.minds_others for key in way.to]
    return (
        all(way.plain_type() is not None for way in ways)
        and len(own) == len(set(own))
        and "job.job_id" in own
        and not {way.name for way in ways}.issuperset(required)
        and (not reinforces or any(way.minds_others for way in ways))
    )


def _optional(type_: Any) -> Any:
    return type_ | msgspec.UnsetType if type_ is msgspec.Raw else type_ | None | msgspec.UnsetType


def _struct(tag: str, members: Sequence[str]) -> type[msgspec.Struct]:
    return msgspec.defstruct(tag, [(each, Any, UNSET) for each in members], tag_field="@type", tag=tag, gc=False)


def _is_spaceless(text: str) -> bool:
    return text.isascii() and not text.encode().translate(None, _VISIBLE)


def _may_hold_secrets(joined: str, words: Sequence[str], prose: Sequence[str], nested: Sequence[Any]) -> bool:
    """False if there is no secret for certain in texts (`joined` are the words with `~` between) and in JSON texts."""
    if secrets.may_be_among(joined):
        prose = [*prose, *words]
    return secrets.may_hold(b"\n".join(nested)) or (
        secrets.may_hold("\n".join(prose).encode()) and any(map(secrets.is_secret, prose))
    )
