"use strict";

// Making elements, and bringing what stands in the page up to what was made. Texts are set as text,
// never as markup.

const byId = (id) => document.getElementById(id);

// What an operator has opened or closed by hand, by key; all else opens by itself.
const chosen = new Map();

function element(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function shape(tag, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function keyed(made, key) {
  made.dataset.key = key;
  return made;
}

// An element that folds; open by itself or as was chosen.
function folding(key, name, open, summary, ...children) {
  const made = keyed(element("details", name, element("summary", "", ...summary), ...children), key);
  made.dataset.open = open;
  made.open = chosen.has(key) ? chosen.get(key) : open;
  return made;
}

document.addEventListener("toggle", (event) => {
  const { key, open } = event.target.dataset ?? {};
  if (key === undefined) return;
  if (String(event.target.open) === open) chosen.delete(key);
  else chosen.set(key, event.target.open);
}, true);

const keyOf = (node) => (node.dataset && node.dataset.key !== undefined ? node.dataset.key : null);

// Keeps what is there and changes what differs, so that focus, selection and hover survive.
function show(parent, fresh) {
  const known = new Map();
  for (const child of parent.children) if (keyOf(child) !== null) known.set(keyOf(child), child);
  let at = parent.firstChild;
  for (const node of fresh) {
    const key = keyOf(node);
    const match = key !== null ? known.get(key) : at && keyOf(at) === null ? at : undefined;
    if (match === undefined) {
      parent.insertBefore(node, at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else parent.insertBefore(match, at);
    change(match, node);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function change(old, fresh) {
  if (old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
  } else if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
  } else {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    show(old, [...fresh.childNodes]);
  }
}

function duration(seconds) {
  if (seconds < 9.95) return seconds.toFixed(1) + " s";
  if (seconds < 119.5) return Math.round(seconds) + " s";
  if (seconds < 7170) return Math.round(seconds / 60) + " min";
  if (seconds < 172800) return Math.round(seconds / 3600) + " h";
  return Math.round(seconds / 86400) + " d";
}

const number = (value) => value.toLocaleString("en", { maximumFractionDigits: 0 });

const many = (count, one, more) => number(count) + " " + (count === 1 ? one : more);

function clock(instant) {
  const at = new Date(instant);
  const two = (part) => String(part).padStart(2, "0");
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":");
  const today = at.toDateString() === new Date().toDateString();
  return today ? time : at.getFullYear() + "-" + two(at.getMonth() + 1) + "-" + two(at.getDate()) + " " + time;
}
