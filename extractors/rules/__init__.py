"""Rules that find things in a sentence: numbers, quantities, drugs, places, periods and cue words."""
