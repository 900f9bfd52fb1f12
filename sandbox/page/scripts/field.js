/* The field: it shows formatting while one writes */
const field = $("text");
const isTouch = matchMedia("(hover: none)");
function written() { return readFormatted(field); }
function fillField(...nodes) { field.replaceChildren(...nodes); tidyField(); toEnd(); }
function clearField() { fillField(); }
function tidyField() {
  if (!field.textContent.replace(/\n/g, "") && !field.querySelector("tg-emoji")) { if (field.childNodes.length && field.querySelectorAll("br").length < 2) field.replaceChildren(); }
  field.classList.toggle("blank", !field.childNodes.length);
}
function toEnd() {
  if (document.activeElement !== field) return;
  const range = document.createRange(); range.selectNodeContents(field); range.collapse(false);
  getSelection().removeAllRanges(); getSelection().addRange(range); field.scrollTop = field.scrollHeight;
}
// On a phone the field gets no focus that it did not have: the keyboard would jump up.
function refocus() { if (!isTouch.matches && !document.querySelector("dialog[open]")) focusField(); }
function focusField() { field.focus({ preventScroll: true }); takeCaret(); }
// A dialog that closes gives the focus back, but not the caret.
function takeCaret() { if (!field.contains(getSelection().anchorNode)) toEnd(); }
field.addEventListener("focus", takeCaret);
function selectedInField() {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  return range && !range.collapsed && field.contains(range.commonAncestorContainer) ? range : null;
}
const BY_BROWSER = { B: "bold", I: "italic", U: "underline", S: "strikeThrough" };
const FORMAT_KEYS = { KeyX: "S", KeyM: "CODE", KeyP: "TG-SPOILER", Period: "BLOCKQUOTE" };
function format(tag) {
  const range = selectedInField();
  if (!range) return;
  document.execCommand("styleWithCSS", false, false);
  if (BY_BROWSER[tag]) { document.execCommand(BY_BROWSER[tag]); return; }
  const around = range.commonAncestorContainer, outer = (around.nodeType === Node.TEXT_NODE ? around.parentElement : around).closest(tag.toLowerCase());
  if (outer && field.contains(outer)) { outer.replaceWith(...outer.childNodes); return; }
  if (tag === "A") askLink(range); else wrap(range, document.createElement(tag));
}
function wrap(range, node) {
  node.append(range.extractContents()); range.insertNode(node);
  getSelection().selectAllChildren(node); tidyField();
}
function askLink(range) {
  const kept = range.cloneRange(), form = $("link-form");
  form.reset(); $("link").showModal();
  form.onsubmit = () => { const address = form.elements.address.value.trim(); if (address) wrap(kept, make("a", { href: address })); };
}
function plainText() {
  const range = selectedInField();
  if (range) document.execCommand("insertText", false, range.toString());
}
for (const button of $("format").children) {
  button.onclick = () => button.dataset.tag ? format(button.dataset.tag) : plainText();
}
document.addEventListener("selectionchange", () => { $("format").hidden = !selectedInField(); });
field.addEventListener("paste", (event) => {
  const data = event.clipboardData;
  if (data.files.length) { event.preventDefault(); take([...data.files], true); return; }
  event.preventDefault();
  const rich = data.getData("text/html");
  const parsed = rich && new DOMParser().parseFromString(rich, "text/html").body;
  if (!parsed || !parsed.querySelector(Object.keys(FORMATS).join(","))) { insertPlain(data.getData("text/plain").replace(/\r\n?/g, "\n")); return; }
  const holder = make("div", {}, cleaned(parsed));
  document.execCommand("insertHTML", false, holder.innerHTML);
});
// The browser takes a second for each ten thousand characters that it can undo.
function insertPlain(text) {
  if (text.length < 10_000) { document.execCommand("insertText", false, text); return; }
  const range = getSelection().getRangeAt(0), node = document.createTextNode(text);
  range.deleteContents(); range.insertNode(node); getSelection().collapse(node, text.length);
  tidyField(); drawCommands();
}
field.addEventListener("click", (event) => { if (event.target.closest("a")) event.preventDefault(); });
// A button of the chat does not take the focus away from what is being written.
document.querySelector(".screen").addEventListener("mousedown", (event) => {
  if (event.target.closest("button") && document.activeElement === field) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const elsewhere = event.target.closest("input, select, textarea, [contenteditable], dialog, [role=menu], [role=tab], #mail");
  const typed = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (typed && !elsewhere && field.offsetParent) focusField();
});
