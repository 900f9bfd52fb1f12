/* Menus */
function messageActions(message) {
  const actions = [["Ответить", () => startReply(message)]];
  if (message.text) actions.push(["Скопировать текст", () => copy(message.text)]);
  if (message.mine && message.text) actions.push(["Изменить", () => startEdit(message)]);
  actions.push(["Удалить у обоих", () => act("delete", { message: message.id })]);
  return actions;
}
function openMenu(anchor, actions) {
  closeMenu();
  const menu = make("div", { className: "menu", role: "menu" }), screen = document.querySelector(".screen");
  for (const [label, run] of actions) menu.append(make("button", { type: "button", role: "menuitem", textContent: label, onclick: () => { closeMenu(); run(); } }));
  screen.append(menu);
  const from = anchor.getBoundingClientRect(), frame = screen.getBoundingClientRect();
  menu.style.left = Math.max(6, Math.min(from.left - frame.left, frame.width - menu.offsetWidth - 6)) + "px";
  menu.style.top = Math.max(6, Math.min(from.bottom - frame.top + 3, frame.height - menu.offsetHeight - 6)) + "px";
  anchor.ariaExpanded = "true"; menu.firstChild.focus();
  openMenu.now = { menu, anchor };
}
function closeMenu(back = false) {
  const now = openMenu.now; openMenu.now = null;
  if (!now) return;
  now.menu.remove(); now.anchor.ariaExpanded = "false";
  if (back) now.anchor.focus();
}
function walk(event, menu) {
  const items = [...menu.querySelectorAll("button")], at = items.indexOf(document.activeElement);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]?.focus();
  }
}
document.addEventListener("pointerdown", (event) => { if (openMenu.now && !openMenu.now.menu.contains(event.target)) closeMenu(); });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { closeMenu(true); if (!$("commands").hidden) { showCommands(false); $("text").focus(); } else if (editing || replying) stopBanner(); }
  if (openMenu.now) walk(event, openMenu.now.menu);
  else if (!$("commands").hidden && $("commands").contains(document.activeElement)) walk(event, $("commands"));
});
$("more").onclick = () => openMenu($("more"), [
  ["Отправить стикер", () => act("sticker")], ["Отправить свой контакт", () => act("contact")],
  [state.chat?.blocked ? "Разблокировать бота" : "Заблокировать бота", () => act("block", { blocked: !state.chat?.blocked })],
]);
function drawCommands() {
  $("commands").replaceChildren(...(state.chat?.commands || []).map(([name, about]) => make("button", { type: "button", role: "menuitem",
    onclick: () => { showCommands(false); act("send", { text: "/" + name }); $("text").focus(); } }, make("b", { textContent: "/" + name }), make("span", { textContent: about }))));
  if (!$("commands").children.length) showCommands(false);
}
function showCommands(on) { $("commands").hidden = !on; $("slash").ariaExpanded = String(on); }
$("slash").onclick = () => { showCommands($("commands").hidden); if (!$("commands").hidden) $("commands").firstChild?.focus(); };

