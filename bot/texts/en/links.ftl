# ---- joining doors
link-help = Make one person of your accounts here and there
unlink-help = Let this account begin anew
link-code = Type this in a private chat with me on the other platform: link { $code }
link-code-how = It works once, until { $until }, and I ask here before anything is joined.
link-code-joins = Whoever types it joins you: alerts, watch list and addresses move to you; your settings stay. Show it to nobody.
link-typed = I asked on { $door } whether that is you. Say yes there.
link-typed-moves = Then what you have here moves there: alerts under new numbers, watch list, digest. Your settings of there hold.
link-asked = Somebody on { $door } typed your code: { $name }. Is that you?
link-asked-if = Yes joins that account with yours, and it sees and changes all that is yours. If it is not you, say no.
link-no-name = without a name
link-joined = { $door } is joined: you are one person now.
link-joined-there = You are one person with { $door } now. The settings of there hold.
link-joined-alerts = Where alerts go first: settings alerts telegram
link-moved-rules = { $n ->
    [one] One alert moved, under a new number.
   *[other] { $n } alerts moved, under new numbers.
}
link-moved-coins = { $n ->
    [one] One coin came to the watch list.
   *[other] { $n } coins came to the watch list.
}
link-refused = Nobody was joined; the account on { $door } was told so.
link-refused-then = If you did not type the code yourself, somebody has seen it. It opens nothing any more.
link-refused-there = On { $door } it was said that this is not you. Nothing was joined.
unlinked-here = This account begins anew, and nothing is kept of it. All there was stays on { $stays }.
unlinked-there = { $door } begins anew. All there was stays here.
unlinked-you = This account was parted from the others and begins anew; nothing is kept of it.
unlinked-other = { $door } left: it begins anew, and all there was stays here.
cancelled-link = The code for your other account opens nothing any more.
button-link-yes = Yes, it's me
button-link-no = No
