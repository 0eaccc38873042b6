"""OpenAI and Azure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from dspy_schema import plugins
from dspy_schema.conversion.codecs import FieldCodec
from dspy_schema.jsontext.raw import UNFIT, Raw, encode, is_same_value, read_members, read_text, to_raw
from dspy_schema.plugins import Vendor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dspy_schema.conversion.code_writer import CodeWriter
    from dspy_schema.conversion.crosswalk import Draft, RecordPair


# The base models that learn from pairs of prompt and completion; all others learn from chats.
_COMPLETION = frozenset({"babbage-002", "davinci-002"})
_SUPERVISED, _REINFORCEMENT = "supervised", "reinforcement"
_SETTINGS, _METHOD, _FORMAT = "job.train_kwargs", "run.method", "job.train_data_format"


class Settings(FieldCodec):
    """`hyperparameters` is what train_kwargs hold, unless a method other than supervised has settings of its own.

    `method` always stays in `extra`, since the slots have only a part of it.
    """

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill train_kwargs, and from the method its name and the format of the training data."""
        if self.name == "hyperparameters":
            if read_members(value) is None or _type(self.context.find("method", made.members)) not in {
                None,
                _SUPERVISED,
            }:
                return False
            return made.put(self.to[_SETTINGS], value)
        if (settings := _settings(value)) is not None:
            made.put(self.to[_SETTINGS], settings)
        if (method := _type(value)) is not None:
            made.put(self.to[_METHOD], to_raw(method))
        if method == _SUPERVISED:
            model = read_text(self.context.find("model", made.members))
            made.put(self.to.get(_FORMAT), to_raw("completion" if model in _COMPLETION else "chat"))
        return False

    minds_others = True

    def plain_type(self) -> Any:
        """JSON texts, which are looked into."""
        return Raw

    def plain_code(self, code: CodeWriter) -> None:
        """Move settings; leave methods in `extra`, and tell what they are."""
        if self.name == "hyperparameters":
            code.check(self.name, _are_settings)
            code.given(self.name)
            code.fill([_SETTINGS], "value")
            code.take(self.name)
        else:
            code.check(self.name, _is_method)
            code.names["of_completion"] = _COMPLETION
            code.given(self.name)
            code.fill([_METHOD], repr(_SUPERVISED))
            code.fill([_FORMAT], f'"completion" if {code.field("model")} in of_completion else "chat"')

    def backward(self, pair: RecordPair) -> Raw | None:
        """The settings, or the method, that the slots tell."""
        method, settings = read_text(pair.run.get("method")), pair.get(self.to[_SETTINGS])
        if self.name == "hyperparameters":
            return settings if method in {None, _SUPERVISED} else None
        if method is None:
            return None
        kept = read_members(pair.extra.get("method")) or {}
        if settings is not None and method != _SUPERVISED:
            if method != _REINFORCEMENT:
                settings = Raw(encode((read_members(kept.get(method)) or {}) | {"hyperparameters": settings}))
            kept[method] = settings
        return Raw(encode(kept | {"type": to_raw(method)}))

    def agrees(self, kept: Raw, pair: RecordPair) -> bool:
        """Whether the slots still say what `extra` kept."""
        if self.name == "hyperparameters":
            return super().agrees(kept, pair)
        method, then, now = _type(kept), _settings(kept), pair.get(self.to[_SETTINGS])
        is_told = method == _SUPERVISED or now is None or (then is not None and is_same_value(then, now))
        return is_told and method == read_text(pair.run.get("method"))


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


def _are_settings(value: bytes) -> bool:
    """Whether a value is settings without free text."""
    return _is(_decode_settings, value)


def _is_method(value: bytes) -> bool:
    """Whether a value is the supervised method with such settings."""
    return _is(_decode_method, value)


def _is(decode: Callable[[bytes], object], value: bytes) -> bool:
    try:
        decode(value)
    except UNFIT:
        return False
    return True


def _type(method: Raw | None) -> str | None:
    return read_text((read_members(method) or {}).get("type"))


def _settings(method: Raw) -> Raw | None:
    """The settings of a method other than supervised: all of them for reinforcement, which has a grader too."""
    type_ = _type(method)
    if type_ in {None, _SUPERVISED}:
        return None
    settings = read_members(method)[type_] if type_ in (read_members(method) or {}) else None  # type: ignore[index]
    inner = read_members(settings)
    if inner is None or type_ == _REINFORCEMENT:
        return settings if inner is not None else None
    return inner.get("hyperparameters") if read_members(inner.get("hyperparameters")) is not None else None


def is_reinforcement(record: Mapping[str, Raw]) -> bool:
    """Whether the method is reinforcement."""
    return "method" in record and _type(record["method"]) == _REINFORCEMENT


VENDORS = {
    name: Vendor(
        name=name, folder=plugins.vendor_folders()[name], ways={"settings": Settings}, reinforces=is_reinforcement
    )
    for name in ("azure", "openai")
}
