/* The bot's commands: the list follows what is typed after the slash, and the focus stays in the field */
let commandAt = -1;
const typedCommand = () => /^\/\w*$/.test(field.textContent) ? field.textContent.slice(1).toLowerCase() : null;
function drawCommands(all = false) {
  const typed = typedCommand(), known = state?.chat?.commands || [];
  const fitting = known.filter(([name]) => all || (typed !== null && name.startsWith(typed)));
  const wanted = JSON.stringify(fitting);
  if ($("commands").dataset.drawn !== wanted) {
    $("commands").dataset.drawn = wanted;
    $("commands").replaceChildren(...fitting.map(([name, about], at) => make("button", { type: "button", role: "option", id: "command-" + at, tabIndex: -1,
      onclick: () => chooseCommand(name) }, make("b", { textContent: "/" + name }), make("span", { textContent: about }))));
    pointCommand(-1);
  }
  showCommands(fitting.length > 0, all);
}
function showCommands(on, all = false) {
  if (on === $("commands").hidden) pointCommand(-1);
  $("commands").hidden = !on; $("commands").dataset.all = all ? "yes" : "";
  $("slash").ariaExpanded = String(on); field.setAttribute("aria-expanded", String(on));
}
function pointCommand(at) {
  const items = [...$("commands").children];
  commandAt = at;
  items.forEach((item, place) => { item.ariaSelected = String(place === at); });
  if (at >= 0) { items[at].scrollIntoView({ block: "nearest" }); field.setAttribute("aria-activedescendant", items[at].id); }
  else field.removeAttribute("aria-activedescendant");
}
function chooseCommand(name) {
  if (typedCommand() !== null) clearField();
  sendText("/" + name); focusField();
}
/** Does what a key does while the list is open; returns whether it was one of the list's. */
function commandKeys(event) {
  const items = [...$("commands").children];
  if ($("commands").hidden || !items.length) return false;
  const pointed = items[Math.max(commandAt, 0)].firstChild.textContent.slice(1), exact = items.some((item) => item.firstChild.textContent.slice(1) === typedCommand());
  if (event.key === "ArrowDown") pointCommand((commandAt + 1) % items.length);
  else if (event.key === "ArrowUp") pointCommand((commandAt > 0 ? commandAt : items.length) - 1);
  else if (event.key === "Tab" && !event.shiftKey && typedCommand() !== null) { fillField("/" + pointed + " "); showCommands(false); }
  else if (event.key === "Enter" && !event.shiftKey && (commandAt >= 0 || (typedCommand() !== null && !exact))) chooseCommand(pointed);
  else return false;
  return true;
}
$("slash").onclick = () => { if ($("commands").hidden) drawCommands(true); else showCommands(false); focusField(); };
document.addEventListener("pointerdown", (event) => { if ($("commands").dataset.all && !event.target.closest("#commands, #slash")) showCommands(false); });
