"""Emissary: a job of the technique GRPO becomes a ReinforceJob, with the rewards among its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import registry, times
from dspy_schema.registry import Vendor
from dspy_schema.vendors.texts import NULL, Outline, Raw, elements, encode, members, raw, same, text
from dspy_schema.vendors.ways import Made, Pair, Way

if TYPE_CHECKING:
    from collections.abc import Mapping

_METHODS = {"SFT": "supervised", "GRPO": "reinforcement"}
_TECHNIQUE, _SETTINGS = "training_technique", "job.train_kwargs"
_REWARD, _HYPER = "reward", "hyper_parameters"


class Technique(Way):
    """The technique, under the name that the method has elsewhere."""

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slot."""
        technique = text(value)
        return technique in _METHODS and made.put(self.slot, raw(_METHODS[technique]))

    def backward(self, pair: Pair) -> Raw | None:
        """The technique."""
        method = text(pair.get(self.slot))
        return next((raw(technique) for technique, each in _METHODS.items() if each == method), None)


class Settings(Way):
    """`hyper_parameters` is what train_kwargs hold; with GRPO and a `reward`, that is one more of them.

    Then both stay in `extra` too, which tells the one from the other on the way back.
    """

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slot."""
        merged = self._merged(made.members, reinforces=made.reinforces)
        if merged is None:
            return self.name == _HYPER and members(value) is not None and made.put(self.to[_SETTINGS], value)
        made.put(self.to[_SETTINGS], merged)
        return False

    def backward(self, pair: Pair) -> Raw | None:
        """The settings, or the reward among them."""
        settings = pair.get(self.to[_SETTINGS])
        if self._merged(pair.extra, reinforces=pair.reinforces) is None:
            return settings if self.name == _HYPER else None
        inner = members(settings) or {}
        if self.name == _REWARD:
            return inner.get(_REWARD)
        others = {name: each for name, each in inner.items() if name != _REWARD}
        return Raw(encode(others)) if others else None

    def agrees(self, kept: Raw, pair: Pair) -> bool:
        """Whether the slot still says what `extra` kept."""
        merged, now = self._merged(pair.extra, reinforces=pair.reinforces), pair.get(self.to[_SETTINGS])
        return super().agrees(kept, pair) if merged is None or now is None else same(merged, now)

    def _merged(self, outline: Outline, *, reinforces: bool) -> Raw | None:
        """What train_kwargs hold if there is a reward; None if they hold the settings alone."""
        reward, hyper = (self.context.find(name, outline) for name in (_REWARD, _HYPER))
        if not reinforces or reward is None or members(reward) is None:
            return None
        settings = members(hyper) or {}
        return hyper if _REWARD in settings else Raw(encode(settings | {_REWARD: reward}))


class Dataset(Way):
    """A dataset, by its identifier."""

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slot with a list of the identifier."""
        dataset = members(value) or {}
        filled = text(dataset.get("id")) is not None and made.put(self.slot, Raw(encode([dataset["id"]])))
        return filled and len(dataset) == 1

    def backward(self, pair: Pair) -> Raw | None:
        """An object with the identifier alone."""
        identifiers = elements(pair.get(self.slot))
        return Raw(encode({"id": identifiers[0]})) if identifiers else None


class Losses(Way):
    """The loss over time, with times in UTC."""

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slot."""
        points = [_point(members(each) or {}) for each in elements(value) or ()]
        filled = value != NULL and made.put(self.slot, Raw(encode(points)))
        return filled and same(Raw(encode(list(map(_back, points)))), value)

    def backward(self, pair: Pair) -> Raw | None:
        """The points with times in Unix seconds."""
        points = elements(pair.get(self.slot))
        return None if points is None else Raw(encode([_back(members(each) or {}) for each in points]))


def _point(told: Outline) -> Outline:
    moment = times.utc(bytes(told["timestamp"]).decode()) if "timestamp" in told else None
    point = {} if moment is None else {"recorded_at": raw(moment)}
    return point | ({"loss": told["loss"]} if "loss" in told else {})


def _back(point: Outline) -> Outline:
    seconds = times.seconds(text(point.get("recorded_at")) or "")
    told = {} if seconds is None else {"timestamp": Raw(seconds.encode())}
    return told | ({"loss": point["loss"]} if "loss" in point else {})


def reinforces(record: Mapping[str, Raw]) -> bool:
    """Whether the technique is GRPO."""
    return any(text(record.get(name)) == "GRPO" for name in (_TECHNIQUE, "trainingTechnique"))


VENDOR = Vendor(
    name="emissary",
    folder=registry.folders()["emissary"],
    ways={"technique": Technique, "settings": Settings, "dataset": Dataset, "losses": Losses},
    reinforces=reinforces,
)
