"""One table: member names, issuers' keys, and the prefilter derived from it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


# Patterns are compiled when they are first used: most runs never look for a secret.
# Names are in lower case, with `_` where camelCase has a new word; they are told by how they end.
_ENDING = r"(?:[^a-z0-9]?(?:value|pem|string|json|base64|b64))?(?:[^a-z0-9]?[0-9]{1,3})?$"
_SIGNED = r"(?:signed|download|sas)[^a-z0-9]?(?:url|uri)s?$"
_ENVIRONMENT = (
    r"(?:^envs?|environments?|env(?:ironment)?[^a-z0-9]?var(?:iable)?s?"
    # Others are those that agents act in, or packages are in.
    r"|[^a-z0-9](?<!gym.)(?<!rl.)(?<!eval.)(?<!test.)(?<!conda.)(?<!virtual.)(?<!python.)envs?)$"
)
_NEW_WORD = r"(?<=[a-z0-9])(?=[A-Z])"
# What is longer is no name, and only its end is looked at.
_LONGEST = 200
# Parts of the names of members, in lower case, short of an escape. The patterns try to match at rare letters only,
# which makes them fast. What stands below a name in the plural, and is a number or null, is no secret.
NAME_SIGN = rb"k(?:ey|en(?!s\" ?: ?[0-9n])|ie)|cre[dt]|p(?:ass|wd|ats?\")|uth|v(?<=env)|g(?:nature|(?<=string))|jwt"
# How keys begin, in lower case, and what is before the value of a parameter.
_KEY_SIGN = (
    rb"k(?:-|ia|_(?:live|test))|f_|w(?:_|andb_v)|8_|za(?<=aiza)|v(?:api-|2_)|xox|xai-|j(?<=eyj)"
    rb"|g(?:=|ocspx-|h[pousr]_|ithub_pat|lpat-|sk_|p_v)|p(?:i(?<=dapi)|lx-|m_)"
)
# Searched one by one, as fast as memory is read.
_SIGNS = (b"://", b"asia", b"ya29.", b"sg.", b"basic ", b"bearer", b"private ", b"\\u", b"\\/")
# How keys begin, where there is `~` for each character that words do not have, one before the key included. In JSON the
# letter or the digits of an escape may stand between.
_KEYS = (
    rb"(?:sk[~_]|rk_|hf_|A(?:[KS]IA|Iza)|ya29|g(?:h[pousr]_|ithub_pat|lpat~|sk_)|GOCSPX~|xox|xai~|dapi|nvapi~|npm_|r8_"
    rb"|fw_|tgp_|pplx~|wandb_v|lsv2_|SG~|eyJ)"
)
_ESCAPES = (b"\\", b"%")
_IN_WORDS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
# What is in a text that is told by more than the beginning of a key, in lower case and in JSON's writing or its own.
# Each pattern begins with few characters, or with one text, so that it is searched for fast.
_GAP = rb"""(?:\\[nrt]|["'\s\\]){0,8}"""
# White space that may stand between a name and its colon, and seldom does.
_APART = (b'" :', b'"\t:', b'"\n:', b'"\r:')
_LONGEST_NAME = 200
_KEY = (
    r"(?:(?:(?:api|access|account|auth|encryption|license|master|private|secret|service|session|shared|signing|ssh"
    r"|subscription|wandb)[^a-z0-9]?key|secret|passw(?:or)?d|passphrase|passcode|credential|authorization"
    rf"|auth[^a-z0-9]?header|cookie|connection[^a-z0-9]?string|shared[^a-z0-9]?access[^a-z0-9]?signature)s?{_ENDING}"
    r"|(?:^|[^a-z0-9])(?:pwd|pat|jwt|bearer)s?$)"
)
_TOKEN = (
    rf"(?:token|(?:api|access|auth|refresh|bearer|secret|hf|hub|github|gitlab|session|service|personal|id)"
    rf"[^a-z0-9]?tokens){_ENDING}"
)
# Tokens of texts, as tokenizers, train_kwargs and counts have them, and tokens that are no secret.
_OF_TEXT = (
    r"(?:pad|eos|bos|eot|eom|sot|unk|mask|sep|cls|image|audio|video|special|start|end|stop|prefix|suffix|middle"
    r"|instruction|response|assistant|user|system|think|per|next|page|first|last|new|bad|max|min|num|total|prompt"
    rf"|completion|input|output|tool)[^a-z0-9]?tokens?{_ENDING}"
)


@lru_cache(maxsize=4096)
def secret_kind(name: str) -> str:
    """What a member of this name holds: "" for nothing secret.

    `key`: a text or a number that is secret, `token`: a text that is, `tokens`: texts, or else counts,
    `signed_url`: an address, `environment`: variables, `auth`: a secret or the name of a way to authenticate.
    """
    name = _ascii_lower(re.sub(_NEW_WORD, "_", name[-_LONGEST:]))
    if re.search(_ENVIRONMENT, name):
        return "environment"
    if re.search(_SIGNED, name):
        return "signed_url"
    if name in {"auth", "tokens"}:
        return name
    if re.search(_KEY, name):
        return "key"
    return "token" if re.search(_TOKEN, name) and not re.search(_OF_TEXT, name) else ""


def _ascii_lower(name: str) -> str:
    """The name in lower case, as `may_hold` has it: only ASCII is changed."""
    return (
        name.lower() if name.isascii() else name.encode(errors="surrogatepass").lower().decode(errors="surrogatepass")
    )


_SIGN = NAME_SIGN + b"|" + _KEY_SIGN
# What is in other secrets in a text; keys may also stand behind the letter of an escape.
_INSIDE = (*" \t\n\r\f\v\"'=\\%", "://")
_BEGINNING = rb"~(?=[shAygGxdnrftpwleS])" + _KEYS
_BEHIND_ESCAPE = rb"~(?:[nrtbf]|[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})" + _KEYS
_WORDS_ONLY = bytes(each if each in _IN_WORDS else ord("~") for each in range(256))
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
    return secret_kind(name.decode(errors="replace")) != ""


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
