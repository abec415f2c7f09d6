/* What a press does: links inside the page, filters, openers of evidence, the buttons of the header. */
(function () {
  "use strict";
  const page = window.seizures;

  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const at = (selector) => event.target.closest && event.target.closest(selector);
    let el;
    if ((el = at(".twist"))) {
      const inside = el.closest(".branch").querySelector(":scope > .inside");
      inside.hidden = !inside.hidden;
      el.setAttribute("aria-expanded", String(!inside.hidden));
      page.branches.set(el.dataset.branch, !inside.hidden);
      return;
    }
    if ((el = at("[data-toggle]"))) {
      event.preventDefault();
      const on = page.toggle(el.dataset.toggle, el.dataset.values.split("\n"));
      el.setAttribute(el.hasAttribute("aria-pressed") ? "aria-pressed" : "aria-checked", String(on));
      return;
    }
    if ((el = at("[data-claim-link]")) && plain) { event.preventDefault(); page.change({ claim: el.dataset.claimLink, figure: null }); return; }
    if ((el = at("[data-open]")) && plain) { event.preventDefault(); page.open(el.dataset.open); return; }
    if ((el = at("a.go, a[data-view]")) && plain) {
      event.preventDefault();
      const url = new URL(el.href);
      if (el.classList.contains("view-home")) url.search = "";
      page.go(url.pathname, url.searchParams);
      if (url.hash) setTimeout(() => { const part = document.querySelector(url.hash); if (part) part.scrollIntoView(); }, 400);
      return;
    }
    if ((el = at("#grid .ag-row[row-id]"))) { if (!String(window.getSelection())) page.openRow(el.getAttribute("row-id")); return; }
    if (at(".close-drawer")) return page.close();
    if (at("#theme")) { theme(); return; }
    if (at("#language")) { language(at("#language").lang); return; }
    if (at(".try-again")) { page.sync(true); return; }
    if ((el = at(".take-link"))) { page.copy(window.location.href, page.texts("copied-link")); return; }
    if ((el = at(".copy-text"))) { page.copy(el.dataset.text, page.texts("copied")); return; }
    if (at(".search-button")) { document.body.classList.add("search-open"); document.getElementById("search").focus(); return; }
    if (at(".show-filters")) { document.body.classList.toggle("rail-open"); return; }
    if (at(".hide-filters")) { document.body.classList.remove("rail-open"); return; }
    page.extra.forEach((handler) => handler(event, at));
  });

  function theme() {
    const next = page.scheme() === "dark" ? "light" : "dark";
    localStorage.setItem("mantine-color-scheme-value", next);
    document.documentElement.setAttribute("data-mantine-color-scheme", next);
  }
  function language(code) {
    document.cookie = "seizures-language=" + code.split("-")[0] + "; path=/; max-age=31536000; samesite=strict";
    window.location.reload();
  }
})();
