/* Mail */
function drawMail() {
  const letters = state.letters, last = letters[0]?.id || 0;
  for (const letter of letters) if (letter.id > lettersSeen && !firstDraw) newLetters.add(letter.id);
  lettersSeen = Math.max(lettersSeen, last);
  $("mail-count").textContent = letters.length ? plural(letters.length, "письмо", "письма", "писем") : "";
  $("clear").hidden = !letters.length;
  if (!letters.some((letter) => letter.id === openLetter)) openLetter = null;
  const drawn = JSON.stringify([letters, openLetter, [...newLetters]]);
  if ($("letters").dataset.drawn !== drawn) {
    $("letters").dataset.drawn = drawn;
    const focused = document.activeElement?.closest?.(".line")?.dataset.id;
    $("letters").className = "letters" + (letters.length ? "" : " none");
    $("letters").replaceChildren(letters.length ? make("ol", {}, ...letters.map(letterLine)) : emptyMail());
    if (focused) $("letters").querySelector(`[data-id="${focused}"]`)?.focus();
  }
  if (openLetter === null && letters.length) drawLetter(null);
  $("letter").hidden = !letters.length;
  $("boxes").classList.toggle("open", openLetter !== null); document.body.classList.toggle("reading", openLetter !== null);
  $("violations").hidden = !state.violations.length;
  if (state.violations.length) {
    $("violations").firstElementChild.textContent = plural(state.violations.length, "ошибка", "ошибки", "ошибок") + " в обращениях бота к Bot API";
    $("violations").lastElementChild.replaceChildren(...state.violations.map((text) => make("li", { textContent: text })));
  }
}
function emptyMail() {
  const picture = make("div"); picture.innerHTML = '<svg viewBox="0 0 48 48" aria-hidden="true"><path d="M7 14h34v24H7z" stroke-linejoin="round"/><path d="m7 15 17 13 17-13"/></svg>';
  return make("div", { className: "empty" }, picture, make("h3", { textContent: "Писем пока нет" }),
    make("p", { textContent: "Отправьте уведомление в чате: письмо появится здесь таким, каким его получил почтовый сервер." }));
}
// A hidden copy is nobody whom the letter names.
const named = (letter) => letter.to.join(", ") || "без получателя в письме";
function closeLetter() { const id = openLetter; openLetter = null; drawMail(); $("letters").querySelector(`[data-id="${id}"]`)?.focus(); }
function letterLine(letter) {
  const line = make("button", { className: "line" + (newLetters.has(letter.id) ? " new" : ""), type: "button", ariaCurrent: String(letter.id === openLetter), onclick: () => showLetter(letter.id) },
    make("span", { className: "to", textContent: named(letter) }), make("time", { textContent: clock(letter.at) }),
    make("span", { className: "subject", textContent: letter.subject || "(без темы)" }),
    make("span", { className: "preview", textContent: (letter.attachments ? "📎 " + letter.attachments + "  " : "") + letter.preview }));
  line.dataset.id = letter.id;
  return make("li", {}, line);
}
async function showLetter(id) {
  const response = await fetch("/sandbox/letters/" + id);
  if (!response.ok) { load(); return; }
  const letter = await response.json();
  openLetter = id; newLetters.delete(id); letterView = "text";
  drawMail(); drawLetter(letter); drawBadges();
  if (!$("letters").offsetParent) $("letter").querySelector(".back").focus();
}
function drawLetter(letter) {
  if (!letter) {
    $("letter").replaceChildren(make("div", { className: "empty" }, make("h3", { textContent: "Выберите письмо" }), make("p", { textContent: "Оно откроется здесь: текст, HTML и исходник." })));
    return;
  }
  const facts = make("dl"), fact = (name, value) => facts.append(make("dt", { textContent: name }), make("dd", { textContent: value }));
  fact("От", letter.from); fact("Кому", letter.to.join(", ") || "не указано");
  if (letter.cc.length) fact("Копия", letter.cc.join(", "));
  if (letter.hidden.length) fact("Скрытая копия", letter.hidden.join(", "));
  fact("Принято", new Date(letter.at * 1000).toLocaleString("ru") + (letter.encrypted ? ", TLS" : "") + (letter.login ? ", вход: " + letter.login : ""));
  const views = make("div", { className: "views", role: "tablist", ariaLabel: "Как показать письмо" }), view = make("div", { className: "view", tabIndex: 0 });
  const all = { text: ["Текст", letter.text], html: ["HTML", letter.html], source: ["Исходник", letter.source] };
  const choices = Object.entries(all).filter(([name, [, content]]) => content || name === "source");
  if (!choices.some(([name]) => name === letterView)) letterView = choices[0][0];
  const show = (name) => {
    letterView = name;
    for (const tab of views.querySelectorAll("button")) { tab.ariaSelected = String(tab.dataset.view === name); tab.tabIndex = tab.dataset.view === name ? 0 : -1; }
    if (name === "html") { const frame = make("iframe", { title: "Письмо в HTML" }); frame.setAttribute("sandbox", ""); frame.srcdoc = letter.html; view.replaceChildren(frame); }
    else view.replaceChildren(make("pre", { className: name, textContent: all[name][1] }));
  };
  for (const [name, [label]] of choices) { const tab = make("button", { type: "button", role: "tab", textContent: label, onclick: () => show(name) }); tab.dataset.view = name; views.append(tab); }
  tabKeys(views);
  views.append(make("a", { href: `/sandbox/letters/${letter.id}/source`, download: `letter-${letter.id}.eml`, textContent: "↓ .eml", title: "Скачать письмо файлом", ariaLabel: "Скачать письмо файлом .eml" }));
  const header = make("header", {}, make("button", { className: "back", type: "button", textContent: "← Все письма", onclick: closeLetter }),
    make("h3", { textContent: letter.subject || "(без темы)" }), facts);
  if (letter.files.length) header.append(make("div", { className: "files" }, ...letter.files.map((file, at) => make("a", { href: `/sandbox/letters/${letter.id}/attachments/${at}`, download: file.name, textContent: `📎 ${file.name || "файл"} · ${size(file.size)}` }))));
  $("letter").replaceChildren(header, views, view);
  show(letterView);
}
