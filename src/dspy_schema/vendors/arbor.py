"""Arbor: its jobs become ReinforceJobs, but for some in OpenAI's shape; its checkpoints have three shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import registry, times
from dspy_schema.registry import Vendor
from dspy_schema.vendors.texts import Raw, encode, members, raw, text
from dspy_schema.vendors.ways import Made, Way

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIST = "run.run_checkpoints"
# The members of a checkpoint as Arbor's server or the client in DSPy 3.0 writes it, and those of ours.
_MEMBERS = {
    "checkpoint_dir": "location",
    "model_path": "location",
    "global_step": "step",
    "score": "score",
    "metadata": "metadata",
}


class Checkpoints(Way):
    """A map from names to paths, or to objects: as it is for the job, and as a list of checkpoints for the run."""

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slots."""
        found = members(value)
        if found is None:
            return False
        if found and _LIST in self.to:
            made.put(self.to[_LIST], Raw(encode([_checkpoint(name, each) for name, each in found.items()])))
        return made.put(self.slot, value)


def _checkpoint(name: str, told: Raw) -> dict[str, Raw]:
    checkpoint = {"name": raw(name)}
    if text(told) is not None:
        return checkpoint | {"location": told}
    for member, value in (members(told) or {}).items():
        if member == "timestamp":
            moment = times.utc(bytes(value).decode() if text(value) is None else text(value) or "")
            if moment is not None:
                checkpoint["created_at"] = raw(moment)
        elif member in _MEMBERS and bytes(value) != b"null":
            checkpoint.setdefault(_MEMBERS[member], value)
    return checkpoint


def reinforces(record: Mapping[str, Raw]) -> bool:
    """All jobs but those that the endpoints in OpenAI's shape give another identifier than `grpo:`."""
    return "object" not in record or (text(record.get("id")) or "").startswith("grpo:")


VENDOR = Vendor(
    name="arbor", folder=registry.folders()["arbor"], ways={"checkpoints": Checkpoints}, reinforces=reinforces
)
