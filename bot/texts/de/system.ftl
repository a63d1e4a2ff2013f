# Die Tür und die Befehle über das Haus selbst.
stranger = Dieser Bot ist privat; bitte den Besitzer um eine Einladung.
secret-dropped = Das sah nach einem Geheimnis aus. Ich habe es nicht behalten; betrachte es als bekannt und widerrufe es.
sent-privately = Dir privat geschickt.
replay-ended = Die Wiedergabe ist zu Ende; ihr Markt steht still.
claimed-owner = Du bist der Besitzer.
claimed-invite = Du bist dabei.
claimed-next = Probier: price btc · market · help
room-welcome = Candlewick ist da.
    .rest = { " " }Alle in diesem Raum dürfen nach dem Markt fragen.
room-welcome-how = Probier: /price btc · /chart sol 4h · /market. Persönliches kommt in den privaten Chat.
asked-at = Du hast um { $at } gefragt.
asked-again = Das hast du um { $at } gesagt.
    .rest = { " " }Noch gewünscht?
asked-long-ago = Was du bis { $at } gefragt hast, ist zu alt für eine Antwort.
    .rest = { " " }Frag noch einmal, wenn du es brauchst.
undo-nothing = Hier gibt es nichts rückgängig zu machen.
undo-nothing-how = Rückgängig meint, was du in diesem Chat zuletzt geändert hast, eine Minute lang.
undo-lapsed = Rückgängig geht eine Minute lang, und die ist um.
    .rest = { " " }Wenn du es trotzdem willst: { $line }
greeted = Hallo. Ich antworte auf Fragen zum Markt: Preise, Charts, Prognosen, Alarme.
thanked = Gern geschehen.
parted = Bis zum nächsten Mal.
nodded = In Ordnung.
not-understood = Ich antworte zum Markt, und das war keine Frage, die ich kenne.
understood-as = Verstanden als: { $line }
not-understood-try = Probier: price btc · chart sol 4h rsi · help
type-instead = Schreib: { $choices }

start = Preise, Charts, Prognosen und Alarme, hier im Chat.
start-try = Probier: price btc · alert btc < 60k · chart sol 4h rsi
start-free = Kein Konto und kein Schlüssel nötig.
welcome-language = Schritt 1 von 3: Deutsch?
welcome-zone = Schritt 2 von 3: Welche Zeitzone? Eine andere: settings zone Asia/Tokyo
welcome-zone-kept = Zeiten stehen in { $zone } ({ $offset }).
welcome-first = Schritt 3 von 3: etwas zum Probieren.

help = Was du fragen kannst
help-market-line = Markt:
    .rest = { " " }price btc eth in eur · top losers 24h 10 · convert 250 eur to eth
help-charts-line = Charts:
    .rest = { " " }chart sol 4h 30d rsi · forecast btc 7d
help-alerts-line = Alarme:
    .rest = { " " }alert btc < 60k · alerts · watch add arb
help-settings-line = Einstellungen:
    .rest = { " " }settings language de · settings zone Europe/Berlin
help-privacy-line = Vertrauen:
    .rest = { " " }status · privacy · privacy export
help-more = Mehr: help market. Ganze Sätze gehen auch: Was kostet Bitcoin in Euro?
help-command = { $what }:
    .rest = { " " }{ $examples }
help-market = Markt
help-market-more = Jede Währung: in eur, in brl, in btc. Eine Börse: price btc at kraken.
help-charts = Charts
help-charts-more = Intervalle: 1m 5m 15m 30m 1h 4h 1d 1w. Indikatoren: rsi macd ema20 sma50 bbands atr vwap.
help-alerts = Alarme
help-alerts-more = Optionen: every 4h · max 3 · for 10m · until 31 dec · even at night · note.
help-watch = Beobachtungsliste
help-watch-more = Kurz: auch watch arb fügt hinzu.
help-settings = Einstellungen
help-settings-more = Sprachen: en de es pt. Klartext: settings plain on.
help-digest = Übersicht
help-digest-more = Sie kommt einmal am Tag zur Zeit, die du nennst; digest now zeigt sie sofort.
help-quiet = Ruhezeit
help-quiet-more = Was gewartet hat, kommt am Ende zusammen.
help-notify = Andere Wege zu dir
help-notify-more = Eine Adresse bekommt zuerst einen Code. Nur privat.
help-link = Eine Person, mehrere Konten
help-link-more = Schreib hier privat link, dann in der anderen App privat link und den Code; ich frage hier, ob du das warst.
help-rooms = Räume
help-rooms-more = Wird im Raum selbst gesagt; seine Admins dürfen es ändern. Was deins ist, bleibt auch dort deins.
help-undo = Rückgängig machen und abbrechen
help-undo-more = undo macht 60 s lang die letzte Änderung rückgängig. cancel verlässt, was ich gefragt habe oder was auf ein Ja wartet.
help-privacy = Vertrauen
help-privacy-more = Ich frage im Chat nie nach einem Schlüssel oder einer Seed-Phrase.

start-help = Was das ist und was du probieren kannst
help-help = Was du fragen kannst
price-help = Was Coins jetzt kosten
convert-help = Einen Betrag in eine andere Währung umrechnen
chart-help = Ein Kerzenchart, mit Indikatoren
market-help = Die Tendenz des Marktes, und warum
top-help = Größte Gewinner oder Verlierer
depth-help = Das Orderbuch um den Preis
alert-help = Melde mir, wenn etwas passiert
alerts-help = Deine Alarme; ändern oder löschen
watch-help = Deine Beobachtungsliste
settings-help = Sprache, Zeitzone, Währung, Aussehen
room-help = Einstellungen, Alarme und Übersicht dieses Raums
privacy-help = Was gespeichert ist; exportieren oder löschen
status-help = Wie alt die Daten sind, was läuft
cancel-help = Jeden Dialog verlassen
confirm-help = Zu einem Entwurf Ja sagen
admin-help = Personen und Rechte

button-zone = Zeitzone
button-language = Sprache
button-privacy = Datenschutz
button-market = Markt
button-charts = Charts
button-watch = Beobachten
button-plain = Klartext
button-theme = Aussehen
button-undo = Rückgängig
button-do-it = Trotzdem
button-list = Liste
button-again = Noch einmal
button-cancel = Abbrechen
button-keep = Behalten
button-skip = Überspringen
button-later = Später
button-export = Export
button-delete = Löschen

settings = Deine Einstellungen
settings-fallback-here = Was dich privat nicht erreicht, steht ab jetzt in diesem Raum, ohne Persönliches.
settings-fallback-off = Was dich privat nicht erreicht, steht nirgends.
room-makers-owner = Alarme legt hier nur der Besitzer an.
room-makers-admins = Alarme legen hier der Besitzer und die Admins des Raums an.
room-makers-members = Alarme legen hier der Besitzer und Mitglieder an.
room-makers-everyone = Alarme dürfen hier alle anlegen.
room = Dieser Raum
room-how = Ändern: room language de · room quiet 23:00-07:00 · room digest 08:00. Das dürfen die Admins des Raums und der Besitzer.
room-commands = Hier beantwortet: { $commands }.
room-commands-all = Hier wird jeder Befehl beantwortet.
room-whole = Was hier gilt, gilt im ganzen Server; mit „here“ nur in diesem Kanal: room language de here.
room-alone = Nur in diesem Kanal: { $names }. Zurück zum Server: room { $first } default
room-loud = Ruhezeit: keine.
room-zone-each = Zeitzone: wie bei dem, der fragt; Ruhezeit und Ungefragtes gehen nach { $zone }.
room-private = Das ist für Räume: Sag es in einer Gruppe oder einem Kanal, in dem ich bin.
room-private-own = Deine sind hier: settings · alerts · quiet
value-each = wie bei dem, der fragt
settings-saved = Gespeichert.
settings-alerts-absent = Auf { $door } erreicht dich noch nichts; bis dahin erfährst du es, wo du jetzt bist. Probier: { $example }
settings-how = Ändern: settings language de · settings currency eur · settings numbers de
setting-language = Sprache: { $value }
setting-zone = Zeitzone: { $value }
setting-currency = Währung: { $value }
setting-numbers = Zahlen: { $value }
setting-plain = Klartext: { $value }
setting-emoji = Emoji: { $value }
setting-theme = Charts: { $value }
setting-llm = Assistent: { $value }
setting-alerts = Ungefragtes: { $value }
value-on = an
value-off = aus
value-light = hell
value-dark = dunkel
value-any = wo ich dich erreiche
value-alerts-telegram = Telegram
value-alerts-discord = Discord
value-alerts-local = Terminal
value-language-en = Englisch
value-language-de = Deutsch
value-language-es = Spanisch
value-language-pt = Portugiesisch
value-numbers-en = 1,234.50
value-numbers-de = 1.234,50
value-numbers-es = 1.234,50
value-numbers-pt = 1.234,50

watch-list = Du beobachtest { $n ->
    [one] einen Coin
   *[other] { $n } Coins
}
watch-empty = Du beobachtest noch nichts.
watch-how = Einen Coin hinzufügen: watch add arb
watch-add = { $coins }: auf deiner Beobachtungsliste.
watch-add-nothing = Nichts Neues: schon auf deiner Beobachtungsliste.
watch-remove = { $coins }: von deiner Beobachtungsliste genommen.
watch-remove-nothing = Nichts zu entfernen: nicht auf deiner Beobachtungsliste.
column-coin = Coin
column-price = Preis
column-24h = 24 h
column-name = Name
column-role = Rolle

privacy = Was ich über dich speichere
privacy-kept = { $what }: { $n }
privacy-not = Nicht gespeichert: deine Nachrichten und alles, was nach einem Geheimnis aussieht.
privacy-how = Alles bekommen: privacy export. Alles löschen: privacy delete
privacy-export = In dieser Datei steht alles, was ich über dich speichere.
privacy-delete = Das löscht endgültig alles, was ich über dich speichere.
privacy-delete-type = Um fortzufahren, schreib: confirm { $draft }
privacy-deleted = Alles über dich ist gelöscht ({ $n ->
    [one] ein Eintrag
   *[other] { $n } Einträge
}).
kept-person = Deine Einstellungen und Rolle
kept-fallback = Der Raum für das, was dich privat nicht erreicht
kept-identities = Konten, von denen du schreibst
kept-drafts = Entwürfe, die auf dein Wort warten
kept-link = Ein Code, der deine Konten verbindet
kept-undos = Wie deine letzte Änderung zurückgeht
kept-turns = Wonach du zuletzt gefragt hast; im Wortlaut, wo ein Wort fehlte
kept-welcome = Deine ersten Fragen: wie weit sie kamen, und welche Region deine App nannte
kept-counters = Zähler für die Nummern deiner Entwürfe und Alarme
kept-rules = Alarme, die du gesetzt hast
kept-rule-lists = Listen von Alarmen, die du gesehen hast
kept-firings = Gemeldete Alarme und warum
kept-audit = Einträge im Sicherheitsprotokoll (eine Nummer, kein Name)
kept-watchlist = Coins, die du beobachtest
kept-notices = Nachrichten an dich
kept-quiet = Deine Ruhezeit
kept-digest = Deine Übersicht
kept-asides = Zeilen für deine nächste Antwort

cancelled = { $n ->
    [one] Ein Entwurf verworfen.
   *[other] { $n } Entwürfe verworfen.
}
cancelled-question = Verworfen: „{ $line }“.
cancelled-nothing = Nichts hat auf dich gewartet.
waiting-nothing-here = Hier hat nichts gewartet.
waiting-elsewhere = { $n ->
    [one] Ein Entwurf wartet in einem anderen Chat: { $drafts }. So verwirfst du ihn: cancel { $first }
   *[other] { $n } Entwürfe warten in anderen Chats: { $drafts }. So verwirfst du einen: cancel { $first }
}
cancelled-welcome = Keine Fragen mehr; start stellt sie wieder.

admin-users = { $n ->
    [one] Eine Person
   *[other] { $n } Personen
}
admin-how = Ändern: admin allow 4 · admin block 4 · admin invite
admin-invite = Einladungscode: { $code }
admin-invite-how = 7 Tage gültig, einmal. Die Person schickt mir privat: { $code }
admin-changed = { $name } (Person { $id }) ist jetzt: { $role }
role-owner = Besitzer
role-member = Mitglied
role-stranger = fremd
role-blocked = gesperrt
not-allowed-own-role = Deine eigene Rolle kannst du nicht ändern.
