# Alarme: Regeln als Sätze, was sie melden, und die Befehle dazu.

# ---- Bedingungen, wie sie auf „wenn“ folgen
alert-when-price-below = { $coin } unter { $level } fällt
alert-when-price-above = { $coin } über { $level } steigt
alert-when-price-crosses = { $coin } { $level } kreuzt
alert-when-price-equals = { $coin } { $level } berührt
alert-when-change-down = { $coin } in { $window } um { $percent } fällt
alert-when-change-up = { $coin } in { $window } um { $percent } steigt
alert-when-change-either = { $coin } sich in { $window } um { $percent } nach oben oder unten bewegt
alert-when-indicator-below = { $coin } { $study } unter { $level } fällt
alert-when-indicator-above = { $coin } { $study } über { $level } steigt
alert-when-indicator-crosses = { $coin } { $study } { $level } kreuzt
alert-when-indicator-equals = { $coin } { $study } { $level } berührt
alert-when-volume-below = das Volumen von { $coin } in { $span } unter das { $times }-Fache des Üblichen fällt
alert-when-volume-above = das Volumen von { $coin } in { $span } über das { $times }-Fache des Üblichen steigt
alert-when-volume-crosses = das Volumen von { $coin } in { $span } das { $times }-Fache des Üblichen kreuzt
alert-when-volume-equals = das Volumen von { $coin } in { $span } das { $times }-Fache des Üblichen ist
alert-when-shift = sich die Tendenz des Marktes ändert
alert-when-shift-to = die Tendenz des Marktes { $label } wird
alert-when-depeg = { $coin } um { $percent } von { $level } abweicht
alert-when-forecast = der 80-%-Bereich von { $coin } in { $ahead } { $level } ausschließt
alert-live = { $clause } (laufende Kerze zählt mit)
alert-and = { $first } und { $second }
alert-or = { $first } oder { $second }
alert-sign-crosses = kreuzt
alert-sign-equals = berührt
alert-short-volume = { $coin } Volumen { $span } { $many }×
alert-short-shift = Tendenzwechsel
alert-short-shift-to = Tendenzwechsel auf { $label }
alert-short-forecast = { $coin } { $ahead } Bereich ohne { $level }

# ---- Optionen
alert-once = einmal
alert-every = jedes Mal, mindestens { $every } auseinander
alert-most = { $n ->
    [one] einmal
   *[other] höchstens { $n }-mal
}
alert-most-every = höchstens { $n }-mal, mindestens { $every } auseinander
alert-lasting = nach { $span } ohne Unterbrechung
alert-at = nur an der Börse { $venue }
alert-rearm = wieder nach { $percent } zurück
alert-night = auch nachts
alert-expires = läuft { $span }
alert-note = Notiz: { $note }

# ---- gemeldet
alert-price-below = { $coin } ist { $telling ->
    [still] noch immer unter { $level }
    [lasted] seit { $span } unter { $level }
   *[new] unter { $level } gefallen
}: { $price }
alert-price-above = { $coin } ist { $telling ->
    [still] noch immer über { $level }
    [lasted] seit { $span } über { $level }
   *[new] über { $level } gestiegen
}: { $price }
alert-price-crosses = { $coin } hat { $level } gekreuzt: { $price }
alert-price-equals = { $coin } { $telling ->
    [still] ist noch immer bei { $level }
   *[new] hat { $level } berührt
}: { $price }
alert-change = { $coin } { $telling ->
    [still] noch immer { $change } in { $window }
    [lasted] { $change } in { $window }, seit { $span }
   *[new] { $change } in { $window }
}: { $price }
alert-study-below = { $coin } { $study } ist { $telling ->
    [still] noch immer unter { $level }
    [lasted] seit { $span } unter { $level }
   *[new] unter { $level } gefallen
}: { $value }
alert-study-above = { $coin } { $study } ist { $telling ->
    [still] noch immer über { $level }
    [lasted] seit { $span } über { $level }
   *[new] über { $level } gestiegen
}: { $value }
alert-study-crosses = { $coin } { $study } hat { $level } gekreuzt: { $value }
alert-study-equals = { $coin } { $study } { $telling ->
    [still] ist noch immer bei { $level }
   *[new] hat { $level } berührt
}: { $value }
alert-studies-below = { $coin } { $study } ist { $telling ->
    [still] noch immer unter { $level }
    [lasted] seit { $span } unter { $level }
   *[new] unter { $level } gefallen
}
alert-studies-above = { $coin } { $study } ist { $telling ->
    [still] noch immer über { $level }
    [lasted] seit { $span } über { $level }
   *[new] über { $level } gestiegen
}
alert-studies-crosses = { $coin } { $study } hat { $level } gekreuzt
alert-studies-equals = { $coin } { $study } { $telling ->
    [still] ist noch immer gleich { $level }
   *[new] hat { $level } getroffen
}
alert-volume = Volumen von { $coin } in { $frame }: { $telling ->
    [still] noch immer das { $times }-Fache des Üblichen
    [lasted] seit { $span } ungewöhnlich, das { $times }-Fache
   *[new] das { $times }-Fache des Üblichen
}
alert-depeg = { $coin } { $telling ->
    [still] weicht noch immer um { $away } von { $peg } ab
    [lasted] weicht seit { $span } von { $peg } ab: { $away }
   *[new] weicht um { $away } von { $peg } ab
}: { $price }
alert-shift = Die Tendenz ist jetzt { $label } (davor: { $was })
alert-shift-bare = Die Tendenz ist jetzt { $label }
alert-forecast = Der 80-%-Bereich von { $coin } in { $ahead } schließt { $telling ->
    [still] weiter aus:
    [lasted] seit { $span } aus:
   *[new] aus:
} { $level }, um { $by }
alert-other = Deine Regel trifft zu: { $rule }
alert-late = Verspätet (der Dienst stand { $since }–{ $until }):
alert-late-bare = Verspätet:
alert-at-time = { " " }um { $at }.
alert-at-venue = { " " }um { $at } ({ $venue }).
alert-at-before = { " " }um { $at } ({ $venue }; davor { $before }).
alert-at-gap = { " " }um { $at } ({ $venue }; { $before } { $minute ->
    [yes] eine Minute
   *[no] { $gap }
} davor).
alert-of-rule = Die ganze Regel: { $rule }.
alert-merged = { $n ->
    [one] Seitdem ist es noch einmal passiert.
   *[other] Seitdem ist es noch { $n }-mal passiert.
}
alert-state-off = Regel { $rule }, jetzt aus.
alert-state-every = Regel { $rule }, frühestens in { $every } wieder.
alert-state-left = { $n ->
    [one] Regel { $rule }, noch eine Meldung.
   *[other] Regel { $rule }, noch { $n } Meldungen.
}
button-rearm = Wieder an
button-snooze = Stumm
button-why = Warum

# ---- Entwürfe
alert-when = Wenn { $what }
alert-then = . { $terms }.
alert-now-price = { " " }(jetzt { $now }, { $away } entfernt)
alert-now-change = { " " }(jetzt { $now })
alert-now-depeg = { " " }(jetzt { $now } daneben)
alert-now-of = { " " }({ $coin } jetzt { $now }, { $away } entfernt)
alert-now-coin = { " " }({ $coin } jetzt { $now })
alert-happened = { $n ->
    [0] In den letzten { $days } Tagen ist es nicht passiert.
    [one] In den letzten { $days } Tagen ist es einmal passiert.
   *[other] In den letzten { $days } Tagen ist es { $n }× passiert.
}
alert-unsaved = Noch nicht gespeichert ({ $draft }).
alert-of-room = Wird im Raum gesagt, für alle zu lesen.
alert-changes = Das ändert Regel { $rule }.
alert-already-below = { $coin } steht schon darunter: { $now }.
    .rest = { " " }Soll ich es dir beim nächsten Kreuzen sagen oder jetzt?
alert-already-above = { $coin } steht schon darüber: { $now }.
    .rest = { " " }Soll ich es dir beim nächsten Kreuzen sagen oder jetzt?
alert-already = Das trifft schon zu: { $what }.
    .rest = { " " }{ $coin } steht bei { $now }. Soll ich es dir beim nächsten Mal sagen oder jetzt?
alert-already-next = Das trifft schon zu: { $what }.
    .rest = { " " }Du hörst vom nächsten Mal.
alert-already-terms = { $terms }.
alert-saved = Gespeichert: { $rule }.
alert-saved-told = Gespeichert: { $rule }, und jetzt gemeldet.
alert-changed = Geändert: { $rule }.
alert-saved-what = Wenn { $what }. { $terms }.
alert-change-how = Sag, wie { $target } sein soll.
alert-change-now = Jetzt: { $text }
alert-change-examples = Beispiel: alert { $target } < 58k · alert { $target } every 4h · alert { $target } note genau hinsehen
button-save = Speichern
button-change = Ändern
button-next = Nächstes Mal
button-alerts = Alarme
button-alert = Alarm
button-edit = Ändern
button-pause = Pausieren
button-resume = Fortsetzen
button-rule = Regel
button-extend = Verlängern
offer-every = Jedes Mal, 1 h Abstand
offer-also = Auch 24 h { $percent }

# ---- Listen
alerts-list = { $room ->
    [yes] { $n ->
        [one] Ein Alarm in diesem Raum
       *[other] { $n } Alarme in diesem Raum
    }
   *[no] { $n ->
        [one] Du hast einen Alarm
       *[other] Du hast { $n } Alarme
    }
}
alerts-none = { $room ->
    [yes] In diesem Raum gibt es keine Alarme.
   *[no] Du hast keine Alarme.
}
alerts-how = Probier: alert btc < 60k
alerts-more = { $n ->
    [one] Ein weiterer ist weiter weg. Frag nach dem Coin: alerts eth
   *[other] { $n } weitere sind weiter weg. Frag nach dem Coin: alerts eth
}
alert-away = { $away } entfernt
alert-one = { $rule }: wenn { $what }
alert-one-terms = { $terms }.
alert-stands = Zustand: { $state }.
alert-stands-away = Zustand: { $state }; jetzt { $now }, { $away } entfernt.
alert-life-paused = pausiert
alert-life-done = erledigt
alert-life-expired = abgelaufen
alert-snoozed = stumm bis { $until }
alert-phase-armed = aktiv
alert-phase-pending = trifft zu, noch nicht lange genug
alert-phase-fired = gemeldet
alert-phase-cooling = gemeldet, wartet den Abstand ab
alert-never-fired = Noch nie gemeldet.
alert-fired-times = { $n ->
    [one] Einmal gemeldet: { $at }.
   *[other] { $n }× gemeldet, zuletzt { $at }.
}
alert-why = { $n ->
    [one] { $rule } hat einmal gemeldet
   *[other] { $rule } hat { $n }× gemeldet
}
alert-why-never = { $rule } hat noch nie gemeldet.
alert-why-rule = Regel damals: { $text }
alerts-delete = { $n ->
    [one] Alarm { $rules } gelöscht.
   *[other] { $n } Alarme gelöscht: { $rules }.
}
alerts-pause = { $n ->
    [one] Alarm { $rules } pausiert.
   *[other] { $n } Alarme pausiert: { $rules }.
}
alerts-resume = { $n ->
    [one] Alarm { $rules } läuft wieder.
   *[other] { $n } Alarme laufen wieder: { $rules }.
}
alerts-snooze = { $n ->
    [one] Alarm { $rules } stumm bis { $until }.
   *[other] { $n } Alarme stumm bis { $until }: { $rules }.
}
    .rest = { " " }Was zu melden ist, kommt dann.
alerts-extend = Alarm { $rules } läuft jetzt bis { $until }.
alerts-undo = { $n ->
    [one] Alarm { $rules } ist wieder da.
   *[other] { $n } Alarme sind wieder da: { $rules }.
}
alerts-off = Alarm { $rule } wird nicht beobachtet: { $state }. Nichts wurde geändert.
alerts-pause-nothing = Nichts zu pausieren: läuft gerade nicht.
alerts-resume-nothing = Nichts fortzusetzen: läuft schon.

# ---- weitere Nachrichten
alert-stale = { $mark } · { $coin } { $price }.
    .rest = { " " }Der letzte Preis ist { $age } alt; Alarme pausieren, ich versuche es weiter. Ich sage, wenn es wieder geht.
alert-stale-bare = { $mark } · { $coin }: es kommt kein Preis.
    .rest = { " " }Alarme darauf pausieren, ich versuche es weiter. Ich sage, wenn es wieder geht.
alert-back = Die Preise von { $coin } sind zurück
    .rest = { " " }({ $venue }, vor { $age }). { $since }–{ $until } wurde nachgefüllt und geprüft: { $n ->
        [0] kein Alarm war fällig.
        [one] 1 Alarm war fällig, oben gesendet.
       *[other] { $n } Alarme waren fällig, oben gesendet.
    }
alert-expiring = Alarm { $rule } läuft am { $at } ab.
alert-expired = Alarm { $rule } ist abgelaufen.
