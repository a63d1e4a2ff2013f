# ---- unir puertas
link-help = Vincula tus cuentas de aquí y de allí como una persona
unlink-help = Desvincula esta cuenta; empieza vacía
link-code = Escribe esto en un chat privado conmigo en la otra app: link { $code }
link-code-how = Sirve una vez, hasta { $until }, y pregunto aquí antes de vincular nada.
link-code-joins = Quien lo escriba pasa a ser una persona contigo: alertas, lista de seguimiento y direcciones pasan a ti; tus ajustes quedan. No se lo muestres a nadie.
link-typed = Pregunté en { $door } si eres tú. Responde allí: link yes.
link-typed-moves = Entonces pasa allí lo que tienes aquí: alertas con números nuevos, lista de seguimiento, resumen. Los ajustes de allí quedan.
link-asked = Alguien en { $door } escribió tu código: { $name }. ¿Eres tú?
link-asked-if = Sí vincula esa cuenta con la tuya, y verá y cambiará todo lo tuyo. Si no eres tú, di no.
link-asked-elsewhere = El sí vale en el chat privado de { $door } donde se mostró el código.
link-no-name = sin nombre
link-joined = Se vinculó { $door }: allí y aquí eres la misma persona.
link-joined-there = Ahora eres la misma persona que en { $door }. Valen los ajustes de allí.
link-joined-alerts = A dónde van primero las alertas: settings alerts telegram
link-moved-rules = { $n ->
    [one] Pasó una alerta, con número nuevo.
   *[other] Pasaron { $n } alertas, con números nuevos.
}
link-moved-coins = { $n ->
    [one] Una moneda llegó a la lista de seguimiento.
   *[other] { $n } monedas llegaron a la lista de seguimiento.
}
link-moved-hours = Las horas que habías puesto también pasaron; ahora van con el reloj de { $zone }.
link-refused = No se vinculó a nadie; se avisó a la cuenta de { $door }.
link-refused-then = Si no escribiste tú el código, alguien lo vio. Ya no abre nada.
link-refused-there = En { $door } dijeron que no eres tú. No se vinculó nada.
unlinked-here = Esta cuenta empieza vacía y no se guarda nada de ella. Todo lo anterior queda en { $stays }.
unlinked-there = { $door } empieza de cero. Todo lo anterior queda aquí.
unlinked-you = Esta cuenta se desvinculó de las otras y empieza vacía; no se guarda nada de ella.
unlinked-other = Se desvinculó { $door }: allí empieza de cero, y todo lo anterior queda aquí.
cancelled-link = El código para tu otra cuenta ya no abre nada.
button-link-yes = Soy yo
button-link-no = No
