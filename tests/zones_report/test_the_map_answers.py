"""The map in a browser: what is drawn is the plan, a tap and a search tell a block's school, and a telephone fits."""

import json
import re

import pytest
from grown_plans import picture, town, wkt_square
from page_in_browser import used

from xuezheng.allocation.zones.report.writing import files_of


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Six by four blocks of 100 m, three schools with long names."""
    rows = [
        {"block": f"B{i}{j}", "name": f"{i}{j}号院", "pupils": 9, "boarder": 0, "wkt": wkt_square(i, j)}
        for i in range(6)
        for j in range(4)
    ]
    schools = [
        {"school": f"S{k}", "name": name, "block": block, "seats": 99}
        for k, (name, block) in enumerate(
            (("霁城区东街小学", "B00"), ("霁城区西街小学", "B53"), ("霁城区实验小学", "B23"))
        )
    ]
    return files_of(picture(town(tmp_path_factory.mktemp("town"), rows, schools)))


def data_of(files):
    page = files["report.html"].decode()
    return json.loads(re.search(r'<script type="application/json" id="data">([\s\S]*?)</script>', page)[1])


def test_a_tap_on_every_block_tells_what_the_plan_says_of_it(files):
    data = data_of(files)
    blocks = {
        f["properties"]["block"]: f["properties"]
        for f in json.loads(files["plan.geojson"])["features"]
        if f["properties"]["kind"] == "block"
    }

    said = used(
        files["report.html"].decode(),
        """
        const drawn = id("blocks").getAttribute("d").split("M").length - 1;
        const told = DATA.at.map(([x, y]) => tap(...screen(x, y)));
        const chosen = id("chosen").getAttribute("d"), way = id("way").getAttribute("d");
        const outside = tap(...screen(1, 1));
        return {live: page.body.classList.contains("live"), zones: id("zones").children.length, drawn, told, chosen, way, outside,
          cleared: id("chosen").hasAttribute("d")};
        """,
        width=1280,
        data={"at": list(zip(data["x"], data["y"], strict=True))},
    )

    names = {f"S{k}": school[0] for k, school in enumerate(data["schools"])}
    assert said["live"] and said["zones"] == 3 and said["drawn"] == len(blocks) == 24
    for code, told in zip(data["block"], said["told"], strict=True):
        walk = blocks[code]["metres"]
        assert told.startswith(
            f"{blocks[code]['name']}（{code}） → {names[blocks[code]['school']]}，到校 {walk} 米。"
        )
    assert said["chosen"] == data["path"][-1] and said["way"].startswith("M")
    assert said["outside"] == "这里不在任何小区里。" and not said["cleared"]


def test_a_block_is_found_by_name_or_code_on_a_telephone(files):
    said = used(
        files["report.html"].decode(),
        """
        const whole = id("map").getAttribute("viewBox");
        type("42号"); const byName = [...id("found").children].map((b) => b.textContent);
        type("b4"); const byCode = [...id("found").children].map((b) => b.textContent);
        type("没有的"); const none = id("found").textContent;
        type("42号"); id("found").firstElementChild.click();
        const told = id("told").textContent, closer = id("map").getAttribute("viewBox");
        id("whole").click();
        const tools = [...page.querySelectorAll(".tools button")].map((b) => b.getBoundingClientRect());
        const letters = [...id("names").children].map((t) => t.textContent);
        const pixel = id("map").viewBox.baseVal.width / id("map").clientWidth;
        return {byName, byCode, none, told, closer: closer !== whole, back: id("map").getAttribute("viewBox") === whole,
          wide: page.documentElement.scrollWidth, least: Math.min(...tools.map((b) => Math.min(b.width, b.height))),
          letters, high: id("names").getAttribute("font-size") / pixel, map: id("map").clientWidth};
        """,
        width=360,
    )

    assert said["byName"] == ["42号院（B42）"]
    assert said["byCode"] == [f"4{j}号院（B4{j}）" for j in range(4)]
    assert said["none"] == "没有这个小区。请核对名称或编号。"
    assert said["told"].startswith("42号院（B42） → ") and said["closer"] and said["back"]
    # Nothing sticks out at the side, fingers find the buttons, and letters can be read.
    assert said["wide"] <= 360 and said["map"] > 300 and said["least"] >= 40 and said["high"] >= 12.9
    assert all(
        words in ("霁城区东街小学", "霁城区西街小学", "霁城区实验小学", "1", "2", "3")
        for words in said["letters"]
    )
