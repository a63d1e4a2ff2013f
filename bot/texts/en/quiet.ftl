# Quiet hours.
quiet-help = Hours in which nothing is said unasked
quiet-arrive = Held alerts arrive together at { $ends } ({ $zone }, { $offset }).
quiet-hours = Quiet from { $starts } to { $ends }.
quiet-except = Comes through: { $way ->
    [fall] a fall of { $percent } or more
    [rise] a rise of { $percent } or more
   *[either] a move of { $percent } or more
}, and rules that say "even at night".
quiet-held = { $n ->
    [one] One message is held now.
   *[other] { $n } messages are held now.
}
quiet-off = Quiet hours are off.
quiet-freed = { $n ->
    [one] One message was held; it comes now.
   *[other] { $n } messages were held; they come now.
}
quiet-none = You have no quiet hours.
quiet-how = Set them: quiet 23:00-07:00 except -10%
quiet-change = Change them: quiet 22:00-06:30 except -10%
missing-hours = From when to when?
unknown-hours = '{ $given }' is no time to be quiet in.
unknown-digest = '{ $given }' is no time, day or part of a digest.

# Digests.
digest-help = Prices, tendency and alerts once a day
digest = Your digest
    .rest = { " " }since { $since }
digest-set = { $days ->
    [weekdays] Every weekday at { $time }
   *[daily] Every day at { $time }
}: { $parts }.
digest-next = Next: { $at }.
digest-off = No more digests.
digest-none = You have no digest.
digest-how = Set one: digest 08:00 weekdays watch
digest-change = Change it: digest 09:00 weekdays
digest-later-portfolio = The portfolio is not connected yet; it joins the digest in a later version.
digest-part-watch = watch list
digest-part-market = tendency
digest-part-alerts = alerts
digest-market-unknown = Tendency: unknown; too few daily candles yet.
digest-no-alerts = No alerts since.
digest-alerts = { $n ->
    [one] One alert since:
   *[other] { $n } alerts since:
}
digest-more = { $n ->
    [one] And one more.
   *[other] And { $n } more.
}
button-now = Now
button-off = Off
missing-time = At what time?
missing-portfolio = There is no portfolio to tell of yet; it comes in a later version.
unknown-time = '{ $given }' is no time of day.
unknown-days = '{ $given }' are no days I know.
unknown-part = Nothing called '{ $given }' fits a digest.
column-alert = alert

# A digest said after its time; and a room's own.
digest-late = Late (it was due { $at }):
room-digest = This room's digest
    .rest = { " " }since { $since }
digest-part-prices = prices
digest-part-top = movers
digest-prices-unknown = Prices: unknown; no coin is followed yet.
digest-top = Moved most, { $window }:
digest-top-none = Movers: none known.
room-digest-set = Digest here { $days ->
    [weekdays] every weekday at { $time }
   *[daily] every day at { $time }
}: { $parts }.
room-digest-none = Digest: none.
room-digest-how = Post one each morning: room digest 08:00 weekdays
room-digest-language = Until the room chooses, it is posted in { $language }. To choose: room language { $own }
button-digest = Digest
