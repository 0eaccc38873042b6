"""What PROV-O says of a record: a run's job and vendor, and the vendor's record that both were converted from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import rdf, registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

USED, ASSOCIATED, DERIVED = "prov:used", "prov:wasAssociatedWith", "prov:wasDerivedFrom"
_RUN = "TrainingRun"
_text = msgspec.json.Decoder(str | None).decode


def links(members: Mapping[str, msgspec.Raw], type_: str, base: str) -> Iterator[tuple[str, str]]:
    """Predicates (CURIEs) and IRIs of what the node of a record of that type is tied to."""
    if type_ == _RUN:
        job, provider = _member(members, "job"), _member(members, "provider")
        yield USED, rdf.subject(base, job)
        if provider:
            yield ASSOCIATED, rdf.VENDORS + rdf.encoded(provider)
            if _member(members, "id") == f"{job}#run":
                yield from _source(job, job.removeprefix(f"{provider}:"), provider, base)
    elif job_id := _member(members, "job_id"):
        id_ = _member(members, "id")
        yield from _source(id_, job_id, id_.removesuffix(f":{job_id}"), base)


def _source(id_: str, job_id: str, vendor: str, base: str) -> Iterator[tuple[str, str]]:
    """Where the id of a job is that of one converted, `<vendor>:<job id>`, the vendor's record."""
    if job_id and id_ == f"{vendor}:{job_id}" and _is_vendor(vendor):
        yield DERIVED, rdf.source(base, vendor, job_id)


@cache
def _is_vendor(name: str) -> bool:
    return name in registry.folders() or name in registry.all_names()


def _member(members: Mapping[str, msgspec.Raw], name: str) -> str:
    return _text(members[name]) or "" if name in members else ""
