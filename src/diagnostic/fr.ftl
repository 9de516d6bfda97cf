# Ce que dit un constat, en français : une phrase par code, faite des valeurs du constat.
#
# Les mêmes messages et les mêmes variables que dans `en.ftl`, dans le même ordre ; un test les compare.

field = { $field ->
    [strategic] titre stratégique
    [operational] titre opérationnel
    [kpi] titre du KPI
    [red] seuil rouge
    [green] seuil vert
    [budget_refs] références budgétaires
    [result] résultat
    [weight] poids
    [description] description
    [deviation] écart
    [actions] actions
    [theme] thème
   *[other] { $field }
}
the-field = { $field ->
    [strategic] le titre stratégique
    [operational] le titre opérationnel
    [kpi] le titre du KPI
    [red] le seuil rouge
    [green] le seuil vert
    [budget_refs] la liste des références budgétaires
    [result] le résultat
    [weight] le poids
    [description] la description
    [deviation] l'écart
   *[actions] le texte des actions
}
language = { $language ->
    [fr] français
   *[nl] néerlandais
}
other = { $other ->
    [fr] français
   *[nl] néerlandais
}
text = { field } en { language }
status = { $status ->
    [realised] réalisé
    [partially_realised] partiellement réalisé
    [not_realised] non réalisé
   *[not_measured] non mesuré
}
printed = { $printed ->
    [realised] réalisé
    [partially_realised] partiellement réalisé
    [not_realised] non réalisé
   *[not_measured] non mesuré
}
there = { $page ->
    [none] {""}
   *[other] , page { $page }
}
on-page = { $page ->
    [none] {""}
   *[other] {" à la page "}{ $page }
}

# Un fait qui concerne plusieurs enregistrements d'un tableau ; la seconde forme quand ils sont assez peu pour être nommés.
of-table = { $sentence } : { $records } sur { $of } { $table ->
    [objectives] objectifs
   *[indicators] indicateurs
} de « { $body } »
of-table-named = { of-table } ({ $labels })

# Ce que le terminal dit à côté des constats.
counted = { $objectives ->
    [one] { $objectives } objectif
   *[other] { $objectives } objectifs
}, { $indicators ->
    [one] { $indicators } indicateur
   *[other] { $indicators } indicateurs
} ; { $errors ->
    [one] { $errors } erreur
   *[other] { $errors } erreurs
}, { $warnings ->
    [one] { $warnings } avertissement
   *[other] { $warnings } avertissements
}, { $notes ->
    [one] { $notes } remarque
   *[other] { $notes } remarques
}
more-of-code = et { $count } autres { $code }
more = et { $count } autres constats : sans --top, ils sont tous affichés

B101 = { $lost ->
    [page] la page est mal formée et n'a pas pu être lue ; ses enregistrements manquent
   *[part] une partie de la page est abîmée ou absente et n'a pas pu être lue ; des enregistrements manquent
}
B102 = { $what ->
    [pages] les pages { $pages } sont des images et n'ont pas été lues, leurs enregistrements manquent ; { $why }
    [parts] dans les pages { $pages }, des parties qui sont des images, des courbes ou du texte dont les polices ne nomment pas les caractères n'ont pas été lues, des enregistrements manquent ; { $why }
    [reading] le texte de cette page est dans son image, qui n'a pas été lue : { $why }
    [image] la page est une image : son texte ne peut être lu sans reconnaissance de caractères
   *[fonts] les polices de la page ne disent pas quels caractères elles dessinent : son texte ne peut être lu sans reconnaissance de caractères
}
B103 = une police de cette page n'a pas pu être utilisée ; son texte manque peut-être
B104 = la page contient plus qu'aucune page imprimée ; ses enregistrements manquent
B105 = { $glyphs } signes ne disent pas quel caractère ils sont et sont rendus par U+FFFD
B106 = une police de cette page manque dans le fichier ; le texte composé avec elle est perdu
B107 = une police de cette page manque dans le fichier ; son texte a été lu avec les codes des autres polices
B108 = { $lost ->
    [list] la liste des pages manque dans le fichier ; { $pages } pages ont été trouvées sans elle, d'autres manquent peut-être
   *[page] la page { $number } sur { $pages } manque dans le fichier ; ses enregistrements manquent
}
B109 = « { $text } » a été pris pour un filigrane ou un cachet et laissé de côté
B110 = le texte de ces pages a été lu sur leurs images : { $pages }
B113 = { $glyphs } signes ont été laissés de côté : { $how ->
    [covered] une surface opaque les cache
   *[struck] ils sont barrés
}
B114 = une image à la place de cet enregistrement, ou des lettres dessinées par des courbes, n'a pas été lue : regardez la page
B115 = des images de ces pages n'ont pas été lues, ou ne montrent pas de texte : { $pages }
B111 = le fichier est un texte transcrit par un modèle d'OCR : les nombres que le modèle a inventés ne s'y voient pas ; comparez avec les pages ce qui importe

B201 = { $glyphs } signes n'ont pas trouvé de place : « { $text } »
B202 = aucun en-tête de ce tableau n'est lisible ; il commence par « { $text } » ; `bilan wording` montre comment faire connaître ses mots
B203 = la colonne « { $header } » est inconnue ; ses textes sont gardés sous cet en-tête ; `bilan wording` montre comment la faire connaître
B204 = le titre annonce { $announced }, mais les colonnes sont celles de { $columns }
B205 = la colonne « { $header } » a été prise pour { $role ->
    [strategic_ref] la référence de l'objectif stratégique
    [strategic_title] le titre de l'objectif stratégique
    [operational_ref] la référence de l'objectif opérationnel
    [operational_title] le titre de l'objectif opérationnel
    [kpi_ref] la référence de l'indicateur
    [kpi_title] le titre de l'indicateur
    [budget] les références budgétaires
    [red] le seuil rouge
    [green] le seuil vert
   *[other] { $role }
}, avec peu de marge
B206 = un tableau ne se trouve sous aucun titre qui nomme une administration
B207 = une cellule couvre { $columns } colonnes : « { $text } »
B208 = « { $tail } » et « { $head } » { $joined ->
    [yes] ont été réunis en un mot
   *[no] ont été laissés séparés
} ; peu de chose dit ce qui est juste
B209 = lu comme « { $read } » et pris pour « { $taken } », qui est imprimé autour{ $margin ->
    [little] , avec peu de marge
   *[clear] {""}
}
B210 = un texte de cette page n'a pas été lu : « { $text } »
B211 = une ligne de moyennes ou de totaux, qui n'est pas un enregistrement : { $figures }
B212 = { $open ->
    [sides] peu de chose dit dans quelle langue est chaque côté de « { $heading } »
    [letters] « { $heading } » a été lu sur une image ; ses lettres ou son numéro sont peut-être autres
    [section] « { $heading } » a été pris pour une remarque, et est peut-être le titre de la section qui commence là
   *[heading] peu de chose dit que « { $heading } » est un titre de ce tableau
}
B213 = la note « { $mark } » sous ce tableau n'appartient à aucun enregistrement : aucun chiffre ni aucune référence ne porte son signe ; elle dit « { $text } »
B299 = { $read } signes ont été lus, mais { $counted } sont comptés

B221 = cette ligne de la transcription a d'autres cellules que son en-tête n'a de colonnes : elles ont été mises là où elles conviennent le mieux, avec peu de marge
B222 = cette ligne de la transcription a perdu des chiffres : lesquels de { $figures } sont un seuil ou le résultat se déduit de leur ordre et des autres lignes du tableau
B223 = cette ligne de la transcription a perdu son objectif stratégique ; { $label } a été repris d'une autre ligne, car le numéro de son objectif opérationnel le nomme
B224 = cette ligne de la transcription a perdu sa référence ; { $label } a été repris d'un autre tableau, qui a le même texte à côté
B225 = cette ligne de la transcription se trouve sous le thème « { $printed } », et son objectif sous « { $theme } » : le bandeau au-dessus de la ligne semble perdu, et le thème de l'objectif a été repris
B226 = { text } : cette ligne de la transcription l'a perdu ; « { $title } » a été repris d'une autre ligne du même objectif

B301 = { text } : un texte en { other } se trouve à la place du { language }
B302 = { field } : il y a un texte en { other } et aucun en { language }
B303 = { field } : « { $placeholder } » se trouve à la place du { language }, et un texte à celle du { other }
B304 = { field } : { $side ->
    [fr] { $only_fr } en français et pas en néerlandais
    [nl] { $only_nl } en néerlandais et pas en français
   *[both] { $only_fr } en français et pas en néerlandais ; { $only_nl } en néerlandais et pas en français
}
B305 = { field } : { $name } en { language } et pas en { other }
B306 = { field } : { $fr ->
    [one] { $fr } point
   *[other] { $fr } points
} en français et { $nl } en néerlandais
B307 = { field } : { $name } en { language }, comme ailleurs en { other }
B308 = { field } : il y a un texte en { other } et aucun en { language }, que son tableau a par ailleurs

B401 = { the-field } n'est pas un nombre : « { $raw } »
B402 = { $missing ->
    [red] le seuil rouge n'est pas imprimé, le vert l'est
    [green] le seuil vert n'est pas imprimé, le rouge l'est
   *[both] aucun seuil n'est imprimé
}
B403 = le seuil rouge { $red } est au-dessus du vert { $green } : l'échelle va dans l'autre sens
B404 = pas de numéro dans la référence { $field ->
    [strategic] stratégique
    [operational] opérationnelle
   *[kpi] du KPI
} « { $label } »
B405 = l'en-tête « { $header } » est lu comme s'il imprimait { $sign }
B406 = la référence budgétaire « { $reference } » n'est pas bien formée
B407 = les seuils rouge et vert sont tous deux { $threshold }
B408 = { the-field } n'est pas entre 0 et 100 : { $value }
B409 = aucun résultat n'est imprimé
B410 = le résultat n'est pas entre 0 et 100 : { $value }
B411 = le résultat { $value } est égal au seuil { $threshold ->
    [red] rouge, et compte comme rouge
   *[green] vert, et compte comme vert
}
B412 = { text } : se termine par « { $end } »
B413 = { text } : commence par « { $beginning } »
B414 = { text } : « { $sign } » ne se ferme pas : « { $text } »
B415 = { text } : le numéro { $number } se trouve deux fois dans une liste
B416 = { text } : « { $word } » se trouve deux fois
B417 = { text } : « { $mark } » est une marque d'un traitement de texte
B421 = le seuil rouge est 0 : rien ne tombe en dessous

B501 = { $by ->
    [text] le mot
   *[shading] la couleur
} du résultat dit « { printed } », les seuils et le résultat disent « { status } »
B502 = { the-field } est { $here } ici et { $there } dans le tableau des indicateurs{ there }
B503 = { text } : « { $here } » ici et « { $there } » dans le tableau des objectifs{ there }
B504 = { text } : « { $here } » ici et « { $there } » dans le tableau des objectifs{ there }
B505 = le résultat est { $result }, et la moyenne de ses { $indicators } indicateurs est { $mean }
B506 = { $indicators ->
    [one] le poids du seul indicateur est { $sum } et non 100
   *[other] les poids des { $indicators } indicateurs font { $sum } ensemble et non 100
}
B507 = { text } : { $share } % auraient été faits, et le résultat est { $result }
B508 = aucun indicateur ne mesure cet objectif
B509 = { $label ->
    [none] l'objectif de cet indicateur n'a pas de référence et n'est pas dans le tableau des objectifs
   *[other] le tableau des objectifs n'imprime pas l'objectif { $label } de cet indicateur
}
B510 = la référence { $reference } se trouve déjà plus haut{ $page ->
    [none] {""}
   *[other] , à la page { $page }
}
B511 = { $field ->
    [strategic] objectifs stratégiques{" : "}
   *[operational] {""}
}{ $gap ->
    [none] { $reference } vient après { $above }
    [one] { $from }, avant { $reference }, n'est pas dans ce tableau
   *[more] { $from } à { $to }, avant { $reference }, ne sont pas dans ce tableau
}
B512 = { $reference } se trouve sous l'objectif stratégique { $strategic }
B513 = la table des matières nomme { $names }, qui { $count ->
    [one] n'a
   *[other] n'ont
} pas de tableau dans cette partie
B514 = « { $name } » a des tableaux, et la table des matières ne le nomme pas
B515 = la table des matières nomme { $count ->
    [one] le chapitre { $names }, qui n'a
   *[other] les chapitres { $names }, qui n'ont
} pas de tableau dans cette partie
B516 = NIHIL tient lieu { $kind ->
    [objectives] d'objectifs
   *[indicators] d'indicateurs
} pour « { $name } »
B517 = { field } : le même texte se trouve sous { $label }{ on-page } : « { $text } »
B518 = { $status ->
    [partially_realised] réalisé en partie
   *[not_realised] non réalisé
}, et aucune raison n'est donnée
B519 = { $only ->
    [here] imprimé ici et pas dans le tableau des indicateurs{ there } : { $fields }
   *[there] imprimé dans le tableau des indicateurs{ there }, et pas ici : { $fields }
}
B520 = aucun résultat n'est imprimé ; { text } : { $shares }
B521 = aucun { field } n'est imprimé
B522 = rien n'est imprimé de ce qui a été fait
B523 = le chapitre { $chapter } de la table des matières porte ici le numéro { $number }
B524 = { field } : renvoie à { $references }, que cette section n'imprime pas
B525 = le résultat atteint { $attained } % de son seuil vert ; { $indicators ->
    [one] son indicateur, mesuré sur une autre échelle, atteint
   *[other] ses { $indicators } indicateurs, mesurés sur d'autres échelles, atteignent
} { $mean } %

B526 = { text } : { $claim ->
    [not_started] rien n'a été commencé
    [not_finished] le travail n'est pas terminé
    [finished] le travail est terminé
    [not_reached] l'objectif n'a pas été atteint
    [reached] l'objectif a été atteint
    [above] le seuil vert a été dépassé
    [below] le résultat est en dessous du seuil vert
   *[no_deviation] il n'y a pas d'écart
}, selon le texte, et le statut est « { status } » : « { $text } »
B527 = { text } : donne { $said } pour le seuil { $threshold ->
    [red] rouge
   *[green] vert
}, et { $printed } est imprimé
B528 = { text } : explique un manquement, et le résultat est vert : « { $text } »
B529 = { text } : un travail était prévu pour { $due }, et aucun résultat n'est imprimé : « { $text } »
B531 = les tableaux listent { $listed } enregistrements, et { $here } sont ici ; pas de contrôle { $of_report }{ $sections ->
    [0] {""}
   *[other] , ni de { $of_section } pour { $sections } sections
}{ $families ->
    [0] {""}
   *[other] , ni de { $of_family } pour { $families } enregistrements dont l'objectif ou les indicateurs manquent
}
B532 = le mot du résultat dit « { printed } », sa couleur dit « { status } »
B533 = l'objectif est « { status } », et { $indicators ->
    [one] son indicateur est
   *[other] tous ses indicateurs mesurés sont
} « { printed } »
B534 = aucun résultat n'est imprimé, et la couleur de sa cellule dit « { printed } »
B535 = les seuils sont { $red } (rouge) et { $green } (vert), à l'inverse de { $siblings ->
    [indicator] ceux de son indicateur
   *[table] ceux du reste du tableau
}
B536 = { the-field } est { $field ->
    [red] { $red }, et { $usual_red }
   *[green] { $green }, et { $usual_green }
} pour tous les autres du tableau
B537 = la référence budgétaire « { $reference } » nomme la mission { $mission }, presque toutes les autres de l'administration { $usual }
B538 = { text } : « { $title } » sous { $reference }, qui est « { $above } » plus haut{ there }
B539 = { text } : « { $title } » se trouve sous { $reference } et plus haut sous { $above }{ there }
B540 = aucune référence d'objectif opérationnel n'est imprimée

B601 = le texte de `{ $column }` est coupé dans le classeur : une cellule contient { $characters } caractères
