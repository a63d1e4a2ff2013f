# Prognosen: Bereiche, ihre Bilanz, die Modelle dahinter.
unknown-horizon = Keine Prognose über „{ $given }“.
missing-horizon = Wie weit voraus?
unknown-model = Kein Modell „{ $given }“.
missing-model = Welches Modell?
over-budget-forecasts = Höchstens { $given } Coins auf einmal.
not-allowed-forecast-no-challenger = Es wartet kein Modell darauf, an seine Stelle zu treten.
not-allowed-forecast-no-previous = Vor diesem war kein Modell im Dienst.
not-allowed-forecast-training = Es wird schon ein Modell trainiert.
not-allowed-forecast-refused = Dieses Modell wurde abgewiesen: Seine Datei ist nicht, was trainiert wurde.
source-forecasts = Der Prognosedienst
forecast-help = In welchem Bereich ein Preis enden kann, mit Bilanz
help-forecasts = Prognosen
help-forecasts-more = Voraus: 1h 4h 24h 1d 7d 14d 30d. Eine Richtung wird nicht prognostiziert: Die Mitte ist der letzte Preis.

ahead-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
ahead-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
ahead-d = { $n }{ "\u00A0" }d
ahead-h = { $n }{ "\u00A0" }h
figure-alone = { $figure }
forecast-line = { $coin }, { $ahead }: 80-%-Bereich { $range }
    .rest = , Mitte { $middle }.
forecast-line-plain =
    { $coin }, { $ahead }, 80-%-Bereich: { $range }
    { $coin }, { $ahead }, Mitte: { $middle }
forecast-all = { $coin }: 80-%-Bereiche
    .rest = , Mitte { $middle }.
forecast-all-plain = { $coin }, Mitte aller Bereiche: { $middle }
forecast-all-both = { $coin }: 80-%-Bereiche
    .rest = , Mitte { $hours } für Stunden, { $days } für Tage.
forecast-all-both-plain =
    { $coin }, Mitte für Stunden: { $hours }
    { $coin }, Mitte für Tage: { $days }
forecast-all-held = „hielt“: wie oft der 80-%-Bereich hielt, von n Fällen, die sich nicht überlappen, alle Coins zusammen.
forecast-all-held-plain = Fälle: Ausgänge, die sich nicht überlappen, alle Coins zusammen.
forecast-no-advice = Keine Empfehlung.
forecast-model = { $n ->
    [one] Modell { $models }, { $venues }, Daten bis { $at }. Keine Empfehlung.
   *[other] Modelle { $models }, { $venues }, Daten bis { $at }. Keine Empfehlung.
}
forecast-model-plain =
    Modell: { $models }
    Daten: { $venues }, bis { $at }
    Keine Empfehlung.
forecast-widened = Nach Fehlschlägen verbreitert: Es hielten weniger Bereiche als zugesagt.
forecast-off-low = Nicht im Soll: Es hielten weniger Bereiche als zugesagt.
forecast-off-high = Nicht im Soll: Es hielten mehr Bereiche als zugesagt; sie sind breiter als nötig.
forecast-widened-at = Nach Fehlschlägen verbreitert: { $horizons }.
forecast-off-low-at = Nicht im Soll, weniger Bereiche hielten als zugesagt: { $horizons }.
forecast-off-high-at = Nicht im Soll, mehr Bereiche hielten als zugesagt: { $horizons }.
forecast-stand-in = Ersatzmodell: Das vorige wurde abgewiesen; dass dieses besser ist, ist nicht gezeigt.
forecast-young = { $coin } ist jung: Es gibt wenige Kerzen, das hier beruht auf anderen Coins.
forecast-young-coins = Jung, beruht auf anderen Coins: { $coins }.
forecast-stale = { $mark }: Die letzte bekannte Kerze ist { $age } alt.
forecast-few-days = Noch keine Prognose für { $coin }; es braucht { $need } Tageskerzen, { $have } sind da.
forecast-few-hours = Noch keine Prognose in Stunden für { $coin }; es braucht { $need } Stundenkerzen, { $have } sind da.
forecast-untrained = { $lane ->
    [hourly] Noch ist kein Stundenmodell trainiert.
   *[daily] Noch ist kein Modell trainiert; der Dienst trainiert das erste von selbst.
}
forecast-training = { $lane ->
    [hourly] Noch ist kein Stundenmodell trainiert; Training, { $percent } %.
   *[daily] Noch ist kein Modell trainiert; Training, { $percent } %.
}
forecast-wrapped = Keine Prognose für { $coin }: Der Coin steht für { $peg } und bewegt sich damit.
forecast-leveraged = Keine Prognose für { $coin }: Der Coin vervielfacht die Bewegungen von { $peg }, wofür es eine gibt.
forecast-stable = Keine Prognose für { $coin }: Der Coin soll seinen Preis halten.
    .rest = { " " }Um zu hören, wenn nicht: alert { $word } off 1 by 0.5%
forecast-fiat = Keine Prognose für { $coin }: Nur Coins haben eine.
forecast-unit = Bereiche sind in { $unit }; in { $coin } gibt es keine.
forecast-nothing = Das Modell sagt nichts über { $coin }.
forecast-over = { $coin } über { $horizons }: jetzt keine Prognose. Die letzte ist abgelaufen, und nach { $at } ist noch keine Kerze bekannt.
forecast-over-all = Jetzt keine Prognose über { $horizon }: Die letzten sind abgelaufen, und neuere Kerzen sind noch nicht bekannt.
forecast-top = { $n ->
    [one] 80-%-Bereich, { $ahead } voraus, { $n } Coin
   *[other] 80-%-Bereiche, { $ahead } voraus, { $n } Coins
}
forecast-top-none = Es gibt keinen Coin zu prognostizieren.
forecast-top-missing = Noch keine Prognose: { $coins }.

record-none = Noch keine Bilanz.
record-live = Bisher, alle Coins: Bereich hielt in { $held } von { $n ->
        [one] { $n } Fall
       *[other] { $n } Fällen
    }{ $cases ->
        [sparse] ; wenige Fälle
       *[ample] { "" }
    }; um { $skill } besser als „keine Änderung“{ $size ->
        [small] { " " }(wenig)
       *[clear] { "" }
    }.
record-live-no-better = Bisher, alle Coins: Bereich hielt in { $held } von { $n ->
        [one] { $n } Fall
       *[other] { $n } Fällen
    }{ $cases ->
        [sparse] ; wenige Fälle
       *[ample] { "" }
    }; nicht besser als der einfache Bereich.
record-live-alone = Bisher, alle Coins: Bereich hielt in { $held } von { $n ->
        [one] { $n } Fall
       *[other] { $n } Fällen
    }{ $cases ->
        [sparse] ; wenige Fälle
       *[ample] { "" }
    }.
record-backfilled = Nachgerechnet, alle Coins: Bereich hielt in { $held } von { $n ->
        [one] { $n } Fall
       *[other] { $n } Fällen
    }{ $cases ->
        [sparse] ; wenige Fälle
       *[ample] { "" }
    }; um { $skill } besser als „keine Änderung“{ $size ->
        [small] { " " }(wenig)
       *[clear] { "" }
    }.
record-backfilled-no-better = Nachgerechnet, alle Coins: Bereich hielt in { $held } von { $n ->
        [one] { $n } Fall
       *[other] { $n } Fällen
    }{ $cases ->
        [sparse] ; wenige Fälle
       *[ample] { "" }
    }; nicht besser als der einfache Bereich.
record-backfilled-alone = Nachgerechnet, alle Coins: Bereich hielt in { $held } von { $n ->
        [one] { $n } Fall
       *[other] { $n } Fällen
    }{ $cases ->
        [sparse] ; wenige Fälle
       *[ample] { "" }
    }.
record-garch = Gegen ein GARCH-t-Modell: { $skill }.
record-garch-even = Nicht anders als ein GARCH-t-Modell.
record-empty = Es gibt noch keine Bilanz: Kein Modell hat etwas prognostiziert.
record-head = Wie sich Prognosen bewährt haben
record-table-live = Live, alle Coins
record-table-backfilled = Nachgerechnet, alle Coins
record-how = hielt: Anteil im 80-%-Bereich. n: Tage ÷ Horizont. Live: vor dem Ausgang gezeigt. Nachgerechnet: von einem Modell über Kerzen, die es nicht kannte. Besser als „keine Änderung“ (einfach) und als GARCH-t: +.
record-how-plain = Hielt: Anteil im 80-%-Bereich, alle Coins. Fälle: Tage geteilt durch Horizont. Live: vor dem Ausgang gezeigt. Nachgerechnet: von einem Modell über Kerzen, die es nicht kannte. Besser als „keine Änderung“ und als GARCH-t: +.
record-worst = Schlechtester Coin über { $ahead }: { $coin }, hielt { $held }.
record-off = Nicht im Soll: { $horizons }.
record-chain = Jede Live-Zeile wurde vor ihrem Ausgang geschrieben und passt in die Kette.
record-chain-new = Neue Live-Zeilen wurden vor ihrem Ausgang geschrieben und passen in die Kette; ältere werden gerade neu gelesen.
record-chain-since = Jede Live-Zeile wurde vor ihrem Ausgang geschrieben und passt in die Kette: neue jetzt gelesen, alle binnen { $age }.
record-chain-none = Noch ist keine Live-Zeile geschrieben.
record-chain-waiting = { $n ->
    [one] Eine Live-Zeile ist geschrieben und passt in die Kette; sie hat noch keinen Ausgang.
   *[other] { $n } Live-Zeilen sind geschrieben und passen in die Kette; noch hat keine einen Ausgang.
}
record-chain-broken = Die Bilanz wurde geändert: Zeile { $number } { $chain ->
    [outcomes] der Ausgänge
   *[forecasts] der Prognosen
} passt nicht in die Kette.
column-ahead = in
column-from = von { $unit }
column-to = bis { $unit }
column-held = hielt
column-skill = einf.
column-garch = GARCH
column-last = Preis
column-low = unten
column-high = oben
button-record = Bilanz
button-forecast = Prognose
button-ahead-1d = 1 Tag
button-ahead-7d = 7 Tage
button-ahead-30d = 30 Tage
button-train = Trainieren
button-promote-daily = Tage befördern
button-promote-hourly = Std. befördern
button-rollback-daily = Tage zurück
button-rollback-hourly = Std. zurück

fan-bands = 50-%-Bereich { $half }, 95-%-Bereich { $most }.
fan-bands-plain =
    50-%-Bereich: { $half }
    95-%-Bereich: { $most }
fan-nearer-label = 80-%-Bereich:
fan-nearer = { $ahead } { $range }
fan-nearer-plain = 80-%-Bereich, { $ahead }: { $range }
fan-title = { $coin }/{ $unit } · Bereich, { $ahead } voraus
fan-range = 80-%-Bereich
fan-detail = Mitte = letzter Preis { $middle } · { $venue } · Daten bis { $at }
fan-known = bekannt
fan-unknown = unbekannt
fan-share-50 = 50 %
fan-share-80 = 80 %
fan-share-95 = 95 %
fan-widened = Nach Fehlschlägen verbreitert.
fan-off-low = Nicht im Soll.
fan-off-high = Nicht im Soll.
fan-stand-in = Ersatzmodell.
fan-young = Junger Coin.
fan-stale = { $mark }.
alt-fan = Graue Bänder des Unbekannten um den letzten Preis.

score-title = Hält der Bereich?
score-all-coins = Alle Coins
score-live = live
score-backfilled = nachgerechnet
score-kind-live = live, bis { $at }
score-kind-backfilled = nachgerechnet, bis { $at }
score-held = 80-%-Bereich hielt
score-versus = gegen „keine Änderung“
score-tolerance = Toleranz
score-calibration = Kalibrierung, { $ahead }
score-honest = auf der Linie = ehrlich
score-shade = Schatten: Zufall bei diesem n, 80 %
score-axes = quer: zugesagt · hoch: geschehen
score-head = { $subject }: wie oft der 80-%-Bereich hielt
score-without = { $coin } hat noch keine eigene Bilanz.
score-legend = Hielt, von n (Toleranz), gegen „keine Änderung“.
score-legend-plain = n: Tage geteilt durch Horizont
score-group = { $kind ->
    [live] Live, bis { $at }:
   *[backfilled] Nachgerechnet, bis { $at }:
}
score-group-plain = { $kind ->
    [live] Bilanz live, bis: { $at }
   *[backfilled] Bilanz nachgerechnet, bis: { $at }
}
score-row = { $ahead } { $held } von { $n } ({ $tolerance }), { $skill }
score-row-plain =
    { $ahead }, hielt: { $held } von { $n }
    { $ahead }, Toleranz: { $tolerance }
    { $ahead }, gegen „keine Änderung“: { $skill }
score-row-alone = { $ahead } { $held } von { $n } ({ $tolerance })
score-row-alone-plain =
    { $ahead }, hielt: { $held } von { $n }
    { $ahead }, Toleranz: { $tolerance }
score-promised = Bereiche über { $ahead }, { $kind }:
score-promised-plain = Bereiche: { $ahead }, { $kind }
score-pair = { $promised } hielt { $happened }
score-pair-plain = Bereich { $promised }, hielt: { $happened }
score-chance = Bei n = { $n } macht der Zufall allein { $low }–{ $high } aus 80 %, in vier von fünf Fällen.
score-chance-plain = Zufall allein bei n = { $n }, in vier von fünf Fällen: { $low } bis { $high }
alt-score = Punkte auf grauen Balken der Toleranz; darunter Geschehenes gegen Zugesagtes.

models-none = { $lane ->
    [hourly] Stunden: Noch ist kein Modell trainiert.
   *[daily] Tage: Noch ist kein Modell trainiert.
}
models-serving = { $lane ->
    [hourly] Stunden: { $model } ist im Dienst.
   *[daily] Tage: { $model } ist im Dienst.
}
models-card = Aus { $members }; gelernt bis { $until }, trainiert { $made } ({ $why ->
    [first] schnell, für den Anfang
    [full] alle Mitglieder
    [age] das davor war alt
    [drift] das davor hielt nicht, was es zusagte
   *[owner] verlangt
}).
models-provisional = Es hält den Platz, bis ein Modell aller Mitglieder nicht schlechter ist.
models-challenger = Herausforderer: { $model }.
models-previous = Davor: { $model }.
models-refused = Abgewiesen, die Datei ist nicht, was trainiert wurde: { $models }.
models-training = Training, { $percent } %.
models-failed = Das letzte Training ging nicht gut aus.
models-wanted = Ein Training ist verlangt.
models-propose-train = { $lane ->
    [hourly] Ein neues Stundenmodell trainieren?
   *[daily] Ein neues Tagesmodell trainieren?
}
models-propose-promote = { $model ->
    [none] { $lane ->
        [hourly] Den Herausforderer für Stunden in Dienst nehmen?
       *[daily] Den Herausforderer für Tage in Dienst nehmen?
    }
   *[other] { $model } in Dienst nehmen?
}
models-propose-rollback = { $lane ->
    [hourly] Das Stundenmodell vor diesem wieder in Dienst nehmen?
   *[daily] Das Tagesmodell vor diesem wieder in Dienst nehmen?
}
models-not-yet = Noch nicht getan ({ $draft }).
models-did-train = Ein Training ist verlangt; es beginnt binnen einer Minute, solange der Dienst läuft.
models-did-promote = { $model } ist im Dienst.
models-did-rollback = { $model } ist wieder im Dienst.
notice-models-refused = Modell { $model } wurde abgewiesen: Seine Datei ist nicht, was trainiert wurde. { $how ->
    [before] { $now }, das davor diente, ist im Dienst.
    [stand-in] { $now }, das als Herausforderer wartete, springt ein, bis ein neues trainiert ist.
    [none] Ein anderes gibt es nicht, bis eines trainiert ist.
    [same] Es war nicht im Dienst; das ist { $now }.
   *[other] Das davor ist im Dienst.
}
notice-models-promoted = Modell { $model } ist im Dienst: um { $gain } besser als das davor, auf Kerzen, die keines kannte.
notice-models-replaced = Modell { $model } aus allen Mitgliedern löst ein vorläufiges ab: nicht schlechter auf Kerzen, die keines kannte ({ $gain }).
notice-models-waits = Modell { $model } wurde trainiert und wartet: { $why ->
    [coverage] Es ist besser, aber seine Bereiche hielten nicht wie zugesagt, auf Kerzen, die es nicht kannte ({ $gain }).
   *[loss] Dass es besser ist als das im Dienst, ist nicht gezeigt ({ $gain }).
}
notice-models-coverage = Modell { $model }: Bereiche über { $because } halten nicht wie zugesagt. Ein Herausforderer wird trainiert.
notice-models-loss = Modell { $model }: über { $because } nicht besser als der einfache Bereich. Ein Herausforderer wird trainiert.
notice-models-features = Modell { $model }: Der Markt sieht anders aus als der, aus dem es lernte ({ $because }).
notice-models-failed = Ein Training von Prognosen ging nicht gut aus ({ $model }). Was im Dienst ist, bleibt es.
notice-models-record = Die Bilanz der Prognosen wurde geändert: Zeile { $because } { $model ->
    [outcomes] der Ausgänge
   *[forecasts] der Prognosen
} passt nicht in die Kette.
forecast-made = { $coin }-Bereiche, ab { $last } ({ $venue }, Daten bis { $at }). Keine Empfehlung.
forecast-made-range = { $ahead }: 80 % { $mid }; 50 % { $half }; 95 % { $most }.
no-direction = Ob es steigt oder fällt, kann ich nicht sagen.
no-advice = Was du kaufen sollst, kann ich dir nicht sagen.
