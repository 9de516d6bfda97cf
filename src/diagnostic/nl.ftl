# Wat een bevinding zegt, in het Nederlands: één zin per code, gemaakt van de waarden van de bevinding.
#
# Dezelfde berichten en dezelfde variabelen als in `en.ftl`, in dezelfde volgorde; een test vergelijkt ze.

field = { $field ->
    [strategic] strategische titel
    [operational] operationele titel
    [kpi] titel van de KPI
    [red] rode drempel
    [green] groene drempel
    [budget_refs] begrotingsreferenties
    [result] resultaat
    [weight] gewicht
    [description] beschrijving
    [deviation] afwijking
    [actions] acties
    [theme] thema
   *[other] { $field }
}
the-field = { $field ->
    [strategic] de strategische titel
    [operational] de operationele titel
    [kpi] de titel van de KPI
    [red] de rode drempel
    [green] de groene drempel
    [budget_refs] de lijst van begrotingsreferenties
    [result] het resultaat
    [weight] het gewicht
    [description] de beschrijving
    [deviation] de afwijking
   *[actions] de tekst van de acties
}
language = { $language ->
    [fr] Frans
   *[nl] Nederlands
}
other = { $other ->
    [fr] Frans
   *[nl] Nederlands
}
text = { field } in het { language }
status = { $status ->
    [realised] gerealiseerd
    [partially_realised] gedeeltelijk gerealiseerd
    [not_realised] niet gerealiseerd
   *[not_measured] niet gemeten
}
printed = { $printed ->
    [realised] gerealiseerd
    [partially_realised] gedeeltelijk gerealiseerd
    [not_realised] niet gerealiseerd
   *[not_measured] niet gemeten
}
there = { $page ->
    [none] {""}
   *[other] , bladzijde { $page }
}
on-page = { $page ->
    [none] {""}
   *[other] {" op bladzijde "}{ $page }
}

# Een feit over verscheidene records van een tabel; de tweede vorm als het er weinig genoeg zijn om ze te noemen.
of-table = { $sentence }: { $records } van { $of } { $table ->
    [objectives] doelstellingen
   *[indicators] indicatoren
} van “{ $body }”
of-table-named = { of-table } ({ $labels })

# Wat de terminal naast de bevindingen zegt.
counted = { $objectives ->
    [one] { $objectives } doelstelling
   *[other] { $objectives } doelstellingen
}, { $indicators ->
    [one] { $indicators } indicator
   *[other] { $indicators } indicatoren
}; { $errors ->
    [one] { $errors } fout
   *[other] { $errors } fouten
}, { $warnings ->
    [one] { $warnings } waarschuwing
   *[other] { $warnings } waarschuwingen
}, { $notes ->
    [one] { $notes } opmerking
   *[other] { $notes } opmerkingen
}
more-of-code = en nog { $count } van { $code }
more = en nog { $count } bevindingen: zonder --top worden ze alle getoond

B101 = { $lost ->
    [page] de bladzijde is slecht gevormd en kon niet gelezen worden; haar records ontbreken
   *[part] een deel van de bladzijde is beschadigd of ontbreekt en kon niet gelezen worden; er ontbreken records
}
B102 = { $what ->
    [pages] de bladzijden { $pages } zijn beelden en zijn niet gelezen, hun records ontbreken; { $why }
    [parts] op de bladzijden { $pages } zijn delen die beelden, krommen of tekst in lettertypes zonder namen van tekens zijn, niet gelezen, er ontbreken records; { $why }
    [reading] de tekst van deze bladzijde staat in haar beeld, dat niet gelezen is: { $why }
    [image] de bladzijde is een beeld: haar tekst kan niet zonder tekenherkenning gelezen worden
   *[fonts] de lettertypes van de bladzijde zeggen niet welke tekens ze tekenen: haar tekst kan niet zonder tekenherkenning gelezen worden
}
B103 = een lettertype van deze bladzijde kon niet gebruikt worden; misschien ontbreekt er tekst
B104 = de bladzijde bevat meer dan enige gedrukte bladzijde kan; haar records ontbreken
B105 = { $glyphs } tekens zeggen niet welk karakter ze zijn en staan er als U+FFFD
B106 = een lettertype van deze bladzijde ontbreekt in het bestand; de tekst die ermee gezet is, is verloren
B107 = een lettertype van deze bladzijde ontbreekt in het bestand; de tekst is gelezen met de codes van de andere lettertypes
B108 = { $lost ->
    [list] de lijst van bladzijden ontbreekt in het bestand; { $pages } bladzijden zijn zonder haar gevonden, andere ontbreken misschien
   *[page] bladzijde { $number } van { $pages } ontbreekt in het bestand; haar records ontbreken
}
B109 = “{ $text }” is voor een watermerk of een stempel gehouden en weggelaten
B110 = de tekst van deze bladzijden is van hun beelden gelezen: { $pages }
B113 = { $glyphs } tekens zijn weggelaten: { $how ->
    [covered] een dekkend vlak verbergt ze
   *[struck] ze zijn doorgehaald
}
B114 = een beeld op de plaats van dit record, of letters die als krommen getekend zijn, is niet gelezen: bekijk de bladzijde
B115 = beelden op deze bladzijden zijn niet gelezen, of tonen geen tekst: { $pages }
B111 = het bestand is een tekst die een OCR-model heeft uitgeschreven: getallen die het model verzonnen heeft, zijn er niet in te zien; vergelijk met de bladzijden wat van belang is

B201 = { $glyphs } tekens vonden geen plaats: “{ $text }”
B202 = geen kop van deze tabel is leesbaar; ze begint met “{ $text }”; `bilan wording` toont hoe haar woorden bekend te maken zijn
B203 = de kolom “{ $header }” is onbekend; haar teksten worden onder deze kop bewaard; `bilan wording` toont hoe ze bekend te maken is
B204 = de titel kondigt { $announced } aan, maar de kolommen zijn die van { $columns }
B205 = de kolom “{ $header }” is gehouden voor { $role ->
    [strategic_ref] de referentie van de strategische doelstelling
    [strategic_title] de titel van de strategische doelstelling
    [operational_ref] de referentie van de operationele doelstelling
    [operational_title] de titel van de operationele doelstelling
    [kpi_ref] de referentie van de indicator
    [kpi_title] de titel van de indicator
    [budget] de begrotingsreferenties
    [red] de rode drempel
    [green] de groene drempel
   *[other] { $role }
}, met weinig marge
B206 = een tabel staat onder geen enkele titel die een bestuur noemt
B207 = een cel strekt zich uit over { $columns } kolommen: “{ $text }”
B208 = “{ $tail }” en “{ $head }” zijn { $joined ->
    [yes] tot één woord samengevoegd
   *[no] apart gelaten
}; weinig zegt wat juist is
B209 = gelezen als “{ $read }”, en gehouden voor “{ $taken }”, zoals het er in de buurt gedrukt staat{ $margin ->
    [little] , met weinig marge
   *[clear] {""}
}
B210 = tekst van deze bladzijde is niet gelezen: “{ $text }”
B211 = een rij van gemiddelden of totalen, die geen record is: { $figures }
B212 = { $open ->
    [sides] weinig zegt in welke taal elke kant van “{ $heading }” is
    [letters] “{ $heading }” is van een beeld gelezen, en de letters of het nummer zijn misschien andere
    [section] “{ $heading }” is voor een opmerking gehouden, en is misschien de titel van de sectie die daar begint
   *[heading] weinig zegt dat “{ $heading }” een titel van deze tabel is
}
B213 = de noot “{ $mark }” onder deze tabel hoort bij geen record: geen cijfer en geen referentie draagt haar teken; ze zegt “{ $text }”
B299 = { $read } tekens zijn gelezen, maar { $counted } zijn geteld

B221 = deze rij van de transcriptie heeft andere cellen dan haar kop kolommen heeft: ze zijn gezet waar ze het best passen, met weinig marge
B222 = deze rij van de transcriptie is cijfers kwijt: welke van { $figures } een drempel is en welke het resultaat, volgt uit hun volgorde en uit de andere rijen van de tabel
B223 = deze rij van de transcriptie is haar strategische doelstelling kwijt; { $label } is van een andere rij genomen, want het nummer van haar operationele doelstelling noemt ze
B224 = deze rij van de transcriptie is haar referentie kwijt; { $label } is van een andere tabel genomen, die dezelfde tekst ernaast heeft
B225 = deze rij van de transcriptie staat onder het thema “{ $printed }”, en haar doelstelling onder “{ $theme }”: de tussentitel boven de rij lijkt verloren, en het thema van de doelstelling is genomen
B226 = { text }: deze rij van de transcriptie is hem kwijt; “{ $title }” is van een andere rij van dezelfde doelstelling genomen

B301 = { text }: een tekst in het { other } staat op de plaats van het { language }
B302 = { field }: er is een tekst in het { other } en geen in het { language }
B303 = { field }: “{ $placeholder }” staat op de plaats van het { language }, en een tekst op die van het { other }
B304 = { field }: { $side ->
    [fr] { $only_fr } in het Frans en niet in het Nederlands
    [nl] { $only_nl } in het Nederlands en niet in het Frans
   *[both] { $only_fr } in het Frans en niet in het Nederlands; { $only_nl } in het Nederlands en niet in het Frans
}
B305 = { field }: { $name } in het { language } en niet in het { other }
B306 = { field }: { $fr ->
    [one] { $fr } punt
   *[other] { $fr } punten
} in het Frans en { $nl } in het Nederlands
B307 = { field }: { $name } in het { language }, zoals elders in het { other }
B308 = { field }: er is een tekst in het { other } en geen in het { language }, die haar tabel anders wel heeft

B401 = { the-field } is geen getal: “{ $raw }”
B402 = { $missing ->
    [red] de rode drempel is niet gedrukt, de groene wel
    [green] de groene drempel is niet gedrukt, de rode wel
   *[both] er is geen drempel gedrukt
}
B403 = de rode drempel { $red } ligt boven de groene { $green }: de schaal loopt andersom
B404 = geen nummer in de { $field ->
    [strategic] strategische referentie
    [operational] operationele referentie
   *[kpi] referentie van de KPI
} “{ $label }”
B405 = de kop “{ $header }” is gelezen alsof hij { $sign } drukte
B406 = de begrotingsreferentie “{ $reference }” is niet goed gevormd
B407 = de rode en de groene drempel zijn beide { $threshold }
B408 = { the-field } ligt niet tussen 0 en 100: { $value }
B409 = er is geen resultaat gedrukt
B410 = het resultaat ligt niet tussen 0 en 100: { $value }
B411 = het resultaat { $value } is gelijk aan de { $threshold ->
    [red] rode drempel, en telt als rood
   *[green] groene drempel, en telt als groen
}
B412 = { text }: eindigt met “{ $end }”
B413 = { text }: begint met “{ $beginning }”
B414 = { text }: “{ $sign }” sluit niet: “{ $text }”
B415 = { text }: het nummer { $number } staat tweemaal in een lijst
B416 = { text }: “{ $word }” staat tweemaal
B417 = { text }: “{ $mark }” is een teken van een tekstverwerker
B421 = de rode drempel is 0: niets valt eronder

B501 = { $by ->
    [text] het woord
   *[shading] de kleur
} van het resultaat zegt “{ printed }”, drempels en resultaat zeggen “{ status }”
B502 = { the-field } is hier { $here } en { $there } in de tabel van de indicatoren{ there }
B503 = { text }: hier “{ $here }” en “{ $there }” in de tabel van de doelstellingen{ there }
B504 = { text }: hier “{ $here }” en “{ $there }” in de tabel van de doelstellingen{ there }
B505 = het resultaat is { $result }, en het gemiddelde van de { $indicators } indicatoren is { $mean }
B506 = { $indicators ->
    [one] het gewicht van de enige indicator is { $sum } en niet 100
   *[other] de gewichten van de { $indicators } indicatoren zijn samen { $sum } en niet 100
}
B507 = { text }: { $share } % zou gedaan zijn, en het resultaat is { $result }
B508 = geen indicator meet deze doelstelling
B509 = { $label ->
    [none] de doelstelling van deze indicator heeft geen referentie en staat niet in de tabel van de doelstellingen
   *[other] de tabel van de doelstellingen drukt de doelstelling { $label } van deze indicator niet
}
B510 = de referentie { $reference } staat hierboven al{ $page ->
    [none] {""}
   *[other] , op bladzijde { $page }
}
B511 = { $field ->
    [strategic] strategische doelstellingen{": "}
   *[operational] {""}
}{ $gap ->
    [none] { $reference } komt na { $above }
    [one] { $from }, voor { $reference }, staat niet in deze tabel
   *[more] { $from } tot { $to }, voor { $reference }, staan niet in deze tabel
}
B512 = { $reference } staat onder de strategische doelstelling { $strategic }
B513 = de inhoudsopgave noemt { $names }, { $count ->
    [one] dat geen tabel heeft
   *[other] die geen tabel hebben
} in dit deel
B514 = “{ $name }” heeft tabellen, en de inhoudsopgave noemt het niet
B515 = de inhoudsopgave noemt { $count ->
    [one] het hoofdstuk { $names }, dat geen tabel heeft
   *[other] de hoofdstukken { $names }, die geen tabel hebben
} in dit deel
B516 = NIHIL staat in de plaats van { $kind ->
    [objectives] de doelstellingen
   *[indicators] de indicatoren
} van “{ $name }”
B517 = { field }: hetzelfde staat bij { $label }{ on-page }: “{ $text }”
B518 = { $status ->
    [partially_realised] gedeeltelijk gerealiseerd
   *[not_realised] niet gerealiseerd
}, en er is geen reden gegeven
B519 = { $only ->
    [here] hier gedrukt en niet in de tabel van de indicatoren{ there }: { $fields }
   *[there] gedrukt in de tabel van de indicatoren{ there }, en niet hier: { $fields }
}
B520 = er is geen resultaat gedrukt; { text }: { $shares }
B521 = er is geen { field } gedrukt
B522 = er is niets gedrukt over wat er gedaan is
B523 = het hoofdstuk { $chapter } van de inhoudsopgave heeft hier het nummer { $number }
B524 = { field }: verwijst naar { $references }, die deze sectie niet drukt
B525 = het resultaat haalt { $attained } % van de groene drempel; { $indicators ->
    [one] de indicator, op een andere schaal gemeten, haalt
   *[other] de { $indicators } indicatoren, op andere schalen gemeten, halen
} { $mean } %

B526 = { text }: { $claim ->
    [not_started] er is niets begonnen
    [not_finished] het werk is niet klaar
    [finished] het werk is klaar
    [not_reached] de doelstelling is niet gehaald
    [reached] de doelstelling is gehaald
    [above] de groene drempel is overschreden
    [below] het resultaat ligt onder de groene drempel
   *[no_deviation] er is geen afwijking
}, volgens de tekst, en de status is “{ status }”: “{ $text }”
B527 = { text }: geeft { $said } als { $threshold ->
    [red] rode
   *[green] groene
} drempel, en { $printed } is gedrukt
B528 = { text }: verklaart een tekort, en het resultaat is groen: “{ $text }”
B529 = { text }: er was werk gepland voor { $due }, en er is geen resultaat gedrukt: “{ $text }”
B531 = de tabellen geven { $listed } records op, en { $here } staan hier; niet gecontroleerd: { $of_report }{ $sections ->
    [0] {""}
   *[other] , { $of_section } voor { $sections } secties
}{ $families ->
    [0] {""}
   *[other] , { $of_family } voor { $families } records waarvan de doelstelling of de indicatoren ontbreken
}
B532 = het woord van het resultaat zegt “{ printed }”, de kleur zegt “{ status }”
B533 = de doelstelling is “{ status }”, en { $indicators ->
    [one] haar indicator is
   *[other] al haar gemeten indicatoren zijn
} “{ printed }”
B534 = er is geen resultaat gedrukt, en de kleur van de cel zegt “{ printed }”
B535 = de drempels zijn { $red } (rood) en { $green } (groen), andersom dan { $siblings ->
    [indicator] die van haar indicator
   *[table] in de rest van de tabel
}
B536 = { the-field } is { $field ->
    [red] { $red }, en { $usual_red }
   *[green] { $green }, en { $usual_green }
} voor alle andere van de tabel
B537 = de begrotingsreferentie “{ $reference }” noemt de opdracht { $mission }, bijna alle andere van het bestuur { $usual }
B538 = { text }: “{ $title }” bij { $reference }, dat hierboven “{ $above }” is{ there }
B539 = { text }: “{ $title }” staat bij { $reference } en hierboven bij { $above }{ there }
B540 = er is geen referentie van een operationele doelstelling gedrukt

B601 = de tekst van `{ $column }` is afgesneden in de werkmap: een cel bevat { $characters } tekens
