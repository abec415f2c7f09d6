/* The page's behaviour: the address is the state. Links and controls change the address, the address asks the server. */
(function () {
  "use strict";
  const OPEN = ["figure", "claim"];
  const state = { version: null, asked: null, opened: null, last: null };

  const params = () => new URLSearchParams(window.location.search);
  const scheme = () => document.documentElement.getAttribute("data-mantine-color-scheme") || "light";
  const set = (id, props) => window.dash_clientside.set_props(id, props);

  /* addresses keep commas, slashes and colons readable, as the server writes them */
  function written(search) {
    const text = search.toString().replace(/%2C/g, ",").replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/\+/g, "%20");
    return text ? "?" + text : "";
  }

  function go(path, search, replace) {
    const url = path + written(search);
    if (url === window.location.pathname + window.location.search) return;
    window.history[replace ? "replaceState" : "pushState"]({}, "", url);
    sync();
  }

  function change(names, replace) {
    const search = params();
    for (const [name, value] of Object.entries(names)) {
      if (value === null || value === "") search.delete(name); else search.set(name, value);
    }
    go(window.location.pathname, search, replace);
  }

  const listed = (search, name) => {
    const found = []; let current = "", escaped = false;
    for (const c of search.get(name) || "") {
      if (escaped) { current += c; escaped = false; } else if (c === "\\") escaped = true;
      else if (c === ",") { found.push(current); current = ""; } else current += c;
    }
    found.push(current);
    return found.filter(Boolean);
  };

  function toggle(name, values, add) {
    const search = params(), now = listed(search, name);
    const all = !add && values.every((v) => now.includes(v));
    const next = all ? now.filter((v) => !values.includes(v)) : now.concat(values.filter((v) => !now.includes(v)));
    const text = next.map((v) => v.replace(/\\/g, "\\\\").replace(/,/g, "\\,")).join(",");
    for (const part of OPEN) search.delete(part);
    if (text) search.set(name, text); else search.delete(name);
    go(window.location.pathname, search);
    return !all;
  }

  /* the address → two requests: what the view shows, and whose evidence is open */
  function sync(force) {
    const search = params(), opened = {};
    for (const name of OPEN) { if (search.get(name)) opened[name] = search.get(name); search.delete(name); }
    const main = document.getElementById("main"), open = Boolean(opened.figure || opened.claim);
    if (open !== document.body.classList.contains("drawer-open")) {
      document.body.classList.toggle("drawer-open", open);
      if (open) state.last = document.activeElement; else restore();
    }
    const wanted = {
      path: window.location.pathname, query: search.toString(), scheme: scheme(), version: state.version,
      width: Math.round(main.getBoundingClientRect().width - parseFloat(getComputedStyle(main).paddingLeft) * 2),
      height: window.innerHeight, since: state.since || "",
    };
    const report = window.location.pathname.startsWith("/report/");
    if (report) wanted.query = "";
    marked(wanted.path);
    opened.version = state.version;
    if (force || JSON.stringify(opened) !== JSON.stringify(state.opened)) {
      state.opened = opened;
      set("opened", { data: opened });
      ring(opened.figure);
    }
    const before = state.asked;
    const unsorted = (query) => query.replace(/(^|&)sort=[^&]*/, "");
    const same = before && ["path", "scheme", "version"].every((k) => before[k] === wanted[k]) && unsorted(before.query) === unsorted(wanted.query);
    const sized = before && Math.abs(before.width - wanted.width) < 48 && Math.abs(before.height - wanted.height) < 80;
    if (force || !same || !sized) {
      if (before && before.path !== wanted.path) window.scrollTo(0, 0);
      state.asked = wanted;
      set("request", { data: wanted });
    }
  }

  function marked(path) {
    const search = params();
    for (const name of OPEN) search.delete(name);
    document.querySelectorAll("a[data-view]").forEach((a) => {
      const here = a.dataset.view === path || (a.dataset.view === "/" && path === "");
      if (here) a.setAttribute("aria-current", "page"); else a.removeAttribute("aria-current");
      a.setAttribute("href", a.dataset.view + written(search));
    });
    document.body.dataset.path = path;
    const box = document.getElementById("search");
    if (box && document.activeElement !== box) box.value = search.get("search") || "";
  }

  /* evidence: where the focus came from gets it back */
  function restore() {
    const back = state.last;
    if (back && document.contains(back)) back.focus({ preventScroll: true });
    state.last = null;
  }
  const close = () => change({ figure: null, claim: null });

  /* a ring lies over the mark whose evidence is open; it is no part of the chart, which is not drawn again for it */
  function ring(figure) {
    document.querySelectorAll("#main .js-plotly-plot").forEach((gd) => {
      const box = gd.closest(".chart"), full = gd._fullLayout;
      if (!box || !full || !gd.data) return;
      let mark = box.querySelector(".ring"), at = null;
      if (figure) for (const trace of [...gd.data].reverse()) {
        const i = (trace.customdata || []).indexOf(figure);
        if (i >= 0 && trace.x && trace.x[i] !== undefined) { at = [trace, i]; break; }
      }
      if (!at) { if (mark) mark.remove(); return; }
      const axis = (name, letter) => full[letter + "axis" + (name || letter).slice(1)];
      const x = axis(at[0].xaxis, "x"), y = axis(at[0].yaxis, "y");
      const place = gd.getBoundingClientRect(), outer = box.getBoundingClientRect();
      if (!mark) { mark = document.createElement("div"); mark.className = "ring"; box.append(mark); }
      mark.style.left = place.left - outer.left + x._offset + x.d2p(at[0].x[at[1]]) + "px";
      mark.style.top = place.top - outer.top + y._offset + y.d2p(at[0].y[at[1]]) + "px";
    });
  }

  /* charts: a press opens the evidence, arrows walk along the marks */
  function wire(gd) {
    if (gd.dataset.wired || !gd.on) return;
    gd.dataset.wired = "1";
    gd.on("plotly_click", (event) => {
      const point = event.points.find((p) => p.customdata);
      if (point) open(point.customdata);
    });
    gd.on("plotly_hover", () => { gd.style.cursor = "pointer"; gd.classList.add("over"); });
    gd.on("plotly_unhover", () => { gd.style.cursor = ""; gd.classList.remove("over"); });
    gd.on("plotly_afterplot", () => ring(state.opened && state.opened.figure));
    if (state.opened && state.opened.figure) ring(state.opened.figure);
  }
  function open(figure) {
    if (typeof figure === "string" && figure.startsWith("go:")) return go(figure.slice(3).split("?")[0], new URLSearchParams(figure.split("?")[1] || ""));
    change({ figure: figure, claim: null });
  }

  const openRow = (id) => change(params().get("rows") === "claims" ? { claim: id, figure: null } : { figure: id, claim: null });

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
    say((trace.hovertext[next.i] || "").replace(/<br>/g, ", ").replace(/<[^>]+>/g, ""));
    return true;
  }

  function say(text) { const box = document.getElementById("spoken"); if (box) box.textContent = text; }

  function toast(text, kind) {
    const box = document.getElementById("toasts");
    const item = document.createElement("div");
    item.className = "toast " + (kind || "");
    const words = document.createElement("span");
    words.textContent = text;
    item.append(words);
    while (box.children.length > 2) box.firstChild.remove();
    box.append(item);
    if (kind !== "bad") setTimeout(() => item.remove(), 6000); else item.addEventListener("click", () => item.remove());
    return item;
  }

  async function copy(text, said) {
    try { await navigator.clipboard.writeText(text); toast(said); } catch (e) { window.prompt(said, text); }
  }

  /* clicks */
  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const at = (selector) => event.target.closest && event.target.closest(selector);
    let el;
    if ((el = at(".twist"))) {
      const inside = el.closest(".branch").querySelector(":scope > .inside");
      inside.hidden = !inside.hidden;
      el.setAttribute("aria-expanded", String(!inside.hidden));
      branches.set(el.dataset.branch, !inside.hidden);
      return;
    }
    if ((el = at("[data-toggle]"))) {
      event.preventDefault();
      const on = toggle(el.dataset.toggle, el.dataset.values.split("\n"));
      el.setAttribute("aria-checked", String(on));
      return;
    }
    if ((el = at("[data-claim-link]")) && plain) { event.preventDefault(); change({ claim: el.dataset.claimLink, figure: null }); return; }
    if ((el = at("[data-open]")) && plain) { event.preventDefault(); open(el.dataset.open); return; }
    if ((el = at("a.go, a[data-view]")) && plain) {
      event.preventDefault();
      const url = new URL(el.href);
      if (el.classList.contains("view-home")) url.search = "";
      go(url.pathname, url.searchParams);
      if (url.hash) setTimeout(() => { const part = document.querySelector(url.hash); if (part) part.scrollIntoView(); }, 400);
      return;
    }
    if ((el = at("#grid .ag-row[row-id]"))) { if (!String(window.getSelection())) openRow(el.getAttribute("row-id")); return; }
    if (at(".close-drawer")) return close();
    if (at("#theme")) { theme(); return; }
    if (at("#language")) { language(at("#language").lang); return; }
    if (at(".try-again")) { sync(true); return; }
    if ((el = at(".take-link"))) { copy(window.location.href, page.texts("copied-link")); return; }
    if ((el = at(".copy-text"))) { copy(el.dataset.text, page.texts("copied")); return; }
    if (at(".search-button")) { document.body.classList.add("search-open"); document.getElementById("search").focus(); return; }
    if (at(".show-filters")) { document.body.classList.toggle("rail-open"); return; }
    if (at(".hide-filters")) { document.body.classList.remove("rail-open"); return; }
    page.extra.forEach((handler) => handler(event, at));
  });

  function theme() {
    const next = scheme() === "dark" ? "light" : "dark";
    localStorage.setItem("mantine-color-scheme-value", next);
    document.documentElement.setAttribute("data-mantine-color-scheme", next);
  }
  function language(code) {
    document.cookie = "seizures-language=" + code.split("-")[0] + "; path=/; max-age=31536000; samesite=strict";
    window.location.reload();
  }

  /* keys */
  document.addEventListener("keydown", (event) => {
    const target = event.target, typing = target.matches("input, textarea, select, [contenteditable=true]");
    if (event.key === "Escape") {
      if (document.querySelector("dialog[open]")) return;
      if (document.body.classList.contains("search-open")) document.body.classList.remove("search-open");
      else if (document.body.classList.contains("rail-open")) document.body.classList.remove("rail-open");
      else if (document.body.classList.contains("drawer-open")) close();
      return;
    }
    if (event.key === "Enter" && target.closest && target.closest("#grid .ag-row[row-id]")) { openRow(target.closest(".ag-row").getAttribute("row-id")); return; }
    if (event.key === " " && target.matches("a[role=checkbox], a[role=radio]")) { event.preventDefault(); target.click(); return; }
    if (event.key === "Enter" && target.matches("a[role=checkbox]")) { event.preventDefault(); target.click(); return; }
    const chart = target.closest && target.closest("[data-chart]");
    if (chart && target === chart && ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Enter"].includes(event.key)) {
      if (walk(chart, event.key)) event.preventDefault();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("seizures-keys") === "off") return;
    if (page.keys.some((handler) => handler(event))) { event.preventDefault(); return; }
    if (event.key === "/") { event.preventDefault(); const box = document.getElementById("search"); if (box) box.focus(); return; }
    if (/^[1-7]$/.test(event.key)) { const a = document.querySelectorAll("a[data-view]")[Number(event.key) - 1]; if (a) a.click(); return; }
    if (event.key === "f" || event.key === "F") { document.body.classList.toggle("rail-open"); return; }
    if (event.key === "j" || event.key === "J") return step(1);
    if (event.key === "k" || event.key === "K") return step(-1);
  });
  function step(by) {
    const cards = [...document.querySelectorAll("#drawer .claim")];
    if (!cards.length) return;
    const now = cards.indexOf(document.activeElement.closest(".claim"));
    const next = cards[Math.min(cards.length - 1, Math.max(0, now + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches || !event.target.matches("[data-year]")) return;
    change({ year: event.target.value, figure: null, claim: null });
  });

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "search-form") return;
    event.preventDefault();
    document.body.classList.remove("search-open");
    const words = document.getElementById("search").value.trim();
    const search = params();
    if (words) search.set("search", words); else search.delete("search");
    const filtered = ["/", "/reports", "/method"].includes(window.location.pathname) || window.location.pathname.startsWith("/report/");
    if (words && filtered) { search.set("measure", "any"); search.set("statistic", "any"); search.set("rows", "claims"); }
    go(words && filtered ? "/table" : window.location.pathname, search);
  });

  /* what the server sends takes the place of what was there: the focus and what was opened are given back */
  const ways = [["[data-toggle]", (el) => el.dataset.toggle + "\n" + el.dataset.values], [".twist[data-branch]", (el) => el.dataset.branch],
    ["[role=radio], a.go, [data-open], button, input, summary", (el) => el.tagName + (el.id || el.getAttribute("aria-label") || el.textContent)]];
  function named(el) { for (const [selector, key] of ways) if (el.matches(selector)) return [selector, key(el)]; return null; }
  document.addEventListener("focusin", (event) => {
    const region = event.target.closest("#rail, #main");
    state.focus = region ? [region.id, named(event.target)] : null;
  });
  function refocus() {
    if (document.activeElement !== document.body || !state.focus || !state.focus[1]) return;
    const [region, [selector, key]] = state.focus, find = ways.find((way) => way[0] === selector)[1];
    const el = [...document.querySelectorAll("#" + region + " " + selector.split(", ").join(", #" + region + " "))].find((e) => find(e) === key);
    if (el) el.focus({ preventScroll: true });
  }
  const branches = new Map();
  function reopen() {
    document.querySelectorAll(".twist[data-branch]").forEach((el) => {
      const open = branches.get(el.dataset.branch), inside = el.closest(".branch").querySelector(":scope > .inside");
      if (open !== undefined && inside.hidden === open) { inside.hidden = !open; el.setAttribute("aria-expanded", String(open)); }
    });
    document.querySelectorAll("#rail details").forEach((el, n) => {
      if (el.dataset.known) return;
      el.dataset.known = "1";
      const key = "details" + n + el.className;
      if (branches.get(key)) el.open = true;
      el.addEventListener("toggle", () => branches.set(key, el.open));
    });
  }

  /* what the server rendered: wire charts, give the focus to the first claim */
  const watch = new MutationObserver(() => document.querySelectorAll(".js-plotly-plot").forEach(wire));
  function painted() {
    const blocks = document.getElementById("skeleton");
    if (blocks && document.querySelector("#main h1")) blocks.hidden = true;
    const first = document.querySelector("#drawer .claim.chosen, #drawer .claim");
    const title = document.getElementById("drawer-title");
    const figure = state.opened && (state.opened.figure || state.opened.claim);
    if (figure && first && state.focused !== figure && title) { state.focused = figure; first.focus({ preventScroll: !first.classList.contains("chosen") }); }
    if (!figure) state.focused = null;
    const claim = state.opened && state.opened.claim, quote = claim && document.getElementById("quote-" + claim);
    if (quote && state.scrolled !== claim) {
      state.scrolled = claim;
      document.querySelectorAll(".opens-claim.here").forEach((a) => a.classList.remove("here"));
      quote.classList.add("here");
      quote.scrollIntoView({ block: "center" });
    }
    refocus();
    reopen();
    const h1 = document.querySelector("#main h1");
    if (h1) document.title = h1.textContent + " · " + (document.querySelector(".brand") || h1).textContent;
  }

  for (const kind of ["pointerup", "keydown", "focusout"]) {
    document.addEventListener(kind, (event) => { if (state.grabbed || (event.target.closest && event.target.closest("#years-range"))) { state.touched = Date.now(); state.grabbed = false; } }, true);
  }
  document.addEventListener("pointerdown", (event) => { state.grabbed = Boolean(event.target.closest && event.target.closest("#years-range")); }, true);

  /* controls that Dash keeps: their values go into the address */
  function control(values, ids) {
    const none = window.dash_clientside.no_update;
    const triggered = window.dash_clientside.callback_context.triggered;
    if (!triggered || !triggered.length || !state.asked) return none;
    const search = params();
    let years = null;
    for (const one of triggered) {
      const id = JSON.parse(one.prop_id.slice(0, one.prop_id.lastIndexOf("."))), value = one.value;
      if (value === null || value === undefined || value === "") continue;
      if (id.control === "find") { toggle(id.name, [value], true); return none; }
      if (id.control === "select") {
        const now = search.get(id.name) || page.defaults[id.name] || "";
        if (String(value) !== now) {
          for (const part of OPEN.concat(["unit"])) search.delete(part);
          if (value === (page.defaults[id.name] || "")) search.delete(id.name); else search.set(id.name, value);
          go(window.location.pathname, search);
        }
        return none;
      }
      if (id.control === "slider") years = value;
      if (id.control === "field") {
        const other = ids.findIndex((i) => i.control === "field" && i.name !== id.name);
        const pair = id.name === "from" ? [Number(value), Number(values[other])] : [Number(values[other]), Number(value)];
        years = pair[0] <= pair[1] ? pair : [pair[1], pair[0]];
      }
    }
    if (years && triggered.length === 1 && Date.now() - (state.touched || 0) < 4000) {
      const slider = document.getElementById("years-bars"), text = years[0] + "-" + years[1];
      const full = slider && text === slider.dataset.full;
      if (text !== (search.get("years") || (slider && slider.dataset.full))) {
        for (const part of OPEN) search.delete(part);
        if (full) search.delete("years"); else search.set("years", text);
        go(window.location.pathname, search);
      }
    }
    return none;
  }

  /* how the table is sorted stands in the address, without drawing it again */
  function sorted(asked) {
    const model = (asked && asked.sortModel) || [];
    const text = model.length ? model[0].colId + ":" + model[0].sort : null;
    if ((params().get("sort") || null) !== text) { change({ sort: text }, true); if (state.asked) state.asked.query = params().toString(); }
    return window.dash_clientside.no_update;
  }

  function start() {
    if (!document.getElementById("main") || !window.dash_clientside || !window.dash_clientside.set_props) { setTimeout(start, 15); return; }
    watch.observe(document.getElementById("frame"), { childList: true, subtree: true });
    new MutationObserver(() => { document.body.dataset.agThemeMode = scheme(); if (state.asked && state.asked.scheme !== scheme()) sync(); })
      .observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
    document.body.dataset.agThemeMode = scheme();
    window.addEventListener("popstate", () => sync());
    let timer = null;
    window.addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(() => sync(), 200); });
    state.version = Number(document.getElementById("frame").dataset.version) || null;
    sync(true);
    page.ready.forEach((f) => f());
  }

  const page = { control, sorted, painted, defaults: { measure: "seizure", statistic: "level" }, extra: [], keys: [], ready: [], go, change, params, toast, copy, say, sync, open, state, texts: (k) => (document.body.dataset["text" + k] || k) };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { page });
  window.seizures = page;
  start();
})();
