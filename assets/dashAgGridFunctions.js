/* Functions that the tables' settings name. */
window.dashAgGridFunctions = window.dashAgGridFunctions || {};
window.dashAgGridFunctions.swatch = (params) => (params.data ? { "--swatch": "var(--drug-" + params.data.drug_key + ")" } : {});
