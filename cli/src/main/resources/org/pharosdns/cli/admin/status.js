"use strict";

// Draws what /events sends, once a second. Texts are set as text, never as markup.

const HOUR = 3600;
const SVG = "http://www.w3.org/2000/svg";

const byId = (id) => document.getElementById(id);

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}

function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function duration(seconds) {
  if (seconds < 10) return seconds.toFixed(1) + " s";
  if (seconds < 120) return Math.round(seconds) + " s";
  if (seconds < 7200) return Math.round(seconds / 60) + " min";
  if (seconds < 172800) return Math.round(seconds / 3600) + " h";
  return Math.round(seconds / 86400) + " d";
}

// Keeps what is there and changes what differs, so that focus, selection and hover survive.
function replace(parent, children) {
  const old = [...parent.children];
  children.forEach((child, i) => {
    if (i >= old.length) parent.append(child);
    else if (!old[i].isEqualNode(child)) old[i].replaceWith(child);
  });
  old.slice(children.length).forEach((child) => child.remove());
}

function traffic(rates) {
  const seconds = 300;
  const names = Object.keys(rates).sort((a, b) => (a === "NOERROR" ? -1 : b === "NOERROR" ? 1 : 0));
  const peak = Math.max(1, ...names.flatMap((name) => rates[name]));
  const lines = names.map((name, i) => {
    const values = rates[name];
    const points = values.map((value, at) => {
      const x = ((seconds - values.length + at + 1) / seconds) * 600;
      return x.toFixed(1) + "," + (116 - (value / peak) * 110).toFixed(1);
    });
    return shape("polyline", { points: points.join(" "), class: "rcode" + Math.min(i, 3) });
  });
  replace(byId("traffic"), lines);
  replace(byId("legend"), names.map((name, i) => {
    const item = element("li");
    const now = rates[name].length ? rates[name][rates[name].length - 1] : 0;
    item.append(element("span", "swatch rcode" + Math.min(i, 3)), name + " " + now);
    return item;
  }));
  byId("peak").textContent = "peak " + peak + " per second";
}

function memberWord(member, place) {
  if (member && member.forced) return [member.forced === "up" ? "up" : "down", "forced " + member.forced];
  if (!member) return [place.state === "in" ? "up" : "down", place.state];
  return [member.verdict, member.verdict];
}

function memberLine(place, member) {
  const line = element("li");
  const [look, word] = memberWord(member, place);
  const facts = [];
  const resting = place.weight === "standby" || place.weight === "off";
  if (place.state === "out" && !resting) facts.push("not in answers" + (place.reason ? ": " + place.reason : ""));
  else if (place.reason && !resting) facts.push(place.reason);
  if (resting) facts.push(place.weight);
  else if (place.weight !== null) facts.push("weight " + place.weight);
  if (member && member.ttl !== null) facts.push("TTL " + member.ttl + " s");
  if (member && member.evidence_age !== null) facts.push("passed " + duration(member.evidence_age) + " ago");
  if (member && member.ttl === null && member.exposed_until > 0) {
    facts.push("in caches for another " + duration(member.exposed_until));
  }
  line.append(
    element("span", "word " + look, word),
    element("span", "address", place.address),
    element("span", "details", facts.join(" · ")));
  return line;
}

function nameCard(entry) {
  const card = element("article", "name");
  card.append(element("h3", "", entry.name + " " + entry.type));
  const answer = entry.answer;
  const facts = element("p");
  facts.append(answer.ttl === null ? "no address" : "TTL " + answer.ttl + " s (" + answer.ttl_from + ")");
  if (answer.promise) {
    const kept = answer.promise.state === "kept";
    facts.append(" · ", element("span", kept ? "" : "suspended",
      kept ? "promise kept" : "promise suspended: " + answer.promise.reason));
  }
  card.append(facts);
  for (const tier of answer.tiers) {
    card.append(element("p", "tier", tier.name + ": " + tier.state));
    const list = element("ul", "members");
    for (const place of tier.members) {
      const own = tier.name === entry.name
        ? entry.members.find((member) => member.address === place.address) : undefined;
      list.append(memberLine(place, own));
    }
    card.append(list);
  }
  return card;
}

function bar(monitor) {
  const picture = shape("svg", { class: "bar", viewBox: "0 0 3600 10", preserveAspectRatio: "none", role: "img" });
  const told = [];
  let from = HOUR;
  let look = "unknown";
  let why = "not known";
  const draw = (until) => {
    if (from <= until) return;
    const part = shape("rect", { x: HOUR - from, y: 0, width: from - until, height: 10, class: look });
    const title = shape("title", {});
    title.textContent = why;
    part.append(title);
    picture.append(part);
  };
  for (const change of monitor.changes) {
    const at = Math.min(change.age, HOUR);
    draw(at);
    from = at;
    look = change.verdict;
    why = change.verdict + " (" + change.reason + "), since " + duration(change.age);
    told.push(why);
  }
  draw(0);
  picture.setAttribute("aria-label", told.length ? told.join("; ") : "no verdict yet");
  return picture;
}

function monitorLine(monitor) {
  const line = element("li");
  const label = element("span", "label");
  label.append(element("span", "word " + monitor.verdict, monitor.verdict), " ", monitor.label);
  line.append(label, bar(monitor));
  return line;
}

function zoneRow(zone) {
  const row = element("tr");
  for (const text of [zone.name, zone.serial, zone.records, zone.steered]) row.append(element("td", "", text));
  row.append(element("td", zone.problems.length ? "suspended" : "",
    zone.problems.length ? zone.problems.join("; ") : "live"));
  return row;
}

function show(overview) {
  byId("server").textContent = overview.version + ", up for " + duration(overview.uptime);
  const out = overview.names.flatMap((name) => name.members).filter((member) => member.effective !== "up").length;
  const suspended = overview.names.filter((name) => name.answer.promise && name.answer.promise.state === "suspended").length;
  const broken = overview.zones.filter((zone) => zone.problems.length).length;
  const state = [out + (out === 1 ? " address is" : " addresses are") + " out"];
  if (suspended) state.push(suspended + (suspended === 1 ? " promise" : " promises") + " suspended");
  if (broken) state.push(broken + (broken === 1 ? " zone has" : " zones have") + " problems on disk");
  if (!overview.ready) state.push("waiting for first verdicts");
  if (overview.omitted) state.push(overview.omitted + " names and monitors are not shown");
  const text = state.join(" · ");
  if (byId("state").textContent !== text) byId("state").textContent = text;
  document.title = (out || suspended || broken ? "! " : "") + "Pharos";
  traffic(overview.rates);
  const nothing = (text) => [element("p", "empty", text)];
  replace(byId("names"), overview.names.length ? overview.names.map(nameCard) : nothing("No name is steered."));
  replace(byId("monitors"), overview.monitors.length ? overview.monitors.map(monitorLine) : [element("li", "empty", "Nothing is probed.")]);
  replace(byId("zones"), overview.zones.map(zoneRow));
}

const events = new EventSource("/events");
events.onmessage = (event) => show(JSON.parse(event.data));
events.onerror = () => {
  byId("state").textContent = "The server does not answer; what is shown is old.";
};
