/* Controls whose values go into the address: select boxes, the range of years, the search, the table's order. */
(function () {
  "use strict";
  const page = window.seizures, state = page.state;

  document.addEventListener("change", (event) => {
    if (!event.target.matches || !event.target.matches("[data-year]")) return;
    page.change({ year: event.target.value, figure: null, claim: null });
  });

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "search-form") return;
    event.preventDefault();
    document.body.classList.remove("search-open");
    const words = document.getElementById("search").value.trim();
    const search = page.params();
    if (words) search.set("search", words); else search.delete("search");
    const filtered = ["/", "/reports", "/method"].includes(window.location.pathname) || window.location.pathname.startsWith("/report/");
    if (words && filtered) { search.set("measure", "any"); search.set("statistic", "any"); search.set("rows", "claims"); }
    page.go(words && filtered ? "/table" : window.location.pathname, search);
  });

  for (const kind of ["pointerup", "keydown", "focusout"]) {
    document.addEventListener(kind, (event) => { if (state.grabbed || (event.target.closest && event.target.closest("#years-range"))) { state.touched = Date.now(); state.grabbed = false; } }, true);
  }
  document.addEventListener("pointerdown", (event) => { state.grabbed = Boolean(event.target.closest && event.target.closest("#years-range")); }, true);

  /* controls that Dash keeps: their values go into the address */
  function control(values, ids) {
    const none = window.dash_clientside.no_update;
    const triggered = window.dash_clientside.callback_context.triggered;
    if (!triggered || !triggered.length || !state.asked) return none;
    const search = page.params();
    let years = null;
    for (const one of triggered) {
      const id = JSON.parse(one.prop_id.slice(0, one.prop_id.lastIndexOf("."))), value = one.value;
      if (value === null || value === undefined || value === "") continue;
      if (id.control === "find") { page.toggle(id.name, [value], true); return none; }
      if (id.control === "select") {
        const now = search.get(id.name) || page.defaults[id.name] || "";
        if (String(value) !== now) {
          for (const part of page.OPEN.concat(["unit"])) search.delete(part);
          if (value === (page.defaults[id.name] || "")) search.delete(id.name); else search.set(id.name, value);
          page.go(window.location.pathname, search);
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
        for (const part of page.OPEN) search.delete(part);
        if (full) search.delete("years"); else search.set("years", text);
        page.go(window.location.pathname, search);
      }
    }
    return none;
  }

  /* how the table is sorted stands in the address, without drawing it again */
  function sorted(asked) {
    const model = (asked && asked.sortModel) || [];
    const text = model.length ? model[0].colId + ":" + model[0].sort : null;
    if ((page.params().get("sort") || null) !== text) { page.change({ sort: text }, true); if (state.asked) state.asked.query = page.params().toString(); }
    return window.dash_clientside.no_update;
  }
  page.control = control;
  page.sorted = sorted;
})();
