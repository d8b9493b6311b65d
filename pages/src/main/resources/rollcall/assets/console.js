// The console: everything it shows and does goes through the same endpoints as any client's; the cookie signs it in.
(() => {
  "use strict";

  const byId = (id) => document.getElementById(id);
  const csrf = document.querySelector("meta[name=csrf-token]")?.content;
  const tables = byId("console").dataset.tables.split(" ");
  const columns = new Map(byId("console").dataset.columns.split(" ").map((table) => {
    const [name, fields] = table.split(":");
    return [name, fields.split(",")];
  }));
  const whole = new Intl.NumberFormat();
  const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  const number = (value) => (value === null || value === undefined ? "–" : whole.format(value));
  const when = (text) => (text ? moment.format(new Date(text)) : "–");

  /** An element with attributes and children; text is always text. */
  const make = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) {
        made.addEventListener(key.slice(2), value);
      } else if (value === true) {
        made.setAttribute(key, "");
      } else if (value !== false && value !== null && value !== undefined) {
        made.setAttribute(key, value);
      }
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };

  const age = (seconds) => {
    if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s ago`;
    if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
    if (seconds < 172800) return `${Math.round(seconds / 3600)} h ago`;
    return `${Math.round(seconds / 86400)} days ago`;
  };

  const size = (bytes) => {
    const units = ["bytes", "kB", "MB", "GB"];
    const unit = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
    return `${unit === 0 ? bytes : (bytes / 1000 ** unit).toFixed(1)} ${units[unit]}`;
  };

  /** JSON whose numbers stay as they were written where a script's would be others: ids above 2^53, 1.50. */
  const exactly = (text) => JSON.parse(text, (_, value, read) =>
    typeof value === "number" && read && String(value) !== read.source && JSON.rawJSON ? JSON.rawJSON(read.source) : value);

  /** What a problem says, for a person. */
  class Refused extends Error {
    constructor(status, problem) {
      super([problem.title, problem.detail].filter(Boolean).join(": ") || `The server answered ${status}.`);
      this.status = status;
    }
  }

  const signInAgain = () => location.assign(`/login?back=${encodeURIComponent(location.pathname)}`);

  /** Polls leave the page alone when nobody is signed in any more: an upload under way goes on, and text is not lost. */
  const call = async (path, options = {}) => {
    const headers = { Accept: "application/json", ...(options.headers ?? {}) };
    if (options.method && options.method !== "GET") {
      headers["X-CSRF-Token"] = csrf;
    }
    const answer = await fetch(path, { ...options, headers, credentials: "same-origin" });
    if (answer.status === 401 && options.method && options.method !== "GET") {
      signInAgain();
    }
    const body = answer.status === 204 ? null : await answer.text().then(exactly).catch(() => ({}));
    if (!answer.ok) {
      throw new Refused(answer.status, body ?? {});
    }
    return { body, headers: answer.headers };
  };

  const LOST_POLLS = 100;
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** Whether it may go better later: the connection was lost, or the gateway could not reach what is behind it. */
  const isPassing = (e) => !(e instanceof Refused) || [429, 502, 503, 504].includes(e.status);

  /** Asks again while the connection is away, for some minutes: what is asked about goes on without us. */
  const callAgain = async (path, lost) => {
    for (let failed = 0; ; failed++) {
      try {
        return await call(path);
      } catch (e) {
        if (!isPassing(e) || failed === LOST_POLLS) {
          throw e;
        }
        lost();
        await pause(2000);
      }
    }
  };

  const show = (element, text) => {
    element.textContent = text ?? "";
    element.hidden = !text;
  };

  // --- The pipeline ---------------------------------------------------------------------------------------------------

  let lastSample = null;
  let provenAt = null;

  const total = (counts) => (counts ? Object.values(counts).reduce((sum, count) => sum + (count ?? 0), 0) : null);

  const showProven = () => {
    byId("proven").textContent = provenAt ? age((Date.now() - provenAt) / 1000) : "none yet";
  };

  const showPipeline = (now) => {
    const sample = { at: Date.parse(now.counted_at), stored: total(now.stored) };
    if (lastSample && sample.stored !== null && lastSample.stored !== null && sample.at > lastSample.at) {
      const rate = ((sample.stored - lastSample.stored) * 1000) / (sample.at - lastSample.at);
      byId("rate").textContent = number(Math.max(0, Math.round(rate)));
    }
    lastSample = sample;
    byId("lag-validator").textContent = number(now.validator?.lag);
    byId("lag-sink").textContent = number(now.sink?.lag);
    byId("stored").textContent = number(sample.stored);
    byId("letters").textContent = number(now.dead_letters?.total);
    showProven();
    byId("health-at").textContent = `as of ${new Date(now.at).toLocaleTimeString()}`;
    const away = [now.kafka === "down" && "Kafka", now.database === "down" && "the database"].filter(Boolean);
    show(byId("health-problem"), away.length ? `${away.join(" and ")} cannot be reached. Nothing is lost: records wait.` : "");
  };

  const connection = (state, text) => {
    byId("connection").className = `state ${state}`;
    byId("connection").textContent = text;
  };

  const followPipeline = async () => {
    try {
      showPipeline((await call("/pipeline")).body);
      connection("good", "Live");
    } catch (e) {
      connection("bad", e.status === 401 ? "Signed out: load the page again" : e instanceof Refused ? "Not available" : "Connection lost, trying again");
    }
    setTimeout(followPipeline, document.hidden ? 10000 : 2000);
  };

  // --- Sending records ------------------------------------------------------------------------------------------------

  let following = null;

  const showCounts = (receipt) => {
    for (const cell of byId("sending-counts").querySelectorAll("[data-count]")) {
      cell.textContent = number(receipt[cell.dataset.count]);
    }
    const judged = receipt.stored + receipt.rejected;
    byId("sending-bar").value = receipt.received ? Math.floor((100 * judged) / receipt.received) : 0;
    byId("sending-text").textContent = receipt.complete
      ? `Done: ${number(receipt.stored)} stored, ${number(receipt.rejected)} rejected`
      : `Judged ${number(judged)} of ${number(receipt.received)} rows so far`;
  };

  const follow = (receipt) => {
    following?.close();
    showCounts(receipt);
    if (receipt.complete) {
      loadBatches();
      return;
    }
    following = new EventSource(`/batches/${encodeURIComponent(receipt.id)}/events`);
    following.addEventListener("receipt", (event) => showCounts(JSON.parse(event.data)));
    following.addEventListener("complete", (event) => {
      if (event.data) {
        showCounts(JSON.parse(event.data));
      }
      following.close();
      loadBatches();
    });
    following.addEventListener("error", () => {
      // The browser tries again by itself unless the server has refused.
      if (following.readyState === EventSource.CLOSED) {
        followAgain(receipt, following);
      }
    });
  };

  const followAgain = async (receipt, ended) => {
    try {
      await pause(2000);
      const { body } = await callAgain(`/batches/${encodeURIComponent(receipt.id)}`, () => {});
      if (following === ended) {
        follow(body);
      }
    } catch (e) {
      show(byId("send-problem"), e.message);
    }
  };

  const beginSending = (text) => {
    show(byId("send-problem"), "");
    byId("sending").hidden = false;
    byId("sending-text").textContent = text;
    byId("sending-bar").value = 0;
    showCounts({ received: 0, stored: 0, rejected: 0, pending: 0 });
    byId("sending-text").textContent = text;
  };

  const sendingFailed = (text) => {
    byId("sending").hidden = true;
    show(byId("send-problem"), text);
  };

  const sendFiles = (files) => {
    const wrong = files.filter((file) => !tables.includes(file.name.replace(/\.csv$/i, "")) || !/\.csv$/i.test(file.name));
    if (wrong.length) {
      show(byId("send-problem"), `${wrong.map((file) => file.name).join(", ")}: a file must be named after its table, such as ${tables[0]}.csv.`);
      return;
    }
    if (!files.length) {
      return;
    }
    // A table before those that refer to it: fewer rows have to wait.
    const ordered = [...files].sort((a, b) => tables.indexOf(a.name.slice(0, -4)) - tables.indexOf(b.name.slice(0, -4)));
    const form = new FormData();
    ordered.forEach((file) => form.append("file", file, file.name));
    const bytes = ordered.reduce((sum, file) => sum + file.size, 0);
    beginSending(`Sending ${size(bytes)}`);
    // fetch tells nothing of what it has sent so far.
    const request = new XMLHttpRequest();
    request.open("POST", "/migrate");
    request.setRequestHeader("X-CSRF-Token", csrf);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      byId("sending-bar").value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
      byId("sending-text").textContent = `Sent ${size(event.loaded)} of ${size(event.total)}`;
    });
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // The status says what there is to say.
      }
      if (request.status === 401) {
        signInAgain();
      } else if (request.status >= 300) {
        sendingFailed(new Refused(request.status, answer).message);
      } else {
        follow(answer);
      }
    });
    request.addEventListener("error", () => sendingFailed("The connection was lost while sending. What had been acknowledged is kept; see the batches."));
    request.send(form);
  };

  const drop = byId("drop");
  ["dragenter", "dragover"].forEach((name) => drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.remove("over");
  }));
  drop.addEventListener("drop", (event) => sendFiles([...event.dataTransfer.files]));
  byId("files").addEventListener("change", (event) => {
    sendFiles([...event.target.files]);
    event.target.value = "";
  });

  byId("paste").addEventListener("submit", async (event) => {
    event.preventDefault();
    beginSending("Sending");
    try {
      const { body } = await call("/ingest", { method: "POST", headers: { "Content-Type": "application/json" }, body: byId("json").value });
      follow(body);
    } catch (e) {
      sendingFailed(e.message);
    }
  });

  // --- Batches and their rejected rows --------------------------------------------------------------------------------

  const bar = (receipt) => {
    const all = Math.max(1, receipt.received);
    const part = (name, count) => {
      const filled = make("span", { class: name });
      filled.style.width = `${(100 * count) / all}%`;
      return filled;
    };
    return make("div", { class: "bar", role: "img", "aria-label": `${number(receipt.stored)} stored, ${number(receipt.rejected)} rejected, ${number(receipt.pending)} pending` },
      part("stored", receipt.stored), part("rejected", receipt.rejected));
  };

  const stateOf = (receipt) => {
    if (receipt.state === "failed") return make("span", { class: "state bad" }, "failed");
    if (receipt.state === "interrupted") return make("span", { class: "state bad" }, "interrupted");
    if (!receipt.complete) return make("span", { class: "state busy" }, "under way");
    return make("span", { class: "state good" }, "complete");
  };

  const table = (caption, heads, rows) =>
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
      make("table", {}, make("caption", { class: "visually-hidden" }, caption),
        make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col", class: head.number ? "number" : null }, head.text)))),
        make("tbody", {}, ...rows)));

  const loadBatches = async () => {
    try {
      const { body } = await call("/batches?limit=15");
      if (!body.length) {
        byId("batches").replaceChildren(make("p", { class: "empty" }, "No batches yet. Send some records, or POST them to /ingest."));
        return;
      }
      const rows = body.map((receipt) => make("tr", {},
        make("th", { scope: "row" }, when(receipt.opened_at), make("br"), make("code", { class: "note", title: receipt.id }, receipt.id.slice(-12))),
        make("td", {}, `${receipt.source ?? "–"} by ${receipt.submitted_by ?? "somebody"}`),
        make("td", {}, stateOf(receipt), bar(receipt)),
        ...["received", "stored", "rejected", "pending"].map((name) => make("td", { class: `number${receipt[name] ? "" : " zero"}` }, number(receipt[name]))),
        make("td", {}, receipt.rejected
          ? make("button", { type: "button", onclick: () => showRejects(receipt), "aria-label": `Rejected rows of the batch of ${when(receipt.opened_at)}` }, "Rejected rows")
          : null)));
      const heads = [{ text: "Opened" }, { text: "Sent" }, { text: "State" }, { text: "Received", number: true }, { text: "Stored", number: true }, { text: "Rejected", number: true }, { text: "Pending", number: true }, { text: "" }];
      const scrolled = byId("batches").firstElementChild?.scrollTop ?? 0;
      if (!byId("batches").contains(document.activeElement)) {
        byId("batches").replaceChildren(table("The latest batches", heads, rows));
        byId("batches").firstElementChild.scrollTop = scrolled;
      }
    } catch (e) {
      byId("batches").replaceChildren(make("p", { class: "message bad" }, e.message));
    }
  };

  const shown = (value) => (value === null ? "nothing" : typeof value === "object" ? JSON.stringify(value) : String(value));

  /** The fields in the order of the table's columns, what is none of them last. */
  const inOrder = (table, original) => {
    const place = (field) => ((columns.get(table) ?? []).indexOf(field) + 1 || 1000);
    return Object.entries(original ?? {}).sort(([one], [other]) => place(one) - place(other));
  };

  const rejectRow = (reject) => {
    const broken = new Map();
    reject.violations.forEach((violation) => broken.set(violation.field ?? "", [...(broken.get(violation.field ?? "") ?? []), violation]));
    const cells = inOrder(reject.table, reject.original).map(([field, value]) => make("li", {},
      make("span", { class: broken.has(field) ? "state bad" : "note" }, field), " ", make("bdi", {}, shown(value)),
      ...(broken.get(field) ?? []).map((violation) => make("div", { class: "note" }, `${violation.code}: ${violation.message}`))));
    const others = [...broken].filter(([field]) => !Object.hasOwn(reject.original ?? {}, field))
      .flatMap(([field, violations]) => violations.map((violation) => make("li", {},
        make("span", { class: "state bad" }, field || "the whole record"), make("div", { class: "note" }, `${violation.code}: ${violation.message}`))));
    return make("tr", {},
      make("th", { scope: "row", class: "nowrap" }, reject.table, make("br"), make("span", { class: "note" }, reject.line ? `line ${reject.line}` : `row ${reject.row}`)),
      make("td", {}, make("ul", { class: "plain" }, ...others, ...cells)));
  };

  let rejectsAsked = 0;

  const showRejects = async (receipt) => {
    const mine = ++rejectsAsked;
    const card = byId("rejects");
    card.hidden = false;
    byId("rejects-title").textContent = `Rejected rows of the batch of ${when(receipt.opened_at)}`;
    byId("rejects-rows").replaceChildren(make("p", { class: "empty" }, "Loading"));
    const address = `/batches/${encodeURIComponent(receipt.id)}/rejects`;
    const tablesWith = Object.entries(receipt.tables).filter(([, counts]) => counts.rejected).map(([name]) => name);
    byId("rejects-actions").replaceChildren(
      ...tablesWith.map((name) => make("a", { class: "button", href: `${address}?format=csv&table=${encodeURIComponent(name)}`, download: true }, `Download ${name} as CSV`)),
      make("button", { type: "button", onclick: () => { card.hidden = true; } }, "Close"));
    card.focus({ preventScroll: false });
    try {
      const { body, headers } = await call(`${address}?format=json&limit=100`);
      if (mine !== rejectsAsked) return;
      const rows = Array.isArray(body) ? body : body.rejects ?? [];
      byId("rejects-rows").replaceChildren(rows.length
        ? table("Rejected rows, the reason beside the field", [{ text: "Row" }, { text: "Fields as sent, with the reason" }], rows.map(rejectRow))
        : make("p", { class: "empty" }, "No rejected rows are stored yet."));
      if (headers.get("Link")) {
        byId("rejects-rows").append(make("p", { class: "note" }, "These are the first 100; the download has all."));
      }
    } catch (e) {
      byId("rejects-rows").replaceChildren(make("p", { class: "message bad" }, e.message));
    }
  };

  // --- Backups --------------------------------------------------------------------------------------------------------

  const here = (address) => new URL(address, location.origin).pathname;

  const awaitJob = async (start, words, element = byId("job")) => {
    show(element, `${words}…`);
    let job = start.body;
    while (job.state === "running") {
      await pause(400);
      job = (await callAgain(`/backup/jobs/${encodeURIComponent(job.id)}`, () => show(element, `${words}… The connection is lost, trying again.`))).body;
      const progress = Object.entries(job.tables ?? {}).map(([name, rows]) => `${name} ${number(rows.rows)}${rows.of > 0 ? ` of ${number(rows.of)}` : ""}`);
      show(element, `${words}… ${progress.join(", ")}`);
    }
    if (job.state !== "done") {
      throw new Error(job.why ? `It failed: ${job.why}` : "It was cancelled.");
    }
    return job;
  };

  const runJob = async (path, words, done) => {
    byId("job").className = "message";
    try {
      const job = await awaitJob(await call(path, { method: "POST" }), words);
      byId("job").className = "message good";
      show(byId("job"), done(job));
    } catch (e) {
      byId("job").className = "message bad";
      show(byId("job"), e.message);
    }
    loadBackups();
  };

  const rowsOf = (backup) => backup.tables.reduce((sum, file) => sum + file.rows, 0);
  const bytesOf = (backup) => backup.tables.reduce((sum, file) => sum + file.bytes, 0);

  const proofOf = (backup) => {
    if (!backup.proof) return make("span", { class: "state" }, "not proven yet");
    return backup.proof.whole
      ? make("span", { class: "state good", title: when(backup.proof.at) }, "proven")
      : make("span", { class: "state bad", title: backup.proof.why }, "damaged");
  };

  const loadBackups = async () => {
    try {
      const { body } = await call("/backups");
      const proven = body.filter((backup) => backup.proof?.whole);
      provenAt = proven.length ? Date.parse(proven[0].taken_at) : null;
      showProven();
      if (!body.length) {
        byId("backups").replaceChildren(make("p", { class: "empty" }, "No backups yet. Take one: it costs a second per million rows."));
        return;
      }
      const rows = body.slice(0, 20).map((backup) => make("tr", {},
        make("th", { scope: "row" }, when(backup.taken_at), make("br"), make("span", { class: "note" }, `${number(rowsOf(backup))} rows, ${size(bytesOf(backup))}`)),
        make("td", {}, proofOf(backup)),
        make("td", {}, make("div", { class: "actions" },
          make("button", { type: "button", "aria-label": `Verify the backup of ${when(backup.taken_at)}`, onclick: () => runJob(`/backups/${backup.id}/verify`, "Verifying", () => "Verified: every byte and row is there.") }, "Verify"),
          make("button", { type: "button", "aria-label": `Restore the backup of ${when(backup.taken_at)}`, onclick: () => askToRestore(backup) }, "Restore")))));
      byId("backups").replaceChildren(table("Backups, newest first", [{ text: "Taken" }, { text: "State" }, { text: "" }], rows));
    } catch (e) {
      byId("backups").replaceChildren(make("p", { class: "message bad" }, e.message));
    }
  };

  byId("take").addEventListener("click", () => runJob("/backup", "Taking a backup", (job) => `Taken: ${number(rowsOf(job.result))} rows. Verify it to be sure.`));

  const dialog = byId("restore");
  let toRestore = null;
  let previews = 0;

  const preview = async () => {
    const mine = ++previews;
    const mode = byId("restore-mode").value;
    byId("restore-go").disabled = true;
    byId("restore-preview").replaceChildren(make("p", { class: "note" }, "Looking what would change…"));
    try {
      const waiting = make("p", { class: "note" });
      const job = await awaitJob(await call(`/restore?backup=${toRestore.id}&mode=${mode}&preview=true`, { method: "POST" }), "Looking what would change", waiting);
      if (mine !== previews) return;
      const rows = Object.entries(job.result.tables).map(([name, change]) => make("tr", {}, make("th", { scope: "row" }, name),
        ...[change.added, change.changed, change.deleted].map((count) => make("td", { class: `number${count ? "" : " zero"}` }, number(count)))));
      byId("restore-preview").replaceChildren(table("What would change", [{ text: "Table" }, { text: "Added", number: true }, { text: "Changed", number: true }, { text: "Deleted", number: true }], rows));
      byId("restore-go").disabled = false;
    } catch (e) {
      if (mine === previews) byId("restore-preview").replaceChildren(make("p", { class: "message bad" }, e.message));
    }
  };

  const askToRestore = (backup) => {
    toRestore = backup;
    byId("restore-what").textContent = `Taken ${when(backup.taken_at)}, ${number(rowsOf(backup))} rows.`;
    byId("restore-mode").value = "merge";
    dialog.showModal();
    preview();
  };

  byId("restore-mode").addEventListener("change", preview);
  byId("restore-go").addEventListener("click", () => {
    const mode = byId("restore-mode").value;
    dialog.close();
    runJob(`/restore?backup=${toRestore.id}&mode=${mode}`, "Restoring", (job) => {
      const sums = Object.values(job.result.tables).reduce((sum, receipt) => ({ stored: sum.stored + receipt.stored, deleted: sum.deleted + receipt.deleted }), { stored: 0, deleted: 0 });
      return `Restored: ${number(sums.stored)} rows put in place, ${number(sums.deleted)} deleted.`;
    });
  });

  followPipeline();
  loadBackups();
  loadBatches();
  setInterval(() => document.hidden || loadBatches(), 5000);
})();
