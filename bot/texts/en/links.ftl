# ---- joining doors
link-help = Link your accounts here and there as one person
unlink-help = Take this account out of the link; it starts empty
link-code = Type this in a private chat with me in the other app: link { $code }
link-code-how = It works once, until { $until }, and I ask here before anything is linked.
link-code-joins = Whoever types it becomes one person with you: alerts, watch list and addresses move to you; your settings stay. Show it to nobody.
link-typed = I asked on { $door } whether that is you. Answer there: link yes.
link-typed-moves = Then what you have here moves there: alerts under new numbers, watch list, digest. The settings there stay.
link-asked = Somebody on { $door } typed your code: { $name }. Is that you?
link-asked-if = Yes links that account with yours, and it sees and changes all that is yours. If it is not you, say no.
link-asked-elsewhere = Yes counts in the private chat on { $door } where the code was shown.
link-no-name = without a name
link-joined = { $door } is linked: you are the same person there and here.
link-joined-there = You are the same person as on { $door } now. The settings there apply.
link-joined-alerts = Where alerts go first: settings alerts telegram
link-moved-rules = { $n ->
    [one] One alert moved, under a new number.
   *[other] { $n } alerts moved, under new numbers.
}
link-moved-coins = { $n ->
    [one] One coin came to the watch list.
   *[other] { $n } coins came to the watch list.
}
link-moved-hours = The hours you had set came along; they go by the clock of { $zone } now.
link-refused = Nobody was linked; the account on { $door } was told so.
link-refused-then = If you did not type the code yourself, somebody has seen it. It opens nothing any more.
link-refused-there = On { $door } it was said that this is not you. Nothing was linked.
unlinked-here = This account starts empty, and nothing of it is kept. Everything from before stays on { $stays }.
unlinked-there = { $door } starts empty. Everything from before stays here.
unlinked-you = This account was unlinked from the others and starts empty; nothing of it is kept.
unlinked-other = { $door } was unlinked: it starts empty, and everything from before stays here.
cancelled-link = The code for your other account opens nothing any more.
button-link-yes = It's me
button-link-no = No
