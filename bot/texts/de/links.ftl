# ---- Türen verbinden
link-help = Verbinde deine Konten hier und dort zu einer Person
unlink-help = Trenne dieses Konto; es fängt leer an
link-code = Schreib das im privaten Chat mit mir in der anderen App: link { $code }
link-code-how = Es gilt einmal, bis { $until }, und ich frage hier, bevor etwas verbunden wird.
link-code-joins = Wer es schreibt, wird eine Person mit dir: Alarme, Beobachtungsliste und Adressen ziehen zu dir um; deine Einstellungen bleiben. Zeig es niemandem.
link-typed = Ich habe auf { $door } gefragt, ob du das bist. Antworte dort: link yes.
link-typed-moves = Dann zieht um, was du hier hast: Alarme unter neuen Nummern, Beobachtungsliste, Übersicht. Die Einstellungen dort bleiben.
link-asked = Jemand auf { $door } hat deinen Code geschrieben: { $name }. Bist du das?
link-asked-if = Ja verbindet das Konto mit deinem; es sieht und ändert dann alles, was dir gehört. Bist du es nicht, sag nein.
link-asked-elsewhere = Ja gilt nur im privaten Chat auf { $door }, wo der Code gezeigt wurde.
link-no-name = ohne Namen
link-joined = { $door } ist verbunden: Dort und hier bist du dieselbe Person.
link-joined-there = Du bist jetzt dieselbe Person wie auf { $door }. Es gelten die Einstellungen von dort.
link-joined-alerts = Wohin Alarme zuerst gehen: settings alerts telegram
link-moved-rules = { $n ->
    [one] Ein Alarm ist umgezogen, unter neuer Nummer.
   *[other] { $n } Alarme sind umgezogen, unter neuen Nummern.
}
link-moved-coins = { $n ->
    [one] Ein Coin kam auf die Beobachtungsliste.
   *[other] { $n } Coins kamen auf die Beobachtungsliste.
}
link-moved-hours = Die Zeiten, die du gesetzt hattest, sind mitgekommen; sie gehen jetzt nach der Uhr von { $zone }.
link-refused = Niemand wurde verbunden; dem Konto auf { $door } wurde es gesagt.
link-refused-then = Hast du den Code nicht selbst geschrieben, hat ihn jemand gesehen. Er öffnet nichts mehr.
link-refused-there = Auf { $door } hieß es, dass du das nicht bist. Nichts wurde verbunden.
unlinked-here = Dieses Konto fängt leer an, nichts davon bleibt gespeichert. Alles Bisherige bleibt auf { $stays }.
unlinked-there = { $door } fängt leer an. Alles Bisherige bleibt hier.
unlinked-you = Dieses Konto wurde von den anderen getrennt und fängt leer an; nichts davon bleibt gespeichert.
unlinked-other = { $door } ist getrennt: Dort fängt alles leer an, alles Bisherige bleibt hier.
cancelled-link = Der Code für dein anderes Konto öffnet nichts mehr.
button-link-yes = Ich bin's
button-link-no = Nein
