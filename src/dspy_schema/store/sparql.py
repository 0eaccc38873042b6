"""Check a query before it is run: its form, what is refused, and where it is wrong."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from dspy_schema import artifacts
from dspy_schema.errors import QueryError
from dspy_schema.rdf.oxigraph import import_pyoxigraph
from dspy_schema.store.evaluation import evaluate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.store.evaluation import Limits


Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
FORMS: tuple[Form, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = {"INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"}
DEEPEST = 100
"""How deep brackets may be nested: Oxigraph's parser crashes at some thousands."""
# SPARQL 1.1, section 19.8. White space, numbers and signs are between the matches.
_TOKENS = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<text>\"\"\"(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"\"\"|'''(?:[^'\\]|\\.|'{1,2}(?!'))*'''
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<unclosed>["'].*)
    |(?P<variable>[?$@][\w-]+)
    |(?P<name>(?:[^\W\d][\w.-]*)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<word>[^\W\d]+)
    |(?P<open>[{(\[])
    |(?P<close>[})\]])""",
    re.VERBOSE | re.DOTALL,
)
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_SENTENCE = re.compile(r"\b(?:The|A|An|There) [a-z].*?(?=, [\[\"]|$)|\b(?:The|A|An) [A-Z][^,\[]*")
_CHARACTERS = re.compile(r"\[(?:'(?:\\.|[^'\\])*+'|[^\]'])*+\]?")
_LONGEST_MESSAGE = 160


@cache
def find_prefixes() -> dict[str, str]:
    """Find the prefixes that every query may use: those of the schema, SKOS and OWL."""
    known: dict[str, str] = msgspec.json.decode(artifacts.read_artifact("prefixes.json"))
    used = {name: iri for name, iri in known.items() if name not in {"linkml", "shex"}}
    return used | {"skos": "http://www.w3.org/2004/02/skos/core#", "owl": "http://www.w3.org/2002/07/owl#"}


def check_query(text: str, *, base: str | None = None, name: str = "query", limits: Limits | None = None) -> Form:
    """Return the form of a query, if it can be run; `name` is that of its file.

    Raises QueryError for a syntax error, with line and column, for SPARQL Update, and for SERVICE: no query asks the
    network. With `limits` it is parsed in a process of its own: an ASK of values that it has itself may take long.
    """
    form = _form(text, name)
    if limits is None:
        _parse(text, base, name)
    else:
        evaluate(lambda _: _parse(text, base, name), limits, name).close()
    return form


def _parse(text: str, base: str | None, name: str) -> None:
    try:
        # To be parsed and planned, it is asked of a store without data.
        import_pyoxigraph().Store().query(text, prefixes=find_prefixes(), base_iri=base)
    except SyntaxError as error:
        raise QueryError(_describe_fault(text, str(error), name)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"{name}: {error}") from error


def names_graphs(text: str) -> bool:
    """Return whether a query says with FROM what its default graph is."""
    return any(token["word"].upper() == "FROM" for token in _tokens(text) if token["word"])


def _form(text: str, name: str) -> Form:
    form: Form | None = None
    depth = 0
    for token in _tokens(text):
        if token["unclosed"]:
            raise QueryError(f"{_place(text, token.start(), name)}: a text in quotes does not end")
        depth += bool(token["open"]) - bool(token["close"])
        word = (token["word"] or "").upper()
        if depth > DEEPEST:
            raise QueryError(f"{_place(text, token.start(), name)}: brackets are nested deeper than {DEEPEST}")
        # Oxigraph takes `1SERVICE` and `trueSERVICE`, too.
        if "SERVICE" in word:
            raise QueryError(f"{_place(text, token.start(), name)}: SERVICE is refused: no query asks the network")
        if form is None and word in UPDATES:
            raise QueryError(f"{_place(text, token.start(), name)}: {word} is refused: a query changes nothing")
        form = form or next((query_form for query_form in FORMS if query_form == word), None)
    if form is None:
        raise QueryError(f"{name}: not a query: it has no {', '.join(FORMS[:-1])} or {FORMS[-1]}")
    return form


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return _TOKENS.finditer(text)


def _describe_fault(text: str, message: str, name: str) -> str:
    """Return the parser's message in one line, or a better one."""
    if undeclared := _find_undeclared(text, name):
        return undeclared
    match = _PLACE.match(message)
    if match is None:
        return f"{name}: {' '.join(message.split())}"
    line, column, expected = match.groups()
    expected = " ".join(_CHARACTERS.sub("", expected).replace("\n", " ").split())
    if sentence := _SENTENCE.search(expected):
        reason = sentence[0].strip(" ,")
    elif r'"\\u"' in expected:
        reason = "a text in quotes does not end"
    else:
        expected = expected.strip(" ,")
        reason = f"expected {expected}" if expected else "this is not expected here"
    if len(reason) > _LONGEST_MESSAGE:
        reason = f"{reason[:_LONGEST_MESSAGE]}…"
    return f"{name}:{line}:{column}: {reason}"


def _find_undeclared(text: str, name: str) -> str | None:
    declared = {*find_prefixes(), "_"}
    declares = False
    for token in _tokens(text):
        if token["name"]:
            prefix = token["name"].partition(":")[0]
            if declares:
                declared.add(prefix)
            elif prefix not in declared:
                return f"{_place(text, token.start(), name)}: the prefix {prefix}: is not declared"
        declares = (token["word"] or "").upper() == "PREFIX"
    return None


def _place(text: str, offset: int, name: str) -> str:
    return f"{name}:{text.count(chr(10), 0, offset) + 1}:{offset - text.rfind(chr(10), 0, offset)}"
