/* The conversation */
let following = true; // whether the newest message is looked at: it stays in sight when the room for it changes
$("log").onscroll = () => { following = isAtEnd(); $("down").hidden = following; };
new ResizeObserver(() => { if (following) $("log").scrollTop = $("log").scrollHeight; }).observe($("log"));
function drawMessages(messages) {
  const log = $("log"), atEnd = isAtEnd();
  const focused = document.activeElement?.closest?.(".message"), focusedAt = focused && [...focused.querySelectorAll("button, a")].indexOf(document.activeElement);
  const switched = log.dataset.person !== String(state.person), fresh = new Map(), nodes = [];
  if (switched) { shown = new Map(); log.dataset.person = String(state.person); }
  let lastDay = "", grew = false, before = null;
  for (const message of messages) {
    const joined = message.album && message.album === before?.album && message.mine === before.mine;
    before = message;
    const today = day(message.date);
    if (today !== lastDay) { const key = "day " + today; const node = shown.get(key)?.node || make("div", { className: "day", textContent: today }); fresh.set(key, { node }); nodes.push(node); lastDay = today; }
    const drawn = JSON.stringify(message), old = shown.get(message.id);
    const node = old?.drawn === drawn ? old.node : drawMessage(message);
    node.classList.toggle("joined", Boolean(joined));
    if (!old && !switched) { node.classList.add("fresh"); grew = true; }
    fresh.set(message.id, { node, drawn }); nodes.push(node);
  }
  if (!messages.length) nodes.push(emptyChat());
  nodes.forEach((node, at) => { if (log.children[at] !== node) log.insertBefore(node, log.children[at] || null); });
  while (log.children.length > nodes.length) log.lastChild.remove();
  shown = fresh;
  if (focused && !log.contains(document.activeElement)) {
    const place = shown.get(Number(focused.dataset.id))?.node.querySelectorAll("button, a")[focusedAt];
    (place || field).focus({ preventScroll: true });
  }
  const mineLast = messages.at(-1)?.mine;
  if (switched || atEnd || (grew && mineLast)) log.scrollTop = log.scrollHeight;
  $("down").hidden = isAtEnd();
}
function emptyChat() {
  if (!state.person) return make("div", { className: "empty" }, make("h3", { textContent: "Здесь пока никого" }), make("p", { textContent: "Добавьте человека, чтобы поговорить с ботом от его имени." }), make("button", { className: "primary-button", type: "button", textContent: "Добавить человека", onclick: () => $("newcomer").showModal() }));
  return make("div", { className: "empty" },
    make("h3", { textContent: "Начните разговор" }),
    make("p", { textContent: "Бот ответит здесь так же, как в Telegram, а его письма придут в раздел «Почта»." }),
    make("button", { className: "primary-button", type: "button", textContent: "Начать", onclick: () => sendText("/start") }));
}
function drawMessage(message) {
  const bubble = make("div", { className: "bubble" });
  if (message.origin) bubble.append(make("div", { className: "origin" }, "Переслано от ", make("b", { textContent: message.origin })));
  if (message.reply) bubble.append(make("button", { className: "reply" + (message.reply.quoted ? " quoted" : ""), type: "button", onclick: () => jump(message.reply.id) },
    make("b", { textContent: message.reply.mine ? nameOf(state.person) : state.bot.name }), make("span", { textContent: message.reply.text })));
  if (message.kind !== "text") bubble.append(...drawMedia(message));
  const body = make("span", { className: "body" });
  body.innerHTML = message.html;
  enliven(body);
  const meta = make("span", { className: "meta", textContent: (message.edited ? "изменено " : "") + clock(message.date) });
  const quoteEnds = body.lastElementChild && /^(PRE|BLOCKQUOTE)$/.test(body.lastElementChild.tagName);
  bubble.append(make("span", { className: "visually-hidden", textContent: (message.mine ? nameOf(state.person) : state.bot.name) + ": " }), body);
  if (!quoteEnds) bubble.append(meta); else bubble.append(make("div", { style: "overflow:hidden" }, meta));
  if (message.reaction) bubble.append(make("div", {}, make("span", { className: "reaction", textContent: message.reaction, title: "Реакция бота" })));
  bubble.append(make("span", { style: "display:block;clear:both" }));
  const node = make("div", { className: "message" + (message.mine ? " mine" : "") + (message.rows.length ? " wide" : "") }, bubble);
  node.dataset.id = message.id;
  if (message.rows.length) node.append(make("div", { className: "keys" }, ...message.rows.map((row) => make("div", {}, ...row.map((key) => drawKey(message, key))))));
  const dots = make("button", { className: "dots", type: "button", textContent: "⋯", ariaLabel: "Действия с сообщением", ariaHasPopup: "menu", ariaExpanded: "false" });
  let selected = "";
  dots.onpointerdown = () => { selected = selectedIn(body); };
  dots.onclick = () => openMenu(dots, messageActions(message, selected));
  bubble.oncontextmenu = (event) => { event.preventDefault(); openMenu(dots, messageActions(message, selectedIn(body))); };
  node.append(dots);
  return node;
}
function drawMedia(message) {
  const address = message.file && "/sandbox/files/" + message.file.id;
  switch (message.kind) {
    case "photo": return [make("img", { className: "picture", src: address, alt: "Фото " + message.file.name })];
    case "sticker": return [make("div", { className: "sticker", textContent: message.emoji, role: "img", ariaLabel: "Стикер " + message.emoji })];
    case "contact": return [make("b", { textContent: message.contact.first_name }), make("div", { textContent: message.contact.phone_number })];
    case "voice": return [make("div", { className: "voice" }, make("i"), make("span", { className: "wave" }), make("small", { textContent: "0:" + String(message.seconds).padStart(2, "0") }))];
    case "video_note": return [make("div", { className: "round", role: "img", ariaLabel: "Видеосообщение" }, "▶")];
    case "venue": return [make("b", { textContent: "📍 " + message.place.title }), make("div", { textContent: message.place.address })];
    case "location": return [make("b", { textContent: "📍 Место" }), make("div", { textContent: message.place.latitude + ", " + message.place.longitude })];
    default: return message.file ? [fileLink(address, message.file)] : [make("i", { textContent: message.name })];
  }
}
function drawKey(message, key) {
  const kind = key.url ? " outward" : key.copy_text ? " copying" : "";
  const node = make("button", { className: "key" + kind + (["primary", "success", "danger"].includes(key.style) ? " " + key.style : ""), type: "button", textContent: key.text, title: key.copy_text ? "Скопировать: " + key.copy_text.text : key.url || "" });
  node.onclick = () => press(message, key, node);
  if (pressing.has(message.id + " " + key.callback_data)) node.ariaBusy = "true";
  return node;
}
const nameOf = (id) => state.people.find((one) => one.id === id)?.name || "";
function fileLink(address, file) {
  const icon = make("i"); icon.innerHTML = '<svg viewBox="0 0 24 24"><path d="M12 4v11m-5-5 5 5 5-5M5 20h14"/></svg>';
  return make("a", { className: "file", href: address, download: file.name }, icon, make("span", {}, make("b", { textContent: file.name }), make("small", { textContent: size(file.size) })));
}
function enliven(body) {
  for (const block of body.querySelectorAll("pre, blockquote")) {
    const after = block.nextSibling;
    if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/, "");
  }
  for (const link of body.querySelectorAll("a")) {
    const address = link.getAttribute("href");
    link.target = "_blank"; link.rel = "noopener noreferrer";
    link.onclick = (event) => { if (follow(address)) event.preventDefault(); };
  }
  for (const hidden of body.querySelectorAll("tg-spoiler, blockquote[expandable]")) {
    hidden.tabIndex = 0; hidden.setAttribute("role", "button");
    if (hidden.tagName === "TG-SPOILER") hidden.setAttribute("aria-label", "Скрытый текст, показать");
    hidden.onclick = () => { hidden.classList.toggle("open"); hidden.removeAttribute("aria-label"); };
    hidden.onkeydown = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); hidden.click(); } };
  }
}
function follow(address) {
  if (address.startsWith("tg://command?")) { sendText(address.slice(13)); return true; }
  const own = address.match(/^https?:\/\/t\.me\/([^/?#]+)\/?(?:\?start=([\w-]*))?$/i);
  if (own && own[1].toLowerCase() === state.bot.username.toLowerCase()) { sendText(("/start " + (own[2] || "")).trim()); return true; }
  if (address.startsWith("tg:")) { toast("Такая ссылка открывается только в Telegram."); return true; }
  return false;
}
async function press(message, key, node) {
  refocus();
  if (key.copy_text) { await copy(key.copy_text.text); return; }
  if (key.url) { if (!follow(key.url)) open(key.url, "_blank", "noopener,noreferrer"); return; }
  if (!key.callback_data) { toast("Такую кнопку песочница не умеет."); return; }
  const mark = message.id + " " + key.callback_data;
  if (pressing.has(mark)) return;
  pressing.add(mark); node.ariaBusy = "true";
  const answer = await act("press", { message: message.id, data: key.callback_data });
  pressing.delete(mark); node.ariaBusy = "false";
  const now = shown.get(message.id); if (now) now.node.querySelectorAll(".key[aria-busy=true]").forEach((one) => { one.ariaBusy = "false"; });
  if (!answer) return;
  if (!answer.answered) toast(TROUBLE[state.telegram.fault] ? "Нажатие ждёт: " + TROUBLE[state.telegram.fault][1] : "Бот не ответил на нажатие за 5 секунд.");
  else if (answer.show_alert && answer.text) { $("alert-title").textContent = state.bot.name; $("alert-text").textContent = answer.text; $("alert").showModal(); }
  else if (answer.text) toast(answer.text);
  if (answer.url && !follow(answer.url)) open(answer.url, "_blank", "noopener,noreferrer");
}
async function copy(text) {
  try { await navigator.clipboard.writeText(text); toast("Скопировано: " + text); } catch { toast(text); }
}
function jump(id) {
  const node = shown.get(id)?.node;
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.animate([{ filter: "brightness(.85)" }, {}], 900);
}

