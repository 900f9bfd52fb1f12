/* What is on the screen */
let state = null, person = Number(sessionStorage.getItem("person")) || null;
let openLetter = null, letterView = "text", lettersSeen = 0, newLetters = new Set(), shown = new Map(), firstDraw = true;
const seen = JSON.parse(sessionStorage.getItem("seen") || "{}"), pressing = new Set();

let loading = false, again = false;
async function load() {
  if (loading) { again = true; return; }
  loading = true;
  try {
    const asked = person, response = await fetch("/sandbox/state?person=" + (asked ?? ""));
    const answer = response.ok ? await response.json() : null;
    // Somebody else may have been chosen meanwhile: then this answer is already wrong.
    if (asked !== person) again = true;
    else if (answer) { state = answer; person = state.person; draw(); }
  } catch { /* the event stream says that the sandbox is away */ }
  loading = false;
  if (again) { again = false; load(); }
}
function draw() {
  drawPeople(); drawChat(); drawMail(); drawSwitches(); drawBadges();
  if (firstDraw) refocus();
  firstDraw = false;
}
function drawPeople() {
  const options = state.people.map((one) => {
    const unread = one.id === state.person ? 0 : one.from_bot.filter((id) => id > (seen[one.id] || 0)).length;
    return { value: String(one.id), text: one.name + (unread ? ` (${unread})` : "") };
  });
  const wanted = JSON.stringify(options);
  if ($("person").dataset.drawn !== wanted) {
    $("person").replaceChildren(...options.map((option) => make("option", option)));
    $("person").dataset.drawn = wanted;
  }
  $("person").value = String(state.person);
  $("person").disabled = !state.people.length;
}
function drawChat() {
  const chat = state.chat || { messages: [], commands: [] };
  $("bot-name").textContent = state.bot.name; $("face").textContent = state.bot.name.slice(0, 1);
  const trouble = TROUBLE[state.telegram.fault], waiting = state.telegram.waiting;
  $("status").textContent = trouble ? (state.telegram.fault === "UNREACHABLE" ? "нет связи" : "не может ответить") : chat.acting === "typing" ? "печатает…" : chat.acting ? "отправляет файл…" : "бот";
  $("status").className = trouble ? "troubled" : chat.acting ? "acting" : "";
  const atEnd = isAtEnd();
  $("trouble").hidden = !trouble;
  if (trouble) {
    $("trouble-what").textContent = trouble[0];
    $("trouble-why").textContent = trouble[1] + (waiting ? " В очереди: " + waiting + "." : "");
  }
  if (atEnd) $("log").scrollTop = $("log").scrollHeight;
  if (chat.acting) { clearTimeout(drawChat.timer); drawChat.timer = setTimeout(load, 5100); }
  $("pinned").hidden = !chat.pinned;
  if (chat.pinned) { $("pinned-text").textContent = chat.pinned.text; $("pinned").onclick = () => jump(chat.pinned.id); }
  drawMessages(chat.messages);
  const keyboard = chat.keyboard?.keyboard || [];
  $("reply-keys").hidden = !keyboard.length || chat.blocked;
  $("reply-keys").replaceChildren(...keyboard.map((row) => make("div", {}, ...row.map((key) => make("button", {
    type: "button", textContent: key.text, onclick: () => key.request_contact ? sendAtOnce("contact") : sendText(key.text),
  })))));
  $("write").hidden = Boolean(chat.blocked) || !state.person; $("blocked").hidden = !chat.blocked;
  $("slash").hidden = !chat.commands.length;
  if ($("commands").hidden || $("commands").dataset.all) $("commands").dataset.all ? drawCommands(true) : null; else drawCommands();
  drawDraft();
}
function isAtEnd() { return $("log").scrollHeight - $("log").scrollTop - $("log").clientHeight < 60; }
