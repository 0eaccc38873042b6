"""What every secret shows: a quick look that tells where there is none for certain."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dspy_schema.secrets import names

if TYPE_CHECKING:
    from collections.abc import Mapping

# Parts of the names of members, in lower case, short of an escape. The patterns try to match at rare letters only,
# which makes them fast. What stands below a name in the plural, and is a number or null, is no secret.
NAME_SIGN = rb"k(?:ey|en(?!s\" ?: ?[0-9n])|ie)|cre[dt]|p(?:ass|wd|ats?\")|uth|v(?<=env)|g(?:nature|(?<=string))|jwt"
# How keys begin, in lower case, and what is before the value of a parameter.
_KEY_SIGN = (
    rb"k(?:-|ia|_(?:live|test))|f_|w(?:_|andb_v)|8_|za(?<=aiza)|v(?:api-|2_)|xox|xai-|j(?<=eyj)"
    rb"|g(?:=|ocspx-|h[pousr]_|ithub_pat|lpat-|sk_|p_v)|p(?:i(?<=dapi)|lx-|m_)"
)
_SIGN = NAME_SIGN + b"|" + _KEY_SIGN
# Searched one by one, as fast as memory is read.
_SIGNS = (b"://", b"asia", b"ya29.", b"sg.", b"basic ", b"bearer", b"private ", b"\\u", b"\\/")
# What is in other secrets in a text; keys may also stand behind the letter of an escape.
_INSIDE = (*" \t\n\r\f\v\"'=\\%", "://")
# How keys begin, where there is `~` for each character that words do not have, one before the key included. In JSON the
# letter or the digits of an escape may stand between.
_KEYS = (
    rb"(?:sk[~_]|rk_|hf_|A(?:[KS]IA|Iza)|ya29|g(?:h[pousr]_|ithub_pat|lpat~|sk_)|GOCSPX~|xox|xai~|dapi|nvapi~|npm_|r8_"
    rb"|fw_|tgp_|pplx~|wandb_v|lsv2_|SG~|eyJ)"
)
_BEGINNING = rb"~(?=[shAygGxdnrftpwleS])" + _KEYS
_BEHIND_ESCAPE = rb"~(?:[nrtbf]|[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})" + _KEYS
_ESCAPES = (b"\\", b"%")
_IN_WORDS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_WORDS_ONLY = bytes(each if each in _IN_WORDS else ord("~") for each in range(256))


# What is in a text that is told by more than the beginning of a key, in lower case and in JSON's writing or its own.
# Each pattern begins with few characters, or with one text, so that it is searched for fast.
_GAP = rb"""(?:\\[nrt]|["'\s\\]){0,8}"""
_PATTERNS = (
    rb"(?:key|secret|passw(?:or)?d|pwd|authorization|token)"
    + _GAP
    + b"[=:]"
    + _GAP
    + rb"(?:(?:token|bearer|basic|key)\s{1,3})?(?=[a-z+/_~!@^*%=\\-]{0,60}[0-9])[a-z0-9+/_~!@^*%=\\-]{6}",
    rb"=(?:(?<=g=)|(?<=ture=)|(?<=oken=)|(?<=key=)|(?<=cret=)|(?<=word=)|(?<=sswd=)|(?<=pwd=)|(?<=ture =)|(?<=key =)"
    rb"|(?<=word =)|(?<=sswd =)|(?<=pwd =))",
    rb"--[a-z0-9-]{0,66}(?:key|secret|passw|pwd|authorization|token)",
    rb"private key",
    rb"bearer +[a-z0-9._~+/\\-]{16}",
    rb"basic +[a-z0-9._~+/\\-]{16}",
    rb"://(?:[^/?#\s:@]*:[^/?#\s@]+@|hooks\.slack\.com)",
    rb"\\u00[2-7]",
    rb":\\/\\/",
)
# White space that may stand between a name and its colon, and seldom does.
_APART = (b'" :', b'"\t:', b'"\n:', b'"\r:')
_LONGEST_NAME = 200


def may_hold(text: bytes, known: Mapping[str, str] = {}) -> bool:
    """False if there is no secret in a JSON text for certain; `found` tells what there is, and takes longer."""
    if any(pointer.rpartition("/")[2].encode() in text for pointer in known):
        return True
    lowered = text.lower()
    if re.search(_SIGN, lowered) is None and not any(sign in lowered for sign in _SIGNS):
        return False
    return _names_tell(text) or _may_begin(text) or may_be_other(lowered)


def may_be_other(lowered: bytes) -> bool:
    """False if nothing but the beginning of a key, or a name, can tell of a secret in a text in lower case."""
    return any(pattern.search(lowered) for pattern in _patterns())


def _names_tell(text: bytes) -> bool:
    """Whether the names of members, in JSON that stands in a text included, tell of secrets."""
    if any(each in text for each in _APART):
        return True
    before = [each.rstrip(b"\\") for each in text.split(b'":')[:-1]]
    return any(map(_tells, {each[each.rfind(b'"') + 1 :][-_LONGEST_NAME:] for each in before}))


@lru_cache(maxsize=4096)
def _tells(name: bytes) -> bool:
    return names.kind(name.decode(errors="replace")) != ""


@cache
def _patterns() -> list[re.Pattern[bytes]]:
    return [re.compile(each) for each in _PATTERNS]


def may_be_among(texts: str) -> bool:
    """False if there is no secret for certain among some texts, each of which a `~` stands before; very fast."""
    return any(sign in texts for sign in _INSIDE) or may_be_key(texts)


def may_be_key(texts: str) -> bool:
    """False if there is no beginning of a key for certain in texts, each of which a `~` stands before."""
    return _may_begin(texts.encode(errors="replace"))


def _may_begin(texts: bytes) -> bool:
    words = texts.translate(_WORDS_ONLY)
    if re.search(_BEGINNING, words) is not None:
        return True
    # Hexadecimal digits begin many words; of escapes there are few.
    return any(each in texts for each in _ESCAPES) and re.search(_BEHIND_ESCAPE, words) is not None
