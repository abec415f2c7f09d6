/* Functions that the tables' settings name. */
window.dashAgGridFunctions = window.dashAgGridFunctions || {};
window.dashAgGridFunctions.swatch = (params) => (params.data ? { "--swatch": "var(--drug-" + params.data.drug_key + ")" } : {});
window.dashAgGridFunctions.dateOrAsk = (params) => params.value || (params.data && params.data.status_key === "read" ? window.seizures.texts("set-date") : "");
