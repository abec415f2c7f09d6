/* A row of the table on a phone: what and how much, then where, when and how well supported. */
var dagcomponentfuncs = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
dagcomponentfuncs.TwoLines = function (props) {
  const row = props.data || {}, make = window.React.createElement;
  const joined = (...parts) => parts.filter(Boolean).join(" · ");
  const colour = row.drug_key ? "var(--drug-" + row.drug_key + ")" : "transparent";
  return make("div", { className: "two-lines" },
    make("span", { className: "swatch", style: { background: colour } }),
    make("span", { className: "of" },
      make("b", null, row.drug), make("small", null, joined(row.place, row.period, row.publisher))),
    make("span", { className: "v ink-" + (row.status_key || "none") }, make("b", null, row.value), make("small", null, row.status)));
};
