"""The condition language of the content files.

    X in [a, b]    X == a    X ticked    X    age >= 70    any of [x, y] ticked    A or B    A and B

A bare field name reads "X ticked". A missing answer never holds. A question that is asked per side holds when either
side does, and one with several choices when any choice does.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import ge, gt, le, lt
from typing import Final, Protocol

from assessments.domain.errors import ContentError

TICKED: Final = "ticked"
SIDES: Final = ("left", "right")

Answers = Mapping[str, object]

_COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {">=": ge, "<=": le, ">": gt, "<": lt}
_TOKEN: Final = re.compile(r"\s*(?:(?P<word>[A-Za-z_][\w.]*)|(?P<number>\d+)|(?P<sign>>=|<=|==|[<>\[\],]))")
_KEYWORDS: Final = frozenset({"in", "ticked", "any", "of", "or", "and"})
_THAT_SIDE: Final = ", that side"


class Condition(Protocol):
    __slots__ = ()

    @property
    def fields(self) -> frozenset[str]:
        """The question ids that the condition reads."""
        ...

    def witness(self, answers: Answers) -> tuple[str, ...]:
        """The answered fields by which the condition holds; empty when it does not hold."""
        ...

    def holds(self, answers: Answers) -> bool:
        return bool(self.witness(answers))


def answered(field: str, answers: Answers) -> tuple[tuple[str, object], ...]:
    """The given answers to a question: its own field and, asked per side, those of the sides."""
    found = []
    for name in names_of(field):
        value = answers.get(name)
        if value is not None:
            found.append((name, frozen(value)))
    return tuple(found)


@lru_cache(maxsize=4096)
def names_of(field: str) -> tuple[str, ...]:
    """Where the answers to a question may stand."""
    return (field, *(f"{field}.{side}" for side in SIDES))


def frozen(value: object) -> object:
    """A stored answer may come back as a list."""
    return tuple(value) if isinstance(value, list) else value


def choices(value: object) -> tuple[object, ...]:
    """An answer as a tuple of what was chosen."""
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Chosen(Condition):
    """`X in [a, b]`, `X == a` and `X ticked`."""

    field: str
    values: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset({self.field})

    def witness(self, answers: Answers) -> tuple[str, ...]:
        return tuple(
            name
            for name, value in answered(self.field, answers)
            if any(chosen in self.values for chosen in choices(value))
        )


@dataclass(frozen=True, slots=True)
class Compared(Condition):
    """`age >= 70`."""

    field: str
    sign: str
    number: int

    @property
    def fields(self) -> frozenset[str]:
        return frozenset({self.field})

    def witness(self, answers: Answers) -> tuple[str, ...]:
        return tuple(
            name
            for name, value in answered(self.field, answers)
            if isinstance(value, (int, float)) and is_number(value) and _COMPARE[self.sign](value, self.number)
        )


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    parts: tuple[Condition, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset().union(*(part.fields for part in self.parts))

    def witness(self, answers: Answers) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts for name in part.witness(answers)))


@dataclass(frozen=True, slots=True)
class AllOf(Condition):
    parts: tuple[Condition, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset().union(*(part.fields for part in self.parts))

    def witness(self, answers: Answers) -> tuple[str, ...]:
        witnesses = [part.witness(answers) for part in self.parts]
        return tuple(dict.fromkeys(name for names in witnesses for name in names)) if all(witnesses) else ()


def parse(text: str) -> Condition:
    """ContentError names the text and the position of what it cannot read."""
    return _Parser(text).parse()


def parse_sided(text: str) -> tuple[Condition, bool]:
    """A condition, and whether it ends in ", that side": it then speaks of the side of its own answer only."""
    sided = text.endswith(_THAT_SIDE)
    return parse(text.removesuffix(_THAT_SIDE)), sided


def leaves(condition: Condition) -> tuple[Chosen | Compared, ...]:
    """The single comparisons, so that the catalogue can check each against its question."""
    if isinstance(condition, (AnyOf, AllOf)):
        return tuple(leaf for part in condition.parts for leaf in leaves(part))
    return (condition,) if isinstance(condition, (Chosen, Compared)) else ()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


class _Parser:
    """Recursive descent: or-list of and-lists of single comparisons."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = self._tokenise()
        self._next = 0

    def parse(self) -> Condition:
        condition = self._either()
        if self._peek().kind != "end":
            raise self._error("expected 'or', 'and' or the end")
        return condition

    def _tokenise(self) -> list[_Token]:
        tokens: list[_Token] = []
        position, text = 0, self._text.rstrip()
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None or match.lastgroup is None:
                raise ContentError(f"condition '{self._text}': cannot read position {position}")
            word = match.group(match.lastgroup)
            kind = "keyword" if word in _KEYWORDS else match.lastgroup
            tokens.append(_Token(kind, word, match.start(match.lastgroup)))
            position = match.end()
        tokens.append(_Token("end", "", len(text)))
        return tokens

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._accept("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _both(self) -> Condition:
        parts = [self._comparison()]
        while self._accept("and"):
            parts.append(self._comparison())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _comparison(self) -> Condition:
        if self._accept("any"):
            self._expect("of")
            fields = self._list()
            self._expect("ticked")
            return AnyOf(tuple(Chosen(field, (TICKED,)) for field in fields))
        field = self._take("word", "a question id")
        sign = self._peek()
        if self._accept("in"):
            return Chosen(field, self._list())
        if self._accept("=="):
            return Chosen(field, (self._take("word", "an answer"),))
        if sign.text in _COMPARE:
            self._next += 1
            return Compared(field, sign.text, int(self._take("number", "a whole number")))
        self._accept("ticked")
        return Chosen(field, (TICKED,))

    def _list(self) -> tuple[str, ...]:
        self._expect("[")
        words = [self._take("word", "a word")]
        while self._accept(","):
            words.append(self._take("word", "a word"))
        self._expect("]")
        return tuple(words)

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _accept(self, text: str) -> bool:
        found = self._peek().text == text
        self._next += found
        return found

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise self._error(f"expected '{text}'")

    def _take(self, kind: str, what: str) -> str:
        token = self._peek()
        if token.kind != kind:
            raise self._error(f"expected {what}")
        self._next += 1
        return token.text

    def _error(self, problem: str) -> ContentError:
        token = self._peek()
        found = f"'{token.text}'" if token.text else "the end"
        return ContentError(f"condition '{self._text}': {problem} at position {token.position}, found {found}")
