"""Facts that no language changes: drugs, places, units and conversions. See README.md in this folder."""
