/* Formatted text: what stands in the field or on the clipboard becomes text with entities, as clients send it */
const FORMATS = {
  B: "bold", STRONG: "bold", I: "italic", EM: "italic", U: "underline", INS: "underline", S: "strikethrough", STRIKE: "strikethrough",
  DEL: "strikethrough", CODE: "code", PRE: "pre", BLOCKQUOTE: "blockquote", "TG-SPOILER": "spoiler", A: "text_link", "TG-EMOJI": "custom_emoji",
};
const BLOCK = /^(DIV|P|PRE|BLOCKQUOTE|LI|UL|OL|TABLE|TR|H[1-6])$/;
// The order matters: what stands within code is no formatting.
const MARKS = [["pre", /```(?:(\w+)\n)?([^]+?)```/], ["code", /`([^`\n]+)`/], ["bold", /\*\*(\S|\S[^]*?\S)\*\*/], ["italic", /__(\S|\S[^]*?\S)__/],
  ["strikethrough", /~~(\S|\S[^]*?\S)~~/], ["spoiler", /\|\|(\S|\S[^]*?\S)\|\|/]];

function readFormatted(root) {
  const written = { text: "", entities: [] };
  let owed = false; // the line break after a block, which is there only if something follows
  const say = (text) => { if (owed && written.text && !written.text.endsWith("\n")) written.text += "\n"; owed = false; written.text += text; };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { if (node.data) say(node.data); return; }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.tagName === "BR") { say("\n"); return; }
    const block = BLOCK.test(node.tagName) && node !== root;
    if (block && written.text && !written.text.endsWith("\n")) owed = true;
    if (owed && (block || node.tagName in FORMATS) && node.textContent) say("");
    const offset = written.text.length;
    node.childNodes.forEach(visit);
    if (block) owed = true;
    const length = written.text.length - offset;
    if (node !== root && node.tagName in FORMATS && length) mark(written.entities, entityOf(node, offset, length));
  };
  visit(root);
  return written;
}
function entityOf(node, offset, length) {
  const entity = { type: FORMATS[node.tagName], offset, length };
  if (entity.type === "text_link") entity.url = node.getAttribute("href") || "";
  if (entity.type === "custom_emoji") entity.custom_emoji_id = node.getAttribute("emoji-id") || "";
  if (node.tagName === "BLOCKQUOTE" && node.hasAttribute("expandable")) entity.type = "expandable_blockquote";
  if (entity.type === "pre") {
    const language = node.querySelector("code")?.className.replace("language-", "") || node.dataset.language;
    if (language) entity.language = language;
  }
  return entity.type === "code" && node.parentElement?.tagName === "PRE" ? null : entity;
}
function mark(entities, entity) {
  if (!entity) return;
  const same = entities.find((one) => one.offset + one.length === entity.offset && JSON.stringify({ ...one, offset: 0, length: 0 }) === JSON.stringify({ ...entity, offset: 0, length: 0 }));
  if (same && !/pre|quote|emoji/.test(entity.type)) same.length += entity.length; else entities.push(entity);
}
// As Telegram's clients do when a message is sent: **bold**, __italic__, ~~struck~~, ||hidden||, `code`, ```block```.
function readMarks({ text, entities }) {
  const now = { text, entities: entities.map((one) => ({ ...one })) };
  for (const [type, pattern] of MARKS) {
    for (let from = 0, found; (found = now.text.slice(from).match(pattern));) {
      const at = from + found.index, inside = found.at(-1), before = found[0].indexOf(inside);
      const isCode = (one) => /^(pre|code)$/.test(one.type) && one.offset < at + found[0].length && at < one.offset + one.length;
      if (now.entities.some(isCode)) { from = at + 1; continue; }
      cutOut(now, at + before + inside.length, found[0].length - before - inside.length);
      cutOut(now, at, before);
      now.entities.push({ type, offset: at, length: inside.length, ...(type === "pre" && found[1] ? { language: found[1] } : {}) });
      from = at + inside.length;
    }
  }
  return now;
}
function cutOut(written, at, length) {
  written.text = written.text.slice(0, at) + written.text.slice(at + length);
  const moved = (place) => place <= at ? place : Math.max(at, place - length);
  for (const one of written.entities) { const end = moved(one.offset + one.length); one.offset = moved(one.offset); one.length = end - one.offset; }
  written.entities = written.entities.filter((one) => one.length > 0);
}
// What another program put on the clipboard: only what Telegram can show is kept of it, and no attribute but an address.
function cleaned(node, inPre = false) {
  const out = document.createDocumentFragment();
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) out.append(inPre ? child.data : child.data.replace(/[ \t\r\n]+/g, " "));
    if (child.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT|TITLE|HEAD|META)$/.test(child.tagName)) continue;
    if (child.tagName === "BR") { out.append(make("br")); continue; }
    const inner = cleaned(child, inPre || child.tagName === "PRE");
    if (!(child.tagName in FORMATS)) { out.append(...(BLOCK.test(child.tagName) ? [make("div", {}, inner)] : [inner])); continue; }
    const kept = document.createElement(child.tagName);
    for (const name of ["href", "emoji-id", "expandable"]) if (child.hasAttribute(name)) kept.setAttribute(name, child.getAttribute(name));
    kept.append(inner); out.append(kept);
  }
  return out;
}
