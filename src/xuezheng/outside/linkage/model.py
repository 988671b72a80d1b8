"""The splink model: what is compared, level by level, and which pairs are looked at at all."""

from typing import Any

from xuezheng.outside.linkage.weights import Weights

#: One SQL condition a level, in the order of `weights.yaml`; the last level is whatever is left.
_CONDITIONS: dict[str, dict[str, str]] = {
    "number": {
        "same_number": "number_l = number_r",
        "one_slip": "damerau_levenshtein(number_l, number_r) = 1",
        "two_slips": "damerau_levenshtein(number_l, number_r) = 2 AND (valid_l IS NULL OR valid_r IS NULL)",
        "same_day_other_number": "number_l IS NOT NULL AND number_r IS NOT NULL AND born_on_l = born_on_r",
        "other_number": "number_l IS NOT NULL AND number_r IS NOT NULL",
        "same_day": "born_on_l = born_on_r",
        "near_day": "damerau_levenshtein(born_on_l, born_on_r) = 1"
        " OR (left(born_on_l, 4) = left(born_on_r, 4)"
        " AND substr(born_on_l, 5, 2) = substr(born_on_r, 7, 2)"
        " AND substr(born_on_l, 7, 2) = substr(born_on_r, 5, 2))",
    },
    "name": {
        "same_name": "name_l = name_r",
        "same_sound": "sound_l = sound_r",
        "swapped": "letters_l = letters_r",
        # DuckDB counts bytes: a sound takes three for each character.
        "one_missing": "abs(length(sound_l) - length(sound_r)) = 1 AND levenshtein(sound_l, sound_r) = 3"
        " AND first_l = first_r",
        "one_other": "length(sound_l) = length(sound_r) AND length(sound_l) > 2 AND first_l = first_r"
        " AND (tail_l = tail_r OR head_l = head_r"
        " OR (length(sound_l) > 4 AND levenshtein(sound_l, sound_r) <= 3))",
        "same_given": "given_l = given_r",
        "same_surname": "first_l = first_r",
    },
    "sex": {"same_sex": "sex_l = sex_r"},
    "area": {"same_area": "area_l = area_r"},
    "phone": {"same_phone": "phone_l = phone_r"},
    "guardian": {"same_guardian": "guardian_l = guardian_r"},
}
#: Nothing to compare: the comparison says nothing.
_NOTHING = {
    "number": "(number_l IS NULL OR number_r IS NULL) AND (born_on_l IS NULL OR born_on_r IS NULL)",
    # A number that agrees has said the sex already: it is not counted twice.
    "sex": "sex_l IS NULL OR sex_r IS NULL OR coalesce(number_l = number_r, false)",
}
_FREQUENCY = {"same_name": "name", "same_sound": "sound"}

#: Pairs are looked at when one of these holds; each is an equality a hash join can use. A number with one slip
#: keeps two of its three parts whole, whichever digit it is.
BLOCKS = (
    "l.number = r.number",
    "l.front = r.front",
    "l.back = r.back",
    "l.ends = r.ends",
    "l.inner = r.inner",
    "l.born_on = r.born_on AND l.first = r.first",
    "l.born_on = r.born_on AND l.last = r.last",
    "l.phone = r.phone",
    "l.sound = r.sound AND l.year = r.year AND l.number IS NULL",
    "l.name = r.name AND l.area = r.area",
    "l.name = r.name AND l.area IS NULL",
    "l.sound = r.sound AND l.area = r.area AND l.born_on IS NULL",
)
#: Columns the model reads, and those it only looks pairs up by.
COLUMNS = (
    "number", "valid", "born_on", "name", "sound", "letters", "first", "given", "head", "tail", "sex", "area", "phone", "guardian",
)  # fmt: skip
KEYS = ("front", "back", "ends", "inner", "last", "year")


def settings(weights: Weights, n_pupils: int) -> dict[str, Any]:
    """The model as splink takes it, with every weight fixed."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": "code",
        "comparisons": [_comparison(weights, name) for name in weights.levels],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in BLOCKS],
        "probability_two_random_records_match": weights.prior_share / max(2, n_pupils),
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
    }


def _comparison(weights: Weights, name: str) -> dict[str, Any]:
    levels = weights.levels[name]
    nothing = _NOTHING.get(name, f"{name}_l IS NULL OR {name}_r IS NULL")
    conditions = _CONDITIONS[name]
    if [*conditions, "other"] != list(levels):
        raise AssertionError(f"weights.yaml and the model disagree on {name}.")
    return {
        "output_column_name": name,
        "comparison_levels": [
            {"sql_condition": nothing, "label_for_charts": "nothing", "is_null_level": True},
            *(_level(levels[key], conditions.get(key, "ELSE"), key) for key in levels),
        ],
    }


def _level(level: Any, condition: str, key: str) -> dict[str, Any]:
    said = {
        "sql_condition": condition,
        "label_for_charts": key,
        "m_probability": level.same,
        "u_probability": level.chance,
    }
    if level.by_frequency:
        said |= {
            "tf_adjustment_column": _FREQUENCY[key],
            "tf_adjustment_weight": 1.0,
            "disable_tf_exact_match_detection": True,
        }
    return said
