# What is said unasked.
notice-again = Noch einmal, falls dich die erste Nachricht nicht erreicht hat:

notice-data-stopped = { $mark } · Es kommen keine Preise.
    .rest = { " " }Der letzte Preis ist { $age } alt; ich versuche es weiter. Ich sage dir, wenn sie wieder da sind.
notice-data-back = Die Preise sind wieder da.
    .rest = { " " }Von { $since } bis { $until } kamen keine; fehlende Kerzen werden nachgefüllt.

notice-defect = Hier ist etwas fehlgeschlagen: { $where ->
    [answer] die Antwort auf { $name }
    [door] das Lesen einer Nachricht ({ $name })
    [job] die Aufgabe { $name }
    [loop] { $name }
   *[delivery] das Zustellen einer Nachricht ({ $name })
}.
    .rest = { " " }{ $fault }; der Code { $reference } findet es im Protokoll. Dasselbe sage ich höchstens einmal in der Stunde.

status-delayed = Nachrichten an dich kommen verspätet: Die älteste wartet seit { $age }.
status-outbox = { $waiting ->
    [one] { $waiting } Nachricht wartet
   *[other] { $waiting } Nachrichten warten
}, die älteste seit { $age }.
status-undelivered = { $dead ->
    [one] { $dead } Nachricht war nicht zustellbar.
   *[other] { $dead } Nachrichten waren nicht zustellbar.
}
status-held = { $held ->
    [one] { $held } Nachricht wird zurückgehalten.
   *[other] { $held } Nachrichten werden zurückgehalten.
}

# Was zurückgehalten wurde und zusammen gesagt wird; je eine Zeile folgt.
held = { $kind ->
    [alert] { $n ->
        [one] Ein Alarm wurde bis { $until } zurückgehalten:
       *[other] { $n } Alarme wurden bis { $until } zurückgehalten:
    }
   *[message] { $n ->
        [one] Eine Nachricht wurde bis { $until } zurückgehalten:
       *[other] { $n } Nachrichten wurden bis { $until } zurückgehalten:
    }
}
held-limit = { $n ->
    [one] Ein Alarm mehr, als in eine Stunde passt; bis { $until } zurückgehalten:
   *[other] { $n } Alarme mehr, als in eine Stunde passen; bis { $until } zurückgehalten:
}
held-pressure = { $n } Alarme in einer Nachricht: bis { $until } warst du nicht zu erreichen.

# What could not be said where it should have been.
fallback-head = Für jemanden hier, der privat nicht zu erreichen ist:
undelivered = { $n ->
    [one] Eine Nachricht hat
   *[other] { $n } Nachrichten haben
} dich nicht erreicht{ $reason ->
    [blocked] : In deinem privaten Chat war ich blockiert
    [locked] : der Thread dort ist gesperrt
    [rejected] : Deinen privaten Chat gab es nicht
   *[other] {""}
}.
undelivered-paused = Deshalb pausiert: { $rules }. Weiter mit: alerts resume { $first }
