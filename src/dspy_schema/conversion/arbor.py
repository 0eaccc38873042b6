"""Arbor: its jobs become ReinforceJobs, but for some in OpenAI's shape; its checkpoints have three shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import plugins, timestamps
from dspy_schema.conversion.codecs import FieldCodec
from dspy_schema.jsontext.raw import Raw, encode, read_members, read_text, to_raw
from dspy_schema.plugins import Vendor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dspy_schema.conversion.crosswalk import Draft


_LIST = "run.run_checkpoints"
# The members of a checkpoint as Arbor's server or the client in DSPy 3.0 writes it, and those of ours.
_MEMBERS = {
    "checkpoint_dir": "location",
    "model_path": "location",
    "global_step": "step",
    "score": "score",
    "metadata": "metadata",
}


class Checkpoints(FieldCodec):
    """A map from names to paths, or to objects: as it is for the job, and as a list of checkpoints for the run."""

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slots."""
        found = read_members(value)
        if found is None:
            return False
        if found and _LIST in self.to:
            made.put(self.to[_LIST], Raw(encode([_checkpoint(name, each) for name, each in found.items()])))
        return made.put(self.slot, value)


def _checkpoint(name: str, told: Raw) -> dict[str, Raw]:
    checkpoint = {"name": to_raw(name)}
    if read_text(told) is not None:
        return checkpoint | {"location": told}
    for member, value in (read_members(told) or {}).items():
        if member == "timestamp":
            moment = timestamps.to_utc(bytes(value).decode() if read_text(value) is None else read_text(value) or "")
            if moment is not None:
                checkpoint["created_at"] = to_raw(moment)
        elif member in _MEMBERS and bytes(value) != b"null":
            checkpoint.setdefault(_MEMBERS[member], value)
    return checkpoint


def is_reinforcement(record: Mapping[str, Raw]) -> bool:
    """All jobs but those that the endpoints in OpenAI's shape give another identifier than `grpo:`."""
    return "object" not in record or (read_text(record.get("id")) or "").startswith("grpo:")


VENDORS = {
    "arbor": Vendor(
        name="arbor",
        folder=plugins.vendor_folders()["arbor"],
        ways={"checkpoints": Checkpoints},
        reinforces=is_reinforcement,
    )
}
