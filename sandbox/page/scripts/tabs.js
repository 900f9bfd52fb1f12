/* Tabs of a narrow screen, and what is unread there */
const narrow = matchMedia("(max-width: 860px)");
function tabKeys(list) {
  list.addEventListener("keydown", (event) => {
    const tabs = [...list.querySelectorAll("[role=tab]")], at = tabs.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: tabs.length - 1 }[event.key];
    if (at >= 0 && step) { event.preventDefault(); const next = tabs[(at + step) % tabs.length]; next.focus(); next.click(); }
  });
}
function showTab(name) {
  document.body.dataset.tab = name;
  for (const tab of ["chat", "mail"]) { $("tab-" + tab).ariaSelected = String(tab === name); $("tab-" + tab).tabIndex = tab === name ? 0 : -1; }
  if (name === "chat") $("log").scrollTop = $("log").scrollHeight;
  drawBadges();
}
for (const tab of ["chat", "mail"]) $("tab-" + tab).onclick = () => showTab(tab);
tabKeys(document.querySelector(".tabs"));
function drawBadges() {
  if (!state) return;
  const me = state.people.find((one) => one.id === state.person);
  if (me && (!narrow.matches || document.body.dataset.tab === "chat")) { seen[me.id] = Math.max(0, ...me.from_bot); sessionStorage.setItem("seen", JSON.stringify(seen)); }
  const unread = me ? me.from_bot.filter((id) => id > (seen[me.id] || 0)).length : 0;
  $("unread-chat").hidden = !unread; $("unread-chat").textContent = unread;
  $("unread-mail").hidden = !newLetters.size; $("unread-mail").textContent = newLetters.size;
  document.title = (newLetters.size ? `(${newLetters.size}) ` : "") + "Гонец — песочница";
}
narrow.onchange = drawBadges;

