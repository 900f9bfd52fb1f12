/* People */
function choose(id) { person = id; sessionStorage.setItem("person", id); stopBanner(); showCommands(false); closeMenu(); load(); }
$("person").onchange = () => choose(Number($("person").value));
$("stranger").onclick = () => $("newcomer").showModal();
$("newcomer-cancel").onclick = () => $("newcomer").close();
$("newcomer-form").onsubmit = async (event) => {
  event.preventDefault();
  const added = await ask("people", Object.fromEntries(new FormData($("newcomer-form"))));
  if (added) { $("newcomer").close(); $("newcomer-form").reset(); choose(added.id); $("text").focus(); }
};

