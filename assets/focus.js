/* After the server has painted: the focus, what was opened, the title; the first claim of the evidence gets the focus. */
(function () {
  "use strict";
  const page = window.seizures, state = page.state;

  /* what the server sends takes the place of what was there: the focus and what was opened are given back */
  const ways = [["[data-toggle]", (el) => el.dataset.toggle + "\n" + el.dataset.values], [".twist[data-branch]", (el) => el.dataset.branch],
    ["[role=radio], a.go, [data-open], button, input, summary", (el) => el.tagName + (el.id || el.getAttribute("aria-label") || el.textContent)]];
  function named(el) { for (const [selector, key] of ways) if (el.matches(selector)) return [selector, key(el)]; return null; }
  document.addEventListener("focusin", (event) => {
    const region = event.target.closest("#rail, #main");
    state.focus = region ? [region.id, named(event.target)] : null;
  });
  function refocus() {
    if (document.activeElement !== document.body || !state.focus || !state.focus[1]) return;
    const [region, [selector, key]] = state.focus, find = ways.find((way) => way[0] === selector)[1];
    const el = [...document.querySelectorAll("#" + region + " " + selector.split(", ").join(", #" + region + " "))].find((e) => find(e) === key);
    if (el) el.focus({ preventScroll: true });
  }
  const branches = new Map();
  function reopen() {
    document.querySelectorAll(".twist[data-branch]").forEach((el) => {
      const open = branches.get(el.dataset.branch), inside = el.closest(".branch").querySelector(":scope > .inside");
      if (open !== undefined && inside.hidden === open) { inside.hidden = !open; el.setAttribute("aria-expanded", String(open)); }
    });
    document.querySelectorAll("#rail details").forEach((el, n) => {
      if (el.dataset.known) return;
      el.dataset.known = "1";
      const key = "details" + n + el.className;
      if (branches.get(key)) el.open = true;
      el.addEventListener("toggle", () => branches.set(key, el.open));
    });
  }
  page.branches = branches;

  function painted() {
    const blocks = document.getElementById("skeleton");
    if (blocks && document.querySelector("#main h1")) blocks.hidden = true;
    const first = document.querySelector("#drawer .claim.chosen, #drawer .claim");
    const title = document.getElementById("drawer-title");
    const figure = state.opened && (state.opened.figure || state.opened.claim);
    if (figure && first && state.focused !== figure && title) { state.focused = figure; first.focus({ preventScroll: !first.classList.contains("chosen") }); }
    if (!figure) state.focused = null;
    if (page.placed) page.placed();
    const claim = state.opened && state.opened.claim, quote = claim && document.getElementById("quote-" + claim);
    if (quote && state.scrolled !== claim) {
      state.scrolled = claim;
      document.querySelectorAll(".opens-claim.here").forEach((a) => a.classList.remove("here"));
      quote.classList.add("here");
      quote.scrollIntoView({ block: "center" });
    }
    refocus();
    reopen();
    const h1 = document.querySelector("#main h1");
    if (h1) document.title = h1.textContent + " · " + (document.querySelector(".brand") || h1).textContent;
  }
  page.painted = painted;
})();
