"""What must not leave a record unasked: keys, tokens, passwords, signed URLs and environments.

One table, by the name of a member and by the look of a text. Every stage asks it: conversion takes secrets out, and
findings never show one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Path: TypeAlias = tuple[str | int, ...]

REDACTED = "[redacted]"
"""What stands in the place of a secret."""

# Patterns are compiled when they are first used: most runs never look for a secret.
# Names of members, in lower case, by how they end.
_KEY_NAME = (
    r"(?:(?:api|access|account|auth|encryption|license|master|private|secret|service|shared|signing|ssh|subscription"
    r"|wandb)[^a-z0-9]?key|token|secret|passw(?:or)?d|passphrase|passcode|authorization|auth[^a-z0-9]?header|cookie"
    r"|connection[^a-z0-9]?string)$"
)
# The names of a tokenizer's special tokens, which train_kwargs have, and of tokens that are no secret.
_OF_TOKENIZER = (
    r"(?:pad|eos|bos|eot|eom|unk|mask|sep|cls|image|audio|video|special|start|end|stop|prefix|suffix|middle"
    r"|instruction|response|assistant|user|system|think|per|next|page)[^a-z0-9]?token$"
)
_SIGNED = r"(?:signed|download|sas)[^a-z0-9]?(?:url|uri)$"
_ENVIRONMENT = r"(?:^envs?|environment|env[^a-z0-9]?vars|environment[^a-z0-9]?variables|secrets)$"

# What the issuers of keys let them begin with, so that they are found; never in the middle of a word.
_KEYS = (
    r"sk-[A-Za-z0-9_-]{20,}",  # OpenAI, Anthropic, DeepSeek and more
    r"hf_[A-Za-z0-9]{20,}",
    r"AKIA[A-Z0-9]{16}",
    r"AIza[A-Za-z0-9_-]{35}",
    r"gh[pousr]_[A-Za-z0-9]{30,}",
    r"github_pat_[A-Za-z0-9_]{30,}",
    r"glpat-[A-Za-z0-9_-]{20,}",
    r"gsk_[A-Za-z0-9]{20,}",
    r"xox[abeoprs]-[A-Za-z0-9-]{10,}",
    r"dapi[a-f0-9]{32}",
    r"nvapi-[A-Za-z0-9_-]{20,}",
    r"r8_[A-Za-z0-9]{30,}",
    r"fw_[A-Za-z0-9]{20,}",
    r"tgp_v1_[A-Za-z0-9_-]{20,}",
    r"pplx-[A-Za-z0-9]{20,}",
    r"wandb_v1_[A-Za-z0-9_-]{20,}",
    r"lsv2_[a-z]{2}_[A-Za-z0-9_]{20,}",
    r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*",  # a JSON web token
)
_LOOKS_SECRET = (
    # Not behind a colon, which parts of models' names begin with.
    rf"(?:^|[ \t\n\r\f\v\"'`=(\[{{<>,;|])(?:{'|'.join(_KEYS)})"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|(?i:\b(?:bearer|basic) +[a-z0-9._~+/-]{16,})"
    r"|://[^/?#\s:@]+:[^/?#\s@]+@"  # a password in a URL
    r"|://\S+[?&](?i:sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature|token)=(?!\[redacted\])\S"
)
_URL = r"[A-Za-z][A-Za-z0-9+.-]*://"
_SPECIAL = r"(?s:<.*>|\[[A-Z_ ]*\])"

# What every secret shows in the JSON text of a record, in lower case and short of an escape: how a name ends, how a key
# begins, or what every URL has. The pattern tries to match at rare letters only, which makes it fast.
_SIGN = (
    rb'k(?:ey"|en"|ie"|-|ia)|cret|p(?:ass|i(?<=dapi)|lx-)|u(?:rl"|ri"|th)|v(?:ars"|api-|2_|(?<=env))|f_|w(?:_|andb_v)|8_'
    rb'|g(?:"(?<=string")|h[pousr]_|ithub_pat|lpat-|sk_|p_v)|xox|j(?<=eyj)|za(?<=aiza)'
)
_SIGNS = (b"://", b"bearer ", b"basic ", b"private ", b"\\u")
_BEGINNINGS = (
    "sk-|hf_|a(?:kia|iza)|g(?:h[pousr]_|ithub_pat|lpat-|sk_)|xox|dapi|nvapi-|r8_|fw_|tgp_|pplx-|wandb_v|lsv2_|eyj"
)
# What stands before a key that is not the beginning of a text, and in every URL.
_INSIDE = (*" \t\n\r\f\v\"'`=([{<>,;|", "://")
_BEGINNING = rf"~(?:{_BEGINNINGS})"


def may_hold(text: bytes, known: Mapping[str, str] = {}) -> bool:
    """False if there is no secret in a JSON text for certain; `found` tells what there is, and takes longer."""
    lowered = text.lower()
    return (
        re.search(_SIGN, lowered) is not None
        or any(sign in lowered for sign in _SIGNS)
        or any(pointer.rpartition("/")[2].encode() in text for pointer in known)
    )


def may_be_among(texts: str) -> bool:
    """False if there is no secret for certain among some texts, each of which a `~` stands before; very fast."""
    return any(sign in texts for sign in _INSIDE) or re.search(_BEGINNING, texts.lower()) is not None


def found(value: Any, known: Mapping[str, str] = {}) -> list[Path]:
    """The paths of the texts in a JSON value that are secrets and not yet redacted, in their order.

    `known` has further ones, by the pointer that the schema of the record gives them (with `*` for items), and of
    what kind each is: `key`, `signed_url` or `environment`.
    """
    return _found(value, (), "", known)


def conceals(pointer: str, value: object) -> bool:
    """Whether the value at a pointer (RFC 6901) is, or holds, a secret that must not be shown."""
    kind = ""
    for name in pointer.split("/")[1:]:
        kind = "inside" if kind in _HOLDERS else _kind(name)
    return bool(_found(value, (), kind, {}))


def hidden(pointer: str, value: Any) -> Any:
    """The value at a pointer as it may be shown: REDACTED in the place of a text that is a secret."""
    return REDACTED if isinstance(value, str) and conceals(pointer, value) else value


# What a value is, by the names above it: what is below one of these holders is secret whatever its name.
_HOLDERS = frozenset({"key", "environment", "inside"})


def _found(value: Any, path: Path, kind: str, known: Mapping[str, str]) -> list[Path]:
    paths: list[Path] = []
    todo = [(value, path, kind)]
    while todo:
        each, path, kind = todo.pop()
        if isinstance(each, str):
            if _is_secret(each, kind):
                paths.append(path)
            continue
        children = each.items() if isinstance(each, dict) else enumerate(each) if isinstance(each, list) else ()
        below = [(child, (*path, key), _kind_below(key, path, kind, known)) for key, child in children]
        if isinstance(each, dict) and {"name", "value"} <= each.keys():
            # As Kubernetes writes environments: the name of a variable is no secret.
            below = [child if child[1][-1] != "name" else (*child[:2], "") for child in below]
        todo += reversed(below)
    return paths


def _kind_below(key: str | int, path: Path, kind: str, known: Mapping[str, str]) -> str:
    if kind in _HOLDERS:
        return "inside"
    if known and (stated := known.get(_general((*path, key)))):
        return stated
    return _kind(key) if isinstance(key, str) else ""


@lru_cache(maxsize=4096)
def _kind(name: str) -> str:
    """What a member of this name holds: a `key`, a `signed_url`, an `environment`, or nothing secret."""
    name = name.lower()
    if re.search(_ENVIRONMENT, name):
        return "environment"
    if re.search(_SIGNED, name):
        return "signed_url"
    return "key" if re.search(_KEY_NAME, name) and not re.search(_OF_TOKENIZER, name) else ""


def _is_secret(text: str, kind: str) -> bool:
    if text in {"", REDACTED}:
        return False
    if kind == "inside" or (kind == "key" and not re.fullmatch(_SPECIAL, text)):
        return True
    # An environment that is a text is most often a word such as "staging".
    return (kind == "signed_url" and re.match(_URL, text) is not None) or re.search(_LOOKS_SECRET, text) is not None


def _general(path: Path) -> str:
    return "".join(f"/{'*' if isinstance(each, int) else each}" for each in path)
