/* Writing */
const blank = () => ({ nodes: [], editing: null, before: null, replying: null, quote: null, origin: null, files: [], asPhoto: true });
const drafts = new Map();
let draft = blank(), queue = Promise.resolve();
// One after another: what was written first arrives first.
function inTurn(work) { queue = queue.then(work, work); return queue; }
function along() { return { reply_to: draft.replying, quote: draft.quote, origin: draft.origin }; }

function startEdit(message) {
  if (!draft.editing) draft.before = [...field.childNodes];
  Object.assign(draft, { editing: message.id, replying: null, quote: null, origin: null });
  const holder = make("div"); holder.innerHTML = message.source;
  focusField(); fillField(...holder.childNodes); drawDraft();
}
function startReply(message, quote = null) { stopEdit(); Object.assign(draft, { replying: message.id, quote, origin: null }); drawDraft(); focusField(); }
function startForward(origin) { stopEdit(); Object.assign(draft, { origin, replying: null, quote: null }); drawDraft(); focusField(); }
function stopEdit() { if (draft.editing) { draft.editing = null; fillField(...draft.before); draft.before = null; } }
function stopBanner() { stopEdit(); Object.assign(draft, { replying: null, quote: null, origin: null }); drawDraft(); }
const ORIGINS = { person: "", hidden: "", channel: "канал ", group: "группа " };
function drawDraft() {
  const said = (id) => { const message = state?.chat?.messages.find((one) => one.id === id); return message ? message.text || message.name : "…"; };
  const words = draft.editing ? "Изменение: " + said(draft.editing) : draft.quote ? "Ответ на цитату: «" + draft.quote + "»"
    : draft.replying ? "Ответ: " + said(draft.replying) : draft.origin ? "Перешлётся от: " + ORIGINS[draft.origin.kind] + draft.origin.name : "";
  $("banner").hidden = !words; $("banner-text").textContent = words;
  drawTray();
}
$("banner-close").onclick = () => { stopBanner(); focusField(); };
function keepDraft() { draft.nodes = [...field.childNodes]; drafts.set(state.person, draft); }
function takeDraft(id) { draft = drafts.get(id) || blank(); fillField(...draft.nodes); drawDraft(); }

field.addEventListener("input", () => { tidyField(); drawCommands(); });
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (commandKeys(event)) { event.preventDefault(); return; }
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); $("write").requestSubmit(); }
  else if (event.key === "Enter") { event.preventDefault(); document.execCommand("insertLineBreak"); }
  else if (event.key === "ArrowUp" && !draft.editing && !field.textContent) {
    const mine = (state.chat?.messages || []).findLast((message) => message.editable);
    if (mine) { event.preventDefault(); startEdit(mine); }
  } else if ((event.ctrlKey || event.metaKey) && event.shiftKey && FORMAT_KEYS[event.code]) { event.preventDefault(); format(FORMAT_KEYS[event.code]); }
  else if ((event.ctrlKey || event.metaKey) && event.shiftKey && event.code === "KeyN") { event.preventDefault(); plainText(); }
  else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.code === "KeyK") { event.preventDefault(); format("A"); }
});
$("write").onsubmit = (event) => {
  event.preventDefault();
  showCommands(false);
  const now = readMarks(written()), sent = draft, nodes = [...field.childNodes], files = draft.files;
  if (!now.text.trim() && !files.length && !draft.editing) return;
  const change = draft.editing, request = change ? { message: change, ...now } : { ...now, ...along() };
  // Somebody else may be chosen before it is this one's turn.
  const whose = state.person;
  draft = blank(); fillField(...(sent.before || [])); focusField(); drawDraft();
  if (change) draft.files = files;
  inTurn(async () => {
    const body = { person: whose, ...request };
    const done = change ? await ask("edit", body) : files.length ? await sendFiles(body, files, sent.asPhoto) : await ask("send", body);
    if (!done) giveBack(whose, sent, nodes);
  });
};
// What was not taken stands in the field again, before what has been written meanwhile.
function giveBack(whose, sent, nodes) {
  const here = whose === state.person, meanwhile = here ? [...field.childNodes] : (drafts.get(whose) || blank()).nodes;
  const lost = sent.editing ? { ...sent, nodes, before: meanwhile } : { ...sent, nodes: meanwhile.length ? [...nodes, make("br"), ...meanwhile] : nodes };
  if (!here) { drafts.set(whose, lost); return; }
  draft = lost; fillField(...lost.nodes); drawDraft();
}
/** Sends something that is no text at once; what is written in the field stays there. */
function sendAtOnce(name, more = {}) {
  const body = { person: state.person, ...along(), ...more };
  Object.assign(draft, { replying: null, quote: null, origin: null }); drawDraft(); refocus();
  return inTurn(() => ask(name, body));
}
function sendText(text) { showCommands(false); refocus(); return inTurn(() => act("send", { text })); }
$("unblock").onclick = () => act("block", { blocked: false });
$("down").onclick = () => { $("log").scrollTo({ top: $("log").scrollHeight, behavior: "smooth" }); refocus(); };
