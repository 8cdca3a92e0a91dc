"""Who is quoted: the name or office beside the verb that says so."""

import re
from dataclasses import dataclass

from annotations.claims.conflicts.names import TITLES, folded, is_same_name
from annotations.claims.similarity.tokens import STOP_WORDS
from annotations.text.spans import Span

_VERB = (
    r"(?:said|says|told|tells|added|adds|wrote|writes|tweeted|declared|insisted|warned|explained|"
    r"argued|stated|announced|replied|shouted|claimed|asked|continued|sagte|dit|déclaré)"
)
_NAMED = r"(?P<name>(?:(?:the|a|an)\s(?:[a-z-]+\s){0,3}[a-z-]+|(?:[A-Z][\w.’'-]*)(?:\s[A-Z][\w.’'-]*){0,4}|he|she|they))"
_AFTER = re.compile(
    rf"[,.]?[”\"»]\s*(?:{_NAMED}\s{_VERB}\b|{_VERB}\s{_NAMED.replace('<name>', '<name_b>')})"
)
_REACH = 300
"""Characters before a quotation in which its speaker is looked for."""
_BEFORE = re.compile(
    rf"{_NAMED}(?:\s(?:also|later|then))?\s{_VERB}(?:\s[a-z ]{{1,30}})?[,:]?\s*[“\"«„]\Z"
)
_OFFICES = frozenset(
    "mayor governor president minister premier chancellor judge sheriff chief captain director "
    "chairman chairwoman coach bishop king queen prince princess doctor nurse lawyer prosecutor "
    "teacher farmer father mother brother sister son daughter wife husband survivor suspect victim "
    "neighbour neighbor pilot driver commissioner senator congressman ambassador general".split()
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a quotation, in the passage's words."""

    said: str

    @property
    def names(self) -> list[str]:
        """The words of the name, without titles."""
        words = [folded(word) for word in self.said.split() if word[:1].isupper()]
        return [word for word in words if word not in TITLES and word not in STOP_WORDS]

    @property
    def offices(self) -> set[str]:
        """The offices that are named."""
        return {word for word in self.said.lower().split() if word in _OFFICES}

    def may_be(self, other: "Speaker") -> bool:
        """Whether both can be one person, as far as the words tell."""
        if self.names and other.names:
            return any(is_same_name(one, two) for one in self.names for two in other.names)
        if self.offices and other.offices and not (self.names or other.names):
            return bool(self.offices & other.offices)
        return True


def speaker(text: str, quoted: Span) -> Speaker | None:
    """Who says what is quoted between these marks; None where that is not told beside it."""
    after = _AFTER.match(text, max(quoted[0], quoted[1] - 1)) or _AFTER.match(text, quoted[1])
    if after is not None:
        return Speaker(after["name"] or after["name_b"])
    before = _BEFORE.search(text, max(0, quoted[0] - _REACH), quoted[0])
    return Speaker(before["name"]) if before is not None else None
