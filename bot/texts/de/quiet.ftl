# Ruhezeit.
quiet-help = Stunden, in denen nichts ungefragt kommt
quiet-arrive = Zurückgehaltene Alarme kommen zusammen um { $ends } ({ $zone }, { $offset }).
quiet-hours = Ruhe von { $starts } bis { $ends }.
quiet-except = Durch kommt: { $way ->
    [fall] ein Rückgang um { $percent } oder mehr
    [rise] ein Anstieg um { $percent } oder mehr
   *[either] eine Bewegung um { $percent } oder mehr
}, und Regeln mit „even at night“.
quiet-held = { $n ->
    [one] Eine Nachricht wird gerade zurückgehalten.
   *[other] { $n } Nachrichten werden gerade zurückgehalten.
}
quiet-off = Die Ruhezeit ist aus.
quiet-freed = { $n ->
    [one] Eine Nachricht war zurückgehalten; sie kommt jetzt.
   *[other] { $n } Nachrichten waren zurückgehalten; sie kommen jetzt.
}
quiet-none = Du hast keine Ruhezeit.
quiet-how = So legst du sie fest: quiet 23:00-07:00 except -10%
quiet-change = So änderst du sie: quiet 22:00-06:30 except -10%
missing-hours = Von wann bis wann?
unknown-hours = „{ $given }“ ist keine Ruhezeit.
unknown-digest = „{ $given }“ ist weder Uhrzeit noch Tag noch Teil einer Übersicht.

# Übersichten.
digest-help = Preise, Tendenz und Alarme einmal am Tag
digest = Deine Übersicht
    .rest = { " " }seit { $since }
digest-set = { $days ->
    [weekdays] Werktags um { $time }
   *[daily] Jeden Tag um { $time }
}: { $parts }.
digest-next = Die nächste: { $at }.
digest-off = Keine Übersicht mehr.
digest-none = Du hast keine Übersicht.
digest-how = So bekommst du eine: digest 08:00 weekdays watch
digest-change = So änderst du sie: digest 09:00 weekdays
digest-later-portfolio = Das Portfolio ist noch nicht verbunden; es kommt in einer späteren Version dazu.
digest-part-watch = Beobachtungsliste
digest-part-market = Tendenz
digest-part-alerts = Alarme
digest-market-unknown = Tendenz: unbekannt; noch zu wenige Tageskerzen.
digest-no-alerts = Seitdem keine Alarme.
digest-alerts = { $n ->
    [one] Seitdem ein Alarm:
   *[other] Seitdem { $n } Alarme:
}
digest-more = { $n ->
    [one] Und ein weiterer.
   *[other] Und { $n } weitere.
}
button-now = Jetzt
button-off = Aus
missing-time = Um wie viel Uhr?
missing-portfolio = Von einem Portfolio gibt es noch nichts zu sagen; es kommt in einer späteren Version.
unknown-time = „{ $given }“ ist keine Uhrzeit.
unknown-days = „{ $given }“ sind keine Tage, die ich kenne.
unknown-part = Nichts namens „{ $given }“ passt in eine Übersicht.
column-alert = Alarm

# Eine Übersicht nach ihrer Zeit; und die eines Raums.
digest-late = Verspätet (fällig war sie { $at }):
room-digest = Übersicht für diesen Raum
    .rest = { " " }seit { $since }
digest-part-prices = Preise
digest-part-top = Bewegungen
digest-prices-unknown = Preise: unbekannt; noch wird kein Coin verfolgt.
digest-top = Am stärksten bewegt, { $window }:
digest-top-none = Bewegungen: keine bekannt.
room-digest-set = Übersicht hier { $days ->
    [weekdays] werktags um { $time }
   *[daily] täglich um { $time }
}: { $parts }.
room-digest-none = Übersicht: keine.
room-digest-how = Jeden Morgen eine hier: room digest 08:00 weekdays
room-digest-language = Bis der Raum wählt, kommt sie auf { $language }. Wählen: room language { $own }
button-digest = Übersicht
