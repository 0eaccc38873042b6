"""Facts that one record states, as bits.

A fact is written `TrainingRun`, `TrainingRun.owner` or `TrainingRun.run_status=failed`; that a job was read from a
vendor's record is `openai:FineTuningJob`. Objects inside a record give facts of their classes: `Checkpoint.score`.

Bits whose names have a space are observations on a record, and not facts of which it is evidence:

| name | a record with |
|---|---|
| `placeholder TrainingRun.owner=TODO` | a member whose value stands for nothing |
| `organization TrainingRun.owner` | an owner that is an organization, and nobody who can be asked |
| `begun TrainingRun.run_status=pending` | this status, of a run that has begun, so that it is not "not yet started" |
| `paused TrainingRun.run_status=pending` | this status, of a run that the provider's status calls paused |
| `contradiction ended-before-started` | members that contradict one another |
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import artifacts, plugins
from dspy_schema.governance.placeholders import Placeholders, load_placeholders
from dspy_schema.mappings import text_files
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.linkml_elements import Element


Members = dict[str, msgspec.Raw]
decode_members = msgspec.json.Decoder(Members).decode
_DSPY = "dspy"
_RUN = "TrainingRun"
_JOBS = ("TrainingJob", "ReinforceJob")
# Every record has these members, so they state no more than that there is a record.
_ALWAYS_PRESENT = frozenset({"id"})
_decode_items = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_value = msgspec.json.Decoder().decode
_decode_text = msgspec.json.Decoder(str).decode
_decode_texts = msgspec.json.Decoder(list[str | None]).decode
# Null, and texts, arrays and objects with nothing in them, count as no value.
# Values that state something for certain: numbers, and texts with more letters and digits than any word in the table.
_states_at_once = re.compile(
    rb"""[0-9tf-]|\[?"(?![^0-9A-Za-z"\\]*(?:[xX]{2}|[lL]orem))(?:[^"\\0-9A-Za-z]*[0-9A-Za-z]){17}"""
    rb"""|[\[{](?s:.*?)[:,\[]\s*(?:[0-9-]|true|false)"""
).match
_WRITTEN = frozenset({"text", "json"})
_MOST_CACHED = 4096
_is_empty = re.compile(rb"null|\[\s*\]|\{\s*\}").fullmatch
PLACEHOLDER, ORGANIZATION, BEGUN, PAUSED, CONTRADICTION = (
    "placeholder ",
    "organization ",
    "begun ",
    "paused ",
    "contradiction ",
)
"""What the names of observations begin with."""
SAME_DATA = "(the training data)"
"""What is shown for validation data that are the training data."""
OWNER = "TrainingRun.owner"
RUN_STATUS, JOB_STATUS = "TrainingRun.run_status", "TrainingJob.training_status"
WAITING = ("not_started", "pending")
"""The statuses of what has not begun."""
_VALIDATION = "TrainingRun.validation_data"
# What a run has once it has begun.
_BEGINNINGS = ("started_at", "trained_tokens", "progress", "metrics", "losses", "run_checkpoints", "result_files")
# Placeholders are short, and so are lists of them: longer texts are not looked into.
_LONGEST = 1 << 14
# As many placeholders of a member are told apart, and the others are counted together.
_MOST_PLACEHOLDERS = 8
_OTHER = "(others)"


class _Member(msgspec.Struct, gc=False):
    """A member of a class: its fact and bit, the bits of the values of its enumeration, and what its values are."""

    fact: str
    bit: int
    values: dict[object, int]
    class_: str | None
    is_list: bool
    kind: str


def _is_of_job(fact: str) -> bool:
    subject = fact.partition("=")[0].rpartition(" ")[2]
    return subject.partition(".")[0] in _JOBS or ":" in subject


class Facts:
    """All facts, numbered; those of a record are the bits of one integer.

    `values` has, by fact, the values of the members that have an enumeration, `by_element` the facts that concern an
    element of the schemas, by its id. Among these are facts that no member states, such as the type of the vendor's
    record that a job was read from.
    """

    def __init__(
        self,
        values: Mapping[str, Iterable[str]],
        by_element: Mapping[str, Iterable[str]] | None = None,
        placeholders: Placeholders | None = None,
    ) -> None:
        self.placeholders = placeholders or Placeholders()
        self.by_element = {id_: tuple(facts) for id_, facts in (by_element or {}).items()}
        #: The bits of all that records of jobs state and are read from; those of runs are the others.
        self.of_jobs = 0
        self._bits: dict[str, int] = {}
        self._members: dict[str, dict[str, _Member]] = {}
        self._interned: dict[int, int] = {}
        self._placeholders: dict[str, set[str]] = {}
        # Short values, such as the names of models, come again and again.
        self._find_cached = lru_cache(_MOST_CACHED)(lambda raw: self._find_hollow(_decode_value(raw)))
        # The bits of placeholders, which objects inside a record may have.
        self._observed = 0
        for name, class_ in terms.load_table().classes.items():
            self.add(name)
            self._members[name] = {
                member: _Member(
                    fact=(fact := f"{name}.{member}"),
                    bit=self.add(fact),
                    values={value: self.add(f"{fact}={value}") for value in values.get(fact, ())},
                    class_=description.class_,
                    is_list=description.is_list,
                    kind=description.kind,
                )
                for member, description in class_.members.items()
            }
        for facts in self.by_element.values():
            for fact in facts:
                self.add(fact)

    def __iter__(self) -> Iterator[str]:
        return iter(self._bits)

    def add(self, fact: str) -> int:
        """Return the bit of a fact or an observation, a new one if it has none yet."""
        if (bit := self._bits.get(fact)) is None:
            bit = self._bits[fact] = 1 << len(self._bits)
            if _is_of_job(fact):
                self.of_jobs |= bit
        return bit

    def encode(self, facts: Iterable[str]) -> int:
        """Return the bits of several facts; raises KeyError for an unknown one."""
        bits = 0
        for fact in facts:
            bits |= self._bits[fact]
        return bits

    def extract(self, members: Members, class_: str) -> int:
        """Return the bits of the facts that a record, or an object inside one, states, and of the observations."""
        bits = self._bits[class_]
        known = self._members[class_]
        for name, raw in members.items():
            if (member := known.get(name)) is None or _is_empty(raw):
                continue
            if member.values:
                bits |= member.bit | member.values.get(_decode_value(raw), 0)
            elif member.class_:
                bits |= self._extract_objects(raw, member, member.class_)
            elif (placeholder := self._find_placeholder(raw, member.kind)) is None:
                bits |= member.bit
            elif placeholder:
                bits |= self.add_placeholder(member.fact, placeholder)
        return self._weigh_run(bits, members) if class_ == _RUN else bits

    def _extract_objects(self, raw: bytes, member: _Member, class_: str) -> int:
        bits = stated = 0
        for item in _decode_items(raw) if member.is_list else (raw,):
            inner = self.extract(decode_members(item), class_)
            if inner & self._observed:
                bits |= inner & self._observed
            if inner & ~self._observed & ~self._bits[class_]:
                stated |= inner & ~self._observed
        return bits | stated | (member.bit if stated else 0)

    def _weigh_run(self, bits: int, members: Members) -> int:
        """Take away what a run does not show: a person as owner, data for validation, that it has not begun."""
        if bits & self._bits[OWNER] and self.placeholders.is_organization(str(_decode_value(members["owner"]))):
            bits ^= self._bits[OWNER] | self.add(ORGANIZATION + OWNER)
        if bits & self._bits[_VALIDATION] and bits & self._bits["TrainingRun.training_data"]:
            validation, training = (set(_decode_texts(members[f"{name}_data"])) for name in ("validation", "training"))
            if validation <= training:
                bits ^= self._bits[_VALIDATION] | self.add_placeholder(_VALIDATION, SAME_DATA)
                bits |= self.add(f"{CONTRADICTION}validation-is-training")
            elif validation & training:
                bits |= self.add(f"{CONTRADICTION}validation-overlaps-training")
        for status in WAITING:
            fact = f"{RUN_STATUS}={status}"
            if bits & self._bits.get(fact, 0):
                word = _decode_value(members["provider_status"]) if "provider_status" in members else None
                if str(word).lower() in self.placeholders.paused:
                    bits ^= self._bits[fact] | self.add(PAUSED + fact)
                elif any(bits & self._bits[f"{_RUN}.{name}"] and _decode_value(members[name]) for name in _BEGINNINGS):
                    bits ^= self._bits[fact] | self.add(BEGUN + fact)
        return bits

    def _find_placeholder(self, raw: bytes, kind: str) -> str | None:
        """Find the placeholder in the place of a value, "" if it is empty inside, None if it states something."""
        if kind == "time":
            text = _decode_text(raw)
            return text if self.placeholders.is_unset_time(text) else None
        if kind not in _WRITTEN or _states_at_once(raw) or memoryview(raw).nbytes > _LONGEST:
            return None
        return self._find_cached(bytes(raw))

    def _find_hollow(self, value: object) -> str | None:
        if isinstance(value, str):
            return (value.strip() or '""') if self.placeholders.is_placeholder(value) else None
        if value is None:
            return ""
        if not isinstance(value, list | dict):
            return None
        found = ""
        for item in value.values() if isinstance(value, dict) else value:
            if (placeholder := self._find_hollow(item)) is None:
                return None
            found = found or placeholder
        return found

    def add_placeholder(self, fact: str, value: str) -> int:
        """Return the bit of a placeholder in the place of a fact; of many different ones, few have their own."""
        values = self._placeholders.setdefault(fact, set())
        if value not in values and len(values) < _MOST_PLACEHOLDERS:
            values.add(value)
        bit = self.add(f"{PLACEHOLDER}{fact}={value if value in values else _OTHER}")
        self._observed |= bit
        return bit

    def intern(self, bits: int) -> int:
        """Return equal bits as one object, which saves memory: most records state what others state."""
        return self._interned.setdefault(bits, bits)


def load_facts(alignment: Alignment) -> Facts:
    """Number all facts, and relate them to elements: several classes have one slot, several slots one enumeration."""
    members = list(_iter_members(alignment))
    enums: dict[str, list[Element]] = {}
    for element in alignment.elements:
        if element.kind == "value":
            enums.setdefault(element.parents[0], []).append(element)
    by_element: dict[str, dict[str, None]] = {}
    for fact, id_ in _relate_facts(members, enums):
        if id_ in alignment.elements.all:
            by_element.setdefault(id_, {})[fact] = None
    values = {fact: [value.name for value in enums[range_]] for fact, _, range_ in members if range_ in enums}
    return Facts(values, by_element, load_placeholders(alignment))


def _relate_facts(
    members: list[tuple[str, Element, str]], enums: dict[str, list[Element]]
) -> Iterator[tuple[str, str]]:
    """Yield facts and the ids of the elements that they concern; not all of these exist."""
    for name in terms.load_table().classes:
        yield name, f"{_DSPY}:{name}"
    for fact, slot, range_ in members:
        yield fact, slot.id
        if range_ in enums:
            yield from ((f"{fact}={value.name}", value.id) for value in enums[range_])
            yield fact, range_
    for vendor in plugins.vendor_folders():
        yield from ((type_, type_) for type_ in artifacts.list_vendor_types(vendor))


def _iter_members(alignment: Alignment) -> Iterator[tuple[str, Element, str]]:
    """Yield fact, slot and the id of the range of each member of the classes of records and of objects in them."""
    ranges = {
        key.value: text_files.scalar_text(text_files.map_members(node).get("range"))
        for module in alignment.elements.modules
        if module.default_prefix == _DSPY
        for key, node in text_files.iter_items(module.sections.get("slots"))
    }
    for name, class_ in terms.load_table().classes.items():
        slots = _find_slots(alignment, f"{_DSPY}:{name}")
        for member in class_.members:
            if member not in _ALWAYS_PRESENT and (slot := slots.get(member)):
                yield f"{name}.{member}", slot, f"{_DSPY}:{ranges.get(slot.name, '')}"


def _find_slots(alignment: Alignment, class_id: str) -> dict[str, Element]:
    """Return the slots of a class, inherited ones included, by the names that records use."""
    elements = alignment.elements
    owners = [owner for id_ in (class_id, *elements.ancestors[class_id]) if (owner := elements.get(id_))]
    slots = [slot for owner in owners for id_ in owner.slots if (slot := elements.get(id_))]
    return {slot.label: slot for slot in reversed(slots)}
