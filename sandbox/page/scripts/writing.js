/* Writing */
function startEdit(message) { editing = message.id; replying = null; banner("Изменение: " + message.text); $("text").value = message.text; grow(); $("text").focus(); }
function startReply(message) { replying = message.id; editing = null; banner("Ответ: " + (message.text || KINDS[message.kind])); $("text").focus(); }
function banner(text) { $("banner-text").textContent = text; $("banner").hidden = false; }
function stopBanner() { if (editing) { $("text").value = ""; grow(); } editing = replying = null; $("banner").hidden = true; }
$("banner-close").onclick = () => { stopBanner(); $("text").focus(); };
function grow() { const area = $("text"); area.style.height = "38px"; area.style.height = Math.min(area.scrollHeight, 150) + "px"; }
$("text").oninput = () => { grow(); showCommands($("text").value === "/" && Boolean(state.chat?.commands.length)); };
$("text").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("write").requestSubmit(); }
  if (event.key === "ArrowUp" && !$("text").value && !editing) {
    const mine = (state.chat?.messages || []).findLast((message) => message.mine && message.text);
    if (mine) { event.preventDefault(); startEdit(mine); }
  }
  if (event.key === "ArrowDown" && !$("commands").hidden) { event.preventDefault(); $("commands").firstChild.focus(); }
};
$("write").onsubmit = async (event) => {
  event.preventDefault();
  const text = $("text").value;
  if (!text.trim()) return;
  showCommands(false);
  const change = editing, answer = replying;
  $("text").value = ""; grow(); editing = replying = null; $("banner").hidden = true;
  const done = change ? await act("edit", { message: change, text }) : await act("send", { text, reply_to: answer });
  if (!done) { $("text").value = text; grow(); }
};
$("attach").onclick = () => $("file").click();
$("file").onchange = async () => { const file = $("file").files[0]; $("file").value = ""; if (file) upload(file); };
async function upload(file) {
  const form = new FormData();
  form.set("person", state.person); form.set("file", file); form.set("caption", $("text").value.trim());
  if (file.type.startsWith("image/")) form.set("as_photo", "yes");
  if (await ask("upload", form)) { $("text").value = ""; grow(); }
}
$("text").onpaste = (event) => { const file = event.clipboardData.files[0]; if (file) { event.preventDefault(); upload(file); } };
document.querySelector(".screen").ondragover = (event) => event.preventDefault();
document.querySelector(".screen").ondrop = (event) => { event.preventDefault(); const file = event.dataTransfer.files[0]; if (file) upload(file); };
$("unblock").onclick = () => act("block", { blocked: false });
$("down").onclick = () => $("log").scrollTo({ top: $("log").scrollHeight, behavior: "smooth" });
$("log").onscroll = () => { $("down").hidden = isAtEnd(); };

