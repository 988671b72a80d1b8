"""Sums that the text itself must keep: parts and totals, rates, growth, one value under one name."""

from xuezheng.reports.checking.arithmetic.growth import faults_of_growth
from xuezheng.reports.checking.arithmetic.naming import faults_of_naming
from xuezheng.reports.checking.arithmetic.parts import faults_of_parts
from xuezheng.reports.checking.arithmetic.printed import sentences_of
from xuezheng.reports.checking.arithmetic.rates import faults_of_rates
from xuezheng.reports.checking.arithmetic.respectively import faults_of_respectively
from xuezheng.reports.checking.arithmetic.totals import faults_of_totals

_WITHIN_A_SENTENCE = (
    faults_of_parts,
    faults_of_totals,
    faults_of_rates,
    faults_of_growth,
    faults_of_respectively,
)


def check_arithmetic(text: str) -> tuple[str, ...]:
    """List the figures of a text that cannot all be right; one paragraph a line.

    Only printed figures are compared with one another, never with records.
    """
    sentences = [sentence for line in text.splitlines() for sentence in sentences_of(line)]
    faults = [fault for sentence in sentences for rule in _WITHIN_A_SENTENCE for fault in rule(sentence)]
    return tuple(dict.fromkeys([*faults, *faults_of_naming(sentences)]))
