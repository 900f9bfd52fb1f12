/* Menus */
function messageActions(message, selected) {
  const actions = [["Ответить", () => startReply(message)]];
  if (selected && message.text.includes(selected)) actions.push(["Ответить с цитатой", () => startReply(message, selected)]);
  if (message.editable) actions.push(["Изменить", () => startEdit(message)]);
  if (message.text) actions.push(["Скопировать текст", () => copy(message.text)]);
  actions.push(["Переслать боту", () => inTurn(() => act("forward", { messages: albumOf(message) }))]);
  actions.push(["Удалить у обоих", () => act("delete", { message: message.id })]);
  return actions;
}
function albumOf(message) {
  return state.chat.messages.filter((one) => one.id === message.id || (message.album && one.album === message.album)).map((one) => one.id);
}
function selectedIn(node) {
  const selection = getSelection();
  return node.contains(selection.anchorNode) && node.contains(selection.focusNode) ? selection.toString().trim() : "";
}
function openMenu(anchor, actions) {
  const again = openMenu.now?.anchor === anchor;
  closeMenu();
  if (again) return;
  const menu = make("div", { className: "menu", role: "menu" }), screen = document.querySelector(".screen");
  for (const [label, run] of actions) menu.append(make("button", { type: "button", role: "menuitem", textContent: label, onclick: () => { closeMenu(); refocus(); run(); } }));
  screen.append(menu);
  const from = anchor.getBoundingClientRect(), frame = screen.getBoundingClientRect();
  menu.style.left = Math.max(6, Math.min(from.left - frame.left, frame.width - menu.offsetWidth - 6)) + "px";
  const below = from.bottom - frame.top + 3, above = from.top - frame.top - menu.offsetHeight - 3;
  menu.style.top = (below + menu.offsetHeight <= frame.height - 6 ? below : Math.max(6, above)) + "px";
  anchor.ariaExpanded = "true"; menu.firstChild.focus();
  openMenu.now = { menu, anchor };
}
function closeMenu() {
  const now = openMenu.now; openMenu.now = null;
  if (!now) return false;
  now.menu.remove(); now.anchor.ariaExpanded = "false";
  return true;
}
function walkMenu(event, menu) {
  const items = [...menu.querySelectorAll("button")], at = items.indexOf(document.activeElement);
  const next = { ArrowDown: (at + 1) % items.length, ArrowUp: (at > 0 ? at : items.length) - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next !== undefined) { event.preventDefault(); items[next].focus(); }
  if (event.key === "Tab") { event.preventDefault(); closeMenu(); refocus(); }
}
document.addEventListener("pointerdown", (event) => {
  const now = openMenu.now;
  if (now && !now.menu.contains(event.target) && !now.anchor.contains(event.target)) closeMenu();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) leave();
  else if (openMenu.now) walkMenu(event, openMenu.now.menu);
});
// One thing at a time: the menu, the commands, what the message was to be, and the letter that is open.
function leave() {
  if (closeMenu()) refocus();
  else if (!$("commands").hidden) { showCommands(false); focusField(); }
  else if (!$("banner").hidden) { stopBanner(); focusField(); }
  else if (draft.files.length && $("mail").contains(document.activeElement) === false) { draft.files = []; drawDraft(); focusField(); }
  else if ($("letter").contains(document.activeElement)) closeLetter();
  else refocus();
}
$("more").onclick = () => openMenu($("more"), [
  [state.chat?.blocked ? "Разблокировать бота" : "Заблокировать бота", () => act("block", { blocked: !state.chat?.blocked })],
]);
