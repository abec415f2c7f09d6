/* The paste dialog. */
(function () {
  "use strict";
  const page = window.seizures, say = (key, slots) => page.texts(key, slots), h = (...a) => page.h(...a);

  /* paste a text and see what would be read from it; nothing is kept before Keep */
  function paste() {
    const text = h("textarea", { name: "text", id: "paste-area" });
    const seen = h("div", { class: "seen", "aria-live": "polite", tabindex: "0" }), tally = h("p", { class: "tally" });
    const input = (name, type) => h("label", {}, say(name), h("input", { type: type || "text", name }));
    const form = h("form", { class: "form" },
      h("div", { class: "paste" }, h("label", {}, say("paste-text"), text), seen, tally),
      h("div", { class: "pair" }, input("title"), input("publisher")),
      h("div", { class: "pair" }, input("published", "date"), h("span", {})),
      h("div", { class: "row" }, h("button", { type: "button", class: "plain-button", onclick: () => box.close() }, say("discard")), h("button", { type: "submit", class: "main-button" }, say("keep"))));
    const box = page.dialog(say("paste-title"), form);
    box.classList.add("wide");
    const values = () => Object.fromEntries(new FormData(form).entries());
    let timer = null, turn = 0;
    async function look() {
      const mine = ++turn;
      try {
        const answer = await page.post("preview", values());
        if (mine !== turn) return;
        seen.lang = answer.language || "";
        seen.replaceChildren(...answer.pieces.map((p) => (p.said ? h("mark", { title: p.said }, p.text) : document.createTextNode(p.text))));
        tally.textContent = answer.said;
      } catch (e) { tally.textContent = e.message; }
    }
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 250); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try { const answer = await page.post("keep", values()); box.close(); page.done(answer); } catch (e) { page.toast(e.message, "bad"); }
    });
    text.focus();
  }

  page.extra.push((event, at) => { if (at("#paste-text")) paste(); });
})();
