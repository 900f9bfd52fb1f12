"use strict";
// Everything that somebody wrote goes in by textContent; the one exception is `html`, which the server escapes itself.
const $ = (id) => document.getElementById(id);
function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) node[name] = value; else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
async function ask(path, body) {
  const options = body instanceof FormData ? { method: "POST", body }
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch("/sandbox/" + path, options).catch(() => null);
  if (!response) { toast("Песочница не отвечает."); return null; }
  if (response.status === 413) { toast("Вместе это больше 50 МБ: столько Telegram за раз не берёт."); return null; }
  if (!response.ok) { toast(await response.text()); return null; }
  return response.json();
}
const act = (name, body = {}) => ask(name, { person: state.person, ...body });
let toastTimer;
function toast(text) {
  $("toast").textContent = text; $("toast").hidden = false;
  clearTimeout(toastTimer); toastTimer = setTimeout(() => { $("toast").hidden = true; }, 4000);
}
const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" });
function day(seconds) {
  const date = new Date(seconds * 1000);
  return date.toDateString() === new Date().toDateString() ? "Сегодня" : date.toLocaleDateString("ru", { day: "numeric", month: "long" });
}
function size(bytes) {
  if (bytes < 1024) return bytes + " Б";
  return bytes < 1048576 ? (bytes / 1024).toFixed(1) + " КБ" : (bytes / 1048576).toFixed(1) + " МБ";
}
function plural(n, one, few, many) {
  const tens = n % 100, units = n % 10;
  return n + " " + (tens > 10 && tens < 20 ? many : units === 1 ? one : units > 1 && units < 5 ? few : many);
}

