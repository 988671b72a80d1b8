"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const map = document.getElementById("map"), told = document.getElementById("told");
  const chosen = document.getElementById("chosen"), way = document.getElementById("way");
  const search = document.getElementById("search"), found = document.getElementById("found");
  const svg = (id) => document.getElementById(id);
  const n = data.block.length, [W, H] = data.size;
  const names = data.name.length ? data.name : data.block;
  let view = { x: 0, y: 0, w: W }, pinned = -1;
  const scale = () => W / view.w;

  svg("blocks").setAttribute("d", data.path.join(""));
  document.body.classList.add("live");

  /* ---- view: whole map, closer, further ---- */
  function show() {
    view.w = Math.max(W / 60, Math.min(W, view.w));
    const h = view.w * H / W;
    view.x = Math.max(0, Math.min(W - view.w, view.x));
    view.y = Math.max(0, Math.min(H - h, view.y));
    map.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${h}`);
    // Letters are at least 13 pixels high on any screen, so a telephone shows fewer names and more numbers.
    const pixel = view.w / (map.clientWidth || 640);
    const size = Math.max(data.letter / scale(), 13 * pixel);
    svg("names").setAttribute("font-size", size);
    for (const circle of svg("schools").children) circle.setAttribute("r", size * 0.3);
    [...svg("names").children].forEach((text, i) => {
      const fits = text.dataset.l * size <= text.dataset.w;
      text.textContent = fits ? text.dataset.n : i + 1;
    });
    document.body.classList.toggle("near", scale() > 2.5 || n < 1500);
    document.body.classList.toggle("zoomed", scale() > 1.02);
  }
  function zoom(factor, at) {
    const before = view.w, p = at || { x: view.x + view.w / 2, y: view.y + view.w * H / W / 2 };
    view.w = Math.max(W / 60, Math.min(W, view.w * factor));
    view.x = p.x - (p.x - view.x) * view.w / before;
    view.y = p.y - (p.y - view.y) * view.w / before;
    show();
  }
  function place(event) {
    const box = map.getBoundingClientRect(), k = view.w / box.width;
    return { x: view.x + (event.clientX - box.left) * k, y: view.y + (event.clientY - box.top) * k };
  }

  /* ---- which block lies under a place: a grid of places, then the outlines of the nearest ---- */
  const cell = Math.max(W, H) / 64, grid = new Map();
  for (let i = 0; i < n; i++) {
    const key = Math.floor(data.x[i] / cell) * 1000 + Math.floor(data.y[i] / cell);
    if (!grid.has(key)) grid.set(key, []);
    grid.get(key).push(i);
  }
  const pen = document.createElement("canvas").getContext("2d"), outline = new Map();
  function holds(i, p) {
    if (!outline.has(i)) outline.set(i, new Path2D(data.path[i]));
    return pen.isPointInPath(outline.get(i), p.x, p.y, "evenodd");
  }
  function near(p) {
    // One ring more than fills the list: the block under a place may have its middle in the next cell.
    const cx = Math.floor(p.x / cell), cy = Math.floor(p.y / cell), out = [];
    for (let r = 0, last = 65; r <= last; last = out.length >= 24 ? Math.min(last, r + 1) : 65, r++)
      for (let a = -r; a <= r; a++) for (let b = -r; b <= r; b++)
        if (Math.max(Math.abs(a), Math.abs(b)) === r) out.push(...(grid.get((cx + a) * 1000 + cy + b) || []));
    const d = (i) => (data.x[i] - p.x) ** 2 + (data.y[i] - p.y) ** 2;
    return out.sort((i, j) => d(i) - d(j));
  }
  function at(p) {
    const nearest = near(p).slice(0, 200), inside = nearest.find((i) => holds(i, p));
    return inside === undefined ? -1 : inside;
  }

  /* ---- what is told of a block ---- */
  const km = (m) => m < 1000 ? `${m} 米` : `${(m / 1000).toFixed(2)} 公里`;
  function other(school, metres) {
    const small = document.createElement("small"), zone = data.zones.find((z) => z[1].includes(school));
    const used = zone[2] >= 100 ? "那里的学位已满" : `那里的学位用去 ${zone[2]}%`;
    small.textContent = `最近的是${data.schools[school][0]}（${km(metres)}），${used}。`;
    return small;
  }
  function tell(i) {
    if (i < 0) { chosen.removeAttribute("d"); way.removeAttribute("d"); return; }
    const [zone, schools] = data.zones[data.zone[i]];
    const called = schools.map((j) => data.schools.length ? data.schools[j][0] : zone).join("、");
    chosen.setAttribute("d", data.path[i]);
    way.setAttribute("d", schools.filter((j) => data.schools[j])
      .map((j) => `M${data.x[i]} ${data.y[i]}L${data.schools[j][1]} ${data.schools[j][2]}`).join(""));
    told.replaceChildren();
    const strong = document.createElement("strong");
    strong.textContent = names[i] + (names[i] === data.block[i] ? "" : `（${data.block[i]}）`);
    told.append(strong, ` → ${called}，${schools.length > 1 ? "到最近一所" : "到校"} ${km(data.walk[i])}。`);
    if (data.near[i] >= 0) told.append(other(data.near[i], data.near_walk[i]));
  }

  /* ---- fingers and mouse ---- */
  const fingers = new Map();
  let moved = 0, spread = 0;
  map.addEventListener("pointerdown", (e) => {
    if (e.pointerType !== "touch" || fingers.size || scale() > 1) map.setPointerCapture(e.pointerId);
    fingers.set(e.pointerId, e); moved = 0; spread = 0;
  });
  map.addEventListener("pointermove", (e) => {
    if (!fingers.has(e.pointerId)) {
      if (e.pointerType === "mouse" && pinned < 0) tell(at(place(e)));
      return;
    }
    const last = fingers.get(e.pointerId), k = view.w / map.getBoundingClientRect().width;
    fingers.set(e.pointerId, e);
    const dx = e.clientX - last.clientX, dy = e.clientY - last.clientY;
    moved += Math.abs(dx) + Math.abs(dy);
    if (fingers.size === 2) {
      const [a, b] = [...fingers.values()], now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      if (spread) zoom(spread / now, place({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 }));
      spread = now;
    } else { view.x -= dx * k; view.y -= dy * k; show(); }
  });
  const lift = (e) => {
    if (fingers.delete(e.pointerId) && e.type === "pointerup" && moved < 8 && !fingers.size) {
      pinned = at(place(e)); tell(pinned);
      if (pinned < 0) told.textContent = "这里不在任何小区里。";
    }
  };
  map.addEventListener("pointerup", lift);
  map.addEventListener("pointercancel", lift);
  map.addEventListener("wheel", (e) => { e.preventDefault(); zoom(e.deltaY > 0 ? 1.25 : 0.8, place(e)); }, { passive: false });
  svg("closer").addEventListener("click", () => zoom(0.6));
  svg("further").addEventListener("click", () => zoom(1 / 0.6));
  svg("whole").addEventListener("click", () => { view = { x: 0, y: 0, w: W }; show(); });
  window.addEventListener("resize", show);

  /* ---- search by code or name ---- */
  search.addEventListener("input", () => {
    const asked = search.value.trim().toLowerCase();
    found.replaceChildren();
    if (!asked) return;
    let shown = 0;
    for (let i = 0; i < n && shown < 8; i++)
      if (data.block[i].toLowerCase().includes(asked) || names[i].toLowerCase().includes(asked)) {
        const button = document.createElement("button");
        button.textContent = names[i] === data.block[i] ? names[i] : `${names[i]}（${data.block[i]}）`;
        button.addEventListener("click", () => { pinned = i; go(i); found.replaceChildren(); search.value = names[i]; });
        found.append(button); shown++;
      }
    if (!shown) found.textContent = "没有这个小区。请核对名称或编号。";
  });
  search.addEventListener("keydown", (e) => { if (e.key === "Enter" && found.firstElementChild) found.firstElementChild.click(); });
  function go(i) {
    view.w = Math.min(view.w, W * Math.min(0.5, 18 / Math.sqrt(n)));
    view.x = data.x[i] - view.w / 2; view.y = data.y[i] - view.w * H / W / 2;
    show(); tell(i);
  }
  show();
})();
