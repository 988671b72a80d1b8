"""Which indicators a claim is judged by: those of its figures, or those its words name."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.claims.detection.clauses import Clause
from xuezheng.reports.claims.detection.families import Family
from xuezheng.reports.matching import match
from xuezheng.reports.matching.grams import grams
from xuezheng.reports.matching.refining import signs_of
from xuezheng.reports.matching.scoring import Catalogue, Known
from xuezheng.reports.matching.surroundings import around_words
from xuezheng.reports.reading.clauses import sentence_around
from xuezheng.reports.shapes import Decision, Document, Slot, Suggestion

#: Below this an indicator's names have too little in common with the clause; soft claims and
#: ranks, whose words seldom name an indicator, ask for more.
_ENOUGH, _SOFTLY, _RANKED = 0.3, 0.42, 0.55
#: What the indicator of the clause's own figure gains, and how much of its score an indicator
#: loses that does not count the outcome (逐步得到解决, 实行网上录入, 得到重点支持).
_OF_FIGURE, _OUTCOME = 0.12, 0.5
#: What is left of a score when the indicator counts something else than the family is about.
_UNWANTED = 0.5
_SEVERAL = 4
_SHORTEST_SUBJECT = 2
#: Words that stand in many names and tell nothing of what a clause is about.
_EVERYWHERE = ("建设", "教育", "工作", "学校", "发展", "管理", "项目", "学生", "教师")
_INCIDENT = re.compile(r"违纪|违规|事故|舞弊|泄密|泄题")


class Linker:
    """Finds indicators for the claims of one document."""

    def __init__(
        self,
        document: Document,
        catalogue: Mapping[str, Indicator],
        decisions: Mapping[str, Decision],
    ) -> None:
        self._document = document
        self._catalogue = catalogue
        self._decisions = decisions

    def indicators(self, clause: Clause, family: Family) -> tuple[str, ...]:
        """Codes a claim is judged by, the one it speaks of first; empty when none fits."""
        if family.about == "nothing":
            return ()
        if family.about == "several":
            return self._of_subject(clause, family)
        if family.about == "words":
            return self._of_words(clause, family)
        if family.about == "exams":
            named = self._of_list(clause, family) or self._of_words(clause, family)
            return named + tuple(self._incidents_beside(named))
        if family.about == "figure":
            slots = list(clause.slots)
        else:
            slots = [] if family.subject(clause) else self._figures_so_far(clause)
        return self._of_figures(slots, family)[-1:] or self._of_words(clause, family)

    def named_values(self, clause: Clause, code: str) -> str:
        """Values of the indicator's dimensions that the clause lists, as `column=value:words|…`."""
        for column, values in self._catalogue[code].dimensions.items():
            signs = [(sign, value) for value, words in values.items() for sign in signs_of(words)]
            rest, named = clause.text, dict[str, str]()
            for sign, value in sorted(signs, key=lambda pair: (-len(pair[0]), pair[0])):
                if sign in rest:
                    named.setdefault(value, sign)
                    rest = rest.replace(sign, "")
            if named:
                return f"{column}=" + "|".join(f"{value}:{sign}" for value, sign in named.items())
        return ""

    def _of_figures(self, slots: Sequence[Slot], family: Family) -> tuple[str, ...]:
        """What figures were decided to be, or are most likely."""
        codes = [self._of_figure(slot, family) for slot in slots if slot.kind == "figure"]
        return tuple(dict.fromkeys(code for code in codes if code))

    def _of_figure(self, slot: Slot, family: Family) -> str:
        decision = self._decisions.get(slot.id)
        if decision and decision.indicator and decision.state in ("confirmed", "suggested"):
            return decision.indicator if self._is_of(decision.indicator, family) else ""
        found = (one for one in self._suggested.get(slot.id, ()) if self._is_of(one.indicator, family))
        best = next(found, None)
        return best.indicator if best and best.score >= _ENOUGH else ""

    def _of_words(self, clause: Clause, family: Family) -> tuple[str, ...]:
        """The indicator whose names fit the clause best."""
        is_bare = not family.subject(clause) and not clause.slots
        around = around_words(self._document, clause.block, clause.start, clause.end, is_bare=is_bare)
        named = [
            (one, score * (1.0 if family.wants is None or family.wants.search(one.spoken) else _UNWANTED))
            for one, score in self._known.named(around)
            if self._is_of(one.indicator.code, family)
        ]
        if family.is_outcome:
            scored = self._by_outcome(named, family.predicate(clause))
        else:
            own = self._of_figures(clause.slots, family)
            scored = [
                (score + _OF_FIGURE * (one.indicator.code in own), one.indicator.code) for one, score in named
            ]
        best, code = max(scored, key=lambda pair: (pair[0], pair[1]), default=(0.0, ""))
        is_soft = not family.is_checkable(clause)
        needed = _SOFTLY if is_soft else _RANKED if family.type == "rank" else _ENOUGH
        return (code,) if best >= needed else ()

    def _of_list(self, clause: Clause, family: Family) -> tuple[str, ...]:
        """The best indicator that tells apart what the clause lists (中考、高考等)."""
        around = around_words(self._document, clause.block, clause.start, clause.end)
        for known, _ in self._known.named(around):
            one = known.indicator
            is_wrong = _INCIDENT.search(one.label)
            if self._is_of(one.code, family) and not is_wrong and self.named_values(clause, one.code):
                return (one.code,)
        return ()

    def _by_outcome(self, named: Sequence[tuple[Known, float]], predicate: str) -> list[tuple[float, str]]:
        """Scores lowered for indicators whose names do not say what the clause says of its object."""
        rarity = self._known.rarity
        said = rarity.weighed([gram for gram in grams(predicate) if rarity.is_known(gram)])
        covered = [rarity.covered(said, known.words) for known, _ in named]
        most = max(covered, default=0.0) or 1.0
        return [
            (score * (1 - _OUTCOME + _OUTCOME * share / most), known.indicator.code)
            for (known, score), share in zip(named, covered, strict=True)
        ]

    def _of_subject(self, clause: Clause, family: Family) -> tuple[str, ...]:
        """Every indicator named after the clause's subject (高考成绩 → all with 高考 in their names)."""
        subject = family.subject(clause)
        for length in range(len(subject), _SHORTEST_SUBJECT - 1, -1):
            for at in range(len(subject) - length + 1):
                word = subject[at : at + length]
                named = () if word in _EVERYWHERE else self._called(word, family)
                if named:
                    return named[:_SEVERAL]
        return ()

    def _called(self, word: str, family: Family) -> tuple[str, ...]:
        return tuple(
            code
            for code, one in sorted(self._catalogue.items())
            if self._is_of(code, family) and any(word in name for name in (one.label, *one.aliases))
        )

    def _figures_so_far(self, clause: Clause) -> list[Slot]:
        """Figures of the sentence up to the clause's end, in order."""
        text = self._document.blocks[clause.block].text
        start, _ = sentence_around(text, clause.start, clause.end)
        return [
            slot
            for slot in self._document.slots
            if slot.block == clause.block and start <= slot.at < clause.end
        ]

    def _incidents_beside(self, codes: Sequence[str]) -> list[str]:
        """Indicators of the same topic that count what went wrong."""
        topics = {code.split(".")[0] for code in codes}
        return [
            code
            for code, one in sorted(self._catalogue.items())
            if code.split(".")[0] in topics and code not in codes and _INCIDENT.search(one.label)
        ]

    def _is_of(self, code: str, family: Family) -> bool:
        return code in self._catalogue and self._catalogue[code].kind in family.kinds

    @cached_property
    def _suggested(self) -> dict[str, tuple[Suggestion, ...]]:
        return match(self._document, self._catalogue)

    @cached_property
    def _known(self) -> Catalogue:
        return Catalogue(self._catalogue.values())
