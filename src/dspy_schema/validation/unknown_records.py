"""What a record of which no type is clear looks like: a thing of another kind, or nearly a record of some type."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dspy_schema import artifacts, plugins, secrets
from dspy_schema.findings import Diagnostic, with_article
from dspy_schema.validation import messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Kind(NamedTuple):
    """Things that are not records of jobs.

    They have all members of `all_of`, one of `any_of`, and none but those of `only`; where one of these is empty, it
    says nothing.
    """

    name: str
    all_of: frozenset[str]
    any_of: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()


def _kind(name: str, all_of: str, any_of: str = "", only: str = "") -> Kind:
    members = frozenset(all_of.split())
    return Kind(name, members, frozenset(any_of.split()), frozenset(only.split()) | members if only else frozenset())


KINDS = [
    _kind(
        "the error answer of an API",
        "error",
        only="code detail message object param request_id status status_code type",
    ),
    _kind("the error answer of an API", "detail", only="code message status title type instance"),
    _kind("an event of a webhook", "data type", "event_id webhook_id api_version livemode created event_type"),
    _kind("a manifest of an npm package", "name version", "dependencies devDependencies engines exports main scripts"),
    _kind("a line of training data", "messages", only="functions name parallel_tool_calls system tools weight"),
    _kind("a line of training data", "prompt completion", only="id name weight label"),
    _kind("a line of training data", "instruction output", only="history id input system text"),
    _kind("a line of training data", "conversations", only="id image images system tools source"),
    _kind("a line of training data", "input preferred_output non_preferred_output"),
    _kind("a line of training data", "chosen rejected", only="prompt images margin score_chosen score_rejected id"),
    _kind("a line of training data", "contents", only="systemInstruction tools generationConfig labels"),
    _kind("a request of a batch file", "custom_id", "body method url"),
    _kind("an answer of a batch file", "custom_id response"),
    _kind("a call in DSPy's history", "uuid timestamp", "outputs response"),
    _kind("the state of a Trainer", "global_step log_history"),
    _kind("the configuration of a model", "architectures"),
    _kind("the configuration of a model", "hidden_size model_type"),
    _kind("the configuration of an adapter", "peft_type"),
    _kind("a JSON Schema", "$schema"),
    _kind("a notebook", "cells nbformat"),
    _kind("an OpenAPI description", "openapi paths"),
]
# Of the objects of OpenAI's API, by `object`.
OBJECTS = {
    "batch": "a batch job",
    "chat.completion": "an answer to a chat request",
    "chat.completion.chunk": "a piece of an answer to a chat request",
    "error": "the error answer of an API",
    "eval": "an evaluation",
    "eval.run": "a run of an evaluation",
    "event": "an event of a webhook",
    "file": "the description of a file",
    "model": "the description of a model",
    "response": "an answer of a model",
    "text_completion": "an answer to a completion request",
}
# What more types have says little about the type of a record.
_MOST_TYPES = 20
_MOST_NAMES = 3


def describe(record: Mapping[str, object], candidates: Sequence[str]) -> Diagnostic:
    """Describe a record that several types claim, or none."""
    if candidates:
        return _ask(f"it has members of {' and of '.join(candidates)}")
    if "object" in record and isinstance(kind := record["object"], str):
        return Diagnostic("DSP202", _describe_object(kind, record), "/object")
    if name := _name_kind(record):
        return Diagnostic("DSP202", f"this is {name}, not a record of a job or a run; {_list_supported()}")
    types = artifacts.load_types().records
    if record and (fitting := [name for name, type_ in types.items() if record.keys() <= type_.members]):
        return _ask(f"{' and '.join(map(with_article, fitting))} may have these members")
    return Diagnostic("DSP202", f"{_describe_nearest(record)}; {_list_supported()}")


def _ask(reason: str) -> Diagnostic:
    return Diagnostic("DSP202", f"the type is not clear: {reason}; add @type or pass --type")


def _describe_object(kind: str, record: Mapping[str, object]) -> str:
    if kind == "list":
        return "this is a list inside a list; give each list of records in a document or line of its own"
    shown = messages.show_value(secrets.hide_secret("/object", kind))
    if kind not in OBJECTS:
        return f"`object` is {shown}, which is not of a known type; {_list_supported()}"
    about = record.get("type") if kind == "event" else None
    subject = f" ({messages.show_value(secrets.hide_secret('/type', about))})" if isinstance(about, str) else ""
    return f"`object` is {shown}: this is {OBJECTS[kind]}{subject}, not a record of a job or a run; {_list_supported()}"


def _name_kind(record: Mapping[str, object]) -> str | None:
    names = record.keys()
    return next(
        (
            kind.name
            for kind in KINDS
            if kind.all_of <= names
            and (not kind.any_of or not kind.any_of.isdisjoint(names))
            and (not kind.only or names <= kind.only)
        ),
        None,
    )


def _describe_nearest(record: Mapping[str, object]) -> str:
    """Say which type has the most members of a record, and which members it does not have."""
    counts = Counter(type_ for name in record for type_ in _index_members().get(name, ()))
    if not counts:
        return "no type of records has any of these members" if record else "an object without members is no record"
    type_, most = counts.most_common(1)[0]
    known = _list_members(type_)
    foreign = [name for name in record if name not in known]
    lacks = f", and not {_list_names(foreign)}" if foreign else ""
    return f"no type of records has most of these members; {with_article(type_)} has {most} of {len(record)}{lacks}"


def _list_names(names: Sequence[str]) -> str:
    shown = [f"`{secrets.redact_pointer(name)}`" for name in names[:_MOST_NAMES]]
    others = len(names) - len(shown)
    if others:
        return f"{', '.join(shown)} and {others} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


@cache
def _list_supported() -> str:
    """Say which records are checked."""
    vendors = list(plugins.vendor_folders())
    of_vendors = f"DSPy, {', '.join(vendors[:-1])} and {vendors[-1]}"
    return f"checked are those of {of_vendors} (`dspy-schema schema list`)"


@cache
def _index_members() -> dict[str, list[str]]:
    """The types by the names of their members, but for names that most have."""
    index: dict[str, list[str]] = {}
    for type_ in _list_types():
        for name in _list_members(type_):
            index.setdefault(name, []).append(type_)
    return {name: types for name, types in index.items() if len(types) <= _MOST_TYPES}


def _list_types() -> Iterable[str]:
    yield from artifacts.load_types().records
    for vendor in plugins.vendor_folders():
        yield from artifacts.list_vendor_types(vendor)


def _list_members(type_: str) -> frozenset[str]:
    if class_ := artifacts.find_vendor_class(type_):
        return class_.members | class_.aliases.keys()
    return artifacts.load_types().records[type_].members
