/* Bad days to order */
const WELL = { mail: "ACCEPT", telegram: "WORKS", identity: "WORKS" };
const FAULTS = {
  mail: {
    ACCEPT: ["принимает письма", ""],
    LATER: ["просит позже (451)", "Просит зайти позже. Бот повторит сам или по кнопке."],
    REFUSE: ["отказывает (550)", "Отвечает «нет такого ящика». Письмо не уходит."],
    SILENT: ["молчит после письма", "Забирает письмо и молчит. Бот спросит, что делать."],
    DROPPED: ["рвёт связь после письма", "Забирает письмо и пропадает. Бот спросит, что делать."],
    WRONG_PASSWORD: ["не принимает пароль (535)", "Не пускает бота. Письма ждут, администратору сообщат."],
    OVERLOADED: ["перегружен (421)", "Не начинает разговор. Бот повторит сам."],
  },
  telegram: {
    WORKS: ["работает", ""],
    TOO_MANY_REQUESTS: ["ограничивает бота (429)", "Бот всё видит, но ответить не может. Письма уходят."],
    UNREACHABLE: ["недоступен", "Бот вас не видит. Письма, нажатые раньше, уходят."],
  },
  identity: {
    WORKS: ["работает", ""],
    REVOKED: ["согласие отозвано", "Токенов не даёт. Письма ждут, администратору сообщат."],
    SECRET_EXPIRED: ["секрет истёк", "Токенов не даёт. Письма ждут, администратору сообщат."],
    UNAVAILABLE: ["недоступен (503)", "Токенов не даёт. Бот повторит сам."],
  },
};
const TROUBLE = {
  TOO_MANY_REQUESTS: ["Telegram не даёт боту отвечать", "Бот видит, что вы пишете. Ответит, когда ограничение снимут."],
  UNREACHABLE: ["Бот без связи с Telegram", "Он не видит, что вы пишете. Ответит, когда связь вернётся."],
};
function drawSwitches() {
  $("fault").title = "SMTP " + state.mail.address;
  drawSwitch("mail", $("fault"), $("fault-about"));
  drawSwitch("telegram", $("telegram"), $("telegram-about"));
  $("switch-identity").hidden = !state.identity.known;
  drawSwitch("identity", $("identity"), $("identity-about"));
  $("tab-fault").hidden = Object.keys(WELL).every((name) => state[name].fault === WELL[name]);
}
function drawSwitch(name, choice, about) {
  const now = state[name], words = FAULTS[name];
  if (choice.children.length !== now.faults.length) choice.replaceChildren(...now.faults.map((fault) => make("option", { value: fault, textContent: words[fault]?.[0] || fault })));
  choice.value = now.fault;
  about.textContent = words[now.fault]?.[1] || ""; about.hidden = !about.textContent;
  const on = now.fault !== WELL[name], box = $("switch-" + name);
  box.classList.toggle("on", on); box.querySelector(".fault").hidden = !on;
}
$("fault").onchange = () => ask("mail/fault", { fault: $("fault").value });
$("telegram").onchange = () => ask("telegram/fault", { fault: $("telegram").value });
$("identity").onchange = () => ask("identity/fault", { fault: $("identity").value });
$("trouble-end").onclick = () => ask("telegram/fault", { fault: WELL.telegram });
$("clear").onclick = () => ask("mail/clear", {});

