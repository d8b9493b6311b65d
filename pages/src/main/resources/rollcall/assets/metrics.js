// The metrics' pages: sorting and filtering at once, the figure, and figures that follow what is stored.
// Without it the same pages work by their links and forms.
(() => {
  "use strict";
  const page = document.getElementById("metrics");
  if (!page) {
    return;
  }
  const byId = (id) => document.getElementById(id);
  const kind = page.dataset.page;
  const year = page.dataset.year;
  const grouped = (number) => number.toLocaleString("en-US");
  const inWords = (count, one, many) => `${grouped(count)} ${count === 1 ? one : many}`;

  // ---- Names ----

  /** As the database orders them (COLLATE "C"), which a plain comparison does not quite. */
  const byCodePoint = (a, b) => {
    let at = 0;
    while (at < a.length && at < b.length && a[at] === b[at]) {
      at++;
    }
    return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
  };

  /** Ids are texts, since a script's numbers are exact up to 2^53 only; in the order of their numbers. */
  const byIds = (a, b) => a.length - b.length || byCodePoint(a, b);

  /** Plotly reads a little HTML in its texts; a name has none. */
  const plain = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", " ");

  const shortened = (text, most) => {
    const letters = [...text];
    return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
  };

  const pencil = document.createElement("canvas").getContext("2d");

  /** Shortened until it takes no more than so many pixels. */
  const fitting = (text, width, font) => {
    pencil.font = font;
    let most = Math.min(text.length, 100);
    let fits = shortened(text, most);
    while (most > 4 && pencil.measureText(fits).width > width) {
      most--;
      fits = shortened(text, most);
    }
    return fits;
  };

  /** Gives those of the same name their ids, so that each has a label of its own. */
  const labelled = (groups) => {
    const counts = new Map();
    groups.forEach((group) => counts.set(group.name, (counts.get(group.name) ?? 0) + 1));
    groups.forEach((group) => (group.label = counts.get(group.name) > 1 ? `${group.name} (${group.id})` : group.name));
    return groups;
  };

  // ---- Keeping what the reader holds on to ----

  const focusKey = (element) => (element?.id ? `#${CSS.escape(element.id)}` : element?.getAttribute?.("href") ? `a[href="${CSS.escape(element.getAttribute("href"))}"]` : null);

  /** Changes the page without taking focus or scroll position away. */
  const gently = (change) => {
    const held = document.activeElement;
    const key = focusKey(held);
    const scrolls = [...page.querySelectorAll(".scroll, .plot-frame")].map((area) => [area, area.scrollTop, area.scrollLeft]);
    change();
    if (held && held !== document.body && document.activeElement !== held) {
      (held.isConnected ? held : key && page.querySelector(key))?.focus({ preventScroll: true });
    }
    scrolls.forEach(([area, top, left]) => {
      area.scrollTop = top;
      area.scrollLeft = left;
    });
  };

  /** Takes over what a newer page says in one place, if it says anything else. */
  const takeOver = (id, fresh) => {
    const here = byId(id);
    const there = fresh.getElementById(id);
    if (here && there && here.innerHTML !== there.innerHTML) {
      here.replaceChildren(...there.childNodes);
    }
  };

  // ---- The figure ----

  const colour = (name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(--${name})`;
    page.append(probe);
    const seen = getComputedStyle(probe).color;
    probe.remove();
    return seen;
  };

  const widthOfPlot = () => byId("plot").clientWidth;

  const CONFIG = { displayModeBar: false, responsive: true, doubleClick: false };
  const ROW = 36;
  const AROUND = 64;
  /** Below it, Plotly would mark halves of a hire. */
  const FEW = 8;

  const layoutOf = (labels, most, more) => {
    const text = colour("text");
    const line = colour("line");
    const family = getComputedStyle(document.body).fontFamily;
    return {
      height: Math.max(220, labels.length * (labels.length > 40 ? 26 : ROW) + AROUND),
      margin: { l: 8, r: 20, t: 8, b: 44 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { color: text, size: 13, family },
      hoverlabel: { bgcolor: colour("surface"), bordercolor: line, align: "left", font: { color: text } },
      bargap: 0.28,
      xaxis: { title: { text: "Hires", standoff: 8 }, gridcolor: line, zerolinecolor: line, range: [0, Math.max(1, 1.06 * most)], tick0: 0, dtick: most < FEW ? 1 : undefined, fixedrange: true, tickformat: ",d", automargin: true },
      yaxis: {
        type: "category",
        autorange: "reversed",
        fixedrange: true,
        automargin: true,
        ticklabelstandoff: 6,
        tickmode: "array",
        tickvals: labels,
        ticktext: labels.map((label) => plain(fitting(label, Math.min(220, 0.38 * widthOfPlot()), `13px ${family}`))),
      },
      showlegend: false,
      ...more,
    };
  };

  const draw = (traces, layout, words) => {
    const plot = byId("plot");
    if (!plot || !window.Plotly) {
      return;
    }
    plot.classList.add("drawn");
    plot.setAttribute("aria-label", words);
    plot.removeAttribute("aria-labelledby");
    window.Plotly.react(plot, traces, layout, CONFIG);
  };

  const theMost = (groups) =>
    groups
      .slice(0, 3)
      .map((group) => `${group.label} ${grouped(group.total)}`)
      .join(", ");

  // ---- Choosing a year, or whom the mean is taken over ----

  /** A choice shows at once. */
  const pickers = () => {
    const choices = [...document.querySelectorAll("#filters select")];
    choices.forEach((choice) => choice.addEventListener("change", () => choice.form.requestSubmit()));
    // A page that is come back to says what it shows, not what was chosen when it was left.
    addEventListener("pageshow", () => choices.forEach((choice) => {
      choice.value = [...choice.options].find((option) => option.defaultSelected)?.value ?? choice.value;
    }));
  };

  // ---- Hires by quarter ----

  const quarters = () => {
    const QUARTERS = ["Q1", "Q2", "Q3", "Q4"];
    const COUNTS = [...QUARTERS, "total"];
    const form = byId("filters");
    const asked = new URLSearchParams(location.search);
    const view = { column: asked.get("sort") ?? "department", descending: asked.get("order") === "desc", opened: null };
    let rows = [];
    let shown = [];

    const filter = (name) => form.elements[name].value.trim();
    const isFiltered = () => filter("department") !== "" || filter("job") !== "";

    const address = (format, changes = {}) => {
      const wanted = { year, department: filter("department"), job: filter("job"), ...changes };
      const parameters = new URLSearchParams();
      parameters.set("year", wanted.year);
      ["department", "job"].filter((name) => wanted[name] !== "").forEach((name) => parameters.set(name, wanted[name]));
      if (view.column !== "department" || view.descending) {
        parameters.set("sort", view.column);
      }
      if (view.descending) {
        parameters.set("order", "desc");
      }
      parameters.set("format", format);
      return `${location.pathname}?${parameters}`;
    };

    /** The rows of a page with their elements, in the contract's order. */
    const read = (source) => {
      const elements = [...source.getElementById("rows").rows];
      const known = new Map(rows.map((row) => [row.key, row.element]));
      rows = JSON.parse(source.getElementById("figures").textContent).map((row, at) => {
        const key = `${row.department_id} ${row.job_id}`;
        const before = known.get(key);
        const element = before?.outerHTML === elements[at].outerHTML ? before : elements[at];
        const total = row.Q1 + row.Q2 + row.Q3 + row.Q4;
        return { ...row, key, element, total, inDepartment: row.department.toLowerCase(), inJob: row.job.toLowerCase() };
      });
      rows.sort((a, b) => byCodePoint(a.department, b.department) || byCodePoint(a.job, b.job) || byIds(a.department_id, b.department_id) || byIds(a.job_id, b.job_id));
    };

    const select = () => {
      const department = filter("department").toLowerCase();
      const job = filter("job").toLowerCase();
      const compare = COUNTS.includes(view.column) ? (a, b) => a[view.column] - b[view.column] : (a, b) => byCodePoint(a[view.column], b[view.column]);
      shown = rows
        .filter((row) => row.inDepartment.includes(department) && row.inJob.includes(job))
        .sort(view.descending ? (a, b) => compare(b, a) : compare);
    };

    const total = (column) => shown.reduce((sum, row) => sum + row[column], 0);

    const totalCell = (column) => {
      const sum = total(column);
      const cell = document.createElement("td");
      cell.className = "number";
      const number = document.createElement("data");
      number.value = String(sum);
      number.textContent = grouped(sum);
      if (sum > 0 && !isFiltered()) {
        const link = document.createElement("a");
        link.className = "count";
        const quarter = column === "total" ? "" : `&quarter=${column.slice(1)}`;
        link.setAttribute("href", `/metrics/hires?year=${year}&format=html${quarter}`);
        link.append(number);
        cell.append(link);
      } else {
        cell.append(number);
      }
      return cell;
    };

    const showRows = () => {
      const body = byId("rows");
      const wanted = shown.map((row) => row.element);
      if (wanted.length !== body.rows.length || wanted.some((element, at) => element !== body.rows[at])) {
        body.replaceChildren(...wanted);
      }
      const totals = byId("totals");
      totals.replaceChildren(totals.firstElementChild, ...COUNTS.map(totalCell));
      byId("row-count").value = String(shown.length);
      byId("row-count").textContent = inWords(shown.length, "row", "rows");
      byId("nothing").hidden = shown.length > 0;
      byId("clear").hidden = !isFiltered();
      document.querySelectorAll("#table thead th").forEach((header) => {
        const isSorted = header.dataset.column === view.column;
        header.setAttribute("aria-sort", isSorted ? (view.descending ? "descending" : "ascending") : "none");
      });
      byId("csv").href = address("csv");
      byId("json").href = address("json");
    };

    const groups = (of, id, name) => {
      const found = new Map();
      of.forEach((row) => {
        const group = found.get(row[id]) ?? { id: row[id], name: row[name], Q1: 0, Q2: 0, Q3: 0, Q4: 0, total: 0 };
        COUNTS.forEach((column) => (group[column] += row[column]));
        found.set(row[id], group);
      });
      return labelled([...found.values()].sort((a, b) => b.total - a.total || byCodePoint(a.name, b.name) || byIds(a.id, b.id)));
    };

    const choices = (departments) => {
      const chooser = byId("inside");
      const wanted = departments.toSorted((a, b) => byCodePoint(a.label, b.label));
      const all = chooser.options[0];
      const same = wanted.length === chooser.options.length - 1 && wanted.every((group, at) => chooser.options[at + 1].text === group.label && chooser.options[at + 1].value === group.id);
      if (!same) {
        chooser.replaceChildren(all, ...wanted.map((group) => new Option(group.label, group.id)));
      }
      chooser.value = view.opened ?? "";
    };

    const showFigure = () => {
      const departments = groups(shown, "department_id", "department");
      const opened = departments.find((group) => group.id === view.opened);
      view.opened = opened?.id ?? null;
      const bars = opened ? groups(shown.filter((row) => row.department_id === opened.id), "job_id", "job") : departments;
      const title = opened ? `Jobs of ${opened.label} by quarter` : "Departments by quarter";
      byId("plot-title").textContent = title;
      byId("plot-controls").hidden = false;
      byId("back").hidden = !opened;
      byId("plot-note").hidden = Boolean(opened) || bars.length === 0;
      choices(departments);
      const labels = bars.map((group) => group.label);
      const traces = QUARTERS.map((quarter) => ({
        type: "bar",
        orientation: "h",
        name: quarter,
        y: labels,
        x: bars.map((group) => group[quarter]),
        ids: bars.map((group) => group.id),
        customdata: bars.map((group) => [plain(shortened(group.label, 60)), grouped(group.total)]),
        hovertemplate: `%{customdata[0]}<br>${quarter} <b>%{x:,d}</b> of %{customdata[1]}<extra></extra>`,
        marker: { color: colour(quarter.toLowerCase()) },
      }));
      const empty = { text: "Nothing to draw", showarrow: false, xref: "paper", yref: "paper", x: 0.5, y: 0.5 };
      const words = `${title}: stacked bars of ${inWords(bars.reduce((sum, group) => sum + group.total, 0), "hire", "hires")} in ${year}, ${inWords(bars.length, "bar", "bars")}. ${bars.length ? `Most: ${theMost(bars)}.` : "There is nothing to draw."}`;
      draw(traces, layoutOf(labels, Math.max(0, ...bars.map((group) => group.total)), { barmode: "stack", annotations: bars.length ? [] : [empty] }), words);
    };

    const open = (id) => {
      view.opened = id;
      showFigure();
      byId("plot").parentElement.scrollTop = 0;
    };

    const show = () => {
      select();
      gently(showRows);
      showFigure();
    };

    const change = () => {
      show();
      history.replaceState(history.state, "", address("html"));
    };

    form.addEventListener("input", (event) => {
      if (event.target.type === "search") {
        change();
      }
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = form.elements.year.value;
      if (chosen === year) {
        change();
      } else {
        location.assign(address("html", { year: chosen }));
      }
    });
    byId("clear").addEventListener("click", (event) => {
      event.preventDefault();
      form.elements.department.value = "";
      form.elements.job.value = "";
      form.elements.department.focus();
      change();
    });
    if (!byId("table")) {
      return { address: () => location.href, take: () => {}, draw: () => {} };
    }
    byId("table").tHead.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) {
        event.preventDefault();
        const column = button.closest("th").dataset.column;
        view.descending = column === view.column ? !view.descending : COUNTS.includes(column);
        view.column = column;
        change();
      }
    });
    byId("inside").addEventListener("change", (event) => open(event.target.value || null));
    byId("back").addEventListener("click", () => {
      open(null);
      byId("inside").focus();
    });

    const wasFiltered = isFiltered();
    read(document);
    show();
    let isListening = false;
    /** Plotly gives the figure its events with the first drawing. */
    const listen = () => {
      if (!isListening && byId("plot").on) {
        isListening = true;
        byId("plot").on("plotly_click", (event) => {
          if (view.opened === null) {
            open(event.points[0].id);
          }
        });
      }
    };
    listen();
    return {
      needsAll: wasFiltered,
      // All rows, whatever is filtered here: a filter can be taken back without waiting.
      address: () => `${location.pathname}?year=${year}&format=html`,
      take: (fresh) => {
        read(fresh);
        show();
      },
      draw: () => {
        showFigure();
        listen();
      },
    };
  };

  // ---- Departments above the mean ----

  const mean = () => {
    const showFigure = () => {
      const figures = JSON.parse(byId("figures").textContent);
      const bars = (rows) => rows.map((row) => ({ id: row.id, name: row.department, total: row.hired }));
      const above = bars(figures.above);
      const others = bars(figures.others);
      const all = labelled([...above, ...others]);
      const labels = all.map((group) => group.label);
      const trace = (name, groups, marker, ink) => ({
        type: "bar",
        orientation: "h",
        name,
        y: groups.map((group) => group.label),
        x: groups.map((group) => group.total),
        customdata: groups.map((group) => plain(shortened(group.label, 60))),
        hovertemplate: "%{customdata}<br><b>%{x:,d}</b> hires<extra></extra>",
        text: groups.map((group) => grouped(group.total)),
        textposition: "auto",
        insidetextanchor: "start",
        textangle: 0,
        insidetextfont: { color: ink },
        cliponaxis: false,
        marker: { color: marker },
      });
      const traces = [trace("Above the mean", above, colour("q1"), colour("on-accent")), trace("At the mean or below it", others, colour("greyed"), colour("text"))];
      const line = colour("q3");
      const most = Math.max(0, ...all.map((group) => group.total));
      const more = { barmode: "overlay" };
      let words = `Bars of the hires of ${inWords(all.length, "department", "departments")} in ${year}.`;
      if (figures.mean !== null) {
        const text = figures.mean.toFixed(4);
        more.shapes = [{ type: "line", xref: "x", x0: figures.mean, x1: figures.mean, yref: "paper", y0: 0, y1: 1, line: { color: line, width: 2.5, dash: "dash" } }];
        words = `${words} The line is their mean, ${text}. ${above.length ? `Above it: ${above.map((group) => `${group.label} ${grouped(group.total)}`).join(", ")}.` : "None is above it."}`;
      }
      const layout = layoutOf(labels, most, more);
      layout.yaxis.categoryorder = "array";
      layout.yaxis.categoryarray = labels;
      draw(traces, layout, words);
    };
    if (byId("plot")) {
      showFigure();
    }
    return {
      address: () => location.href,
      take: (fresh) => {
        ["table", "table-title", "counted", "legend"].forEach((id) => takeOver(id, fresh));
        byId("figures").textContent = fresh.getElementById("figures").textContent;
        if (byId("plot")) {
          showFigure();
        }
      },
      draw: showFigure,
    };
  };

  // ---- The hires behind a number ----

  const hires = () => ({
    address: () => location.href,
    take: (fresh) => ["behind", "list"].forEach((id) => takeOver(id, fresh)),
    draw: () => {},
  });

  // ---- Following what is stored ----

  const follow = (shown) => {
    const PAUSE = 1000;
    const LONGEST_PAUSE = 30000;
    const SETTLED = 3000;
    const AFTER_FAILURE = 5000;
    let source = null;
    let isLost = false;
    let isSignedOut = false;
    let isBusy = false;
    let isDue = false;
    let pause = PAUSE;
    let announced = 0;
    let announcing = 0;
    let settling = 0;
    let heard = null;

    const state = (mood, text) => {
      const badge = byId("live");
      badge.hidden = false;
      badge.className = `state ${mood}`;
      if (badge.textContent !== text) {
        badge.textContent = text;
      }
    };

    /** At most every few seconds, and then the latest. */
    const announce = () => {
      clearTimeout(announcing);
      announcing = setTimeout(() => {
        announced = Date.now();
        const of = byId("hires-of-year") ?? byId("count");
        byId("news").textContent = `Figures refreshed: ${inWords(Number(of.value), "hire", "hires")}${kind === "hires" ? "" : ` in ${year}`}.`;
      }, Math.max(300, announced + 5000 - Date.now()));
    };

    /** What the page shows has been looked at since the event came, and holds: so it is as of then. */
    const hold = (event) => {
      page.dataset.version = event.version;
      const time = byId("as-of");
      const moment = new Date(event.as_of);
      if (moment > new Date(time.dateTime)) {
        const month = moment.toLocaleString("en-US", { month: "short", timeZone: "UTC" });
        time.dateTime = event.as_of;
        time.textContent = `${moment.getUTCDate()} ${month} ${moment.getUTCFullYear()}, ${moment.toISOString().slice(11, 19)} UTC`;
      }
    };

    const end = () => {
      isSignedOut = true;
      source.close();
      state("bad", "Signed out: load the page again");
    };

    /** A count of what was rejected that is said to be of a moment ago is soon taken anew. */
    const settle = () => {
      clearTimeout(settling);
      if (page.dataset.exact === "false") {
        settling = setTimeout(refresh, SETTLED);
      }
    };

    const take = (fresh, lastHeard) => {
      const there = fresh.getElementById("metrics");
      if (!there) {
        end();
        return;
      }
      if (source.readyState === EventSource.OPEN) {
        state("good", "Live");
      }
      if (Boolean(byId("table")) !== Boolean(fresh.getElementById("table")) && kind !== "hires") {
        location.reload();
        return;
      }
      const isNews = page.dataset.version !== there.dataset.version;
      gently(() => {
        const details = fresh.getElementById("explained");
        if (details) {
          details.open = byId("explained").open;
        }
        takeOver("facts", fresh);
        takeOver("year", fresh);
        shown.take(fresh);
        page.dataset.version = there.dataset.version;
        page.dataset.exact = there.dataset.exact;
      });
      if (isNews) {
        announce();
      } else if (lastHeard) {
        hold(lastHeard);
      }
      settle();
    };

    const refresh = async () => {
      if (isBusy) {
        isDue = true;
        return;
      }
      isBusy = true;
      isDue = false;
      let wait = PAUSE;
      const lastHeard = heard;
      try {
        const answer = await fetch(shown.address(), { headers: { Accept: "text/html" }, cache: "no-cache" });
        if ([401, 403].includes(answer.status)) {
          end();
        } else if (answer.ok) {
          take(new DOMParser().parseFromString(await answer.text(), "text/html"), lastHeard);
        } else {
          throw new Error(`the page was answered with ${answer.status}`);
        }
      } catch {
        state("bad", "Connection lost, trying again");
        isDue = true;
        wait = AFTER_FAILURE;
      }
      setTimeout(() => {
        isBusy = false;
        if (isDue && !isSignedOut) {
          refresh();
        }
      }, wait);
    };

    const connect = () => {
      if (isSignedOut) {
        return;
      }
      source = new EventSource("/metrics/events");
      source.addEventListener("figures", (event) => {
        heard = JSON.parse(event.data);
        const isNew = heard.version !== page.dataset.version;
        if (!isNew) {
          hold(heard);
        }
        state("good", "Live");
        pause = PAUSE;
        if (isNew || isLost) {
          isLost = false;
          refresh();
        }
      });
      source.addEventListener("error", () => {
        isLost = true;
        state("bad", "Connection lost, trying again");
        // Refused rather than cut off: the browser gives up, and the page itself says whether that is for good.
        if (source.readyState === EventSource.CLOSED) {
          refresh();
          setTimeout(connect, pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
      });
    };

    const reconnect = () => {
      source?.close();
      isLost = true;
      connect();
    };

    // A network that goes takes a stream along without telling it: ask again, and see.
    addEventListener("offline", reconnect);
    addEventListener("online", reconnect);
    // A browser has few connections to one host: a page that nobody sees keeps none.
    document.addEventListener("visibilitychange", () => {
      source?.close();
      if (!document.hidden) {
        reconnect();
      }
    });
    addEventListener("pagehide", () => source?.close());
    addEventListener("pageshow", (event) => {
      if (event.persisted) {
        reconnect();
      }
    });
    state("busy", "Connecting");
    connect();
    settle();
    if (shown.needsAll) {
      refresh();
    }
  };

  const shown = { quarters, mean, hires }[kind]();
  pickers();
  document.addEventListener("theme", () => shown.draw());
  let drawnFor = byId("plot")?.clientWidth;
  let resizing = 0;
  addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      if (drawnFor !== byId("plot")?.clientWidth) {
        drawnFor = byId("plot")?.clientWidth;
        shown.draw();
      }
    }, 150);
  });
  // The table is of use before the figures' library has come.
  if (!window.Plotly) {
    byId("plotly")?.addEventListener("load", () => shown.draw());
  }
  follow(shown);
})();
