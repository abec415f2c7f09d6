/* Uploads, by drop or by choice: a line each with what came of it. */
(function () {
  "use strict";
  const page = window.seizures, say = (key, slots) => page.texts(key, slots), h = (...a) => page.h(...a);

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
    let version = null, stopped = null;
    const stop = h("button", { type: "button", class: "plain-button cancel-upload", onclick: () => { stopped = true; stop.remove(); page.post("cancel").catch(() => null); } }, say("cancel"));
    if (box) box.before(stop);
    for (const { file, state } of rows) {
      if (stopped) { state.textContent = say("cancelled"); state.classList.add("bad"); continue; }
      if (file.size > LIMIT * 1048576) { state.textContent = say("too-big", { limit: LIMIT }); state.classList.add("bad"); continue; }
      state.textContent = say("uploading");
      try {
        const answer = await page.post("upload?name=" + encodeURIComponent(file.name), file, true);
        state.textContent = answer.told || answer.said;
        if (answer.status === "rejected") state.classList.add("bad");
        version = answer.version;
      } catch (e) { state.textContent = e.message; state.classList.add("bad"); }
    }
    stop.remove();
    const kept = box ? [...box.children] : [];
    if (version) { page.show(version); setTimeout(() => { const again = document.getElementById("uploads"); if (again && !again.children.length) again.append(...kept); }, 900); }
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

  page.extra.push((event, at) => { if (at("#choose-files")) choose(); });
})();
