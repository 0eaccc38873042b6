"""The elements of the schemas and their mappings are those that LinkML's own, slow reader finds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from linkml_runtime.utils.schemaview import SchemaView

from dspy_schema.mappings import alignment, linkml_elements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[3]
SMALL = ROOT / "tests/data/mappings/small"
LISTS = ("exact_mappings", "close_mappings", "broad_mappings", "narrow_mappings", "related_mappings")


def schemas(folder: Path) -> Iterator[SchemaView]:
    yield SchemaView(str(folder / "dspy.yaml"))
    for path in sorted((folder / "vendors").rglob("*.yaml")):
        if not path.name.endswith(".rules.yaml"):
            yield SchemaView(str(path))


def second_reading(folder: Path) -> dict[str, dict[str, Any]]:
    """Kind, description, parents, mappings as IRIs and the rest of every element, by native IRI."""
    elements: dict[str, dict[str, Any]] = {}
    for view in schemas(folder):
        modules = {str(module.name): module for module in map(view.schema_map.get, view.imports_closure())}
        for module in modules.values():
            if not str(module.id).startswith("https://w3id.org/linkml/"):
                for iri, kind, element, parents in list_elements(module, view, modules):
                    facts = {"kind": kind, "text": element.description or "", "parents": parents, "mappings": set()}
                    first = elements.setdefault(iri, facts | {"concrete": is_concrete(element)})
                    first["mappings"] |= mappings(element, module)
    return elements


def list_elements(module: Any, view: SchemaView, modules: dict[str, Any]) -> Iterator[tuple[str, str, Any, set[str]]]:
    space = namespace_of(module)
    for name, slot in module.slots.items():
        yield f"{space}{name}", "slot", slot, set()
    for name, enum in module.enums.items():
        yield f"{space}{name}", "enum", enum, set()
        for name_, value in enum.permissible_values.items():
            yield f"{space}{name}#{quote(str(name_), safe='')}", "value", value, {f"{space}{name}"}
    for name, class_ in module.classes.items():
        parents = [str(parent) for parent in [class_.is_a, *class_.mixins] if parent]
        yield (
            f"{space}{name}",
            "class",
            class_,
            {namespace_of(modules[view.in_schema(parent)]) + parent for parent in parents},
        )
        for attribute, slot in class_.attributes.items():
            yield f"{space}{attribute}", "slot", slot, set()


def mappings(element: Any, module: Any) -> set[tuple[str, str]]:
    curies = [(name, str(target).split(":", 1)) for name in LISTS for target in getattr(element, name)]
    return {(name, f"{module.prefixes[prefix].prefix_reference}{local}") for name, (prefix, local) in curies}


def is_concrete(element: Any) -> bool:
    return not any(getattr(element, name, None) for name in ("abstract", "mixin")) and (
        getattr(element, "class_uri", None) != "linkml:Any"
    )


def namespace_of(module: Any) -> str:
    return str(module.prefixes[str(module.default_prefix)].prefix_reference)


@pytest.mark.parametrize("folder", [ROOT / "schema", SMALL], ids=["schema", "small"])
def test_the_elements_are_those_of_a_second_reading(folder: Path) -> None:
    read = linkml_elements.load_elements(str(folder))
    second = second_reading(folder)
    first = {element.iri: element for element in read if element.kind not in {"type", "subset"}}
    assert first.keys() == second.keys()
    assert len(first) > 10
    for iri, element in first.items():
        other = second[iri]
        assert element.kind == other["kind"], iri
        assert " ".join(element.description.split()) == " ".join(other["text"].split()), iri
        assert {read.all[parent].iri for parent in element.parents} == other["parents"], iri
        own = {(f"{mapping.predicate[5:-5]}_mappings", mapping.iri) for mapping in element.mappings}
        assert own == other["mappings"], iri
        assert element.is_concrete == other["concrete"], iri


def test_an_element_has_its_place_and_its_names() -> None:
    read = linkml_elements.load_elements(str(SMALL))
    job = read.all["dspy:Job"]
    assert (job.place.line, job.place.column, Path(job.module).name) == (29, 3, "core.yaml")
    assert [(mapping.target, mapping.place.line, mapping.place.column) for mapping in job.mappings] == [
        ("ai:Training", 32, 9),
        ("nexus:Phase", 34, 9),
    ]
    assert job.slots == ("dspy:data", "dspy:owner")
    owner = read.all["dspy:owner_of_run"]
    assert (owner.label, owner.uri) == ("owner", "https://w3id.org/lmodel/dspy/owner")
    assert read.all["dspy:Status#not%20started"].parents == ("dspy:Status",)
    assert read.all["acme:Task"].slots == ("acme:data",)
    assert not read.all["dspy:Thing"].is_concrete


def test_a_vendor_has_the_elements_that_it_imports(folder: Callable[..., Path]) -> None:
    edit = {"file": "vendors/acme.yaml", "old": "  Task:\n", "new": "  Task:\n    is_a: Job\n    mixins:\n    - Run\n"}
    read = linkml_elements.load_elements(str(folder([edit])))
    task = read.all["acme:Task"]
    assert task.parents == ("dspy:Job", "dspy:Run")
    assert list(read.ancestors["acme:Task"]) == ["dspy:Job", "dspy:Run", "dspy:Thing"]


def test_a_circle_of_parents_ends(folder: Callable[..., Path]) -> None:
    read = linkml_elements.load_elements(
        str(folder([{"file": "dspy/core.yaml", "old": "is_a: Thing", "new": "is_a: Run"}]))
    )
    assert list(read.ancestors["dspy:Job"]) == ["dspy:Run"]


def test_short_forms_of_linkml_are_read(folder: Callable[..., Path]) -> None:
    added = "enums:\n  Color:\n    permissible_values:\n      - red\n      - dark blue\n"
    edits = [
        {"file": "vendors/acme.yaml", "add": added},
        {
            "file": "vendors/acme.yaml",
            "old": "acme: https",
            "new": "ex:\n    prefix_reference: https://e.org/\n  acme: https",
        },
    ]
    read = linkml_elements.load_elements(str(folder(edits)))
    assert "acme:Color#red" in read.all
    assert read.all["acme:Color#dark%20blue"].name == "dark blue"
    assert [module.namespaces["ex"] for module in read.modules if module.name == "acme"] == ["https://e.org/"]


def test_the_shipped_alignment_is_that_of_the_schema() -> None:
    shipped, own = alignment.load_alignment(), alignment.load_alignment(str(ROOT / "schema"))
    assert [link.mapping.subject for link in shipped.links] == [link.mapping.subject for link in own.links]
    assert shipped.elements.all.keys() == own.elements.all.keys()
    assert not shipped.faults
