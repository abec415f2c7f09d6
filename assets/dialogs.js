/* Dialogs: what they share, the export and the keys; citations. */
(function () {
  "use strict";
  const page = window.seizures, say = (key, slots) => page.texts(key, slots), h = (...a) => page.h(...a);

  function dialog(title, body) {
    const close = h("button", { type: "button", class: "tool", "aria-label": say("close"), onclick: () => box.close() }, h("span", { class: "icon icon-close", "aria-hidden": "true" }));
    const box = h("dialog", { "aria-label": title }, h("div", { class: "dialog-head" }, h("h2", {}, title), close), h("div", { class: "dialog-body" }, body));
    box.addEventListener("close", () => box.remove());
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    document.body.append(box);
    box.showModal();
    return box;
  }
  page.dialog = dialog;

  function exporting() {
    const link = document.querySelector("#main .take-csv");
    const n = link ? (link.textContent.match(/\d[\d,.]*/) || ["?"])[0] : "";
    const csv = link ? link.getAttribute("href") : "/reports.csv";
    const [path, query] = csv.split("?");
    const list = h("div", {});
    for (const kind of ["csv", "xlsx", "parquet", "zip"]) {
      const href = path.replace(/csv$/, kind) + (query ? "?" + query : "");
      list.append(h("a", { class: "choice", href, download: "", "data-kind": kind, onclick: () => setTimeout(() => box.close(), 300) }, h("b", {}, say(kind)), h("span", {}, say(kind + "-note"))));
      if (kind === "csv") list.append(h("a", { class: "choice under", href: path.replace(/\.csv$/, "-columns.csv"), download: "", "data-kind": "columns" }, h("b", {}, say("columns")), h("span", {}, say("columns-note"))));
    }
    const stable = window.location.origin + path.replace(/csv$/, "json") + (query ? "?" + query : "");
    list.append(h("button", { type: "button", class: "choice", onclick: () => page.copy(stable, say("copied-link")) }, h("b", {}, say("json")), h("span", {}, say("json-note"))));
    if (page.standalone && document.querySelector("#main .card")) list.append(h("button", { type: "button", class: "choice", "data-kind": "html", onclick: () => { box.close(); page.standalone(); } }, h("b", {}, say("html")), h("span", {}, say("html-note"))));
    const box = dialog(n && path !== "/reports.csv" ? say("export-rows", { n }) : say("export"), list);
  }

  function keys() {
    const rows = [["/", "search"], ["1–7", "views"], ["F", "filters"], ["E", "export"], ["← → ↑ ↓", "arrows"], ["J K", "claims"], ["A C R", "review"], ["O", "report"], ["Z", "undo"], ["Esc", "close"]];
    const off = localStorage.getItem("seizures-keys") === "off";
    const toggle = h("button", { type: "button", class: "plain-button", onclick: () => { localStorage.setItem("seizures-keys", off ? "on" : "off"); box.close(); } }, say(off ? "keys-on" : "keys-off"));
    const list = h("div", { class: "keys" }, ...rows.map(([key, name]) => h("div", { class: "choice" }, h("b", {}, ...key.split(" ").map((k) => h("kbd", {}, k))), h("span", {}, say("key-" + name)))), toggle);
    const box = dialog(say("keys"), list);
  }

  page.extra.push((event, at) => {
    let el;
    if (at("#export")) exporting();
    else if ((el = at(".take-cite"))) {
      fetch("/cite.txt" + window.location.search + (window.location.search ? "&" : "?") + "view=" + (window.location.pathname.slice(1) || "overview"))
        .then((r) => r.text()).then((text) => page.copy(text.split("{address}").join(window.location.href), say("copied-cite")));
    }
  });
  page.keys.push((event) => {
    if (event.key === "?") { keys(); return true; }
    if (event.key === "e" || event.key === "E") { exporting(); return true; }
    if (event.key === "z" || event.key === "Z") { page.undoLast(); return true; }
    return false;
  });
})();
