"""Rule secrets out fast: patterns derived from the table, which let pass what may hold a secret.

A prefilter must never hide a secret: what it lets pass is searched, which takes longer. Patterns are compiled when they
are first used: most runs never look for a secret.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dspy_schema.secrets.patterns import KEYS, LONG, NAMES, PHRASES, secret_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


# A sign is looked for from its rarest character on, in this order, which makes the pattern fast: other places are
# skipped. One that has none of them is searched alone, as fast as memory is read.
_RARE = "=\\|jzqx8kvwgfpuc.yb3-"
# What must follow a sign. What stands below a name in the plural, and is a number or null, is no secret; and the name
# `pat` must end, where a line feed is the last character of a name, too.
_CONDITIONS = {"token": r'(?!s" ?: ?[0-9n])', "pat": r'(?=s?[\\n]*")'}
# JSON may escape any character, and slashes.
_ESCAPES = ("\\u", "\\/")
_ESCAPE_HINTS = (r"\\u00[2-7]", r":\\/\\/")
# One of these is in each phrase but for a few, which have a form as keys have; keys may also stand behind the letter of
# an escape.
_INSIDE = (*" \t\n\r\f\v\"'=\\%", "://")
_IN_WORDS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_WORDS_ONLY = bytes(code if code in _IN_WORDS else ord("~") for code in range(256))
# A long part of letters, digits, `_` and `-`, where `a` stands for each.
_LONG_PART = b"a" * LONG
_IN_PARTS = _IN_WORDS + b"_-"
_PARTS = bytes(ord("a" if code in _IN_PARTS else "~") for code in range(256))
# One of these begins each hint of phrases that have neither words nor a long part.
_FIRST_OF_HINTS = (".", "|", "Q~")
# White space that may stand between a name and its colon, and seldom does; also in JSON that stands in a text.
_APART = (b'" :', b'"\t:', b'"\n:', b'"\r:', b"\\t:", b"\\n:", b"\\r:")
_LONGEST_NAME = 200
# How an ASCII character is written in a URL, and how often what is written so may be written so again.
_ENCODED = re.compile(b"%([2-7][0-9A-Fa-f])")
_ENCODED_TEXT = re.compile("%([2-7][0-9A-Fa-f])")
_TIMES = 3


def may_hold(text: bytes, known: Mapping[str, str] = {}) -> bool:
    """False if there is no secret in a JSON text for certain; `find_secrets` finds what there is, and takes longer."""
    if any(pointer.rpartition("/")[2].encode() in text for pointer in known):
        return True
    if _may_hold(text):
        return True
    if b"%" in text:
        for _ in range(_TIMES):
            text, count = _ENCODED.subn(lambda match: bytes([int(match[1], 16)]), text)
            if count and _may_hold(text):
                return True
    return False


def _may_hold(text: bytes) -> bool:
    lowered = text.lower()
    if not _has_any(lowered, *_record_signs()):
        return _has_long_part(text) and (_may_begin(text) or _bare_hint().search(lowered) is not None)
    return _has_secret_name(text) or _may_begin(text) or may_be_phrase(lowered)


def _has_long_part(texts: bytes) -> bool:
    return _LONG_PART in texts.translate(_PARTS)


def may_be_among(texts: str) -> bool:
    """False if there is no secret for certain among some texts, each of which a `~` stands before; very fast."""
    if any(sign in texts for sign in _INSIDE):
        return True
    encoded = texts.encode(errors="replace")
    words = encoded.translate(_WORDS_ONLY)
    if _beginnings(is_long=False).search(words) is not None:
        return True
    if any(first in texts for first in _FIRST_OF_HINTS) and _short_hint().search(encoded) is not None:
        return True
    return _has_long_part(encoded) and (
        _beginnings(is_long=True).search(words) is not None or _bare_hint().search(encoded.lower()) is not None
    )


def decodings(text: str) -> Iterator[str]:
    """The text, and what it is when the ASCII characters in it that are written as in URLs are decoded."""
    yield text
    for _ in range(_TIMES):
        if "%" not in text:
            return
        text, count = _ENCODED_TEXT.subn(lambda match: chr(int(match[1], 16)), text)
        if not count:
            return
        yield text


def may_be_key(texts: str) -> bool:
    """False if no key begins in texts for certain, each of which a `~` stands before."""
    return _may_begin(texts.encode(errors="replace"))


def may_be_phrase(lowered: bytes) -> bool:
    """False if there is no phrase for certain in a text in lower case, in its own writing or in JSON's."""
    return any(hint.search(lowered) for hint in _hints())


def may_have_secret_name(text: str) -> bool:
    """False if no name in a JSON text, together with its value, can be that of a secret, for certain."""
    return _has_any(text.encode(errors="replace").lower(), *_name_signs())


def _has_secret_name(text: bytes) -> bool:
    """Whether the names of members, in JSON that stands in a text included, tell of secrets."""
    if any(writing in text for writing in _APART):
        return True
    before = [part.rstrip(b"\\") for part in text.split(b'":')[:-1]]
    return any(map(_is_secret_name, {part[part.rfind(b'"') + 1 :][-_LONGEST_NAME:] for part in before}))


@lru_cache(maxsize=4096)
def _is_secret_name(name: bytes) -> bool:
    return secret_kind(name.decode(errors="replace")) != ""


def _may_begin(texts: bytes) -> bool:
    words = texts.translate(_WORDS_ONLY)
    if _beginnings(is_long=False).search(words) is not None:
        return True
    if _has_long_part(texts) and _beginnings(is_long=True).search(words) is not None:
        return True
    return (b"\\" in texts or b"%" in texts) and _behind_escape().search(texts) is not None


@cache
def _beginnings(*, is_long: bool) -> re.Pattern[bytes]:
    """How keys with or without a long part begin where there is `~` for each character that words do not have."""
    prefixes = {
        re.sub("[^A-Za-z0-9]", "~", prefix) for key in KEYS if key.is_long is is_long for prefix in key.prefixes.split()
    }
    first = "".join(sorted({prefix[0] for prefix in prefixes}))
    return re.compile(f"~(?=[{first}]){_render_alternation(prefixes)}".encode())


@cache
def _behind_escape() -> re.Pattern[bytes]:
    """How keys begin behind an escape of JSON or of a URL."""
    escapes = "(?:[nrtbf]|[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})"
    prefixes = {prefix for key in KEYS for prefix in key.prefixes.split()}
    return re.compile(f"[\\\\%]{escapes}{_render_alternation(prefixes)}".encode())


@cache
def _bare_hint() -> re.Pattern[bytes]:
    """The hints of the phrases without words, which have none of the signs of phrases either."""
    return re.compile("|".join(_bare()).encode())


@cache
def _short_hint() -> re.Pattern[bytes]:
    """The hints, in any case, of the phrases without words that have no long part."""
    return re.compile("|".join(_short_hints()).replace("q~", "Q~").replace("a-z", "A-Za-z").encode())


def _short_prefixes() -> set[str]:
    return {prefix.lower() for key in KEYS if not key.is_long for prefix in key.prefixes.split()}


def _short_hints() -> list[str]:
    return [phrase.hint for phrase in PHRASES if not phrase.words and not phrase.is_long]


@cache
def _record_signs() -> tuple[re.Pattern[bytes], list[bytes]]:
    """The signs in a JSON text in lower case of all secrets that have no long part."""
    words = (word for phrase in PHRASES for word in phrase.words)
    return _compile_signs({*_short_prefixes(), *words, *(name.sign for name in NAMES), *_ESCAPES}, _short_hints())


def _bare() -> list[str]:
    return [phrase.hint for phrase in PHRASES if not phrase.words]


@cache
def _name_signs() -> tuple[re.Pattern[bytes], list[bytes]]:
    """The signs of the members that hold secrets."""
    return _compile_signs({*(name.sign for name in NAMES), *_ESCAPES})


def _has_any(lowered: bytes, pattern: re.Pattern[bytes], alone: list[bytes]) -> bool:
    return pattern.search(lowered) is not None or any(sign in lowered for sign in alone)


def _compile_signs(signs: set[str], hints: Iterable[str] = ()) -> tuple[re.Pattern[bytes], list[bytes]]:
    """A pattern of some hints and of the signs with a rare character, and the other signs."""
    by_rarest: dict[str, list[str]] = {}
    alone: list[bytes] = []
    for sign in sorted(_without_longer(signs)):
        rarest = next((character for character in _RARE if character in sign), "")
        if not rarest:
            alone.append(sign.encode())
            continue
        start = sign.index(rarest)
        before = f"(?<={re.escape(sign)})" if start else ""
        tail = re.escape(sign[start + 1 :]) + before + _CONDITIONS.get(sign, "")
        by_rarest.setdefault(rarest, []).append(tail)
    branches = [f"{re.escape(rarest)}(?:{'|'.join(tails)})" for rarest, tails in by_rarest.items()]
    return re.compile("|".join([*branches, *hints]).encode()), alone


def _without_longer(signs: set[str]) -> Iterator[str]:
    """The signs but for those that another one is a part of."""
    for sign in signs:
        if not any(other in sign and other != sign and other not in _CONDITIONS for other in signs):
            yield sign


@cache
def _hints() -> list[re.Pattern[bytes]]:
    words = {word for phrase in PHRASES if not phrase.hint for word in phrase.words}
    hints = dict.fromkeys(phrase.hint for phrase in PHRASES if phrase.hint)
    assigned = sorted(word for word in _without_longer(words) if word.endswith("="))
    # One search for the rare character that many words end with.
    hints[f"=(?:{'|'.join(f'(?<={re.escape(word)})' for word in assigned)})"] = None
    hints |= dict.fromkeys(re.escape(word) for word in sorted(_without_longer(words)) if not word.endswith("="))
    return [re.compile(hint.encode()) for hint in (*hints, *_ESCAPE_HINTS)]


def _render_alternation(texts: Iterable[str]) -> str:
    """A pattern of any of the texts, that is fast whatever their number: what they begin with is factored out."""
    rests: dict[str, set[str]] = {}
    for text in texts:
        if not text:
            return ""
        rests.setdefault(text[0], set()).add(text[1:])
    branches = [re.escape(first) + _render_alternation(rest) for first, rest in sorted(rests.items())]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
