"""Phrases as a person writes them in the configuration, and one matcher that finds them all in a sentence.

A phrase is a row of elements with spaces between them:

killed          the word itself          kill*       words that begin so      *attack*    words that hold it
killed|dead     one of several           the?        may be missing           @person     any word of a named class
..3             up to three more tokens (at most 99)  {N} {D} {P} a number, a date or a party that was found before

Every gap is bounded, so that matching takes time linear in the sentence for a given configuration. A phrase is tried
only where its rarest word is in the sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from bot.reading.tokens import Token, fold

Label = TypeVar("Label")

_SHORTEST_PREFIX, _LONGEST_PREFIX = 1, 40
_MEMO_LIMIT = 50_000


class PhraseError(ValueError):
    """A phrase that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a phrase: literals by their numbers, or a slot, or a gap of at most `gap` tokens."""

    atoms: frozenset[int] = frozenset()
    slot: str = ""
    gap: int = 0
    optional: bool = False


class Match(NamedTuple, Generic[Label]):
    """A phrase found at tokens `first` to `last` (excluded); `slots` gives the first token of each slot's filler, in order."""

    label: Label
    first: int
    last: int
    slots: tuple[int, ...] = ()
    rank: int = 0


Slots = Mapping[str, Mapping[int, int]]
"""For each slot name, where its fillers begin and end: first token -> token after the last."""


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase(Generic[Label]):
    """A compiled phrase of more than one word.

    `needed` are the literals of which one each must be in a sentence, the rarest left out: that one is how the phrase is found. `rank`
    is its place in the configuration: of equal matches the one written first comes first.
    """

    elements: tuple[Element, ...]
    label: Label
    needed: tuple[frozenset[int], ...]
    rank: int


@dataclass(frozen=True, slots=True, eq=False)
class _Word(Generic[Label]):
    """What a word is to a book: literals of longer phrases that it satisfies, phrases it is alone, phrases it is the rarest word of."""

    atoms: frozenset[int]
    alone: tuple[tuple[Label, int], ...]
    rarest_of: tuple[_Phrase[Label], ...]


class PhraseBook(Generic[Label]):
    """All phrases of a language, compiled for matching; each carries a label."""

    def __init__(self, classes: Mapping[str, Iterable[str]] | None = None) -> None:
        self._classes = {name: tuple(words) for name, words in (classes or {}).items()}
        self._expanded: dict[str, frozenset[int]] = {}
        self._atoms: dict[str, int] = {}
        self._exact: dict[str, int] = {}
        self._prefix: dict[str, int] = {}
        self._inside: list[tuple[Callable[[str], bool], int]] = []
        self._added: list[tuple[tuple[Element, ...], Label]] = []
        self._indexed = False
        self._longer: frozenset[int] = frozenset()
        self._alone: dict[int, list[tuple[Label, int]]] = {}
        self._by_rarest: dict[int, list[_Phrase[Label]]] = {}
        self._by_slot: dict[str, list[_Phrase[Label]]] = {}
        self._memo: dict[str, _Word[Label]] = {}
        self._barriers: frozenset[int] = frozenset()

    def bar(self, words: Iterable[str]) -> None:
        """No gap of any phrase reaches over these words ("not"): a phrase that means them says so."""
        self._barriers |= frozenset(self._atom(fold(word)) for word in words)

    def add(self, phrase: str, label: Label) -> None:
        """Compile a phrase. Raises PhraseError where it cannot be understood."""
        self._add(tuple(self._element(part, phrase) for part in phrase.split()), phrase, label)

    def _add(self, elements: tuple[Element, ...], phrase: str, label: Label) -> None:
        if not elements or elements[0].gap or elements[-1].gap:
            raise PhraseError(f'"{phrase}" must begin and end with a word or a slot')
        if elements[0].optional:
            rest = elements[1:]
            self._add(rest[1:] if rest and rest[0].gap else rest, phrase, label)
            elements = (Element(elements[0].atoms, elements[0].slot), *elements[1:])
        self._added.append((elements, label))
        self._indexed = False

    def _element(self, part: str, phrase: str) -> Element:
        if re.fullmatch(r"\.\.\d{1,2}", part):
            if not int(part[2:]):
                raise PhraseError(f'"{phrase}" has a gap of no words')
            return Element(gap=int(part[2:]))
        optional = len(part) > 1 and part.endswith("?")
        body = part[:-1] if optional else part
        if slot := re.fullmatch(r"\{([A-Z]+)\}", body):
            return Element(slot=slot[1], optional=optional)
        words = body.split("|")
        classes = [self._class(word, phrase) for word in words if word.startswith("@")]
        literals = self._literals([word for word in words if not word.startswith("@")], phrase)
        return Element(atoms=literals.union(*classes), optional=optional)

    def _class(self, name: str, phrase: str) -> frozenset[int]:
        """The literals of a named class ("@person"), which many phrases share."""
        if name not in self._expanded:
            if name[1:] not in self._classes:
                raise PhraseError(f'"{phrase}" names the class {name}, which is not defined')
            words = self._classes[name[1:]]
            if any(" " in word for word in words):
                raise PhraseError(f'"{phrase}" names a class that has a phrase of several words in it')
            self._expanded[name] = self._literals(words, phrase)
        return self._expanded[name]

    def _literals(self, words: Sequence[str], phrase: str) -> frozenset[int]:
        if not all(word.strip("*") for word in words):
            raise PhraseError(f'"{phrase}" has an empty element')
        return frozenset(self._atom(fold(word)) for word in words)

    def _atom(self, word: str) -> int:
        if word in self._atoms:
            return self._atoms[word]
        number = self._atoms[word] = len(self._atoms)
        stem = word.strip("*")
        if word.startswith("*"):
            self._inside.append((_inside(stem, whole_end=not word.endswith("*")), number))
        elif word.endswith("*"):
            self._prefix[stem] = number
        else:
            self._exact[word] = number
        return number

    def _index(self) -> None:
        """Sort phrases by their rarest literal, taking the literals that many phrases use for the commonest words."""
        uses: Counter[int] = Counter()
        for elements, _ in self._added:
            for element in elements:
                uses.update(element.atoms)
        self._memo.clear()
        self._alone, self._by_rarest, self._by_slot = {}, {}, {}
        longer: set[int] = set(self._barriers)
        for rank, (elements, label) in enumerate(self._added):
            if len(elements) == 1 and elements[0].atoms:
                for atom in elements[0].atoms:
                    self._alone.setdefault(atom, []).append((label, rank))
                continue
            needed = sorted(
                (element.atoms for element in elements if element.atoms and not element.optional),
                key=lambda atoms: sum(uses[atom] for atom in atoms),
            )
            phrase = _Phrase(elements, label, tuple(needed[1:]), rank)
            longer.update(*(element.atoms for element in elements))
            if needed:
                for atom in needed[0]:
                    self._by_rarest.setdefault(atom, []).append(phrase)
            else:
                self._by_slot.setdefault(elements[0].slot, []).append(phrase)
        self._longer = frozenset(longer)
        self._indexed = True

    def _literals_of(self, word: str) -> set[int]:
        """The literals that a folded word satisfies."""
        found = {self._exact[word]} if word in self._exact else set()
        prefix = self._prefix
        for length in range(_SHORTEST_PREFIX, min(len(word), _LONGEST_PREFIX) + 1):
            number = prefix.get(word[:length])
            if number is not None:
                found.add(number)
        found.update(number for test, number in self._inside if test(word))
        return found

    def _word(self, word: str) -> _Word[Label]:
        """What a folded word is to this book; remembered, since news repeats its words."""
        known = self._memo.get(word)
        if known is None:
            literals = self._literals_of(word)
            alone = {entry for atom in literals for entry in self._alone.get(atom, ())}
            rarest = dict.fromkeys(phrase for atom in literals for phrase in self._by_rarest.get(atom, ()))
            known = _Word(self._longer & literals, tuple(sorted(alone, key=_rank)), tuple(rarest))
            if len(self._memo) >= _MEMO_LIMIT:
                self._memo.clear()
            if len(word) <= _LONGEST_PREFIX:
                self._memo[word] = known
        return known

    def find(self, tokens: Sequence[Token], slots: Slots | None = None) -> list[Match[Label]]:
        """Every phrase in a sentence, in order of their beginnings."""
        if not self._indexed:
            self._index()
        fillers: Slots = slots or {}
        found: list[Match[Label]] = []
        atoms: list[frozenset[int]] = []
        candidates: set[_Phrase[Label]] = set()
        remembered = self._memo.get
        for place, token in enumerate(tokens):
            word = remembered(token.word) or self._word(token.word)
            atoms.append(word.atoms)
            if word.alone:
                found += [Match(label, place, place + 1, (), rank) for label, rank in word.alone]
            if word.rarest_of:
                candidates.update(word.rarest_of)
        for slot, phrases in self._by_slot.items():
            if slot in fillers:
                candidates.update(phrases)
        if candidates:
            places: dict[int, list[int]] = {}
            for place, satisfied in enumerate(atoms):
                for atom in satisfied:
                    places.setdefault(atom, []).append(place)
            present = frozenset(places)
            missing = present.isdisjoint
            for phrase in candidates:
                if not any(map(missing, phrase.needed)):
                    self._try(phrase, atoms, places, present, fillers, found)
        # The order of the set does not matter: no two matches of a sentence have place and rank in common.
        found.sort(key=_order)
        return found

    def _try(
        self,
        phrase: _Phrase[Label],
        atoms: list[frozenset[int]],
        places: Mapping[int, list[int]],
        present: frozenset[int],
        fillers: Slots,
        found: list[Match[Label]],
    ) -> None:
        first = phrase.elements[0]
        starts: Iterable[int] = fillers.get(first.slot, ())
        if not first.slot:
            here = first.atoms & present
            starts = {place for atom in here for place in places[atom]}
        for place in starts:
            end = _match(phrase.elements, 0, atoms, place, fillers, (), self._barriers)
            if end is not None:
                found.append(Match(phrase.label, place, end[0], end[1], phrase.rank))


_order = attrgetter("first", "last", "rank")


def _rank(entry: tuple[Label, int]) -> int:
    return entry[1]


def _inside(stem: str, *, whole_end: bool) -> Callable[[str], bool]:
    return (lambda word: word.endswith(stem)) if whole_end else (lambda word: stem in word)


def _match(
    elements: tuple[Element, ...],
    at: int,
    atoms: list[frozenset[int]],
    place: int,
    fillers: Slots,
    slots: tuple[int, ...],
    barriers: frozenset[int],
) -> tuple[int, tuple[int, ...]] | None:
    """Where the rest of a phrase ends when it begins at a place, taking the shortest gaps; None where it does not fit."""
    size = len(atoms)
    while at < len(elements):
        element = elements[at]
        if element.gap:
            following = elements[at + 1]
            wanted = None if following.slot or following.gap or following.optional else following.atoms
            for here in range(place, min(place + element.gap + 1, size)):
                standing = atoms[here]
                if wanted is None or not wanted.isdisjoint(standing):
                    end = _match(elements, at + 1, atoms, here, fillers, slots, barriers)
                    if end is not None:
                        return end
                if not barriers.isdisjoint(standing):
                    return None
            return None
        if element.slot:
            after = fillers.get(element.slot, {}).get(place)
            step = None if after is None else (after, (*slots, place))
        else:
            step = (place + 1, slots) if place < size and not element.atoms.isdisjoint(atoms[place]) else None
        if element.optional:
            if step is not None:
                end = _match(elements, at + 1, atoms, step[0], fillers, step[1], barriers)
                if end is not None:
                    return end
        elif step is None:
            return None
        else:
            place, slots = step
        at += 1
    return place, slots
