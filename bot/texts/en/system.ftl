# The door, and the commands about the house itself.
stranger = This bot is private; ask its owner for an invite.
secret-dropped = That looked like a secret. I did not keep it; treat it as leaked and revoke it.
sent-privately = Sent to you privately.
replay-ended = The replay has ended; its market stands still.
claimed-owner = You are the owner.
claimed-invite = You are in.
claimed-next = Try: price btc · market · help
room-welcome = Candlewick is here.
    .rest = { " " }Everybody in this room may ask about the market.
room-welcome-how = Try: /price btc · /chart sol 4h · /market. Personal answers go to your private chat.
asked-at = You asked at { $at }.
asked-again = You asked that at { $at }.
    .rest = { " " }Still wanted?
asked-long-ago = What you asked up to { $at } is too old to answer.
    .rest = { " " }Ask again when you need it.
undo-nothing = There is nothing here to take back.
undo-nothing-how = Undo means what you changed last in this chat, for a minute.
undo-lapsed = Undo lasts a minute, and that is over.
    .rest = { " " }To do it all the same: { $line }
greeted = Hello. I answer about the market: prices, charts, forecasts, alerts.
thanked = With pleasure.
parted = Until next time.
nodded = All right.
not-understood = I answer about the market, and this was no question I know.
understood-as = Understood as: { $line }
not-understood-try = Try: price btc · chart sol 4h rsi · help
type-instead = Type: { $choices }

start = Prices, charts, forecasts and alerts, here in chat.
start-try = Try: price btc · alert btc < 60k · chart sol 4h rsi
start-free = No account or key needed.
welcome-language = Step 1 of 3: English?
welcome-zone = Step 2 of 3: which time zone? Another: settings zone Asia/Tokyo
welcome-zone-kept = Times are in { $zone } ({ $offset }).
welcome-first = Step 3 of 3: something to try.

help = What you can ask
help-market-line = Market:
    .rest = { " " }price btc eth in eur · top losers 24h 10 · convert 250 eur to eth
help-charts-line = Charts:
    .rest = { " " }chart sol 4h 30d rsi · forecast btc 7d
help-alerts-line = Alerts:
    .rest = { " " }alert btc < 60k · alerts · watch add arb
help-settings-line = Settings:
    .rest = { " " }settings language de · settings zone Europe/Berlin
help-privacy-line = Trust:
    .rest = { " " }status · privacy · privacy export
help-more = More: help market. Plain sentences work too: how much is bitcoin in euros?
help-command = { $what }:
    .rest = { " " }{ $examples }
help-market = Market
help-market-more = Any currency: in eur, in brl, in btc. A venue: price btc at kraken.
help-charts = Charts
help-charts-more = Intervals: 1m 5m 15m 30m 1h 4h 1d 1w. Indicators: rsi macd ema20 sma50 bbands atr vwap.
help-alerts = Alerts
help-alerts-more = Options: every 4h · max 3 · for 10m · until 31 dec · even at night · note.
help-watch = Watch list
help-watch-more = Short: watch arb adds it too.
help-settings = Settings
help-settings-more = Languages: en de es pt. Plain text: settings plain on.
help-digest = Digest
help-digest-more = It comes once a day at the time you say; digest now shows it at once.
help-quiet = Quiet hours
help-quiet-more = What waited arrives together when they end.
help-notify = Other ways to reach you
help-notify-more = An address gets a code first. Said in private.
help-link = One person, several accounts
help-link-more = Say link in private here, then link and the code in private in the other app; I ask here whether that was you.
help-rooms = Rooms
help-rooms-more = Said in the room itself; its admins may change it. What is yours stays yours there.
help-undo = Undo and cancel
help-undo-more = undo takes the last change back for 60 s. cancel leaves what I asked or what waits for a yes.
help-privacy = Trust
help-privacy-more = I never ask for a key or a seed phrase in chat.

start-help = What this is, and what to try
help-help = What you can ask
price-help = What coins cost now
convert-help = Turn one amount into another currency
chart-help = A candle chart, with indicators
market-help = The market's tendency, and why
top-help = Top gainers or losers
depth-help = The order book around the price
alert-help = Tell me when something happens
alerts-help = Your alerts; change or delete them
watch-help = Your watch list
settings-help = Language, time zone, currency, look
room-help = This room's own settings, its alerts and its digest
privacy-help = What is stored; export or delete it
status-help = How old the data is, what is running
cancel-help = Leave any dialogue
confirm-help = Say yes to a draft
admin-help = People and rights

button-zone = Set time zone
button-language = Language
button-privacy = Privacy
button-market = Market
button-charts = Charts
button-watch = Watch
button-plain = Plain text
button-theme = Theme
button-undo = Undo
button-do-it = Do it
button-list = List
button-again = Ask again
button-cancel = Cancel
button-keep = Keep
button-skip = Skip
button-later = Later
button-export = Export
button-delete = Delete

settings = Your settings
settings-fallback-here = What cannot reach you in private is posted in this room from now on, without anything personal.
settings-fallback-off = What cannot reach you in private is posted nowhere.
room-makers-owner = Alerts here are made by the owner alone.
room-makers-admins = Alerts here are made by the owner and the room's admins.
room-makers-members = Alerts here are made by the owner and members.
room-makers-everyone = Everybody here may make alerts.
room = This room
room-how = Change one: room language de · room quiet 23:00-07:00 · room digest 08:00. The room's admins and the owner may.
room-commands = Answered here: { $commands }.
room-commands-all = Every command is answered here.
room-whole = What holds here holds in the whole server; with "here" it is set for this channel alone: room language de here.
room-alone = Set for this channel alone: { $names }. Back to the server's: room { $first } default
room-loud = Quiet hours: none.
room-zone-each = Time zone: as whoever asks has it; quiet hours and what is posted unasked go by { $zone }.
room-private = That is for rooms: say it in a group or a channel where I am.
room-private-own = Yours are here: settings · alerts · quiet
value-each = as whoever asks has it
settings-saved = Saved.
settings-alerts-absent = Nothing reaches you on { $door } yet; until then you are told where you are now. Try: { $example }
settings-how = Change one: settings language de · settings currency eur · settings numbers de
setting-language = Language: { $value }
setting-zone = Time zone: { $value }
setting-currency = Currency: { $value }
setting-numbers = Numbers: { $value }
setting-plain = Plain text: { $value }
setting-emoji = Emoji: { $value }
setting-theme = Charts: { $value }
setting-llm = Assistant: { $value }
setting-alerts = Unasked messages: { $value }
value-on = on
value-off = off
value-light = light
value-dark = dark
value-any = wherever I reach you
value-alerts-telegram = Telegram
value-alerts-discord = Discord
value-alerts-local = Terminal
value-language-en = English
value-language-de = German
value-language-es = Spanish
value-language-pt = Portuguese
value-numbers-en = 1,234.50
value-numbers-de = 1.234,50
value-numbers-es = 1.234,50
value-numbers-pt = 1.234,50

watch-list = You watch { $n ->
    [one] one coin
   *[other] { $n } coins
}
watch-empty = You watch nothing yet.
watch-how = Add a coin: watch add arb
watch-add = { $coins }: on your watch list.
watch-add-nothing = Nothing new: already on your watch list.
watch-remove = { $coins }: off your watch list.
watch-remove-nothing = Nothing to remove: not on your watch list.
column-coin = coin
column-price = price
column-24h = 24 h
column-name = name
column-role = role

privacy = What I keep about you
privacy-kept = { $what }: { $n }
privacy-not = Not kept: your messages, and anything that looks like a secret.
privacy-how = Get it all: privacy export. Delete it all: privacy delete
privacy-export = Everything I keep about you is in this file.
privacy-delete = This deletes everything I keep about you, for good.
privacy-delete-type = To go on, type: confirm { $draft }
privacy-deleted = Everything I kept about you is deleted ({ $n ->
    [one] one entry
   *[other] { $n } entries
}).
kept-person = Your settings and role
kept-fallback = The room for what cannot reach you in private
kept-identities = Accounts you write from
kept-drafts = Drafts waiting for your word
kept-link = A code that links your accounts
kept-undos = How to undo your last change
kept-turns = What you last asked; word for word where a word was missing
kept-welcome = Your first questions: how far they came, and the region your app named
kept-counters = Counters for the numbers of your drafts and alerts
kept-rules = Alerts you set
kept-rule-lists = Lists of alerts shown to you
kept-firings = Alerts that were told, and why
kept-audit = Entries in the security log (a number, no name)
kept-watchlist = Coins you watch
kept-notices = Messages sent to you
kept-quiet = Your quiet hours
kept-digest = Your digest
kept-asides = Lines for your next answer

cancelled = { $n ->
    [one] One draft dropped.
   *[other] { $n } drafts dropped.
}
cancelled-question = Dropped: '{ $line }'.
cancelled-nothing = Nothing was waiting for you.
waiting-nothing-here = Nothing was waiting here.
waiting-elsewhere = { $n ->
    [one] One draft waits in another chat: { $drafts }. To drop it: cancel { $first }
   *[other] { $n } drafts wait in other chats: { $drafts }. To drop one: cancel { $first }
}
cancelled-welcome = No more questions; start asks them again.

admin-users = { $n ->
    [one] One person
   *[other] { $n } people
}
admin-how = Change: admin allow 4 · admin block 4 · admin invite
admin-invite = Invite code: { $code }
admin-invite-how = Valid 7 days, one use. They send me in private: { $code }
admin-changed = { $name } (person { $id }) is now: { $role }
role-owner = owner
role-member = member
role-stranger = stranger
role-blocked = blocked
not-allowed-own-role = You can't change your own role.
