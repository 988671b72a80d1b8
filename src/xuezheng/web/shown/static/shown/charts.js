// Pictures of figures: <figure class="chart" data-chart='{…}'><div></div></figure>.
// `data-chart` holds an ECharts option, or {"map": "address of a GeoJSON", "option": {…}}.
"use strict";

const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// A colour of the page by its name ("--blue") wherever an option names one.
function resolved(value) {
  if (typeof value === "string") return value.startsWith("--") ? ink(value) : value;
  if (Array.isArray(value)) return value.map(resolved);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one)]));
  return value;
}

// An axis in the page's greys, whatever the mode.
function axis(said) {
  const line = { lineStyle: { color: ink("--line") } };
  return {
    ...said,
    axisLabel: { color: ink("--muted"), ...said.axisLabel },
    nameTextStyle: { color: ink("--muted"), ...said.nameTextStyle },
    axisLine: { ...line, ...said.axisLine }, axisTick: { ...line, ...said.axisTick }, splitLine: { ...line, ...said.splitLine },
  };
}

function dressed(given) {
  const option = resolved(given);
  for (const name of ["xAxis", "yAxis"]) {
    if (option[name]) option[name] = Array.isArray(option[name]) ? option[name].map(axis) : axis(option[name]);
  }
  if (option.legend) option.legend = { textStyle: { color: ink("--ink") }, ...option.legend };
  const text = { color: ink("--ink"), fontFamily: ink("--sans") };
  return {
    animation: false,
    color: [ink("--blue"), ink("--red"), ink("--muted"), ink("--warn"), ink("--good")],
    textStyle: text,
    aria: { enabled: true },
    tooltip: { renderMode: "richText", trigger: "item", confine: true },
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    ...option,
  };
}

async function draw(figure) {
  const place = figure.querySelector("div");
  const said = JSON.parse(figure.dataset.chart);
  const chart = echarts.init(place, null, { renderer: "svg" });
  if (said.map) {
    const answer = await fetch(said.map, { credentials: "same-origin" });
    echarts.registerMap("here", await answer.json());
  }
  chart.setOption(dressed(said.option || said));
  new ResizeObserver(() => chart.resize()).observe(place);
  chart.on("click", (at) => {
    const link = at.data && at.data.link;
    if (link) location.href = link;
  });
  figure.chart = chart;
}

document.querySelectorAll("figure[data-chart]").forEach(draw);

// The picture as a file, with a line that says where its figures come from.
document.addEventListener("click", (event) => {
  const asks = event.target.closest("[data-saves-chart]");
  if (!asks) return;
  const figure = document.getElementById(asks.dataset.savesChart);
  const source = figure.querySelector("figcaption")?.textContent.trim() || "";
  const svg = figure.querySelector("svg").cloneNode(true);
  const wide = figure.querySelector("div").clientWidth, high = figure.querySelector("div").clientHeight;
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("width", wide); svg.setAttribute("height", high + 32);
  const line = document.createElementNS("http://www.w3.org/2000/svg", "text");
  line.setAttribute("x", 8); line.setAttribute("y", high + 20); line.setAttribute("font-size", 13);
  line.setAttribute("font-family", "sans-serif");
  line.textContent = source;
  line.setAttribute("fill", ink("--muted"));
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  paper.setAttribute("width", wide); paper.setAttribute("height", high + 32); paper.setAttribute("fill", ink("--paper"));
  svg.prepend(paper);
  svg.append(line);
  const text = new XMLSerializer().serializeToString(svg);
  const name = asks.dataset.name || "chart";
  if (asks.dataset.kind === "svg") { hand(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`); return; }
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = wide * 2; canvas.height = (high + 32) * 2;
    const pen = canvas.getContext("2d");
    pen.fillStyle = ink("--paper"); pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => hand(blob, `${name}.png`));
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
});

function hand(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob); link.download = name; link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
