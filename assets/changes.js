/* What the page changes in the store: the request, what came of it, and its undo. */
(function () {
  "use strict";
  const page = window.seizures, say = (key, slots) => page.texts(key, slots), h = (...a) => page.h(...a);
  let last = null;

  async function post(name, body, raw) {
    const headers = { "X-Page": "1" };
    if (!raw) headers["Content-Type"] = "application/json";
    const response = await fetch("/do/" + name, { method: "POST", headers, body: raw ? body : JSON.stringify(body || {}) });
    let answer;
    try { answer = await response.json(); } catch (e) { answer = { error: (await response.text().catch(() => "")) || response.statusText }; }
    if (!response.ok || answer.error) throw new Error(answer.error || response.statusText);
    return answer;
  }

  /* what the page shows is now this version */
  function show(version) {
    page.state.version = version;
    page.sync(true);
    page.status();
  }

  function done(answer) {
    const back = answer.undo && answer.undo.length ? answer.undo : null;
    const item = page.toast(answer.said || "", back ? "undoable" : "");
    if (back) {
      last = back;
      item.append(h("button", { type: "button", onclick: () => { undo(back); item.remove(); } }, say("undo")));
    }
    if (answer.version) renew(answer.version);
  }

  /* shows the version after a change, the figures that changed with a ring */
  async function renew(version) {
    const before = page.state.version;
    show(version);
    if (!before || before === version) return;
    const now = await fetch("/status.json?since=" + before).then((r) => r.json()).catch(() => ({}));
    page.changed((now.news && now.news.changed) || []);
  }
  async function undo(ids) {
    if (!ids || !ids.length) return;
    last = null;
    try { done(await post("undo", { ids })); } catch (e) { page.toast(e.message, "bad"); }
  }
  page.undoLast = () => undo(last);

  /* the report table: a changed cell is saved, and can be undone */
  page.edited = (changed) => {
    const one = Array.isArray(changed) ? changed[0] : changed;
    if (one && one.value !== one.oldValue) {
      post("report", { report: one.rowId, [one.colId]: one.value || "" }).then(done).catch((e) => { page.toast(e.message, "bad"); page.sync(true); });
    }
    return window.dash_clientside.no_update;
  };
  Object.assign(page, { post, show, done });
})();
