/* Charts: a press on a mark opens its evidence, arrows walk along the marks, a ring shows whose evidence is open. */
(function () {
  "use strict";
  const page = window.seizures, state = page.state;

  /* a ring lies over the mark whose evidence is open; it is no part of the chart, which is not drawn again for it */
  function where(gd, figure) {
    const full = gd._fullLayout;
    if (!full || !gd.data) return null;
    for (const trace of [...gd.data].reverse()) {
      const i = (trace.customdata || []).indexOf(figure);
      if (i < 0 || !trace.x || trace.x[i] === undefined) continue;
      const axis = (name, letter) => full[letter + "axis" + (name || letter).slice(1)];
      const x = axis(trace.xaxis, "x"), y = axis(trace.yaxis, "y");
      const box = gd.getBoundingClientRect(), outer = gd.closest(".chart").getBoundingClientRect();
      return [box.left - outer.left + x._offset + x.d2p(trace.x[i]), box.top - outer.top + y._offset + y.d2p(trace.y[i])];
    }
    return null;
  }
  function put(mark, at) { mark.style.left = at[0] + "px"; mark.style.top = at[1] + "px"; }

  function ring(figure) {
    document.querySelectorAll("#main .chart .js-plotly-plot").forEach((gd) => {
      const box = gd.closest(".chart"), at = figure ? where(gd, figure) : null;
      let mark = box.querySelector(".ring:not(.new)");
      if (!at) { if (mark) mark.remove(); return; }
      if (!mark) { mark = page.h("div", { class: "ring" }); box.append(mark); }
      put(mark, at);
    });
  }

  /* a grey series takes its drug's colour while it is hovered, walked along or its button is; the chart is not drawn again */
  function light(gd, key) {
    (gd.lit || []).forEach(([node, name, value]) => { node.style[name] = value; });
    gd.lit = [];
    const meta = (gd.layout && gd.layout.meta) || {}, to = (meta.lit || {})[key];
    if (!to) return;
    const paint = (node, name, colour) => { gd.lit.push([node, name, node.style[name]]); node.style[name] = colour; };
    gd.querySelectorAll(".scatterlayer .trace, .barlayer .trace").forEach((group) => {
      const held = (group.__data__ || [])[0];
      if (!held || !held.trace || held.trace.meta !== key) return;
      group.querySelectorAll("path").forEach((path) => ["stroke", "fill"].forEach((name) => {
        if (same(path.style[name], meta.grey)) paint(path, name, to[0]);
      }));
    });
    (gd.layout.annotations || []).forEach((one, i) => {
      if (one.name === key) gd.querySelectorAll(`.annotation[data-index="${i}"] text`).forEach((text) => paint(text, "fill", to[1]));
    });
  }
  function same(drawn, grey) {
    const parts = (drawn || "").match(/^rgba?\((\d+), (\d+), (\d+)/);
    return Boolean(parts) && parts.slice(1).map((n) => (+n).toString(16).padStart(2, "0")).join("") === grey.slice(1).toLowerCase();
  }
  const lights = (event, on) => {
    const button = event.target.closest && event.target.closest('[data-toggle="pin"]');
    if (button) document.querySelectorAll("#main .chart .js-plotly-plot").forEach((gd) => light(gd, on ? button.dataset.values : null));
  };
  ["mouseover", "focusin"].forEach((name) => document.addEventListener(name, (event) => lights(event, true)));
  ["mouseout", "focusout"].forEach((name) => document.addEventListener(name, (event) => lights(event, false)));

  /* marks that changed carry a ring for two seconds */
  let changed = null;
  function flash(gd) {
    if (!changed || Date.now() > changed.until) return;
    const box = gd.closest(".chart");
    box.querySelectorAll(".ring.new").forEach((mark) => mark.remove());
    changed.figures.forEach((figure) => {
      const at = where(gd, figure);
      if (!at) return;
      const mark = page.h("div", { class: "ring new" });
      put(mark, at);
      box.append(mark);
      setTimeout(() => mark.remove(), 2000);
    });
  }
  page.changed = (figures) => {
    changed = { figures, until: Date.now() + 3000 };
    document.querySelectorAll("#main .chart .js-plotly-plot").forEach(flash);
  };
  page.ring = ring;

  /* charts: a press opens the evidence, arrows walk along the marks */
  function wire(gd) {
    if (gd.dataset.wired || !gd.on) return;
    gd.dataset.wired = "1";
    gd.on("plotly_click", (event) => {
      const point = event.points.find((p) => p.customdata);
      if (!point) return;
      pressed = { place: point.data.ids && point.data.ids[point.pointNumber], at: Date.now() };
      open(point.customdata);
    });
    gd.on("plotly_clickannotation", (event) => { if (event.annotation.name) page.toggle("pin", [event.annotation.name]); });
    gd.on("plotly_hover", (event) => { gd.style.cursor = "pointer"; gd.classList.add("over"); light(gd, event.points[0].data.meta); });
    gd.on("plotly_unhover", () => { gd.style.cursor = ""; gd.classList.remove("over"); light(gd, null); });
    gd.on("plotly_afterplot", () => { ring(state.opened && state.opened.figure); flash(gd); });
    if (state.opened && state.opened.figure) ring(state.opened.figure);
  }
  function open(figure) {
    if (typeof figure === "string" && figure.startsWith("go:")) return page.go(figure.slice(3).split("?")[0], new URLSearchParams(figure.split("?")[1] || ""));
    page.change({ figure: figure, claim: null });
  }

  const openRow = (id) => page.change(page.params().get("rows") === "claims" ? { claim: id, figure: null } : { figure: id, claim: null });

  page.open = open;

  /* the map: a second press looks inside the place */
  let pressed = {};
  document.addEventListener("dblclick", (event) => {
    if (!event.target.closest("[data-chart]") || !pressed.place || Date.now() - pressed.at > 800) return;
    page.change({ place: pressed.place, figure: null, claim: null });
  });
  page.openRow = openRow;

  function walk(box, key) {
    const gd = box.querySelector(".js-plotly-plot");
    if (!gd || !gd.data) return false;
    const marks = [];
    gd.data.forEach((trace, curve) => {
      if (!trace.customdata || trace.hoverinfo !== "text" || !trace.x) return;
      trace.x.forEach((x, i) => trace.customdata[i] && marks.push({ curve, i, x, y: trace.y[i], id: trace.customdata[i] }));
    });
    if (!marks.length) return false;
    const now = marks.find((m) => box.dataset.at === m.curve + ":" + m.i);
    if (key === "Enter") { if (now) open(now.id); return Boolean(now); }
    let next = now;
    if (!now) next = marks.reduce((a, b) => (b.x > a.x ? b : a));
    else if (key === "ArrowLeft" || key === "ArrowRight") {
      const step = key === "ArrowRight" ? 1 : -1;
      const line = marks.filter((m) => m.curve === now.curve).sort((a, b) => a.x - b.x);
      next = line[Math.min(line.length - 1, Math.max(0, line.indexOf(now) + step))];
    } else {
      const step = key === "ArrowUp" ? 1 : -1;
      const column = marks.filter((m) => Math.abs(m.x - now.x) < 0.6).sort((a, b) => a.y - b.y);
      next = column[Math.min(column.length - 1, Math.max(0, column.indexOf(now) + step))];
    }
    box.dataset.at = next.curve + ":" + next.i;
    window.Plotly.Fx.hover(gd, [{ curveNumber: next.curve, pointNumber: next.i }]);
    const trace = gd.data[next.curve];
    page.say((trace.hovertext[next.i] || "").replace(/<br>/g, ", ").replace(/<[^>]+>/g, ""));
    return true;
  }
  page.walk = walk;

  const watch = new MutationObserver(() => document.querySelectorAll(".js-plotly-plot").forEach(wire));
  page.ready.push(() => watch.observe(document.getElementById("frame"), { childList: true, subtree: true }));
})();
