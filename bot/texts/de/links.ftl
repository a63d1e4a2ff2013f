# ---- Türen verbinden
link-help = Mach aus deinen Konten hier und dort eine Person
unlink-help = Lass dieses Konto neu beginnen
link-code = Schreib das im privaten Chat mit mir auf der anderen Plattform: link { $code }
link-code-how = Es gilt einmal, bis { $until }, und ich frage hier, bevor etwas verbunden wird.
link-code-joins = Wer es schreibt, kommt zu dir: Alarme, Beobachtungsliste und Adressen ziehen um; deine Einstellungen bleiben. Zeig es niemandem.
link-typed = Ich habe auf { $door } gefragt, ob du das bist. Sag dort ja.
link-typed-moves = Dann zieht um, was du hier hast: Alarme unter neuen Nummern, Beobachtungsliste, Überblick. Es gelten die Einstellungen von dort.
link-asked = Jemand auf { $door } hat deinen Code geschrieben: { $name }. Bist du das?
link-asked-if = Ja verbindet das Konto mit deinem; es sieht und ändert dann alles, was dir gehört. Bist du es nicht, sag nein.
link-no-name = ohne Namen
link-joined = { $door } ist verbunden: Ihr seid jetzt eine Person.
link-joined-there = Du bist jetzt eine Person mit { $door }. Es gelten die Einstellungen von dort.
link-joined-alerts = Wohin Alarme zuerst gehen: settings alerts telegram
link-moved-rules = { $n ->
    [one] Ein Alarm ist umgezogen, unter neuer Nummer.
   *[other] { $n } Alarme sind umgezogen, unter neuen Nummern.
}
link-moved-coins = { $n ->
    [one] Ein Coin kam auf die Beobachtungsliste.
   *[other] { $n } Coins kamen auf die Beobachtungsliste.
}
link-refused = Niemand wurde verbunden; dem Konto auf { $door } wurde es gesagt.
link-refused-then = Hast du den Code nicht selbst geschrieben, hat ihn jemand gesehen. Er öffnet nichts mehr.
link-refused-there = Auf { $door } hieß es, dass du das nicht bist. Nichts wurde verbunden.
unlinked-here = Dieses Konto beginnt neu, nichts davon bleibt gespeichert. Alles Bisherige bleibt auf { $stays }.
unlinked-there = { $door } beginnt neu. Alles Bisherige bleibt hier.
unlinked-you = Dieses Konto wurde von den anderen getrennt und beginnt neu; nichts davon bleibt gespeichert.
unlinked-other = { $door } ist getrennt: Es beginnt neu, alles Bisherige bleibt hier.
cancelled-link = Der Code für dein anderes Konto öffnet nichts mehr.
button-link-yes = Das bin ich
button-link-no = Nein
