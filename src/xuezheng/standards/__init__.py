"""Evaluation standards of the state: one file each; figures and findings in, a verdict with reasons out.

Files directly in this room are its machinery; a file in one of its folders declares exactly one standard.
Figures come from indicators and from the schools' returns, findings from inspectors' visits, thresholds from
dated rules. What cannot be reckoned is `unknown` with its reason, never zero.
"""
