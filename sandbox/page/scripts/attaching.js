/* What is no text: files, albums, recordings, places, contacts, and forwards */
const EMOJI = { id: "5368324170671202286", text: "👍" };
const isShown = (file) => /^(image|video)\//.test(file.type);
$("attach").onclick = () => openMenu($("attach"), [
  ["Фото или видео", () => chooseFiles("image/*,video/*", true)],
  ["Файл", () => chooseFiles("", false)],
  ["Голосовое сообщение", () => sendAtOnce("voice")],
  ["Видеосообщение", () => sendAtOnce("video_note")],
  ["Стикер", () => sendAtOnce("sticker")],
  ["Место", () => sendAtOnce("location")],
  ["Место с адресом", () => sendAtOnce("venue", { title: "Офис", address: "Лесная, 5" })],
  ["Свой контакт", () => sendAtOnce("contact")],
  ["Чужой контакт…", () => { $("contact-form").reset(); $("contact").showModal(); }],
  ["Эмодзи из набора", () => { const emoji = make("tg-emoji", { "emoji-id": EMOJI.id, textContent: EMOJI.text }); field.append(emoji); tidyField(); focusField(); toEnd(); }],
  ["Переслать от кого-то…", () => { $("origin-form").reset(); $("origin").showModal(); }],
]);
function chooseFiles(accept, asPhoto) { draft.asPhoto = asPhoto; $("file").accept = accept; $("file").click(); }
$("file").onchange = () => { const files = [...$("file").files]; $("file").value = ""; take(files, draft.asPhoto); };
function take(files, asPhoto) {
  draft.files = [...draft.files, ...files.filter((file) => file.size)]; draft.asPhoto = asPhoto;
  if (files.some((file) => !file.size)) toast("Пустой файл отправить нельзя.");
  drawTray(); focusField();
}
function drawTray() {
  const files = draft.files;
  $("tray").hidden = !files.length;
  $("tray-files").replaceChildren(...files.map((file, at) => make("li", {}, make("span", { textContent: file.name }),
    make("button", { type: "button", ariaLabel: "Убрать " + file.name, textContent: "×", onclick: () => { draft.files = files.filter((_, other) => other !== at); drawTray(); refocus(); } }))));
  $("as-photo").parentElement.hidden = !files.some(isShown); $("as-photo").checked = draft.asPhoto;
  field.dataset.placeholder = files.length ? "Подпись" : draft.editing ? "Новый текст" : state?.chat?.keyboard?.input_field_placeholder || "Сообщение";
}
$("as-photo").onchange = () => { draft.asPhoto = $("as-photo").checked; refocus(); };
function sendFiles({ person, text, ...more }, files, asPhoto) {
  const form = new FormData();
  form.set("person", person); form.set("caption", text); form.set("along", JSON.stringify(more));
  for (const file of files) form.append("file", file);
  if (asPhoto) form.set("as_photo", "yes");
  return ask("upload", form);
}
document.querySelector(".screen").ondragover = (event) => event.preventDefault();
document.querySelector(".screen").ondrop = (event) => { if (event.dataTransfer.files.length) { event.preventDefault(); take([...event.dataTransfer.files], true); } };
for (const name of ["origin", "contact", "link"]) {
  $(name + "-cancel").onclick = () => $(name).close();
  $(name).onclose = () => refocus();
}
$("origin-form").onsubmit = () => { const form = new FormData($("origin-form")); startForward({ kind: form.get("kind"), name: form.get("name").trim() }); };
$("contact-form").onsubmit = () => sendAtOnce("contact", Object.fromEntries(new FormData($("contact-form"))));
