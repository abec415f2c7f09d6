/* Presets and saved views are names for addresses. Saved ones are kept in this browser. */
(function () {
  "use strict";
  const page = window.seizures, KEY = "seizures-views";
  const kept = () => { try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch (e) { return []; } };
  const keep = (views) => localStorage.setItem(KEY, JSON.stringify(views.slice(0, 100)));

  function list() {
    const box = document.getElementById("saved-views");
    if (!box) return;
    const views = kept();
    const text = JSON.stringify(views);
    if (box.dataset.views === text) return;
    box.dataset.views = text;
    box.replaceChildren(...views.map((view) => page.h("div", { class: "saved" },
      page.h("a", { href: view.address, class: "go option" }, page.h("span", { class: "name" }, view.name)),
      page.h("button", { type: "button", class: "tool", "aria-label": page.texts("delete") + ": " + view.name, onclick: () => { keep(kept().filter((v) => v.name !== view.name)); list(); } }, page.h("span", { class: "icon icon-close", "aria-hidden": "true" })))));
  }

  function save() {
    const title = document.querySelector("#main h1");
    const input = page.h("input", { type: "text", value: title ? title.textContent.slice(0, 80) : "", maxlength: "120", required: true });
    const form = page.h("form", { class: "form" }, page.h("label", {}, page.texts("view-name"), input), page.h("div", { class: "row" }, page.h("button", { type: "submit", class: "main-button" }, page.texts("save"))));
    const box = page.dialog(page.texts("save-view"), form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = input.value.trim();
      if (!name) return;
      keep([{ name, address: window.location.pathname + window.location.search }, ...kept().filter((v) => v.name !== name)]);
      box.close(); list(); page.toast(page.texts("saved"));
    });
    input.select();
  }
  page.extra.push((event, at) => { if (at(".save-view")) save(); });
  new MutationObserver(list).observe(document.documentElement, { childList: true, subtree: true });

  /* what was new at the last visit is told by its time */
  page.ready.push(() => {
    const last = localStorage.getItem("seizures-visit") || "";
    page.state.since = sessionStorage.getItem("seizures-since") || last;
    sessionStorage.setItem("seizures-since", page.state.since);
    localStorage.setItem("seizures-visit", new Date().toISOString());
  });
})();
