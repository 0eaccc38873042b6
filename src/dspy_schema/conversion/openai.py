"""OpenAI and Azure: settings come from one of two members, and a method with settings of its own is kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from dspy_schema.conversion.codecs import FieldCodec
from dspy_schema.jsontext.raw import UNFIT, Raw, encode, is_same_value, read_members, read_text, to_raw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dspy_schema.conversion.crosswalk import Draft, RecordPair


# The base models that learn from pairs of prompt and completion; all others learn from chats.
COMPLETION_MODELS = frozenset({"babbage-002", "davinci-002"})
SUPERVISED, REINFORCEMENT = "supervised", "reinforcement"
SETTINGS, METHOD, FORMAT = "job.train_kwargs", "run.method", "job.train_data_format"


class Settings(FieldCodec):
    """`hyperparameters` to train_kwargs, unless a `method` other than supervised has settings of its own.

    `method` always stays in `extra`, since the slots have only a part of it.
    """

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill train_kwargs, and from the method its name and the format of the training data."""
        if self.name == "hyperparameters":
            method = _read_type(self.context.find("method", draft.members))
            if read_members(value) is None or method not in {None, SUPERVISED}:
                return False
            return draft.put(self.to[SETTINGS], value)
        if (settings := _read_settings(value)) is not None:
            draft.put(self.to[SETTINGS], settings)
        if (method := _read_type(value)) is not None:
            draft.put(self.to[METHOD], to_raw(method))
        if method == SUPERVISED:
            model = read_text(self.context.find("model", draft.members))
            draft.put(self.to.get(FORMAT), to_raw("completion" if model in COMPLETION_MODELS else "chat"))
        return False

    def encode(self, pair: RecordPair) -> Raw | None:
        """Get the settings, or build the method from the slots and what `extra` kept of it."""
        method, settings = read_text(pair.run.get("method")), pair.get(self.to[SETTINGS])
        if self.name == "hyperparameters":
            return settings if method in {None, SUPERVISED} else None
        if method is None:
            return None
        kept = read_members(pair.extra.get("method")) or {}
        if settings is not None and method != SUPERVISED:
            if method != REINFORCEMENT:
                settings = Raw(encode((read_members(kept.get(method)) or {}) | {"hyperparameters": settings}))
            kept[method] = settings
        return Raw(encode(kept | {"type": to_raw(method)}))

    def agrees(self, kept: Raw, pair: RecordPair) -> bool:
        """Return whether the slots still hold what `extra` kept."""
        if self.name == "hyperparameters":
            return super().agrees(kept, pair)
        method, then, now = _read_type(kept), _read_settings(kept), pair.get(self.to[SETTINGS])
        is_same = method == SUPERVISED or now is None or (then is not None and is_same_value(then, now))
        return is_same and method == read_text(pair.run.get("method"))


class _Settings(msgspec.Struct, forbid_unknown_fields=True):
    n_epochs: float | Literal["auto"] | None = None
    batch_size: float | Literal["auto"] | None = None
    learning_rate_multiplier: float | Literal["auto"] | None = None


class _Supervised(msgspec.Struct, forbid_unknown_fields=True):
    hyperparameters: _Settings | None = None


class _Method(msgspec.Struct, forbid_unknown_fields=True):
    type: Literal["supervised"]
    supervised: _Supervised | None = None


_decode_settings = msgspec.json.Decoder(_Settings).decode
_decode_method = msgspec.json.Decoder(_Method).decode


def are_settings(value: bytes) -> bool:
    """Return whether a value is settings without free text."""
    return _can_decode(_decode_settings, value)


def is_supervised_method(value: bytes) -> bool:
    """Return whether a value is the supervised method with such settings."""
    return _can_decode(_decode_method, value)


def _can_decode(decode: Callable[[bytes], object], value: bytes) -> bool:
    try:
        decode(value)
    except UNFIT:
        return False
    return True


def _read_type(method: Raw | None) -> str | None:
    return read_text((read_members(method) or {}).get("type"))


def _read_settings(method: Raw) -> Raw | None:
    """Read the settings of a method other than supervised: all of them for reinforcement, which has a grader too."""
    type_ = _read_type(method)
    if type_ in {None, SUPERVISED}:
        return None
    settings = read_members(method)[type_] if type_ in (read_members(method) or {}) else None  # type: ignore[index]
    inner = read_members(settings)
    if inner is None or type_ == REINFORCEMENT:
        return settings if inner is not None else None
    return inner.get("hyperparameters") if read_members(inner.get("hyperparameters")) is not None else None


def is_reinforcement(record: Mapping[str, Raw]) -> bool:
    """Return whether the method is reinforcement."""
    return "method" in record and _read_type(record["method"]) == REINFORCEMENT


CODECS = {"settings": Settings}
