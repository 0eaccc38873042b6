"""Emissary: a job of the technique GRPO becomes a ReinforceJob, with the rewards among its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import timestamps
from dspy_schema.conversion.codecs import FieldCodec
from dspy_schema.jsontext.raw import (
    NULL,
    Outline,
    Raw,
    encode,
    is_same_value,
    read_elements,
    read_members,
    read_text,
    to_raw,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dspy_schema.conversion.crosswalk import Draft, RecordPair


_METHODS = {"SFT": "supervised", "GRPO": "reinforcement"}
_TECHNIQUE, _SETTINGS = "training_technique", "job.train_kwargs"
_REWARD, _HYPER = "reward", "hyper_parameters"


class Technique(FieldCodec):
    """The technique to the name that other vendors have for the method, and back."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slot."""
        technique = read_text(value)
        return technique in _METHODS and draft.put(self.slot, to_raw(_METHODS[technique]))

    def encode(self, pair: RecordPair) -> Raw | None:
        """Find the technique of the method."""
        method = read_text(pair.get(self.slot))
        return next((to_raw(technique) for technique, name in _METHODS.items() if name == method), None)


class Settings(FieldCodec):
    """`hyper_parameters` to train_kwargs; with GRPO, a `reward` is merged into them.

    Then both stay in `extra` too, which separates them when they are encoded.
    """

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slot."""
        merged = self._merge(draft.members, reinforces=draft.reinforces)
        if merged is None:
            return self.name == _HYPER and read_members(value) is not None and draft.put(self.to[_SETTINGS], value)
        draft.put(self.to[_SETTINGS], merged)
        return False

    def encode(self, pair: RecordPair) -> Raw | None:
        """Get the settings, or the reward among them."""
        settings = pair.get(self.to[_SETTINGS])
        if self._merge(pair.extra, reinforces=pair.reinforces) is None:
            return settings if self.name == _HYPER else None
        inner = read_members(settings) or {}
        if self.name == _REWARD:
            return inner.get(_REWARD)
        others = {name: value for name, value in inner.items() if name != _REWARD}
        return Raw(encode(others)) if others else None

    def agrees(self, kept: Raw, pair: RecordPair) -> bool:
        """Return whether the slot still holds what `extra` kept."""
        merged, now = self._merge(pair.extra, reinforces=pair.reinforces), pair.get(self.to[_SETTINGS])
        return super().agrees(kept, pair) if merged is None or now is None else is_same_value(merged, now)

    def _merge(self, outline: Outline, *, reinforces: bool) -> Raw | None:
        """Build train_kwargs from settings and reward; None if they hold the settings alone."""
        reward, hyper = (self.context.find(name, outline) for name in (_REWARD, _HYPER))
        if not reinforces or reward is None or read_members(reward) is None:
            return None
        settings = read_members(hyper) or {}
        return hyper if _REWARD in settings else Raw(encode(settings | {_REWARD: reward}))


class Dataset(FieldCodec):
    """A dataset to a list of its identifier; back to an object with the identifier alone."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slot."""
        dataset = read_members(value) or {}
        is_filled = read_text(dataset.get("id")) is not None and draft.put(self.slot, Raw(encode([dataset["id"]])))
        return is_filled and len(dataset) == 1

    def encode(self, pair: RecordPair) -> Raw | None:
        """Build the object."""
        identifiers = read_elements(pair.get(self.slot))
        return Raw(encode({"id": identifiers[0]})) if identifiers else None


class Losses(FieldCodec):
    """The loss over time, with Unix seconds at the vendor and UTC text in the slot."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slot."""
        points = [_decode_point(read_members(item) or {}) for item in read_elements(value) or ()]
        is_filled = value != NULL and draft.put(self.slot, Raw(encode(points)))
        return is_filled and is_same_value(Raw(encode(list(map(_encode_point, points)))), value)

    def encode(self, pair: RecordPair) -> Raw | None:
        """Build the points with times in Unix seconds."""
        points = read_elements(pair.get(self.slot))
        return None if points is None else Raw(encode([_encode_point(read_members(point) or {}) for point in points]))


def _decode_point(written: Outline) -> Outline:
    moment = timestamps.to_utc(bytes(written["timestamp"]).decode()) if "timestamp" in written else None
    point = {} if moment is None else {"recorded_at": to_raw(moment)}
    return point | ({"loss": written["loss"]} if "loss" in written else {})


def _encode_point(point: Outline) -> Outline:
    seconds = timestamps.to_seconds(read_text(point.get("recorded_at")) or "")
    written = {} if seconds is None else {"timestamp": Raw(seconds.encode())}
    return written | ({"loss": point["loss"]} if "loss" in point else {})


def is_reinforcement(record: Mapping[str, Raw]) -> bool:
    """Return whether the technique is GRPO."""
    return any(read_text(record.get(name)) == "GRPO" for name in (_TECHNIQUE, "trainingTechnique"))


CODECS = {"technique": Technique, "settings": Settings, "dataset": Dataset, "losses": Losses}
