"""Arbor: its jobs become ReinforceJobs, except some in OpenAI's shape; its checkpoints have three shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import timestamps
from dspy_schema.conversion.codecs import FieldCodec
from dspy_schema.jsontext.raw import Raw, encode, read_members, read_text, to_raw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dspy_schema.conversion.crosswalk import Draft


_LIST = "run.run_checkpoints"
# The members of a checkpoint as Arbor's server or the client in DSPy 3.0 writes it, and ours.
_MEMBERS = {
    "checkpoint_dir": "location",
    "model_path": "location",
    "global_step": "step",
    "score": "score",
    "metadata": "metadata",
}


class Checkpoints(FieldCodec):
    """A map from names to paths, or to objects: as it is written for the job, a list of checkpoints for the run."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slots."""
        checkpoints = read_members(value)
        if checkpoints is None:
            return False
        if checkpoints and _LIST in self.to:
            converted = [_convert_checkpoint(name, written) for name, written in checkpoints.items()]
            draft.put(self.to[_LIST], Raw(encode(converted)))
        return draft.put(self.slot, value)


def _convert_checkpoint(name: str, written: Raw) -> dict[str, Raw]:
    checkpoint = {"name": to_raw(name)}
    if read_text(written) is not None:
        return checkpoint | {"location": written}
    for member, value in (read_members(written) or {}).items():
        if member == "timestamp":
            moment = timestamps.to_utc(bytes(value).decode() if read_text(value) is None else read_text(value) or "")
            if moment is not None:
                checkpoint["created_at"] = to_raw(moment)
        elif member in _MEMBERS and bytes(value) != b"null":
            checkpoint.setdefault(_MEMBERS[member], value)
    return checkpoint


def is_reinforcement(record: Mapping[str, Raw]) -> bool:
    """Return whether it is a reinforcement job: all are, except those in OpenAI's shape without `grpo:` in the id."""
    return "object" not in record or (read_text(record.get("id")) or "").startswith("grpo:")


CODECS = {"checkpoints": Checkpoints}
