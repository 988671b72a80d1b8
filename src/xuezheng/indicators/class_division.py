"""Pupils divided into balanced classes by the rounds of a year."""

import narwhals as nw

from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot

#: Whether the result of the round was published.
PUBLISHED = {"yes": "已公布结果", "no": "未公布结果"}


def placements(snapshot: Snapshot, year: int) -> Frame:
    """Placements of the year's rounds of class division, with `published`: yes or no."""
    is_asked = (nw.col("kind") == "class_division") & (nw.col("year") == year)
    rounds = snapshot.table("rounds").filter(is_asked).select(round="code")
    shown = snapshot.table("decisions").filter(~nw.col("published_on").is_null())
    shown = shown.group_by("round").agg(n_shown=nw.len())
    is_shown = nw.when(nw.col("n_shown") > 0).then(nw.lit("yes")).otherwise(nw.lit("no"))
    told = rounds.join(shown, on="round", how="left").select("round", published=is_shown)
    return snapshot.table("class_placements").join(told, on="round", how="inner")
