/* Review of claims: accept, correct, reject, keep apart, take as one. */
(function () {
  "use strict";
  const page = window.seizures, say = (key, slots) => page.texts(key, slots), h = (...a) => page.h(...a);

  async function send(claim, action, more) {
    try {
      page.done(await page.post("review", Object.assign({ claim, action }, more)));
      return true;
    } catch (e) { page.toast(e.message, "bad"); return false; }
  }

  function card() { return document.querySelector("#drawer .claim:focus, #drawer .claim:focus-within") || document.querySelector("#drawer .claim"); }

  function ask(title, fields, save, extra) {
    const reason = h("input", { type: "text", name: "reason", id: "reason-field", maxlength: "300" });
    const form = h("form", { class: "form" }, ...fields, h("label", {}, say("why"), reason), extra ? extra(reason) : null,
      h("div", { class: "row" }, h("button", { type: "submit", class: "main-button" }, say("save"))));
    const box = page.dialog(title, form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await save(new FormData(form), reason.value.trim())) box.close();
    });
    const first = form.querySelector("input, select");
    if (first) first.focus();
    return box;
  }

  function reject(claim) {
    const reasons = (field) => h("div", { class: "reasons" }, ...[1, 2, 3, 4].map((n) => h("button", { type: "button", onclick: () => { field.value = say("reason-" + n); field.focus(); } }, say("reason-" + n))));
    ask(say("reject"), [], (_, reason) => send(claim, "reject", { reason }), reasons);
  }

  function correct(article) {
    const slots = JSON.parse(article.dataset.slots), choices = JSON.parse(document.getElementById("frame").dataset.choices);
    const field = (name) => {
      const old = slots[name] === null ? "" : String(slots[name]);
      let input;
      if (choices[name]) {
        input = h("select", { name }, ...choices[name].map(([value, text]) => h("option", { value, selected: value === old }, text)));
      } else input = h("input", { type: "text", name, value: old, inputmode: ["value", "low", "high"].includes(name) ? "decimal" : null });
      return h("label", {}, h("span", {}, say("slot-" + name), " ", h("span", { class: "old" }, (choices[name] || []).reduce((said, [value, text]) => (value === old ? text : said), old))), input);
    };
    const pairs = [["value", "unit"], ["bound", "period"], ["low", "high"], ["drug", "form"], ["measure", "statistic"], ["place", "origin"]];
    const fields = pairs.map((pair) => h("div", { class: "pair" }, ...pair.map(field)));
    ask(say("correct"), fields, (data, reason) => {
      const changes = {};
      for (const [name, value] of data.entries()) {
        if (name === "reason") continue;
        const old = slots[name] === null ? "" : String(slots[name]);
        if (value.trim() !== old) changes[name] = value.trim();
      }
      if (!Object.keys(changes).length) return true;
      return send(article.dataset.claim, "correct", { changes, reason });
    });
  }

  function split(claim) { ask(say("split"), [], (_, reason) => send(claim, "split", { reason })); }
  function merge(claims) { ask(say("merge"), [], (_, reason) => send(claims[0], "merge", { other: claims[1], reason })); }

  function act(name, article) {
    if (!article) return;
    if (name === "split") split(article.dataset.claim);
    if (name === "accept") send(article.dataset.claim, "accept");
    if (name === "reject") reject(article.dataset.claim);
    if (name === "correct") correct(article);
    if (name === "open") { const a = article.querySelector(".open-report"); if (a) a.click(); }
  }
  page.extra.push((event, at) => {
    let el;
    if ((el = at("[data-review=merge]"))) merge(el.dataset.claims.split(" "));
    else if ((el = at("[data-review]"))) act(el.dataset.review, el.closest(".claim"));
    else if ((el = at("[data-undo]"))) page.post("undo", { ids: [el.dataset.undo] }).then(page.done).catch((e) => page.toast(e.message, "bad"));
  });
  page.keys.push((event) => {
    if (!document.body.classList.contains("drawer-open") || document.querySelector("dialog[open]")) return false;
    const name = { a: "accept", c: "correct", r: "reject", o: "open" }[event.key.toLowerCase()];
    if (!name) return false;
    act(name, card());
    return true;
  });
})();
