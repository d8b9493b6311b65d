// The metrics' pages: figures, filters, what is behind a number, and following what is stored.
import assert from "node:assert/strict";
import { HIRES, LIGHT, MEAN, QUARTERS, cells, csvRows, hire, json, requireAccessible, store, text, visit } from "./browser-pages.mjs";

const YEAR = 2015;

/** Three departments, one of which hired nobody in the year, and two jobs: few rows, all of whose figures are known. */
const RECORDS = {
  departments: [{ id: 9501, department: "North Office" }, { id: 9502, department: "South Office" }, { id: 9503, department: "Workshop" }],
  jobs: [{ id: 9501, job: "Analyst" }, { id: 9502, job: "Builder" }],
  hired_employees: [
    hire(950100, "Ada", 1, 9501, 9501, YEAR), hire(950101, "Bo", 2, 9501, 9501, YEAR), hire(950102, "Cy", 3, 9501, 9501, YEAR),
    hire(950103, "Di", 5, 9501, 9502, YEAR), hire(950104, "Ed", 1, 9502, 9502, YEAR), hire(950105, "Flo", 11, 9503, 9501, YEAR),
  ],
};

const WATCHED = { departments: [{ id: 9201, department: "Live" }], jobs: [{ id: 9201, job: "Watcher" }], hired_employees: [hire(920100, "First", 5, 9201, 9201, 2018)] };

const stored = async (visitor) => {
  const page = await visitor.page();
  await page.goto(`${visitor.base}/`);
  await store(page, RECORDS);
  return page;
};

/** Department, job and quarters of every row shown. */
const shown = async (page) => (await cells(page)).map((row) => row.slice(0, 6));

const fields = (rows) => rows.map(({ department, job, Q1, Q2, Q3, Q4 }) => [department, job, ...[Q1, Q2, Q3, Q4].map(String)]);

/** The links for programs give what the table shows, in its order. */
const requireSameInLinks = async (page) => {
  const table = await shown(page);
  assert.deepEqual(csvRows(await text(page, await page.locator("#csv").getAttribute("href"))), table, "the CSV");
  assert.deepEqual(fields(await json(page, await page.locator("#json").getAttribute("href"))), table, "the JSON");
};

const drawnBars = (page) => page.evaluate(() => document.querySelector("#plot").data[0].y);

export default {
  async figures(visitor) {
    const page = await stored(visitor);
    await visit(page, visitor.base, QUARTERS(2021));
    const rows = await json(page, "/metrics/hired_by_quarter?year=2021&format=json");
    const wanted = ["Q1", "Q2", "Q3", "Q4"].map((quarter) => rows.reduce((sum, row) => sum + row[quarter], 0));
    const drawn = await page.evaluate(() => document.querySelector("#plot").data.map((trace) => trace.x.reduce((sum, value) => sum + value, 0)));
    assert.deepEqual(drawn, wanted, "the figure draws what the JSON says");
    assert.deepEqual(await shown(page), fields(rows), "the table shows what the JSON says");

    await visit(page, visitor.base, MEAN(2021));
    const above = await json(page, "/metrics/departments_above_mean?year=2021&format=json");
    const bars = await page.evaluate(() => document.querySelector("#plot").data[0].x);
    assert.deepEqual(bars, above.map((row) => row.hired), "the figure of the mean draws what the JSON says");
  },

  async filters(visitor) {
    const page = await stored(visitor);
    await visit(page, visitor.base, QUARTERS(YEAR, "&department=office&sort=Q1&order=desc"));
    assert.deepEqual(await shown(page), [
      ["North Office", "Analyst", "3", "0", "0", "0"],
      ["South Office", "Builder", "1", "0", "0", "0"],
      ["North Office", "Builder", "0", "1", "0", "0"],
    ]);
    await requireSameInLinks(page);

    await page.getByRole("searchbox", { name: "Job contains" }).pressSequentially("BUILD");
    await page.waitForURL((url) => url.searchParams.get("job") === "BUILD");
    const filtered = [["South Office", "Builder", "1", "0", "0", "0"], ["North Office", "Builder", "0", "1", "0", "0"]];
    assert.deepEqual(await shown(page), filtered);
    await requireSameInLinks(page);
    await page.reload();
    await page.locator(".state", { hasText: "Live" }).waitFor();
    assert.deepEqual(await shown(page), filtered, "the address has the filter");

    await page.getByRole("columnheader", { name: "Department" }).getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.locator("th[data-column=department][aria-sort=ascending]").waitFor();
    assert.deepEqual(await shown(page), filtered.toReversed());
    await page.keyboard.press("Space");
    await page.locator("th[data-column=department][aria-sort=descending]").waitFor();
    assert.equal(new URL(page.url()).searchParams.get("order"), "desc");
    await requireSameInLinks(page);

    await page.getByRole("link", { name: "Clear filters" }).click();
    assert.equal((await shown(page)).length, 4);
    assert.equal(await page.locator("#apply").isVisible(), false, "a choice shows at once");
    await page.locator("#year").selectOption("2021");
    await page.waitForURL((url) => url.searchParams.get("year") === "2021");
    await page.goBack();
    await page.locator(".state", { hasText: "Live" }).waitFor();
    assert.equal(await page.locator("#year").inputValue(), String(YEAR), "the choice says what is shown");
  },

  async behind(visitor) {
    const page = await stored(visitor);
    await visit(page, visitor.base, QUARTERS(YEAR));
    assert.deepEqual(await drawnBars(page), ["North Office", "South Office", "Workshop"]);
    // Plotly takes clicks on what lies over the bars.
    await page.locator("#plot .barlayer .trace").first().locator(".point path").first().click({ force: true });
    await page.getByRole("heading", { name: "Jobs of North Office by quarter" }).waitFor();
    assert.deepEqual(await drawnBars(page), ["Analyst", "Builder"]);
    await visitor.picture(page, "quarters-jobs-light");
    await page.getByRole("button", { name: "All departments" }).click();
    await page.getByRole("heading", { name: "Departments by quarter" }).waitFor();
    assert.deepEqual(await drawnBars(page), ["North Office", "South Office", "Workshop"]);

    const cell = page.locator("#rows tr").first().locator("a.count").first();
    const count = await cell.textContent();
    await cell.click();
    await page.waitForURL((url) => url.pathname === "/metrics/hires");
    assert.equal(await page.locator("#count").textContent(), count);
    assert.deepEqual((await cells(page)).map((row) => row[1]), ["Ada", "Bo", "Cy"]);
    await requireAccessible(page, "the hires behind a number");
    await visitor.picture(page, "hires-light");

    await page.goto(visitor.base + HIRES(YEAR, "&limit=4"));
    const first = await cells(page);
    await page.getByRole("link", { name: "Next hires" }).click();
    await page.getByRole("link", { name: "First hires" }).waitFor();
    const names = [...first, ...(await cells(page))].map((row) => row[1]);
    assert.deepEqual(names, RECORDS.hired_employees.map((row) => row.name));
    await page.getByRole("link", { name: "First hires" }).click();
    await page.getByRole("link", { name: "Next hires" }).waitFor();
    assert.deepEqual(await cells(page), first);
  },

  async population(visitor) {
    const page = await stored(visitor);
    await visit(page, visitor.base, MEAN(YEAR));
    const hiring = 3;
    const all = Number((await page.locator("#counted").textContent()).match(/(\d+) departments/)[1]);
    assert.ok(all > hiring, "some departments hired nobody");
    const mean = (departments) => (RECORDS.hired_employees.length / departments).toFixed(4);
    assert.equal(await page.locator("#mean").textContent(), mean(all));
    await page.getByText("one that hired nobody counts as 0 and lowers the mean").waitFor();
    await page.locator("#population").selectOption("hiring");
    await page.waitForURL((url) => url.searchParams.get("population") === "hiring");
    await page.getByText(`6 hires ÷ ${hiring} departments`).waitFor();
    assert.equal(await page.locator("#mean").textContent(), mean(hiring));
    assert.deepEqual((await cells(page)).slice(1).map((row) => row[1]), ["North Office"]);
    const programs = await json(page, await page.locator("#json").getAttribute("href"));
    assert.deepEqual(programs.map((row) => row.department), ["North Office"]);
    await page.locator("#population").selectOption("all");
    await page.waitForURL((url) => url.searchParams.get("population") === "all");
    await page.getByText(`6 hires ÷ ${all} departments`).waitFor();
  },

  async "no script"(visitor) {
    await stored(visitor);
    const page = await visitor.page({ ...LIGHT, javaScriptEnabled: false });
    await page.goto(visitor.base + MEAN(2021));
    await page.locator("#year").selectOption(String(YEAR));
    await page.locator("#population").selectOption("hiring");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL((url) => url.searchParams.get("year") === String(YEAR) && url.searchParams.get("population") === "hiring");
    await page.getByText("6 hires ÷ 3 departments").waitFor();
  },

  async live(visitor) {
    const page = await visitor.page();
    await page.goto(`${visitor.base}/`);
    await store(page, WATCHED);
    await visit(page, visitor.base, QUARTERS(2018));
    await store(page, { hired_employees: [hire(920101, "Second", 11, 9201, 9201, 2018)] });
    await page.waitForFunction(() => document.querySelector("#rows tr").innerText.match(/Watcher\s+0\s+1\s+0\s+1\s+2/), undefined, { timeout: 10000, polling: 50 });
    await page.waitForFunction(() => document.querySelector("#plot").data[3].x.includes(1));
  },

  async "lost connection"(visitor) {
    const page = await visitor.page({ ...LIGHT });
    await page.goto(`${visitor.base}/`);
    await store(page, WATCHED);
    await visit(page, visitor.base, QUARTERS(2018));
    await page.context().setOffline(true);
    await page.locator(".state.bad", { hasText: "Connection lost, trying again" }).waitFor();
    await visitor.picture(page, "quarters-lost-light");
    await page.context().setOffline(false);
    await page.locator(".state.good", { hasText: "Live" }).waitFor();
    visitor.forgive(/ERR_INTERNET_DISCONNECTED/);
    await store(page, { hired_employees: [hire(920102, "Third", 8, 9201, 9201, 2018)] });
    await page.waitForFunction(() => document.querySelector("#rows tr").innerText.match(/Watcher\s+0\s+1\s+1\s/), undefined, { polling: 50 });
  },
};
