# What a finding says, in English: one sentence a code, made of the finding's values.
#
# A term that begins with a small letter is a part of sentences; `$field`, `$language` and `$other` (the other language)
# are there wherever the finding has a field or a language.

field = { $field ->
    [strategic] strategic title
    [operational] operational title
    [kpi] KPI title
    [red] red threshold
    [green] green threshold
    [budget_refs] budget references
   *[result] { $field }
}
the-field = the { field }
language = { $language ->
    [fr] French
   *[nl] Dutch
}
other = { $other ->
    [fr] French
   *[nl] Dutch
}
text = { field } in { language }
status = { $status ->
    [realised] realised
    [partially_realised] partially realised
    [not_realised] not realised
   *[not_measured] not measured
}
printed = { $printed ->
    [realised] realised
    [partially_realised] partially realised
    [not_realised] not realised
   *[not_measured] not measured
}
there = { $page ->
    [none] {""}
   *[other] , page { $page }
}
on-page = { $page ->
    [none] {""}
   *[other] {" on page "}{ $page }
}

# A fact about several records of a table; the second form where few enough are concerned to be named.
of-table = { $sentence }: { $records } of { $of } { $table ->
    [objectives] objectives
   *[indicators] indicators
} of “{ $body }”
of-table-named = { of-table } ({ $labels })

# What the terminal says beside the findings.
counted = { $objectives ->
    [one] { $objectives } objective
   *[other] { $objectives } objectives
}, { $indicators ->
    [one] { $indicators } indicator
   *[other] { $indicators } indicators
}; { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}, { $notes ->
    [one] { $notes } note
   *[other] { $notes } notes
}
more-of-code = and { $count } more of { $code }
more = and { $count } more findings: leave out --top for all

B101 = { $lost ->
    [page] the page is malformed and could not be read; its records are missing
   *[part] a part of the page is damaged or missing and could not be read; records are missing
}
B102 = { $what ->
    [pages] these pages are images and were not read, their records are missing: { $pages }; { $why }
    [parts] parts of these pages that are images, curves or in fonts without names for characters were not read, records are missing: { $pages }; { $why }
    [reading] the text of this page is in its image, which was not read: { $why }
    [image] the page is an image: its text cannot be read without recognising it
   *[fonts] the page has fonts that do not say which characters they draw: its text cannot be read without recognising it
}
B103 = a font of this page could not be used; its text may be missing
B104 = the page holds more than any printed page can; its records are missing
B105 = { $glyphs } glyphs do not say which character they are and stand as U+FFFD
B106 = a font of this page is missing from the file; text set in it is lost
B107 = a font of this page is missing from the file; its text was read as the other fonts' codes are
B108 = { $lost ->
    [list] the list of pages is missing from the file; { $pages } were found without it, others may be missing
   *[page] page { $number } of { $pages } is missing from the file; its records are missing
}
B109 = “{ $text }” was taken for a watermark or a stamp and left out
B110 = the text of these pages was read from their images: { $pages }
B113 = { $glyphs } glyphs were left out: { $how ->
    [covered] an opaque area hides them
   *[struck] they are struck out
}
B114 = a picture in the place of this record, or letters drawn as curves, was not read: look at the page
B115 = pictures on these pages were not read, or show no text: { $pages }
B111 = the file is a text that an OCR model wrote down: numbers that the model made up cannot be seen in it; compare with the pages what matters

B201 = { $glyphs } glyphs found no place: “{ $text }”
B202 = no header of this table can be read; it begins “{ $text }”; `bilan wording` shows how to make its words known
B203 = the column “{ $header }” is not known; its texts are kept under this header; `bilan wording` shows how to make it known
B204 = the heading announces { $announced }, but the columns are those of { $columns }
B205 = the column “{ $header }” was taken for the { $role ->
    [strategic_ref] reference of the strategic objective
    [strategic_title] title of the strategic objective
    [operational_ref] reference of the operational objective
    [operational_title] title of the operational objective
    [kpi_ref] reference of the indicator
    [kpi_title] title of the indicator
    [budget] budget references
    [red] red threshold
    [green] green threshold
   *[other] { $role }
}, with little margin
B206 = a table stands under no heading that names an administration
B207 = a cell reaches over { $columns } columns: “{ $text }”
B208 = “{ $tail }” and “{ $head }” were { $joined ->
    [yes] made one word
   *[no] left apart
}; little tells which is right
B209 = read as “{ $read }”, and taken for “{ $taken }”, as is printed around it{ $margin ->
    [little] , with little margin
   *[clear] {""}
}
B210 = text of this page was not read: “{ $text }”
B211 = a row of means or totals, which is no record: { $figures }
B212 = { $open ->
    [sides] little tells which language each side of “{ $heading }” is in
    [letters] “{ $heading }” was read from an image, and its letters or its number may be others
    [section] “{ $heading }” was taken for a remark, and may be the title of the section that begins there
   *[heading] little tells that “{ $heading }” is a heading of this table
}
B213 = the note “{ $mark }” below this table belongs to no record: no figure or reference carries its mark; it says “{ $text }”
B299 = { $read } glyphs were read, but { $counted } were accounted for

B221 = this row of the transcript has other cells than its header has columns: they were put where they fit best, with little margin
B222 = this row of the transcript has lost figures: which of { $figures } is a threshold and which the result was told by their order and the table's other rows
B223 = this row of the transcript has lost its strategic objective; { $label } was taken from another row, since the number of its operational objective names it
B224 = this row of the transcript has lost its reference; { $label } was taken from another table, which has the same text beside it
B225 = this row of the transcript stands under the theme “{ $printed }”, and its objective under “{ $theme }”: the banner over the row seems lost, and the objective's theme was taken
B226 = { field } in { language }: this row of the transcript has lost it; “{ $title }” was taken from another row of the same objective

B301 = { field }: { other } stands in the place of { language }
B302 = { field }: there is a text in { other } and none in { language }
B303 = { field }: “{ $placeholder }” stands in the place of { language }, and a text in that of { other }
B304 = { field }: { $side ->
    [fr] { $only_fr } in French and not in Dutch
    [nl] { $only_nl } in Dutch and not in French
   *[both] { $only_fr } in French and not in Dutch; { $only_nl } in Dutch and not in French
}
B305 = { field }: { $name } in { language } and not in { other }
B306 = { field }: { $fr ->
    [one] { $fr } item
   *[other] { $fr } items
} in French and { $nl } in Dutch
B307 = { field }: { $name } in { language }, as elsewhere in { other }
B308 = { field }: there is a text in { other } and none in { language }, which its table else has

B401 = { the-field } is no number: “{ $raw }”
B402 = { $missing ->
    [red] the red threshold is not printed, the green one is
    [green] the green threshold is not printed, the red one is
   *[both] no threshold is printed
}
B403 = the red threshold { $red } is above the green one { $green }: the scale runs the other way
B404 = no number in the { $field ->
    [strategic] strategic
    [operational] operational
   *[kpi] KPI
} reference “{ $label }”
B405 = the header “{ $header }” is read as if it printed { $sign }
B406 = the budget reference “{ $reference }” is not well formed
B407 = the red and the green threshold are both { $threshold }
B408 = { the-field } is not between 0 and 100: { $value }
B409 = no result is printed
B410 = the result is not between 0 and 100: { $value }
B411 = the result { $value } is equal to the { $threshold } threshold, and counts as { $threshold }
B412 = { field } in { language }: it ends with “{ $end }”
B413 = { field } in { language }: it begins with “{ $beginning }”
B414 = { field } in { language }: “{ $sign }” does not close: “{ $text }”
B415 = { field } in { language }: the number { $number } stands twice in a list
B416 = { field } in { language }: “{ $word }” stands twice
B417 = { field } in { language }: “{ $mark }” is a mark of a word processor
B421 = the red threshold is 0: nothing falls below it

B501 = the result's { $by ->
    [text] word
   *[shading] colour
} says “{ printed }”, thresholds and result say “{ status }”
B502 = { the-field } is { $here } here and { $there } in the table of indicators{ there }
B503 = { field } in { language }: “{ $here }” here and “{ $there }” in the table of objectives{ there }
B504 = { field } in { language }: “{ $here }” here and “{ $there }” in the table of objectives{ there }
B505 = the result is { $result }, and the mean of its { $indicators } indicators is { $mean }
B506 = { $indicators ->
    [one] the weight of the only indicator is { $sum } and not 100
   *[other] the weights of its { $indicators } indicators add up to { $sum } and not to 100
}
B507 = the { field } in { language } says { $share } % was done, the result is { $result }
B508 = no indicator measures this objective
B509 = { $label ->
    [none] the objective of this indicator has no reference, and is not in the table of objectives
   *[other] the table of objectives does not print the objective { $label } of this indicator
}
B510 = the reference { $reference } stands above already{ $page ->
    [none] {""}
   *[other] , on page { $page }
}
B511 = { $field ->
    [strategic] strategic objectives{": "}
   *[operational] {""}
}{ $gap ->
    [none] { $reference } stands after { $above }
    [one] { $from } before { $reference } is not in this table
   *[more] { $from } to { $to } before { $reference } are not in this table
}
B512 = { $reference } stands under the strategic objective { $strategic }
B513 = the contents list names { $names }, which { $count ->
    [one] has
   *[other] have
} no table in this part
B514 = “{ $name }” has tables, and the contents list does not name it
B515 = the contents list names the { $count ->
    [one] chapter { $names }, which has
   *[other] chapters { $names }, which have
} no table in this part
B516 = NIHIL stands for the { $kind } of “{ $name }”
B517 = { field }: the same stands under { $label }{ on-page }: “{ $text }”
B518 = it was { $status ->
    [partially_realised] realised in part
   *[not_realised] not realised
}, and no reason is given
B519 = { $only ->
    [here] printed here and not in the table of indicators{ there }: { $fields }
   *[there] printed in the table of indicators{ there }, and not here: { $fields }
}
B520 = no result is printed, and the { field } in { language } says { $shares }
B521 = no { field } is printed
B522 = nothing is printed of what was done
B523 = the chapter { $chapter } of the contents list is numbered { $number } here
B524 = { field }: it refers to { $references }, which this section does not print
B525 = the result attains { $attained } % of its green threshold; its { $indicators ->
    [one] indicator, measured on another scale, attains
   *[other] { $indicators } indicators, measured on other scales, attain
} { $mean } %
B526 = the { field } in { language } says that { $claim ->
    [not_started] nothing was begun
    [not_finished] the work is not finished
    [finished] the work is finished
    [not_reached] the objective was not reached
    [reached] the objective was reached
    [above] the green threshold was exceeded
    [below] the result lies below the green threshold
   *[no_deviation] nothing deviates
}, and it is “{ status }”: “{ $text }”
B527 = the { field } in { language } gives { $said } as the { $threshold } threshold, and { $printed } is printed
B528 = the { field } in { language } explains a shortfall, and the result is green: “{ $text }”
B529 = the { field } in { language } has work due in { $due }, and no result is printed: “{ $text }”
B531 = the tables list { $listed } records, and { $here } are here; not checked: { $of_report } at all{ $sections ->
    [0] {""}
   *[other] , { $of_section } for { $sections } sections
}{ $families ->
    [0] {""}
   *[other] , { $of_family } for { $families } records whose objective or indicators are missing
}
B532 = the result's word says “{ printed }”, its colour says “{ status }”
B533 = the objective is “{ status }”, and { $indicators ->
    [one] its indicator is
   *[other] all of its indicators that were measured are
} “{ printed }”
B534 = no result is printed, and the colour of its cell says “{ printed }”
B535 = the thresholds are { $red } (red) and { $green } (green), the other way round than { $siblings ->
    [indicator] those of its indicator
   *[table] in the rest of the table
}
B536 = { the-field } is { $field ->
    [red] { $red }, and { $usual_red }
   *[green] { $green }, and { $usual_green }
} for all others of the table
B537 = the budget reference “{ $reference }” names the mission { $mission }, nearly all others of the administration { $usual }
B538 = { field } in { language }: “{ $title }” under { $reference }, which is “{ $above }” above{ there }
B539 = { field } in { language }: “{ $title }” stands under { $reference } and above under { $above }{ there }
B540 = no reference of an operational objective is printed

B601 = the text of `{ $column }` is cut in the workbook: a cell holds { $characters } characters
