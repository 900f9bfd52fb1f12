/* People: each has a draft of their own */
function choose(id) {
  keepDraft(); person = id; sessionStorage.setItem("person", id); takeDraft(id);
  showCommands(false); closeMenu(); load();
}
$("person").onchange = () => { choose(Number($("person").value)); refocus(); };
$("stranger").onclick = () => $("newcomer").showModal();
$("newcomer-cancel").onclick = () => $("newcomer").close();
$("newcomer").onclose = () => refocus();
$("newcomer-form").onsubmit = async (event) => {
  event.preventDefault();
  const added = await ask("people", Object.fromEntries(new FormData($("newcomer-form"))));
  if (added) { $("newcomer").close(); $("newcomer-form").reset(); choose(added.id); focusField(); }
};
