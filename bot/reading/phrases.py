"""Phrases as a person writes them in the configuration, and one matcher that finds them all in a sentence.

A phrase is a row of elements with spaces between them:

killed          the word itself          kill*       words that begin so      *attack*    words that hold it
killed|dead     one of several           the?        may be missing           @person     any word of a named class
..3             up to three more tokens (at most 99)  {N} {O} {D} {P} a number, an ordinal, a date or a party that was found before

Every gap is bounded, so that matching takes time linear in the sentence for a given configuration. A phrase is tried
only where its rarest word is in the sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from bot.reading.memo import LONGEST, Memo
from bot.reading.tokens import Token, fold

Label = TypeVar("Label")


class PhraseError(ValueError):
    """A phrase that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a phrase: literals by their numbers, or a slot (which counts as a literal too), or a gap of at most `gap` tokens."""

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

    It is looked for where its rarest literal stands, if one of `partner` is in the sentence too: its slot, or its second rarest
    literal. `others` are the literals and slots of which one each must be there besides. `rank` is its place in the configuration:
    of equal matches the one written first comes first.
    """

    elements: tuple[Element, ...]
    label: Label
    partner: frozenset[int]
    others: tuple[frozenset[int], ...]
    rank: int

    @property
    def bound(self) -> bool:
        """Whether it holds a slot, so that it must be looked for behind what fills slots."""
        return any(element.slot for element in self.elements)


@dataclass(frozen=True, slots=True, eq=False)
class _Word(Generic[Label]):
    """What a word is to a book: literals of longer phrases that it satisfies, phrases it is alone, phrases it is the rarest word of,
    without slots and with them.
    """

    atoms: frozenset[int]
    alone: tuple[tuple[Label, int], ...]
    free: tuple[_Phrase[Label], ...]
    bound: tuple[_Phrase[Label], ...]


class Sighting(Generic[Label]):
    """A sentence as a book sees it: what each of its words is to it."""

    __slots__ = ("_places", "words")

    def __init__(self, words: list[_Word[Label]]) -> None:
        self.words = words
        self._places: dict[int, list[int]] | None = None

    @property
    def places(self) -> Mapping[int, list[int]]:
        """Where each literal stands; only few sentences of a small book need to know."""
        if self._places is None:
            places = self._places = defaultdict(list)
            for place, word in enumerate(self.words):
                for atom in word.atoms:
                    places[atom].append(place)
        return self._places


class PhraseBook(Generic[Label]):
    """All phrases of a language, compiled for matching; each carries a label.

    It is sorted when the first sentence is looked at; from then on any number of threads may look into it at the same time.
    """

    def __init__(self, classes: Mapping[str, Iterable[str]] | None = None) -> None:
        self._classes = {name: tuple(words) for name, words in (classes or {}).items()}
        self._expanded: dict[str, frozenset[int]] = {}
        self._elements: dict[str, Element] = {}
        self._atoms: dict[str, int] = {}
        self._exact: dict[str, int] = {}
        self._prefix: dict[str, int] = {}
        self._inside: list[tuple[Callable[[str], bool], int]] = []
        self._added: list[tuple[tuple[Element, ...], Label]] = []
        self._indexed = False
        self._indexing = Lock()
        self._longer: frozenset[int] = frozenset()
        self._alone: dict[int, list[tuple[Label, int]]] = {}
        self._by_rarest: dict[int, list[_Phrase[Label]]] = {}
        self._slots: dict[str, int] = {}
        self._words = Memo(self._word)
        self._barriers: frozenset[int] = frozenset()

    def bar(self, words: Iterable[str]) -> None:
        """No gap of any phrase reaches over these words ("not"): a phrase that means them says so."""
        self._barriers |= frozenset(self._atom(fold(word)) for word in words)

    def add(self, phrase: str, label: Label) -> None:
        """Compile a phrase. Raises PhraseError where it cannot be understood."""
        self._add(tuple(self._known(part, phrase) for part in phrase.split()), phrase, label)

    def _known(self, part: str, phrase: str) -> Element:
        """An element of a phrase, which many others share."""
        known = self._elements.get(part)
        if known is None:
            known = self._elements[part] = self._element(part, phrase)
        return known

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
            return Element(frozenset((self._slot(slot[1]),)), slot[1], optional=optional)
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

    def _slot(self, name: str) -> int:
        return self._slots.setdefault(name, self._atoms.setdefault(f"{{{name}}}", len(self._atoms)))

    def _index(self) -> None:
        """Sort phrases by their rarest literal."""
        common = self._commonness()
        self._words.clear()
        self._alone, self._by_rarest = {}, {}
        longer: set[int] = set(self._barriers)
        for rank, (elements, label) in enumerate(self._added):
            if len(elements) == 1 and not elements[0].slot:
                for atom in elements[0].atoms:
                    self._alone.setdefault(atom, []).append((label, rank))
                continue
            needed = [element for element in elements if element.atoms and not element.optional]
            rarest, *others = sorted(needed, key=lambda one: (bool(one.slot), sum(common[atom] for atom in one.atoms)))
            partner, *rest = sorted(others, key=lambda one: not one.slot) or [rarest]
            phrase = _Phrase(elements, label, partner.atoms, tuple(one.atoms for one in rest), rank)
            longer.update(*(element.atoms for element in elements))
            for atom in rarest.atoms:
                self._by_rarest.setdefault(atom, []).append(phrase)
        self._longer = frozenset(longer)
        self._indexed = True

    def _commonness(self) -> Mapping[int, float]:
        """How common each literal may be in texts: more so the more phrases use it, and the shorter it is."""
        uses = Counter(atom for elements, _ in self._added for element in elements for atom in element.atoms)
        return {atom: uses[atom] / len(word.strip("*")) for word, atom in self._atoms.items()}

    def _literals_of(self, word: str) -> set[int]:
        """The literals that a folded word satisfies."""
        found = {self._exact[word]} if word in self._exact else set()
        prefix = self._prefix
        for length in range(1, min(len(word), LONGEST) + 1):
            number = prefix.get(word[:length])
            if number is not None:
                found.add(number)
        found.update(number for test, number in self._inside if test(word))
        return found

    def _word(self, word: str) -> _Word[Label]:
        """What a folded word is to this book."""
        literals = self._literals_of(word)
        alone = {entry for atom in literals for entry in self._alone.get(atom, ())}
        rarest = dict.fromkeys(phrase for atom in literals for phrase in self._by_rarest.get(atom, ()))
        return _Word(
            self._longer & literals,
            tuple(sorted(alone, key=_rank)),
            tuple(phrase for phrase in rarest if not phrase.bound),
            tuple(phrase for phrase in rarest if phrase.bound),
        )

    def find(self, tokens: Sequence[Token], slots: Slots | None = None) -> list[Match[Label]]:
        """Every phrase in a sentence, in order of their beginnings."""
        sighting = self.look(tokens)
        found = self.free(sighting)
        return sorted([*found, *self.bound(sighting, slots or {})], key=_order)

    def look(self, tokens: Sequence[Token]) -> Sighting[Label]:
        """Look each word of a sentence up, once for phrases without slots and with them."""
        if not self._indexed:
            with self._indexing:
                # Another thread may have done it while this one waited.
                if not self._indexed:
                    self._index()
        words = self._words
        return Sighting([words[token.word] for token in tokens])

    def free(self, sighting: Sighting[Label]) -> list[Match[Label]]:
        """Every phrase without slots, in order of their beginnings."""
        found = [
            Match(label, place, place + 1, (), rank)
            for place, word in enumerate(sighting.words)
            for label, rank in word.alone
        ]
        candidates = {phrase for word in sighting.words for phrase in word.free}
        return self._matches(sighting, candidates, {}, found)

    def bound(self, sighting: Sighting[Label], slots: Slots) -> list[Match[Label]]:
        """Every phrase with slots, in order of their beginnings."""
        fillers = {slot: places for slot, places in slots.items() if places and slot in self._slots}
        candidates = {phrase for word in sighting.words for phrase in word.bound}
        candidates.update(*(self._by_rarest.get(self._slots[slot], ()) for slot in fillers))
        return self._matches(sighting, candidates, fillers, [])

    def _matches(
        self, sighting: Sighting[Label], candidates: set[_Phrase[Label]], fillers: Slots, found: list[Match[Label]]
    ) -> list[Match[Label]]:
        """What of the candidates is in a sentence, with what was found before, in order."""
        if candidates:
            atoms = [word.atoms for word in sighting.words]
            places = sighting.places
            present = frozenset((*places, *(self._slots[slot] for slot in fillers)))
            missing = present.isdisjoint
            for phrase in [likely for likely in candidates if not missing(likely.partner)]:
                if not any(map(missing, phrase.others)):
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
        starts: list[tuple[int, int, tuple[int, ...]]]
        if first.slot:
            starts = [(place, after, (place,)) for place, after in fillers.get(first.slot, {}).items()]
        else:
            here = first.atoms & present
            starts = [(place, place + 1, ()) for place in {place for atom in here for place in places[atom]}]
        for place, after, slots in starts:
            end = _match(phrase.elements, 1, atoms, after, fillers, slots, self._barriers)
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
