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
_RARE = "=\\|jzqx8kvwgfpucy-"
# What must follow a sign. What stands below a name in the plural, and is a number or null, is no secret; and the name
# `pat` or `cred` must end, where a line feed is the last character of a name, too.
_CONDITIONS = {"token": r'(?!s" ?: ?[0-9n])', "pat": r'(?=s?[\\n]*")', "cred": r'(?=s{0,2}[\\n]*")'}
# JSON may escape any character, and slashes.
_ESCAPES = ("\\u", "\\/")
_ESCAPE_HINTS = (r"\\u00[2-7]", r":(?:\\/\\?/|/\\/)")
# One of these is in each phrase but for a few, which have a form as keys have; keys may also stand behind the letter of
# an escape.
_INSIDE = (*" \t\n\r\f\v\"'=\\%", "://")
_IN_WORDS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_WORDS_ONLY = bytes(code if code in _IN_WORDS else ord("~") for code in range(256))
# Each key, and each phrase without words, begins with so many of these characters, `|` and `:` apart.
_IN_RUNS = _IN_WORDS + b"_.+/=~-"
_RUNS = bytes(ord("a" if code in _IN_RUNS else " ") for code in range(256))
_RUN, _LONG_RUN = b"a" * 13, b"a" * 27
# The hint of each phrase without words begins with one of these.
_FIRST_OF_HINTS = (".", "|", "~", ":A", "_mmk", "-us", "/0")
# The rest of a key has at least so many characters, in JSON, too.
_REST_CHARACTER = r"[A-Za-z0-9+/=_.\\-]"
_REST = f"(?={_REST_CHARACTER}{{8}})"
_SEPARATORS = "-_."
# The characters of keys, rare ones in texts and in identifiers first.
_RARE_IN_KEYS = "ZVQJKGTBILESACDMNRXxzqjkw_.-yvpbgf9876543210uclmhdrsnioate" + "FHOPUWY"
# An assignment with none of `_INSIDE`: the name ends with one of these, and the value is long.
_ASSIGNED = r"[A-Za-z0-9_-]{20}(?<=(?i:key|_id|-id|yid|ret|ord|swd|pwd|ass|_pw|-pw|ion|ken):[A-Za-z0-9_-]{20})"
# Above this length patterns are faster than one search for each sign, and to compile them pays with more texts.
_SHORT_TEXT = 2000
_FEW = 100
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
    if _has_form(text):
        return True
    lowered = text.lower()
    return _has_any(lowered, *_record_signs()) and (_has_secret_name(text) or _has_any_of(_hints(), lowered))


def may_be_among(texts: str) -> bool:
    """False if there is no secret for certain among some texts, each of which a `,` stands before; very fast."""
    return any(sign in texts for sign in _INSIDE) or may_be_key(texts)


def may_be_in(text: str) -> bool:
    """False if there is no secret in a text for certain; the first short texts need no pattern."""
    if len(text) > _SHORT_TEXT or _has_sign.cache_info().misses >= _FEW or _beginnings.cache_info().currsize:
        if _may_be_written_apart(text):
            return True
        encoded = f",{text}".encode(errors="replace")
        return _has_form(encoded) or _has_any_of(_hints(), encoded.lower())
    return _has_sign(text)


@lru_cache(maxsize=1024)
def _has_sign(text: str) -> bool:
    if _may_be_written_apart(text):
        return True
    encoded = text.encode(errors="replace")
    lowered = encoded.lower()
    if any(word in lowered for word in _words()):
        return True
    runs = encoded.translate(_RUNS)
    if _RUN not in runs:
        return False
    if _LONG_RUN in runs and any(first in text for first in _FIRST_OF_HINTS):
        return True
    return any(prefix in encoded for prefix in _prefixes())


def _may_be_written_apart(text: str) -> bool:
    """Whether a text may have escapes, or be JSON, in which a secret has another form or a telling name."""
    return "\\" in text or "%" in text or text.lstrip(" \t\r\n")[:1] in {"{", "["}


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
    """False if there is no key for certain in texts, each of which a `,` stands before, nor a phrase without words."""
    return _has_form(texts.encode(errors="replace"))


def may_be_phrase(text: str) -> bool:
    """False if there is no phrase for certain in a text, in its own writing or in JSON's."""
    encoded = text.encode(errors="replace")
    return _has_any_of(_hints(), encoded.lower()) or _has_form(encoded)


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


def _has_form(texts: bytes) -> bool:
    """Whether a key may begin in texts, or there may be a phrase without words."""
    is_escaped = b"\\" in texts or b"%" in texts
    if is_escaped or _beginnings().search(texts.translate(_WORDS_ONLY)) is not None:
        backward, forward = _escaped_beginnings()
        reversed_texts = texts[::-1]
        if any(pattern.search(reversed_texts) for pattern in backward):
            return True
        if any(pattern.search(texts) for pattern in forward):
            return True
    return any(sign in texts and pattern.search(texts) is not None for sign, pattern in _bare_hints())


@cache
def _beginnings() -> re.Pattern[bytes]:
    """How keys begin where there is `~` for each character that words do not have."""
    # A line feed stands for more of the rest of a key with a long part.
    prefixes = {
        re.sub("[^A-Za-z0-9]", "~", prefix) + "\n" * key.is_long for key in KEYS for prefix in key.prefixes.split()
    }
    first = "".join(sorted({prefix[0] for prefix in prefixes}))
    keys = _render_alternation(prefixes).replace("\\\n", f"[A-Za-z0-9~]{{{LONG - 8}}}")
    return re.compile(f"~(?=[{first}]){keys}[A-Za-z0-9~]{{8}}".encode())


@cache
def _escaped_beginnings() -> tuple[list[re.Pattern[bytes]], list[re.Pattern[bytes]]]:
    """How keys begin, also behind the letter or the digits of an escape: in texts read backwards, and as they are.

    Each pattern begins with one character, so that it is searched for as fast as memory is read. Most keys have one
    that is rare before their rest, so that they are read backwards from there.
    """
    backward: dict[str, set[str]] = {}
    forward: dict[str, list[str]] = {}
    for key in KEYS:
        rest = f"(?=[A-Za-z0-9_-]{{{LONG}}})" if key.is_long else _REST
        for prefix in key.prefixes.split():
            if prefix[-1] in _SEPARATORS:
                backward.setdefault(prefix[-1], set()).add(prefix[-2::-1])
            else:
                rarest = min(prefix, key=_RARE_IN_KEYS.index)
                before, after = prefix[: prefix.index(rarest)], prefix[prefix.index(rarest) + 1 :]
                behind = f"(?<={re.escape(before + rarest)})" if before else ""
                forward.setdefault(rarest, []).append(f"{behind}{re.escape(after)}{rest}")
    boundary = r"(?:[^A-Za-z0-9]|[nrtbf]\\|[0-9A-Fa-f]{2}[\\%]|[0-9A-Fa-f]{4}u)"
    return [
        re.compile(f"{last}(?<={_REST_CHARACTER}{{8}}{last}){_render_alternation(rests)}{boundary}".encode())
        for last, rests in zip(map(re.escape, backward), backward.values(), strict=True)
    ], [re.compile(f"{sign}(?:{'|'.join(rests)})".encode()) for sign, rests in forward.items()]


@cache
def _bare_hints() -> list[tuple[bytes, re.Pattern[bytes]]]:
    """The hints of phrases without words, by what they begin with, and of assignments without quotes and spaces."""
    hints: dict[str, list[str]] = {sign: [] for sign in _FIRST_OF_HINTS}
    for phrase in PHRASES:
        if not phrase.words:
            hint = phrase.hint.removeprefix("\\")
            sign = next(sign for sign in hints if hint.startswith(sign))
            hints[sign].append(hint[len(sign) :])
    hints[":"] = [*(f"A{tail}" for tail in hints.pop(":A")), _ASSIGNED]
    return [
        (sign[:1].encode(), re.compile(f"{re.escape(sign)}(?:{'|'.join(tails)})".encode()))
        for sign, tails in hints.items()
    ]


@cache
def _prefixes() -> list[bytes]:
    return [prefix.encode() for key in KEYS for prefix in key.prefixes.split()]


@cache
def _words() -> list[bytes]:
    """The words in lower case, one of which is in each phrase but for those without words."""
    return [word.encode() for word in _without_longer({word for phrase in PHRASES for word in phrase.words})]


@cache
def _record_signs() -> tuple[re.Pattern[bytes], list[bytes]]:
    """The signs in a JSON text in lower case of the phrases with words and of the members that hold secrets."""
    words = (word for phrase in PHRASES for word in phrase.words)
    return _compile_signs({*words, *(name.sign for name in NAMES), *_ESCAPES})


@cache
def _name_signs() -> tuple[re.Pattern[bytes], list[bytes]]:
    """The signs of the members that hold secrets."""
    return _compile_signs({*(name.sign for name in NAMES), *_ESCAPES})


def _has_any(lowered: bytes, pattern: re.Pattern[bytes], alone: list[bytes]) -> bool:
    return pattern.search(lowered) is not None or any(sign in lowered for sign in alone)


def _has_any_of(patterns: list[re.Pattern[bytes]], lowered: bytes) -> bool:
    return any(pattern.search(lowered) for pattern in patterns)


def _compile_signs(signs: set[str]) -> tuple[re.Pattern[bytes], list[bytes]]:
    """A pattern of the signs with a rare character, and the others."""
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
    return re.compile("|".join(branches).encode()), alone


def _without_longer(signs: set[str]) -> Iterator[str]:
    """The signs but for those that another one is a part of."""
    for sign in signs:
        if not any(other in sign and other != sign and other not in _CONDITIONS for other in signs):
            yield sign


@cache
def _hints() -> list[re.Pattern[bytes]]:
    words = {word for phrase in PHRASES if not phrase.hint for word in phrase.words}
    hints = dict.fromkeys(phrase.hint for phrase in PHRASES if phrase.hint and phrase.words)
    assigned = sorted(word for word in _without_longer(words) if word.endswith("="))
    # One search for the rare character that many words end with.
    hints[f"=(?:{'|'.join(f'(?<={re.escape(word)})' for word in assigned)})"] = None
    hints |= dict.fromkeys(re.escape(word) for word in sorted(_without_longer(words)) if not word.endswith("="))
    return [re.compile(hint.encode()) for hint in (*hints, *_ESCAPE_HINTS)]


def _render_alternation(texts: Iterable[str]) -> str:
    """A pattern of any of the texts, that is fast whatever their number: what they begin with is factored out."""
    rests: dict[str, set[str]] = {}
    is_optional = False
    for text in texts:
        if text:
            rests.setdefault(text[0], set()).add(text[1:])
        else:
            is_optional = True
    branches = [re.escape(first) + _render_alternation(rest) for first, rest in sorted(rests.items())]
    if is_optional:
        return f"(?:{'|'.join(branches)})?" if branches else ""
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
