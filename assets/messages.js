/* What the page says: its texts, toasts, the polite voice for screen readers, copies to the clipboard. */
(function () {
  "use strict";
  const page = window.seizures;
  const words = () => JSON.parse(document.getElementById("frame").dataset.words);
  const texts = (key, slots) => (words()[key] || key).replace(/\{(\w+)\}/g, (_, k) => (slots && k in slots ? slots[k] : ""));

  /* an element; children that are text stay text */
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

  function speak(text) { const box = document.getElementById("spoken"); if (box) box.textContent = text; }

  function toast(text, kind) {
    const box = document.getElementById("toasts");
    const item = document.createElement("div");
    item.className = "toast " + (kind || "");
    const words = document.createElement("span");
    words.textContent = text;
    item.append(words);
    while (box.children.length > 2) box.firstChild.remove();
    box.append(item);
    if (kind === "bad") item.addEventListener("click", () => item.remove());
    else setTimeout(() => item.remove(), kind === "undoable" ? 10000 : 6000);
    return item;
  }

  async function copy(text, said) {
    try { await navigator.clipboard.writeText(text); toast(said); } catch (e) { window.prompt(said, text); }
  }
  Object.assign(page, { texts, h, say: speak, toast, copy });
})();
