/* The status line, new reports, toasts with undo, uploads by drop or choice, the export and keys dialogs. */
(function () {
  "use strict";
  const page = window.seizures;
  const words = () => JSON.parse(document.getElementById("frame").dataset.words);
  const say = (key, slots) => (words()[key] || key).replace(/\{(\w+)\}/g, (_, k) => (slots && k in slots ? slots[k] : ""));
  page.texts = say;

  function h(tag, props, ...children) {
    const el = document.createElement(tag);
    for (const [key, value] of Object.entries(props || {})) {
      if (key === "class") el.className = value;
      else if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
      else if (value === true) el.setAttribute(key, "");
      else if (value !== null && value !== undefined && value !== false) el.setAttribute(key, value);
    }
    el.append(...children.filter((c) => c !== null && c !== undefined));
    return el;
  }
  page.h = h;

  async function post(name, body, raw) {
    const headers = { "X-Page": "1" };
    if (!raw) headers["Content-Type"] = "application/json";
    const response = await fetch("/do/" + name, { method: "POST", headers, body: raw ? body : JSON.stringify(body || {}) });
    let answer;
    try { answer = await response.json(); } catch (e) { answer = { error: (await response.text().catch(() => "")) || response.statusText }; }
    if (!response.ok || answer.error) throw new Error(answer.error || response.statusText);
    return answer;
  }
  page.post = post;

  /* what the page shows is now this version */
  function show(version) {
    page.state.version = version;
    page.sync(true);
    status();
  }
  page.show = show;

  function done(answer) {
    const item = page.toast(answer.said || "");
    if (answer.undo && answer.undo.length) {
      page.undo = answer.undo;
      item.append(h("button", { type: "button", onclick: () => { undo(answer.undo); item.remove(); } }, say("undo")));
      clearTimeout(item.timer); setTimeout(() => item.remove(), 10000);
    }
    if (answer.version) show(answer.version);
  }
  page.done = done;
  async function undo(ids) {
    if (!ids || !ids.length) return;
    page.undo = null;
    try { done(await post("undo", { ids })); } catch (e) { page.toast(e.message, "bad"); }
  }
  page.undoLast = () => undo(page.undo);

  /* status line */
  let failures = 0;
  async function status() {
    try {
      const response = await fetch("/status.json" + (page.state.version ? "?since=" + page.state.version : ""));
      if (!response.ok) throw new Error(response.status);
      const now = await response.json();
      failures = 0;
      line(now);
    } catch (e) {
      if (++failures === 2) page.toast(say("offline"), "bad");
    }
  }
  function line(now) {
    const box = document.getElementById("counts"), dot = document.getElementById("new-dot");
    if (!box) return;
    const sep = () => h("span", { class: "sep", "aria-hidden": "true" }, " · ");
    const parts = [h("b", {}, String(now.read)), " " + say("read")];
    if (now.failed) parts.push(sep(), h("a", { href: "/reports", class: "go", "data-failed": "1" }, String(now.failed) + " " + say("failed")));
    if (now.reading) parts.push(sep(), say("reading", now.reading));
    const news = now.news && (now.news.reports || now.news.figures || now.version !== page.state.version);
    if (news) parts.push(sep(), h("button", { type: "button", class: "show-new", onclick: () => show(now.version) }, say("new", now.news)));
    if (now.looked) parts.push(sep(), say("looked") + " " + now.looked);
    const text = parts.map((p) => p.textContent || p).join("");
    if (box.dataset.text !== text) { box.dataset.text = text; box.replaceChildren(...parts); }
    dot.hidden = !news;
  }

  async function look() {
    const button = document.getElementById("refresh");
    button.classList.add("turning");
    try { done(await post("refresh")); } catch (e) { page.toast(e.message, "bad"); }
    button.classList.remove("turning");
  }

  /* uploads */
  const LIMIT = 50;
  async function upload(files) {
    if (!files.length) return;
    if (window.location.pathname !== "/reports") { page.go("/reports", page.params()); await new Promise((r) => setTimeout(r, 700)); }
    const box = document.getElementById("uploads");
    const rows = [...files].map((file) => {
      const state = h("span", { class: "state" }, say("waiting"));
      const row = h("li", {}, h("span", { class: "name" }, file.name), state);
      if (box) box.append(row);
      return { file, state };
    });
    let version = null;
    for (const { file, state } of rows) {
      if (file.size > LIMIT * 1048576) { state.textContent = say("too-big", { limit: LIMIT }); state.classList.add("bad"); continue; }
      state.textContent = say("uploading");
      try {
        const answer = await post("upload?name=" + encodeURIComponent(file.name), file, true);
        state.textContent = answer.said;
        if (answer.status === "rejected") state.classList.add("bad");
        version = answer.version;
      } catch (e) { state.textContent = e.message; state.classList.add("bad"); }
    }
    const kept = box ? [...box.children] : [];
    if (version) { show(version); setTimeout(() => { const again = document.getElementById("uploads"); if (again && !again.children.length) again.append(...kept); }, 900); }
  }
  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", (event) => { if (hasFiles(event)) { event.preventDefault(); document.body.classList.add("dragging"); } });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dragging"); });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dragging");
    if (hasFiles(event)) { event.preventDefault(); upload(event.dataTransfer.files); }
  });
  function choose() {
    const input = h("input", { type: "file", multiple: true, hidden: true, id: "file-input", onchange: () => { upload(input.files); input.remove(); } });
    document.body.append(input);
    input.click();
  }

  /* dialogs */
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
    if (at("#refresh") || at(".look-again")) look();
    else if (at("#choose-files")) choose();
    else if (at("#export")) exporting();
    else if ((el = at(".take-cite"))) {
      fetch("/cite.txt" + window.location.search + (window.location.search ? "&" : "?") + "view=" + (window.location.pathname.slice(1) || "overview"))
        .then((r) => r.text()).then((text) => page.copy(text.replace("{address}", window.location.href), say("copied-cite")));
    } else if (at("a[data-failed]")) { event.preventDefault(); page.go("/reports", page.params()); }
  });
  page.keys.push((event) => {
    if (event.key === "?") { keys(); return true; }
    if (event.key === "e" || event.key === "E") { exporting(); return true; }
    if (event.key === "z" || event.key === "Z") { page.undoLast(); return true; }
    return false;
  });

  /* the report table: a changed cell is saved, and can be undone */
  page.edited = (changed) => {
    const one = Array.isArray(changed) ? changed[0] : changed;
    if (one && one.value !== one.oldValue) {
      post("report", { report: one.rowId, [one.colId]: one.value || "" }).then(done).catch((e) => { page.toast(e.message, "bad"); page.sync(true); });
    }
    return window.dash_clientside.no_update;
  };
  window.dash_clientside.page.edited = page.edited;

  page.ready.push(() => {
    status();
    setInterval(() => { if (!document.hidden) status(); }, 2500);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) status(); });
  });
})();
