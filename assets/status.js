/* The status line: what is read, what is new; a look at the folder. */
(function () {
  "use strict";
  const page = window.seizures, say = (key, slots) => page.texts(key, slots), h = (...a) => page.h(...a);

  let failures = 0, lost = null;
  async function status() {
    try {
      const response = await fetch("/status.json" + (page.state.version ? "?since=" + page.state.version : ""));
      if (!response.ok) throw new Error(response.status);
      const now = await response.json();
      if (failures > 1) { lost.remove(); page.sync(true); }
      failures = 0;
      line(now);
    } catch (e) {
      if (++failures === 2) lost = page.toast(say("offline"), "bad");
    }
  }
  function line(now) {
    const box = document.getElementById("counts"), dot = document.getElementById("new-dot");
    if (!box) return;
    const sep = () => h("span", { class: "sep", "aria-hidden": "true" }, " · ");
    const told = (kind, ...inside) => h("span", { class: kind }, ...inside);
    const parts = [told("held", h("b", {}, String(now.read)), " " + say("read"))];
    if (now.failed) parts.push(told("held", sep(), h("a", { href: "/reports", class: "go", "data-failed": "1" }, String(now.failed) + " " + say("failed"))));
    if (now.reading) {
      const at = { ...now.reading, i: Math.min(now.reading.i + 1, now.reading.m) };
      parts.push(told("held", sep()), told("at-hand", say("reading", at)), told("", " ", h("progress", { max: at.m, value: now.reading.i, "aria-hidden": "true" }), " ", h("button", { type: "button", class: "cancel-reading" }, say("cancel"))));
    }
    if (now.stopped) parts.push(told("held", sep()), told("at-hand", say("stopped", now.stopped)));
    const news = now.news && (now.news.reports || now.news.figures || now.version !== page.state.version);
    if (news) parts.push(told("", sep(), h("button", { type: "button", class: "show-new", onclick: () => { page.show(now.version); page.changed(now.news.changed || []); } }, say(now.news.reports || now.news.figures ? "new" : "changed", now.news))));
    if (now.looked) parts.push(told("looked", sep(), say("looked") + " " + now.looked));
    const text = parts.map((p) => p.textContent || p).join("");
    if (box.dataset.text !== text) { box.dataset.text = text; box.replaceChildren(...parts); }
    dot.hidden = !news;
  }

  async function look() {
    const button = document.getElementById("refresh");
    button.classList.add("turning");
    try { page.done(await page.post("refresh")); } catch (e) { page.toast(e.message, "bad"); }
    button.classList.remove("turning");
  }
  page.status = status;

  page.extra.push((event, at) => {
    if (at("#refresh") || at(".look-again")) look();
    else if (at(".cancel-reading")) page.post("cancel").then(status).catch((e) => page.toast(e.message, "bad"));
    else if (at("a[data-failed]")) { event.preventDefault(); page.go("/reports", page.params()); }
  });
  page.ready.push(() => {
    status();
    setInterval(() => { if (!document.hidden) status(); }, 2500);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) status(); });
  });
})();
