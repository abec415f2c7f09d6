/* The keyboard: single keys (which can be switched off), Escape, arrows in a chart, boxes that are links. */
(function () {
  "use strict";
  const page = window.seizures;

  document.addEventListener("keydown", (event) => {
    const target = event.target, typing = target.matches("input, textarea, select, [contenteditable=true]");
    if (event.key === "Escape") {
      if (document.querySelector("dialog[open]")) return;
      if (document.body.classList.contains("search-open")) document.body.classList.remove("search-open");
      else if (document.body.classList.contains("rail-open")) document.body.classList.remove("rail-open");
      else if (document.body.classList.contains("drawer-open")) page.close();
      return;
    }
    if (event.key === "Enter" && target.closest && target.closest("#grid .ag-row[row-id]")) { page.openRow(target.closest(".ag-row").getAttribute("row-id")); return; }
    if (event.key === " " && target.matches("a[role=checkbox], a[role=radio]")) { event.preventDefault(); target.click(); return; }
    if (event.key === "Enter" && target.matches("a[role=checkbox]")) { event.preventDefault(); target.click(); return; }
    const chart = target.closest && target.closest("[data-chart]");
    if (chart && target === chart && ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Enter"].includes(event.key)) {
      if (page.walk(chart, event.key)) event.preventDefault();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("seizures-keys") === "off") return;
    if (page.keys.some((handler) => handler(event))) { event.preventDefault(); return; }
    if (event.key === "/") { event.preventDefault(); const box = document.getElementById("search"); if (box && !box.offsetParent) document.body.classList.add("search-open"); if (box) box.focus(); return; }
    if (/^[1-7]$/.test(event.key)) { const a = document.querySelectorAll("a[data-view]")[Number(event.key) - 1]; if (a) a.click(); return; }
    if (event.key === "f" || event.key === "F") { document.body.classList.toggle("rail-open"); return; }
    if (event.key === "j" || event.key === "J") return step(1);
    if (event.key === "k" || event.key === "K") return step(-1);
  });
  function step(by) {
    const cards = [...document.querySelectorAll("#drawer .claim")];
    if (!cards.length) return;
    const now = cards.indexOf(here(cards));
    const next = cards[Math.min(cards.length - 1, Math.max(0, now + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  /* which claim of how many has the focus, or had it last */
  let last = null;
  const here = (cards) => document.activeElement.closest("#drawer .claim") || (cards.includes(last) ? last : null);
  function placed() {
    const box = document.querySelector("#drawer .position"), cards = [...document.querySelectorAll("#drawer .claim")];
    if (!box) return;
    last = here(cards);
    const text = page.texts("position", { i: Math.max(1, cards.indexOf(last) + 1), n: cards.length });
    if (box.textContent !== text) box.textContent = text;
  }
  document.addEventListener("focusin", (event) => { if (event.target.closest("#drawer")) placed(); });
  page.placed = placed;
  page.extra.push((event, at) => { const el = at("[data-step]"); if (el) step(Number(el.dataset.step)); });
})();
