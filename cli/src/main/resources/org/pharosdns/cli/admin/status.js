"use strict";

// Draws what /events sends, once a second.

const HOUR = 3600;
const SECONDS = 300;
const FOLD_FROM = 9;
const LOOKS = { NOERROR: "answered", NXDOMAIN: "nothing", SERVFAIL: "failed", REFUSED: "refused", FORMERR: "malformed" };

let newest = null;

const nothing = (text) => [element("p", "empty", text)];
const rcodeLook = (name) => "rcode " + (LOOKS[name] ?? "other");

function traffic(rates) {
  const names = Object.keys(rates).sort((a, b) => (a === "NOERROR" ? -1 : b === "NOERROR" ? 1 : a < b ? -1 : 1));
  const length = Math.max(0, ...names.map((name) => rates[name].length));
  const below = new Array(length).fill(0);
  const totals = below.map((_, at) => names.reduce((sum, name) => sum + rates[name][at], 0));
  const most = Math.max(0, ...totals);
  const peak = Math.max(1, most);
  const x = (at) => (((SECONDS - length + at + 1) / SECONDS) * 600).toFixed(1);
  const y = (value) => (119 - (value / peak) * 114).toFixed(1);
  const lines = [30, 60, 90].map((at) => shape("line", { x1: 0, x2: 600, y1: at, y2: at, class: "grid" }));
  const areas = names.map((name) => {
    const floor = below.map((value, at) => x(at) + "," + y(value)).reverse();
    rates[name].forEach((value, at) => { below[at] += value; });
    const roof = below.map((value, at) => x(at) + "," + y(value));
    return shape("polygon", { points: [...roof, ...floor].join(" "), class: rcodeLook(name) });
  });
  show(byId("traffic"), [...lines, ...areas]);
  show(byId("legend"), names.map((name) => element("li", "",
    element("span", "swatch " + rcodeLook(name)), name + " ",
    element("b", "", number(rates[name][length - 1] ?? 0)))));
  byId("peak").textContent = "peak " + number(most);
  byId("traffic").setAttribute("aria-label", names.map((name) => name + " " + number(rates[name][length - 1] ?? 0)).join(", "));
  return totals[length - 1] ?? 0;
}

const troubledMember = (member) => member.effective !== "up" || member.verdict !== "up" || member.forced !== null;

const troubledName = (entry) => entry.exhausted || entry.members.some(troubledMember)
  || (entry.answer.promise !== null && entry.answer.promise.state === "suspended");

// How a member stands: a look and the words for it.
function standing(place, member) {
  if (member && member.forced) return [member.forced === "up" ? "up" : "drain", "forced " + member.forced];
  if (!member) return [place.state === "in" ? "up" : "down", place.state];
  if (member.verdict === "up" && member.effective === "drain") return ["drain", "drained"];
  if (member.verdict === "up" && member.effective === "down") return ["down", "held down"];
  return [member.verdict, member.verdict];
}

function weightOf(place, sum) {
  if (place.weight === null) return null;
  const weight = Number(place.weight);
  if (Number.isNaN(weight)) return element("span", "weight", place.weight);
  const share = place.state === "in" && sum > 0 ? weight / sum : 0;
  const bar = element("meter", "");
  bar.max = 1;
  bar.value = share;
  bar.setAttribute("aria-label", "share of the answers");
  const text = weight + (sum > 0 ? " · " + Math.round(share * 100) + " %" : "");
  return element("span", "weight", bar, text);
}

function exposureOf(member, budget) {
  if (!member || member.ttl !== null || !(member.exposed_until > 0)) return null;
  const bar = element("progress", "");
  bar.max = Math.max(budget ?? 60, member.exposed_until);
  bar.value = member.exposed_until;
  bar.setAttribute("aria-label", "time left in caches");
  return element("span", "exposure", bar,
    "in caches for " + (member.exposure_assumed ? "at most " : "") + duration(member.exposed_until));
}

function memberLine(place, member, entry, sum) {
  const [look, word] = standing(place, member);
  const resting = place.weight === "standby" || place.weight === "off";
  const facts = [];
  const why = place.reason && place.reason.startsWith(look + ": ") ? place.reason.slice(look.length + 2) : place.reason;
  if (place.state === "out" && !resting) facts.push("not in answers" + (why && why !== word ? ": " + why : ""));
  else if (why && why !== word && !resting) facts.push(why);
  else if (member && member.forced && member.reason) facts.push(member.reason);
  if (member && member.evidence_age !== null) facts.push("passed " + duration(member.evidence_age) + " ago");
  if (member && member.next_probe !== null) facts.push("next probe in " + duration(member.next_probe));
  const ttl = member && member.ttl !== null ? "TTL " + member.ttl + " s" : "";
  return keyed(element("li", "member",
    element("span", "word " + look, word),
    element("span", "address", place.address),
    weightOf(place, sum),
    element("span", "ttl", ttl),
    element("span", "details", facts.join(" · ")),
    exposureOf(member, entry.budget)), place.address);
}

function tierItem(tier, entry, members) {
  const sum = tier.members.reduce((all, place) => all + (place.state === "in" ? Number(place.weight) || 0 : 0), 0);
  const answers = tier.state.startsWith("answers");
  const lines = tier.members.map((place) =>
    memberLine(place, members.get(tier.name + " " + entry.type + " " + place.address), entry, sum));
  return keyed(element("li", "tier" + (answers ? " answers" : ""),
    element("p", "", element("span", "owner", tier.name), " ", element("span", "tag", tier.state)),
    element("ul", "members", ...lines)), tier.name);
}

function promiseTag(entry) {
  const promise = entry.answer.promise;
  if (entry.exhausted) return element("span", "tag bad", "exhausted");
  if (promise === null) return element("span", "tag", "no promise");
  return promise.state === "kept" ? element("span", "tag good", "promise kept") : element("span", "tag bad", "promise suspended");
}

function nameCard(entry, members, open) {
  const answer = entry.answer;
  const live = entry.members.filter((member) => member.ttl !== null).length;
  const some = (test) => entry.members.some(test);
  const look = entry.exhausted || live === 0 ? "down"
    : some((member) => member.effective === "down") ? "degraded"
    : some((member) => member.effective === "drain") ? "drain"
    : some((member) => member.verdict !== "up") ? "suspect" : "up";
  const facts = [];
  if (answer.promise && answer.promise.reason) facts.push(answer.promise.reason);
  if (entry.budget !== null) facts.push("failover budget " + duration(entry.budget) + (entry.budget_feasible ? "" : ", which cannot be kept: at least " + duration(entry.smallest_budget) + " is needed"));
  if (entry.detection !== null) facts.push("a death is noticed within " + duration(entry.detection));
  return folding(entry.name + " " + entry.type, "name " + look, open, [
    element("h3", "", element("span", "dot " + look), entry.name, element("span", "type", entry.type)),
    element("span", "figure", live + " of " + entry.members.length + " answered"),
    element("span", "figure", answer.ttl === null ? "no address" : "TTL " + answer.ttl + " s"
      + (answer.ttl_from && answer.ttl_from !== "fresh" ? " (" + answer.ttl_from + ")" : "")),
    promiseTag(entry),
  ],
    facts.length ? element("p", "facts", facts.join(" · ")) : null,
    element("ol", "tiers", ...answer.tiers.map((tier) => tierItem(tier, entry, members))));
}

function bar(monitor) {
  const picture = shape("svg", { class: "bar", viewBox: "0 0 3600 10", preserveAspectRatio: "none", role: "img" });
  let from = HOUR;
  let look = "unknown";
  let why = "not known";
  const draw = (until) => {
    if (from <= until) return;
    const part = shape("rect", { x: (HOUR - from).toFixed(0), y: 0, width: (from - until).toFixed(0), height: 10, class: look });
    part.append(shape("title", {}, why));
    picture.append(part);
  };
  for (const change of monitor.changes) {
    const at = Math.min(change.age, HOUR);
    draw(at);
    from = at;
    look = change.verdict;
    why = change.verdict + " (" + change.reason + "), since " + duration(change.age) + " ago";
  }
  draw(0);
  picture.setAttribute("aria-label", monitor.verdict + ", " + many(monitor.changes.length, "change", "changes") + " in the last hour");
  return picture;
}

function monitorItem(monitor) {
  const changes = [...monitor.changes].reverse();
  return folding("monitor " + monitor.label, "monitor", false, [
    element("span", "word " + monitor.verdict, monitor.verdict),
    element("span", "label", monitor.label),
    bar(monitor),
  ],
    element("p", "facts", "newest probe took " + duration(monitor.took)
      + (monitor.next_probe === null ? "" : ", the next one starts in " + duration(monitor.next_probe))),
    element("ol", "changes", ...changes.map((change) => element("li", "",
      element("span", "word " + change.verdict, change.verdict), " " + change.reason + ", " + duration(change.age) + " ago"))));
}

function table(headings, rows) {
  const head = element("tr", "", ...headings.map((heading) => {
    const cell = element("th", "", heading);
    cell.scope = "col";
    return cell;
  }));
  const body = rows.map(([key, cells]) => keyed(element("tr", "", ...cells.map((content, i) => {
    const cell = element("td", "", content);
    cell.dataset.heading = headings[i];
    return cell;
  })), key));
  const scroll = element("div", "scroll", element("table", "", element("thead", "", head), element("tbody", "", ...body)));
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-label", headings.join(", "));
  return scroll;
}

function incidentRow(incident) {
  const exposed = incident.exposed === null ? "none"
    : incident.exposed > 0 ? element("b", "still", "for another " + duration(incident.exposed)) : clock(incident.exposed_at);
  return [incident.name + incident.type + incident.address + incident.down_at, [
    element("span", "", element("span", "word " + (incident.up_at === null ? "down" : "up"), incident.up_at === null ? "down" : "over"),
      " ", element("span", "address", incident.address), " ", element("span", "owner", incident.name)),
    incident.reason,
    incident.last_ok_at === null ? "never" : clock(incident.last_ok_at),
    clock(incident.down_at),
    incident.up_at === null ? "not yet" : clock(incident.up_at),
    exposed,
    incident.budget === null ? "none" : duration(incident.budget),
    incident.bound === null ? "–" : element("span", incident.budget !== null && incident.bound > incident.budget ? "over" : "", duration(incident.bound)),
  ]];
}

function zoneRow(zone) {
  const sound = zone.problems.length === 0;
  return [zone.name, [element("span", "owner", zone.name), zone.serial === null ? "–" : String(zone.serial), number(zone.records), number(zone.steered),
    sound ? element("span", "tag good", "live") : element("span", "", element("span", "tag bad", zone.serial === null ? "not served" : "old version served"), " " + zone.problems.join("; "))]];
}

function tile(label, value, look, note) {
  return keyed(element("div", "tile " + look, element("dt", "", label), element("dd", "", value, element("small", "", note))), label);
}

function tiles(overview, perSecond) {
  const members = overview.names.flatMap((entry) => entry.members);
  const out = members.filter((member) => member.effective !== "up").length;
  const suspects = members.filter((member) => member.verdict === "suspect").length;
  const forced = members.filter((member) => member.forced !== null).length;
  const exposed = members.filter((member) => member.ttl === null && member.exposed_until > 0).length;
  const promises = overview.names.filter((entry) => entry.answer.promise !== null);
  const kept = promises.filter((entry) => entry.answer.promise.state === "kept").length;
  const exhausted = overview.names.filter((entry) => entry.exhausted).length;
  const broken = overview.zones.filter((zone) => zone.problems.length).length;
  const state = [];
  if (exhausted) state.push(many(exhausted, "name is exhausted", "names are exhausted"));
  if (out) state.push(many(out, "address is out", "addresses are out"));
  if (kept < promises.length) state.push(many(promises.length - kept, "promise is suspended", "promises are suspended"));
  if (broken) state.push(many(broken, "zone has problems on disk", "zones have problems on disk"));
  if (!overview.ready) state.push("waiting for first verdicts");
  if (overview.omitted) state.push(many(overview.omitted, "entry is not shown", "entries are not shown"));
  show(byId("tiles"), [
    tile("Answers", number(perSecond), "", "per second"),
    tile("Promises kept", kept + " of " + promises.length, kept < promises.length ? "bad" : "", exhausted ? exhausted + " exhausted" : "failover budgets"),
    tile("Addresses out", String(out), out ? "bad" : "", exposed ? exposed + " still in caches" : "of " + members.length),
    tile("Suspects", String(suspects), suspects ? "warn" : "", "newest probe failed"),
    tile("Forced", String(forced), forced ? "warn" : "", "by an operator"),
    tile("Zones", number(overview.zones.length), broken ? "bad" : "", broken ? broken + " not live" : "all live"),
  ]);
  const text = state.length ? state.join(" · ") : "All is well.";
  if (byId("state").textContent !== text) byId("state").textContent = text;
  const bad = exhausted || out || kept < promises.length || broken;
  byId("state").className = "banner " + (bad ? "bad" : state.length ? "warn" : "good");
  document.title = (bad ? "! " : "") + "Pharos";
}

function counted(id, shown, all) {
  byId(id).textContent = shown === all ? number(all) : number(shown) + " of " + number(all);
}

function draw(overview) {
  const wanted = byId("filter").value.trim().toLowerCase();
  const onlyTroubled = byId("troubled").checked;
  const fits = (...texts) => wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
  byId("server").textContent = overview.version + " · up for " + duration(overview.uptime);
  tiles(overview, traffic(overview.rates));

  const members = new Map(overview.names.flatMap((entry) => entry.members)
    .map((member) => [member.name + " " + member.type + " " + member.address, member]));
  const names = overview.names.filter((entry) => (!onlyTroubled || troubledName(entry))
    && fits(entry.name, ...entry.answer.tiers.flatMap((tier) => [tier.name, ...tier.members.map((place) => place.address)])));
  const few = overview.names.length < FOLD_FROM;
  counted("names-count", names.length, overview.names.length);
  show(byId("names"), names.length ? names.map((entry) => nameCard(entry, members, few || troubledName(entry)))
    : nothing(overview.names.length ? "Nothing fits the filter." : "No name is steered: every address of the zones is answered."));

  const incidents = overview.incidents.filter((incident) => fits(incident.name, incident.address));
  show(byId("incidents"), incidents.length
    ? [table(["Address", "Why", "Last good evidence", "Found down", "Up again", "Last exposure", "Budget", "Bound achieved"], incidents.map(incidentRow))]
    : nothing("No address went down since the server started."));

  const monitors = overview.monitors.filter((monitor) => (!onlyTroubled || monitor.verdict !== "up") && fits(monitor.label));
  counted("monitors-count", monitors.length, overview.monitors.length);
  byId("monitors-axis").hidden = monitors.length === 0;
  show(byId("monitors"), monitors.length ? monitors.map(monitorItem)
    : nothing(overview.monitors.length ? "Nothing fits the filter." : "Nothing is probed."));

  const zones = overview.zones.filter((zone) => (!onlyTroubled || zone.problems.length) && fits(zone.name))
    .sort((a, b) => (b.problems.length ? 1 : 0) - (a.problems.length ? 1 : 0));
  counted("zones-count", zones.length, overview.zones.length);
  show(byId("zones"), zones.length ? [table(["Zone", "Serial", "Records", "Steered", "Files"], zones.map(zoneRow))] : nothing("Nothing fits the filter."));
}

function redraw() {
  if (newest) draw(newest);
}

function live(text, look) {
  byId("live").textContent = text;
  byId("live").className = "live " + look;
}

byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filter").addEventListener("input", redraw);
byId("troubled").addEventListener("change", redraw);
document.addEventListener("visibilitychange", redraw);

const events = new EventSource("/events");
events.onmessage = (event) => {
  newest = JSON.parse(event.data);
  live("live", "on");
  if (!document.hidden) redraw();
};
events.onerror = () => {
  live("no answer", "off");
  byId("state").className = "banner bad";
  byId("state").textContent = "The server does not answer; what is shown is old.";
};
