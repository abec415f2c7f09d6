/* Draws what the server describes straight into the page: the description is a tree of elements (dashboard/html.py).
   What stays the same keeps its nodes, and so its focus, its scroll and what was opened. */
(function () {
  "use strict";
  const page = window.seizures;
  const NAMES = { className: "class", htmlFor: "for", tabIndex: "tabindex", colSpan: "colspan", rowSpan: "rowspan" };
  const KEPT = new Set(["open", "data-known", "data-views"]);

  const styled = (style) => Object.entries(style).map(([k, v]) => (k.startsWith("--") ? k : k.replace(/[A-Z]/g, (c) => "-" + c.toLowerCase())) + ":" + v).join(";");
  const tag = (tree) => tree.type.toLowerCase();

  function wanted(tree) {
    const found = {};
    for (const [key, value] of Object.entries(tree.props)) {
      if (key === "children" || value === null || value === undefined || value === false) continue;
      if (key === "href" && /^\s*(javascript|data|vbscript):/i.test(value)) continue;
      found[NAMES[key] || key] = key === "style" ? styled(value) : value === true ? "" : String(value);
    }
    return found;
  }

  const el = (type, className, children, more) => ({ type, props: { className, children, ...more } });
  const icon = (name, extra) => el("Span", "icon icon-" + name + (extra ? " " + extra : ""), null, { "aria-hidden": "true" });
  const option = ({ words, n, before, ...own }) => ({ type: "A", props: {
    href: "#", role: "checkbox", tabIndex: 0, "aria-label": words + ", " + n, ...own,
    children: [el("Span", "box", icon("check")), before, el("Span", "name", words, { title: words }), el("Span", "n", n)],
  } });
  /* What a page has hundreds of comes in short (`short` in dashboard/html.py). */
  const SHORT = {
    Option: option,
    Leaf: (own) => el("Div", "branch-row indented", [el("Span", "twist leaf"), option(own)]),
    Cell: ({ figure, mark, text, label, className }) => el("Td", className,
      el("A", "opens", [icon(mark, "glyph"), text], { href: "?figure=" + figure, "data-open": figure, "aria-label": label })),
  };
  const whole = (tree) => (tree.type in SHORT ? SHORT[tree.type](tree.props) : tree);

  function update(node, tree) {
    const attributes = wanted(tree);
    for (const { name } of [...node.attributes]) if (!(name in attributes) && !KEPT.has(name)) node.removeAttribute(name);
    for (const [name, value] of Object.entries(attributes)) if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    if ("value" in attributes && node.value !== attributes.value && node !== document.activeElement) node.value = attributes.value;
    if (!node.id || !node.id.startsWith("saved-")) paint(node, tree.props.children);
  }

  function flat(list, into) {
    if (Array.isArray(list)) list.forEach((one) => flat(one, into));
    else if (list !== null && list !== undefined && list !== false && list !== "") into.push(list);
    return into;
  }

  function paint(parent, children) {
    let node = parent.firstChild;
    for (const one of flat(children, [])) {
      const tree = typeof one === "object" ? whole(one) : one;
      if (typeof tree !== "object") {
        const text = String(tree);
        if (node && node.nodeType === 3) { if (node.data !== text) node.data = text; node = node.nextSibling; }
        else parent.insertBefore(document.createTextNode(text), node);
        continue;
      }
      const name = tag(tree);
      if (node && node.nodeType === 1 && node.localName === name && (node.id || "") === (tree.props.id || "")) { update(node, tree); node = node.nextSibling; }
      else { const made = document.createElement(name); update(made, tree); parent.insertBefore(made, node); }
    }
    while (node) { const next = node.nextSibling; node.remove(); node = next; }
  }

  /* {id of a container: what stands in it} */
  page.paint = (described) => {
    if (described && "view-after" in described) page.rest();
    for (const [id, children] of Object.entries(described || {})) { const box = document.getElementById(id); if (box) paint(box, children); }
    page.painted();
    return window.dash_clientside.no_update;
  };
  window.dash_clientside.page.paint = page.paint;
})();
