"""The concepts that a language pack may name, and the check that holds packs to them.

A pack says in words how a language states numbers about drugs. Keys are the engine's concepts, values are words as
they are printed in running text, in lower case where the script has it. `list` concepts are lists of words; `map`
concepts give each word a value.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

MEASURE_WORDS = (
    "seizure",
    "destruction",
    "cultivation",
    "eradication",
    "production",
    "cases",
    "arrests",
    "laboratories",
    "users",
    "deaths",
)

_LISTS = {
    "text.abbreviations": "words whose full stop ends no sentence",
    "text.line_joiners": "words after which a line break does not end a sentence",
    "text.variants": "pairs of characters, the first read as the second: 繳缴",
    "text.common": "frequent function words, by which the language is recognised",
    "numbers.joiners": "words inside a number: two hundred *and* six",
    "numbers.articles": "articles that mean one before a unit or scale: *a* tonne",
    "numbers.half": "*half* a tonne, *media* tonelada",
    "numbers.and_half": "two *and a half* tonnes, 两吨*半*",
    "numbers.vague": "words that make no number: dozens, several, 几",
    "numbers.ordinal_marks": "before a number that only tells an order: *第*三",
    "numbers.more": "inside a number, a little more than it: 12万*余*公斤",
    "numbers.of": "between a large or round number and what it counts: un millón *de* pastillas",
    "numbers.rough": "words of numbers.dozens that say about: una *treintena*",
    "numbers.mixed": "words between two units of one amount: 517 kilos *con* 340 gramos",
    "fractions.ratio": "one *in* ten, nine *out of* ten",
    "fractions.parts": "三*分之*一",
    "bounds.about": "before a number",
    "bounds.at_least": "before a number",
    "bounds.at_most": "before a number",
    "bounds.between": "small words between a bound and its number: more than *the* 300",
    "bounds.about_after": "behind a number or its unit",
    "bounds.at_least_after": "behind a number or its unit",
    "bounds.at_most_after": "behind a number or its unit",
    "ranges.between": "*between* 10 and 20",
    "ranges.and": "between 10 *and* 20",
    "ranges.to": "10 *to* 20, 10*–*20",
    "ranges.after": "10至20公斤*之间*",
    "changes.up": "words that say that a number grew",
    "changes.down": "words that say that a number shrank",
    "changes.more": "behind a percentage: 7 per cent *more*",
    "changes.less": "behind a percentage: 7 per cent *fewer*",
    "changes.times": "four *times* as many, 五*倍*",
    "changes.multiplied": "before a factor: *multiplied by* three, se multiplicó *por* tres",
    "changes.fold": "endings of seven*fold*",
    "changes.grew_times": "verbs after which N times is added to the amount: *增长*两倍",
    "changes.as_much": "twice *as much*, half *the amount*: says that a fraction is a change",
    "changes.adverbs": "multiples that need one of changes.as_much behind them: *twice* the area",
    "changes.absolute": "more by an amount: 6 tonnes *more than*",
    "changes.reached": "verbs before the amount that a change arrives at: *fell to* 5 t",
    "changes.points": "percentage points",
    "changes.by": "before the amount of a change: *by* 12 percent, a rise *of* 12 percent",
    "changes.in": "before what a change is of: a 10 percent rise *in* seizures",
    "shares.nouns": "its *share* fell from 55 to 5 percent: nouns of a part of a whole",
    "compare.levels": "remained at 2006 *levels*: behind a period that a number is compared with",
    "shares.other": "40 percent of *farmland*: a whole that no measure is about",
    "lists.with": "opioids, *with* 60 million: between a drug and the number of its users",
    "claims.finding": "raids and searches: what they *yielded* was seized",
    "claims.definite": "*the* two men: the ones counted before",
    "claims.number_of": "the *number of* people arrested: before what a number counts",
    "claims.auxiliary": "220,000 *were* treated: a verb by which a number stands for what was counted before",
    "lists.examples": "opioids *such as* fentanyl: before an example of the drug just named",
    "compare.before_number": "up from *a total of* 25.8 tonnes: between a word of comparison and its amount",
    "compare.as": "five times as high *as in* North America",
    "compare.during": "words of comparison that before a span mean during it: *over* the last decade",
    "compare.superlative": "the *largest* since 2009: before a span that dates nothing",
    "compare.records": "since *records began in* 2006: before a period that dates nothing",
    "places.estimates": "the United States *estimates*: whoever counts, no place of what is counted",
    "compare.as_than": "more *than* was seized ten years ago: opens what a number is compared with",
    "compare.since": "an 800% rise *since* FY 2019: before a period that a change counts from",
    "claims.wires": "news agencies named in brackets behind a dateline: BANGKOK (*Reuters*)",
    "claims.released": "published, released: a day behind them in the same clause dates nothing",
    "places.unrelated_after": "Virginia-*based*: behind a place where nothing happened",
    "places.unrelated": "*officers from*, *based in*: before a place where nothing happened",
    "shares.verbs": "*accounted for* 62 percent",
    "shares.parts": "behind a share, what the part did or is: 九成*产自*金三角",
    "shares.of": "62 percent *of*",
    "shares.of_which": "*of which* 8 tonnes, 其中",
    "tables.number": "*number of* seizures: a count in a table's head",
    "lists.respectively": "respectively, 分别",
    "lists.each": "each, 各有: one number said of several",
    "compare.than": "words before the amount or time that a number is compared with",
    "compare.than_behind": "words that compare only behind more, less, half or a percentage: la mitad *que* en 2013",
    "compare.earlier": "the period before, in a comparison: *the year before*, 同比",
    "compare.versus": "words before an earlier amount: *up from* 3,900",
    "compare.link": "between a word of comparison and its period: than *in* 2012",
    "compare.when": "the season before, *when* 23,718 ha were cleared",
    "compare.record_after": "behind a span of years: 2014年以来*最高*",
    "compare.behind": "behind a period that a number is compared with: 同2007年*相比*",
    "compare.ordinary": "words that make a comparison of two places or kinds, no earlier amount",
    "periods.from": "*自*9月30日…以来",
    "periods.backdrop": "what only led up to what is told: 去年4月*禁种*",
    "periods.onward": "自9月30日…*以来*",
    "places.origin": "*from* Ecuador, 来自",
    "places.origin_if_moving": "words that tell an origin only beside one of motion: 从老挝*入境*",
    "places.motion": "behind a place: 从老挝方向*入境*",
    "places.aside": "behind a place: who only helped: 在老挝警方*配合下*",
    "places.not_places": "words that hold a place's name and mean none: 沿*海地*区",
    "places.not_people": "words that begin like one for people and mean none: 人*民*检察院",
    "places.coast": "behind a sea: its shore is land, 太平洋*沿岸*",
    "places.transit": "*via*, *through*",
    "places.destination": "*bound for* Europe, 运往",
    "places.border": "a place beside these is no location: *border with* Laos",
    "places.locative": "*in* Laos, 在",
    "places.nationwide": "the whole country",
    "places.part": "a place that is a part of the place spoken of: Helmand *alone*",
    "places.people": "after a nationality: who is meant is a person, not a place",
    "places.dateline": "marks between a dateline and its text",
    "places.there": "the place spoken of: seized *there*",
    "places.elsewhere": "*abroad*: no place",
    "blocks.plan": "targets and plans",
    "blocks.hypothetical": "what could or would be",
    "blocks.licit": "licit trade and crops",
    "blocks.traffic": "amounts trafficked, sold or consumed",
    "blocks.rate": "*per* day, *a* month behind a unit",
    "blocks.rate_before": "before a number: a *daily* 5 kg",
    "blocks.money": "currencies, behind or before a number",
    "blocks.quality": "50 times more *powerful*: what a comparison is of that measures no amount",
    "blocks.price": "a number beside these is a price, purity or value",
    "blocks.age": "years old, aged",
    "blocks.distances": "units of distance: 400 *miles* off a place",
    "blocks.other_units": "units that measure no drug: kilometres, hours, sacks",
    "blocks.other_counts": "things and people counted that are no claim: officers, villages, vehicles",
    "blocks.wording": "idioms that hold a cue but say nothing of drugs",
    "blocks.substances": "things weighed or measured that are no drug: *橡胶*28万亩",
    "blocks.building": "before an area: how much ground something stands on, *占地*120亩",
    "blocks.swallowed": "pellets carried in the body, which are no tablets",
    "blocks.law": "words of law: amounts beside them are thresholds",
    "blocks.victims": "*killed*, *wounded* in clashes, not by drugs",
    "blocks.court": "convicted, sentenced, jailed",
    "blocks.ordinary_drug": "licensed crops and medicines",
    "claims.subject": "words that stand for the haul just spoken of: *the load*, *of these*",
    "claims.drugs": "the drugs just spoken of, where they were of one kind: *the drugs* were found",
    "claims.those": "before a number of people spoken of already: *该*两名男子",
    "claims.activity": "names of drugs that tell an activity: where one drug is named too, they are of it",
    "claims.sort": "between a drug and the wider word that it is of: 冰毒*类*毒品",
    "claims.alias": "before another name of the same drug: 氯胺酮（*俗称*K粉）",
    "claims.announced": "said on Monday, police said: a day beside it dates nothing",
    "claims.counting": "small words between what is counted and its number: 窝点*共有*3处",
    "claims.none": "zero: *no* arrests",
    "claims.weighing": "pills *weighing* 17 tonnes: the weight of what was counted",
    "claims.restating": "before the same amount in other words: 80 arrobas, *that is*, a tonne",
    "claims.enforcement": "who seizes: police, customs; an amount of a drug beside them was seized",
    "claims.related": "cases *related* to a drug",
    "claims.total": "words of a sum: in all, in total",
    "lists.joiners": "between the members of a list",
}
_MAPS = {
    "numbers.words": "number words",
    "numbers.scales": "words that multiply: million, 万",
    "numbers.marks": "the decimal mark of countries that do not write the language's own; empty where both group thousands",
    "numbers.attached": "scales written onto digits: 2.4*bn*",
    "numbers.dozens": "a dozen, una treintena",
    "numbers.characters": "characters that are digits: 三",
    "numbers.multipliers": "characters that multiply within a number: 十, 百",
    "fractions.words": "fractions, as parts of one: a third",
    "fractions.denominators": "two *thirds*",
    "fractions.tenths": "九*成*",
    "tables.scales": "in a head: *'000* tablets = 1000",
    "changes.multiples": "verbs and nouns that hold a factor: doubled = 2, halved = 0.5",
    "periods.months": "names of months",
    "periods.weekdays": "names of weekdays, Monday = 1",
    "periods.ordinals": "first = 1",
    "periods.eras": "what to take from a year of the calendar that the slot {R} stands for",
    "places.compass": "north, northern, 北部",
    "places.home_markers": "words that tell the country of a writer who names none",
    "places.home": "the country of a writer who names none: 全国 = CN",
    "measures.region": "places where a word means something else",
}
_TABLES = {
    "nouns": "what is counted, by the measure it tells; `people` tells none by itself",
    "counted": "what classifiers count, by the measure it tells; `other` tells none: 窝点, 民警",
    "cues": "words that tell a measure; those under `purpose` tell what something is for: *for making* heroin",
    "weak": "words that tell a measure only beside an amount of a drug",
    "after": "cue words that only count behind their number: 3 kg *in all were found*",
    "drugs": "names of drugs",
    "weak_drugs": "names that need an amount beside them",
    "not_drugs": "phrases that hold a drug's name and mean none",
    "units": "spellings of units",
    "ambiguous": "spellings of units that mean other things too",
    "periods": "templates of periods",
    "demonyms": "nationalities",
    "agencies": "agencies that tell a country",
    "regions": "named regions",
    "attributions": "whom numbers are attributed to",
}
# Single values: the language's name, its script as Unicode names it ("LATIN"), whether words are spaced, its marks.
_PLAIN = ("text.name", "text.script", "text.spaces", "text.decimal", "text.group")
FREE = ("examples", "places")  # files with a reader of their own


def known_concepts() -> list[str]:
    """All concept names, for messages and documentation."""
    return sorted([*_LISTS, *_MAPS, *_TABLES, *_PLAIN])


def check_concept(name: str, value: object, where: str) -> None:
    """Raise ValueError in one sentence, naming the nearest concept, where a pack's key or value is not the engine's."""
    if name.split(".")[0] in _TABLES or name in _PLAIN:
        return
    if name in _LISTS:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise ValueError(f"{where}: '{name}' must be a list of words ({_LISTS[name]}).")
        return
    if name in _MAPS:
        if not isinstance(value, Mapping):
            raise ValueError(f"{where}: '{name}' must be a table of word = value ({_MAPS[name]}).")
        return
    nearest = difflib.get_close_matches(name, known_concepts(), n=1, cutoff=0.0)
    raise ValueError(f"{where}: the engine knows no concept '{name}'; the nearest is '{nearest[0]}'.")
