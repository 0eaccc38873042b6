"""Emissary: a job of the technique GRPO becomes a ReinforceJob, with the rewards among its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import plugins, timestamps
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
from dspy_schema.plugins import Vendor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dspy_schema.conversion.crosswalk import Draft, RecordPair


_METHODS = {"SFT": "supervised", "GRPO": "reinforcement"}
_TECHNIQUE, _SETTINGS = "training_technique", "job.train_kwargs"
_REWARD, _HYPER = "reward", "hyper_parameters"


class Technique(FieldCodec):
    """The technique, under the name that the method has elsewhere."""

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slot."""
        technique = read_text(value)
        return technique in _METHODS and made.put(self.slot, to_raw(_METHODS[technique]))

    def backward(self, pair: RecordPair) -> Raw | None:
        """The technique."""
        method = read_text(pair.get(self.slot))
        return next((to_raw(technique) for technique, each in _METHODS.items() if each == method), None)


class Settings(FieldCodec):
    """`hyper_parameters` is what train_kwargs hold; with GRPO and a `reward`, that is one more of them.

    Then both stay in `extra` too, which tells the one from the other on the way back.
    """

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slot."""
        merged = self._merged(made.members, reinforces=made.reinforces)
        if merged is None:
            return self.name == _HYPER and read_members(value) is not None and made.put(self.to[_SETTINGS], value)
        made.put(self.to[_SETTINGS], merged)
        return False

    def backward(self, pair: RecordPair) -> Raw | None:
        """The settings, or the reward among them."""
        settings = pair.get(self.to[_SETTINGS])
        if self._merged(pair.extra, reinforces=pair.reinforces) is None:
            return settings if self.name == _HYPER else None
        inner = read_members(settings) or {}
        if self.name == _REWARD:
            return inner.get(_REWARD)
        others = {name: each for name, each in inner.items() if name != _REWARD}
        return Raw(encode(others)) if others else None

    def agrees(self, kept: Raw, pair: RecordPair) -> bool:
        """Whether the slot still says what `extra` kept."""
        merged, now = self._merged(pair.extra, reinforces=pair.reinforces), pair.get(self.to[_SETTINGS])
        return super().agrees(kept, pair) if merged is None or now is None else is_same_value(merged, now)

    def _merged(self, outline: Outline, *, reinforces: bool) -> Raw | None:
        """What train_kwargs hold if there is a reward; None if they hold the settings alone."""
        reward, hyper = (self.context.find(name, outline) for name in (_REWARD, _HYPER))
        if not reinforces or reward is None or read_members(reward) is None:
            return None
        settings = read_members(hyper) or {}
        return hyper if _REWARD in settings else Raw(encode(settings | {_REWARD: reward}))


class Dataset(FieldCodec):
    """A dataset, by its identifier."""

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slot with a list of the identifier."""
        dataset = read_members(value) or {}
        filled = read_text(dataset.get("id")) is not None and made.put(self.slot, Raw(encode([dataset["id"]])))
        return filled and len(dataset) == 1

    def backward(self, pair: RecordPair) -> Raw | None:
        """An object with the identifier alone."""
        identifiers = read_elements(pair.get(self.slot))
        return Raw(encode({"id": identifiers[0]})) if identifiers else None


class Losses(FieldCodec):
    """The loss over time, with times in UTC."""

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slot."""
        points = [_point(read_members(each) or {}) for each in read_elements(value) or ()]
        filled = value != NULL and made.put(self.slot, Raw(encode(points)))
        return filled and is_same_value(Raw(encode(list(map(_back, points)))), value)

    def backward(self, pair: RecordPair) -> Raw | None:
        """The points with times in Unix seconds."""
        points = read_elements(pair.get(self.slot))
        return None if points is None else Raw(encode([_back(read_members(each) or {}) for each in points]))


def _point(told: Outline) -> Outline:
    moment = timestamps.to_utc(bytes(told["timestamp"]).decode()) if "timestamp" in told else None
    point = {} if moment is None else {"recorded_at": to_raw(moment)}
    return point | ({"loss": told["loss"]} if "loss" in told else {})


def _back(point: Outline) -> Outline:
    seconds = timestamps.to_seconds(read_text(point.get("recorded_at")) or "")
    told = {} if seconds is None else {"timestamp": Raw(seconds.encode())}
    return told | ({"loss": point["loss"]} if "loss" in point else {})


def is_reinforcement(record: Mapping[str, Raw]) -> bool:
    """Whether the technique is GRPO."""
    return any(read_text(record.get(name)) == "GRPO" for name in (_TECHNIQUE, "trainingTechnique"))


VENDORS = {
    "emissary": Vendor(
        name="emissary",
        folder=plugins.vendor_folders()["emissary"],
        ways={"technique": Technique, "settings": Settings, "dataset": Dataset, "losses": Losses},
        reinforces=is_reinforcement,
    )
}
