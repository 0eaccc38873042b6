"""The schema's identifiers lead to what a client asks for, and what they lead to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from tests.site.redirects import Redirects

from dspy_schema.mappings import alignment

ROOT = Path(__file__).parents[2]
SITE = "https://lmodel.github.io/dspy/"
IRI = "https://w3id.org/lmodel/dspy/"
REDIRECTS = Redirects((ROOT / "src/site/w3id/.htaccess").read_text(encoding="utf-8"))
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
RDFLIB = "application/ld+json;q=0.9,text/turtle;q=0.8,text/html;q=0.5"
FORMS = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}


@pytest.mark.parametrize(
    ("path", "accept", "status", "target"),
    [
        ("", BROWSER, 303, ""),
        ("", "text/turtle", 303, "owl.ttl"),
        ("", "application/ld+json", 303, "owl.jsonld"),
        ("TrainingJob", BROWSER, 303, "reference/TrainingJob/"),
        ("TrainingJob", "", 303, "reference/TrainingJob/"),
        ("TrainingJob", "*/*", 303, "reference/TrainingJob/"),
        ("TrainingJob", "text/turtle", 303, "reference/TrainingJob.ttl"),
        ("TrainingJob", "text/turtle, application/ld+json;q=0.5", 303, "reference/TrainingJob.ttl"),
        ("TrainingJob", RDFLIB, 303, "reference/TrainingJob.jsonld"),
        ("TrainingJob", "text/markdown", 303, "reference/TrainingJob.md"),
        ("TrainingJob", "text/html, text/turtle;q=0.1", 303, "reference/TrainingJob/"),
        ("train_kwargs.ttl", BROWSER, 303, "reference/train_kwargs.ttl"),
        ("TrainingStatus.jsonld", "", 303, "reference/TrainingStatus.jsonld"),
        ("context.jsonld", "application/ld+json", 302, "context.jsonld"),
        ("context", "application/ld+json", 303, "reference/context.jsonld"),
        ("dspy.shacl.ttl", "", 302, "dspy.shacl.ttl"),
        ("0.1.0/dspy.shacl.ttl", "", 302, "0.1.0/dspy.shacl.ttl"),
        ("json_schema/TrainingJob.schema.json", "", 302, "json_schema/TrainingJob.schema.json"),
        ("vendors/openai", BROWSER, 303, "vendors/openai/"),
        ("vendors/openai", "text/turtle", 303, "owl.ttl"),
        ("vendors/openai", "application/ld+json", 303, "owl.jsonld"),
        ("vendors/openai/openai.linkml.yaml", "", 302, "vendors/openai/openai.linkml.yaml"),
        ("vendors/openai/FineTuningJob", BROWSER, 303, "reference/openai/FineTuningJob/"),
        ("vendors/openai/trained_tokens", BROWSER, 303, "reference/openai/slots/trained_tokens/"),
        ("vendors/openai/FineTuningJob", "text/turtle", 303, "reference/openai/FineTuningJob.ttl"),
        ("vendors/openai/trained_tokens", "application/ld+json", 303, "reference/openai/slots/trained_tokens.jsonld"),
        ("vendors/shared/openai_shape", BROWSER, 303, "reference/openai_shape/"),
        ("vendors/shared/openai_shape/MethodType", BROWSER, 303, "reference/openai_shape/MethodType/"),
        ("record/openai%3Aftjob-1", BROWSER, 303, "publishing/#what-a-record-becomes"),
        ("mappings", BROWSER, 303, "mappings/"),
        ("mappings", "text/turtle", 303, "skos.ttl"),
        ("mappings", "application/ld+json", 303, "owl.jsonld"),
        ("shapes/List", "text/turtle", 303, "shacl.ttl"),
        ("shapes/TrainingRun.DSP303", BROWSER, 303, "shacl.ttl"),
        ("schema/finetuning", "", 303, "dspy.linkml.yaml"),
        ("findings/DSP206", BROWSER, 302, "findings/DSP206"),
    ],
)
def test_what_is_asked_for(path: str, accept: str, status: int, target: str) -> None:
    assert REDIRECTS.answer(path, accept) == (status, f"{SITE}{target}")


def test_the_rules_lead_to_where_the_site_is() -> None:
    # mkdocs.yml has a tag that only mkdocs reads.
    [address] = re.findall(r"^site_url: (\S+)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert address == SITE
    assert {urls for rule in REDIRECTS.rules for urls in re.findall(r"^https://.*?/dspy/", rule.target)} == {SITE}


def there(site: Path, target: str) -> Path:
    """The file that an address of the site stands for."""
    path = site / target.removeprefix(SITE).partition("#")[0]
    return path / "index.html" if target.endswith("/") or path.is_dir() else path


def terms() -> list[str]:
    """The IRIs of the ontology's terms, without the namespace."""
    text = (ROOT / "generated/dspy_schema_model/dspy.owl.ttl").read_bytes()
    subjects = {
        quad.subject.value for quad in ox.parse(text, ox.RdfFormat.TURTLE) if quad.subject.value.startswith(IRI)
    }
    return sorted(subject.removeprefix(IRI) for subject in subjects)


def test_every_term_has_a_page_and_statements_about_it(site: Path) -> None:
    assert len(terms()) > 200
    for term in terms():
        # A client keeps what follows the # to itself.
        path = term.partition("#")[0]
        answer = REDIRECTS.answer(path, BROWSER)
        assert answer is not None
        assert there(site, answer[1]).is_file(), term
        if "/" in path:
            continue
        for suffix, form in FORMS.items():
            answer = REDIRECTS.answer(path, str(form.media_type))
            assert answer == (303, f"{SITE}reference/{path}.{suffix}")
            quads = set(ox.parse(there(site, answer[1]).read_bytes(), form))
            about = [item for item in quads if item.subject == ox.NamedNode(f"{IRI}{term}")]
            assert len(about) > 1, term


def test_every_term_of_a_vendor_has_a_page_and_statements_about_it(site: Path) -> None:
    elements = [item for item in alignment.load_alignment(str(ROOT / "schema")).elements if item.schema != "dspy"]
    assert len(elements) > 250
    for element in elements:
        path = element.iri.removeprefix(IRI).partition("#")[0]
        answer = REDIRECTS.answer(path, BROWSER)
        assert answer is not None
        assert there(site, answer[1]).is_file(), element.iri
        for form in FORMS.values():
            answer = REDIRECTS.answer(path, str(form.media_type))
            assert answer is not None
            quads = ox.parse(there(site, answer[1]).read_bytes(), form)
            assert any(entry.subject == ox.NamedNode(element.iri) for entry in quads), element.iri


def test_statements_are_those_of_the_ontology_and_the_mappings(site: Path) -> None:
    def named(path: Path, form: ox.RdfFormat) -> set[ox.Quad]:
        return {
            quad
            for quad in ox.parse(path.read_bytes(), form)
            if isinstance(quad.subject, ox.NamedNode)
            and not isinstance(quad.object, ox.BlankNode)
            and quad.subject.value.startswith(IRI)
            and "/" not in quad.subject.value.removeprefix(IRI)
        }

    whole = {entry for name in ("owl", "skos") for entry in named(site / f"{name}.ttl", ox.RdfFormat.TURTLE)}
    for suffix, form in FORMS.items():
        parts = [named(path, form) for path in sorted((site / "reference").glob(f"*.{suffix}"))]
        assert set().union(*parts) == whole


def test_stable_addresses_have_the_artefacts(site: Path) -> None:
    listed = yaml.safe_load((site / "0.1.0/files.json").read_text(encoding="utf-8"))
    assert len(listed) > 60
    for item in listed:
        file = ROOT / "generated/dspy_schema_model" / item["file"]
        for path in (f"0.1.0/{item['file']}", item["file"]):
            answer = REDIRECTS.answer(path)
            assert answer is not None
            assert there(site, answer[1]).read_bytes() == file.read_bytes()
        assert item["bytes"] == file.stat().st_size
