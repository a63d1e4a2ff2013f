# ---- unir puertas
link-help = Une tus cuentas de aquí y de allí en una persona
unlink-help = Deja que esta cuenta empiece de nuevo
link-code = Escribe esto en un chat privado conmigo en la otra plataforma: link { $code }
link-code-how = Sirve una vez, hasta { $until }, y pregunto aquí antes de unir nada.
link-code-joins = Quien lo escriba se une a ti: alertas, lista de seguimiento y direcciones pasan a ti; tus ajustes quedan. No se lo muestres a nadie.
link-typed = Pregunté en { $door } si eres tú. Di sí allí.
link-typed-moves = Entonces pasa allí lo que tienes aquí: alertas con números nuevos, lista de seguimiento, resumen. Valen los ajustes de allí.
link-asked = Alguien en { $door } escribió tu código: { $name }. ¿Eres tú?
link-asked-if = Sí une esa cuenta con la tuya, y verá y cambiará todo lo tuyo. Si no eres tú, di no.
link-no-name = sin nombre
link-joined = { $door } está unida: ahora son una persona.
link-joined-there = Ahora eres una persona con { $door }. Valen los ajustes de allí.
link-joined-alerts = A dónde van primero las alertas: settings alerts telegram
link-moved-rules = { $n ->
    [one] Pasó una alerta, con número nuevo.
   *[other] Pasaron { $n } alertas, con números nuevos.
}
link-moved-coins = { $n ->
    [one] Una moneda llegó a la lista de seguimiento.
   *[other] { $n } monedas llegaron a la lista de seguimiento.
}
link-refused = No se unió a nadie; se avisó a la cuenta de { $door }.
link-refused-then = Si no escribiste tú el código, alguien lo vio. Ya no abre nada.
link-refused-there = En { $door } dijeron que no eres tú. No se unió nada.
unlinked-here = Esta cuenta empieza de nuevo y no se guarda nada de ella. Todo lo anterior queda en { $stays }.
unlinked-there = { $door } empieza de nuevo. Todo lo anterior queda aquí.
unlinked-you = Esta cuenta se separó de las otras y empieza de nuevo; no se guarda nada de ella.
unlinked-other = { $door } se separó: empieza de nuevo, y todo lo anterior queda aquí.
cancelled-link = El código para tu otra cuenta ya no abre nada.
button-link-yes = Sí, soy yo
button-link-no = No
