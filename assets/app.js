/* The address is the state: links and controls change it, and it asks the server what to show. */
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
      page.ring(opened.figure);
    }
    const before = state.asked;
    const unsorted = (query) => query.replace(/(^|&)sort=[^&]*/, "");
    const same = before && ["path", "scheme", "version"].every((k) => before[k] === wanted[k]) && unsorted(before.query) === unsorted(wanted.query);
    const sized = before && Math.abs(before.width - wanted.width) < 48 && Math.abs(before.height - wanted.height) < 80;
    if (force || !same || !sized) {
      if (before && before.path !== wanted.path) window.scrollTo(0, 0);
      state.asked = wanted;
      set("request", { data: wanted });
      busy();
    }
  }

  /* a slow answer: what is there stays, paler after 150 ms, and after two seconds the page says that it is at work */
  let waits = [];
  function busy() {
    rest();
    waits = [setTimeout(() => document.body.classList.add("busy"), 150), setTimeout(() => document.body.classList.add("still"), 2000)];
  }
  function rest() {
    waits.forEach(clearTimeout);
    document.body.classList.remove("busy", "still");
  }

  function marked(path) {
    const search = params();
    for (const name of OPEN) search.delete(name);
    document.querySelectorAll("a[data-view]").forEach((a) => {
      const here = a.dataset.view === path || (a.dataset.view === "/" && path === "");
      if (here) a.setAttribute("aria-current", "page"); else a.removeAttribute("aria-current");
      const row = a.parentElement;
      if (here && row.scrollWidth > row.clientWidth) row.scrollLeft = a.offsetLeft + a.offsetWidth / 2 - row.clientWidth / 2;
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

  function start() {
    if (!document.getElementById("main") || !window.dash_clientside || !window.dash_clientside.set_props) { setTimeout(start, 15); return; }
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

  const page = { defaults: { measure: "seizure", statistic: "level" }, extra: [], keys: [], ready: [], OPEN, state, params, scheme, go, change, toggle, sync, close, rest };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { page });
  window.seizures = page;
  start();
})();
