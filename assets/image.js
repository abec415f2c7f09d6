/* Charts as PNG and SVG with title, source line and caveat; a view as one stand-alone file. */
(function () {
  "use strict";
  const page = window.seizures;
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

  function wrap(text, width) {
    const lines = []; let line = "";
    const parts = /[\u3400-\u9fff]/.test(text) ? [...text] : text.split(/(?<= )/);
    const wide = (s) => [...s].reduce((n, c) => n + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
    for (const part of parts) { if (wide(line + part) > width && line) { lines.push(line.trimEnd()); line = part; } else line += part; }
    if (line.trim()) lines.push(line.trimEnd());
    return lines;
  }
  const escape = (s) => s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  const SIGNS = { agreed: "●", single: "○", conflict: "◆", other: "–", revised: "↺", implied: "□", corrected: "◉", part: "├○┤" };

  async function image(of, format) {
    const box = document.querySelector('[data-chart="' + of + '"]'), card = box.closest(".card"), gd = box.querySelector(".js-plotly-plot");
    const text = (selector) => { const el = card.querySelector(selector); return el ? el.textContent.trim() : ""; };
    const width = 1200, chars = 92, ratio = gd._fullLayout.height / gd._fullLayout.width;
    const title = wrap(text("h1"), 76), subtitle = wrap(text(".subtitle"), 150);
    const sign = (el) => Object.entries(SIGNS).reduce((found, [name, s]) => (el.classList && el.classList.contains("icon-" + name) ? s + " " : found), "");
    const key = [...card.querySelectorAll(".key-item")].map((el) => [...el.childNodes].map((one) => (one.nodeType === 3 ? one.data.trim() + "   " : sign(one))).join("").trim()).join("      ");
    /* the steps of a map, the parts of a stack, the series whose names found no room: a square of the colour and the words */
    const told = [...card.querySelectorAll(".legend .step, .legend .pin")].map((el) => {
      const of = el.querySelector("i, .swatch"), colour = of ? getComputedStyle(of).backgroundColor : "";
      const square = !colour || colour === "rgba(0, 0, 0, 0)" ? "▨" : "<span style='color:" + colour + "'>■</span>";
      return square + " " + escape(el.textContent.trim());
    }), legend = [];
    for (let i = 0; i < told.length; i += 8) legend.push(told.slice(i, i + 8).join("    "));
    const foot = [...wrap(text(".foot .caveat") || text(".foot > div > div"), 170).map((l) => "<b>" + escape(l) + "</b>"), ...wrap(text(".foot .source"), 170).map(escape), escape(window.location.href.split("#")[0].slice(0, 170))];
    const head = 30 + title.length * 30 + subtitle.length * 20 + 20, tail = 26 + (foot.length + legend.length + (key ? 1 : 0)) * 19;
    const layout = JSON.parse(JSON.stringify(gd.layout)), inner = Math.round(Math.max(420, width * Math.min(ratio, 0.62)));
    const old = layout.margin;
    const total = inner + head + tail;
    const note = (t, y, size, colour) => ({ xref: "paper", yref: "paper", x: 0, y: 1, xanchor: "left", yanchor: "top", align: "left", showarrow: false, text: t, xshift: 20 - (old.l || 0), yshift: y, font: { size, color: colour } });
    layout.margin = Object.assign({}, old, { t: (old.t || 0) + head, b: (old.b || 0) + tail });
    layout.width = width; layout.height = total; layout.autosize = false;
    layout.paper_bgcolor = css("surface");
    const up = layout.margin.t, down = total - layout.margin.t;
    const notes = [
      note("<b>" + title.map(escape).join("<br>") + "</b>", up - 22, 23, css("text")),
      note(subtitle.map(escape).join("<br>"), up - 22 - title.length * 31, 14, css("text-2")),
    ];
    let y = -(down - tail + 16);
    if (legend.length) { notes.push(note(legend.join("<br>"), y, 12, css("text-2"))); y -= 4 + legend.length * 18; }
    if (key) { notes.push(note(escape(key), y, 12, css("text-2"))); y -= 22; }
    notes.push(note(foot.join("<br>"), y, 12, css("text-2")));
    layout.annotations = (layout.annotations || []).concat(notes);
    const holder = document.createElement("div");
    holder.style.cssText = "position:fixed;left:-5000px;top:0;width:" + width + "px";
    document.body.append(holder);
    await window.Plotly.newPlot(holder, gd.data, layout, { staticPlot: true, topojsonURL: "/assets/topojson/", showSendToCloud: false });
    const name = text("h1").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 70) || "chart";
    const url = await window.Plotly.toImage(holder, { format, width, height: total, scale: format === "png" ? 2 : 1 });
    window.Plotly.purge(holder); holder.remove();
    save(url, name + "." + format);
  }
  function save(url, name) {
    const a = page.h("a", { href: url, download: name });
    document.body.append(a); a.click(); a.remove();
  }

  /* one file with the view as it is: styles inside, the chart as a picture, no script */
  page.standalone = async function () {
    const main = document.getElementById("main").cloneNode(true);
    main.querySelectorAll("[hidden], .takes, .controls, .chips a, script, .year-control, .key > a").forEach((el) => el.remove());
    const plots = [...document.querySelectorAll("#main .js-plotly-plot")], copies = [...main.querySelectorAll(".js-plotly-plot")];
    for (let i = 0; i < plots.length; i++) {
      const gd = plots[i];
      const url = await window.Plotly.toImage(gd, { format: "svg", width: gd.clientWidth, height: gd.clientHeight });
      copies[i].replaceWith(page.h("img", { src: url, alt: (plots[i].closest("[data-chart]") || gd).getAttribute("aria-label") || "", style: "width:100%;display:block" }));
    }
    main.querySelectorAll(".ag-root-wrapper").forEach((el) => el.remove());
    main.querySelectorAll("a").forEach((a) => {
      const href = a.getAttribute("href") || "";
      if (/^https?:/.test(href)) return;
      const span = document.createElement("span"); span.className = a.className; span.append(...a.childNodes); a.replaceWith(span);
    });
    const sheets = await Promise.all(["/theme.css", "/assets/app.css", "/assets/parts.css", "/assets/widths.css"].map((u) => fetch(u).then((r) => r.text())));
    const style = sheets.join("\n").replace(/@font-face\s*\{[^}]*\}/g, "");
    const icons = {};
    for (const name of [...new Set([...style.matchAll(/url\("icons\/([\w-]+\.svg)"\)/g)].map((m) => m[1]))]) icons[name] = btoa(await fetch("/assets/icons/" + name).then((r) => r.text()));
    const inlined = style.replace(/url\("icons\/([\w-]+\.svg)"\)/g, (_, name) => 'url("data:image/svg+xml;base64,' + icons[name] + '")');
    const lang = document.documentElement.lang, title = document.querySelector("#main h1").textContent, address = window.location.href;
    const scheme = document.documentElement.getAttribute("data-mantine-color-scheme") || "light";
    const file = "<!DOCTYPE html>\n<html lang=\"" + lang + "\" data-mantine-color-scheme=\"" + scheme + "\"><head><meta charset=\"UTF-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"><title>" + escape(title) + "</title><style>" + inlined.replace(/<\//g, "<\\/") + "\nbody{max-width:1180px;margin:20px auto;padding:0 16px}</style></head><body><main>" + main.innerHTML + "</main><p class=\"subtitle\">" + escape(address) + " · " + new Date().toISOString().slice(0, 10) + "</p></body></html>\n";
    const url = URL.createObjectURL(new Blob([file], { type: "text/html" }));
    save(url, title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 70) + ".html");
    setTimeout(() => URL.revokeObjectURL(url), 5000);
  };

  page.extra.push((event, at) => {
    const el = at(".take-image");
    if (el) image(el.dataset.of, el.dataset.format).catch((e) => page.toast(String(e.message || e), "bad"));
  });
})();
