"""The names of members that hold secrets."""

from __future__ import annotations

import re
from functools import lru_cache

# Patterns are compiled when they are first used: most runs never look for a secret.
# Names are in lower case, with `_` where camelCase has a new word; they are told by how they end.
_ENDING = r"(?:[^a-z0-9]?(?:value|pem|string|json|base64|b64))?(?:[^a-z0-9]?[0-9]{1,3})?$"
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
_SIGNED = r"(?:signed|download|sas)[^a-z0-9]?(?:url|uri)s?$"
_ENVIRONMENT = (
    r"(?:^envs?|environments?|env(?:ironment)?[^a-z0-9]?var(?:iable)?s?"
    # Others are those that agents act in, or packages are in.
    r"|[^a-z0-9](?<!gym.)(?<!rl.)(?<!eval.)(?<!test.)(?<!conda.)(?<!virtual.)(?<!python.)envs?)$"
)
_NEW_WORD = r"(?<=[a-z0-9])(?=[A-Z])"
# What is longer is no name, and only its end is looked at.
_LONGEST = 200


@lru_cache(maxsize=4096)
def kind(name: str) -> str:
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
