"""Figures of a frozen snapshot, computed once and kept beside it: what the desk shows in a moment.

`figures/<first twelve of the id>/` in the bureau's folder holds

- `about.json`: the snapshot's whole id, its day, the years, the SHA-256 of every other file here and of
  the definitions they were computed by;
- `figures.parquet`: every indicator and year, for the city and each area; `schools.parquet`: for each school;
- `places.json`: names of areas and schools as they were frozen;
- `judged/<standard>.json` and `judged/<standard>/<place>.json`, `….rows.json`: the evaluation standards;
- `evidence/<indicator>.<year>.parquet`: rows behind a figure, written when somebody first looks at them;
  their sums must be the figure's.

A reader proves the id against the snapshot's manifest and the files against `about.json` before it shows
anything.
"""

from xuezheng.jobs.figures.computing import compute_figures
from xuezheng.jobs.figures.reading import (
    Figures,
    Told,
    latest_figures,
    latest_snapshot,
    open_figures,
    reporting_year,
)

__all__ = [
    "Figures",
    "Told",
    "compute_figures",
    "latest_figures",
    "latest_snapshot",
    "open_figures",
    "reporting_year",
]
