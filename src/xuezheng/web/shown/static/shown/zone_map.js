// The map of a published plan: a click on a block tells its school.
"use strict";
const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

async function drawZones(figure) {
  const answer = await fetch(figure.dataset.zoneMap, { credentials: "same-origin" });
  const plan = await answer.json();
  const schools = {}, shades = {};
  const blocks = plan.features.filter((one) => one.properties.kind === "block" && one.geometry);
  for (const one of plan.features) {
    if (one.properties.kind === "school") schools[one.properties.school] = one.properties.name;
    if (one.properties.kind === "zone") shades[one.properties.zone] = one.properties.fill;
  }
  const names = (code) => code.split(";").map((one) => schools[one] || one).join("、");
  echarts.registerMap("zones", {
    type: "FeatureCollection",
    features: blocks.map((one) => ({ ...one, properties: { name: one.properties.block } })),
  });
  const chart = echarts.init(figure.querySelector("div"), null, { renderer: "svg" });
  chart.setOption({
    animation: false,
    tooltip: { renderMode: "richText", confine: true, formatter: (at) => at.data ? `${at.data.title}\n${at.data.school}` : "" },
    series: [{
      type: "map", map: "zones", roam: true, selectedMode: "single", label: { show: false },
      itemStyle: { borderColor: ink("--paper"), borderWidth: 0.5 },
      emphasis: { label: { show: false } }, select: { label: { show: false }, itemStyle: { areaColor: ink("--red") } },
      data: blocks.map((one) => ({
        name: one.properties.block, title: one.properties.name || one.properties.block,
        school: names(one.properties.school), metres: one.properties.metres,
        itemStyle: { areaColor: shades[one.properties.zone] || ink("--line") },
      })),
    }],
  });
  new ResizeObserver(() => chart.resize()).observe(figure);
  chart.on("click", (at) => {
    if (at.data) document.getElementById("clicked").textContent = `${at.data.title} → ${at.data.school}`;
  });
}
document.querySelectorAll("[data-zone-map]").forEach(drawZones);
