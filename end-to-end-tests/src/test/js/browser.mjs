// Rollcall's pages in Chromium, as people use them. Arguments: scenario, address, folder for pictures. Fails with a message
// if a page is not as it should be, asks another host for anything, or says anything in the console.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [scenario, base, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const complaints = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const LIGHT = { colorScheme: "light", viewport: { width: 1280, height: 900 } };
const DARK = { ...LIGHT, colorScheme: "dark" };
const PHONE = { colorScheme: "light", viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** A page that complains about what must not happen. */
const open = async (options = LIGHT) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()} (${page.url()})`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== base) complaints.push(`another host: ${request.url()}`);
  });
  return page;
};

const signIn = async (page, path = "/") => {
  await page.goto(base + path);
  await page.fill("input[name=username]", "admin");
  await page.fill("input[name=password]", "secret");
  await page.click("form[action='/login'] button");
  await page.waitForURL((url) => url.pathname !== "/login");
};

const picture = (page, name) => page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });

/** No violation of WCAG 2.2 A and AA that axe can find. */
const requireAccessible = async (page, what) => {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  const violations = found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + n.failureSummary?.split("\n")[1]).join("; ")}`);
  assert.deepEqual(violations, [], `${what} is not accessible`);
};

const QUARTERS = "/metrics/hired_by_quarter?year=2021&format=html";
const MEAN = "/metrics/departments_above_mean?year=2021&format=html";

const json = (page, path) => page.evaluate(async (p) => (await fetch(p, { headers: { Accept: "application/json" } })).json(), path);

const post = (page, path, body) => page.evaluate(async ([p, b]) => {
  const answer = await fetch(p, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content },
    body: JSON.stringify(b),
  });
  return { status: answer.status, body: await answer.json() };
}, [path, body]);

const scenarios = {
  async "sign-in"() {
    const page = await open();
    await page.goto(base + QUARTERS);
    assert.equal(new URL(page.url()).pathname, "/login");
    await requireAccessible(page, "the sign-in page");
    await picture(page, "sign-in-light");
    await page.fill("input[name=username]", "admin");
    await page.fill("input[name=password]", "wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "wrong" }).waitFor();
    await page.fill("input[name=username]", "admin");
    await page.fill("input[name=password]", "secret");
    await page.keyboard.press("Enter");
    await page.waitForURL(base + QUARTERS);
    assert.equal(await page.evaluate(() => document.cookie), "", "no script may read the cookie");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(base + "/login");
    await page.goto(base + "/");
    assert.equal(new URL(page.url()).pathname, "/login");
  },

  async console() {
    const page = await open();
    await signIn(page);
    await page.getByText("Live").waitFor();
    await page.locator("#drop").evaluate((element) => element.scrollIntoView());
    await page.locator("#files").setInputFiles([
      { name: "departments.csv", mimeType: "text/csv", buffer: Buffer.from("id,department\n9101,Browser\n") },
      { name: "jobs.csv", mimeType: "text/csv", buffer: Buffer.from("id,job\n9101,Tester\n") },
      { name: "hired_employees.csv", mimeType: "text/csv", buffer: Buffer.from('id,name,datetime,department_id,job_id\n910100,Ada,2019-02-03T00:00:00Z,9101,9101\n910101,<img src=x onerror=alert(1)>,never,9101,9101\n910102,"=HYPERLINK(""x"")",2019-02-03T00:00:00Z,9101,\n') },
    ]);
    await page.getByText("Done: 3 stored, 2 rejected").waitFor({ timeout: 60000 });
    await page.getByRole("button", { name: /Rejected rows of the batch/ }).first().click();
    await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();
    await page.getByText("bad_datetime").first().waitFor();
    await page.getByText("missing").first().waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download hired_employees as CSV" }).click()]);
    const csv = readFileSync(await download.path(), "utf8");
    assert.match(csv, /'=HYPERLINK/, "a formula is neutralised");
    assert.match(csv, /910101/);
    await requireAccessible(page, "the console");
    await picture(page, "console-light");

    await page.getByText("Or paste JSON").click();
    await page.fill("#json", '{"departments": [');
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator("#send-problem").filter({ hasText: "JSON" }).waitFor();
    complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !complaint.includes("400")));
    await page.fill("#json", '{"departments": [{"id": 9102, "department": "\u202Eright to left 😀 ' + "long ".repeat(39) + '"}]}');
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("Done: 1 stored, 0 rejected").waitFor({ timeout: 60000 });
  },

  async backups() {
    const page = await open();
    await signIn(page);
    await page.getByRole("button", { name: "Take a backup" }).click();
    await page.getByText(/Taken: [\d,]+ rows/).waitFor({ timeout: 60000 });
    await page.getByRole("button", { name: /^Verify the backup/ }).first().click();
    await page.getByText("Verified: every byte and row is there.").waitFor({ timeout: 60000 });
    await page.getByText("proven", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: /^Restore the backup/ }).first().click();
    await page.getByRole("region", { name: "What would change" }).waitFor({ timeout: 60000 });
    await requireAccessible(page, "the restore dialog");
    await picture(page, "console-restore");
    await page.locator("#restore-go").click();
    await page.getByText(/Restored: [\d,]+ rows put in place, 0 deleted/).waitFor({ timeout: 120000 });
  },

  async figures() {
    const page = await open();
    await signIn(page, QUARTERS);
    await page.waitForFunction(() => document.querySelector("#plot")?.data?.length > 0);
    const rows = await json(page, "/metrics/hired_by_quarter?year=2021&format=json");
    const wanted = ["Q1", "Q2", "Q3", "Q4"].map((quarter) => rows.reduce((sum, row) => sum + row[quarter], 0));
    const drawn = await page.evaluate(() => document.querySelector("#plot").data.map((trace) => {
      const values = trace.orientation === "h" ? trace.x : trace.y;
      return [...values].reduce((sum, value) => sum + value, 0);
    }));
    assert.deepEqual(drawn, wanted, "the figure draws what the JSON says");
    const text = await page.locator("#rows").innerText();
    for (const row of rows.slice(0, 20)) assert.ok(text.includes(row.department) && text.includes(row.job), `${row.department}, ${row.job}`);
    await picture(page, "quarters-light");
    await requireAccessible(page, "hires by quarter");

    await page.goto(base + MEAN);
    await page.waitForFunction(() => document.querySelector("#plot")?.data?.length > 0);
    const above = await json(page, "/metrics/departments_above_mean?year=2021&format=json");
    const numbers = await page.evaluate(() => document.querySelector("#plot").data.flatMap((trace) => [...(trace.orientation === "h" ? trace.x : trace.y)]));
    for (const row of above) assert.ok(numbers.includes(row.hired), `${row.department} ${row.hired}`);
    await picture(page, "mean-light");
    await requireAccessible(page, "departments above the mean");
  },

  async live() {
    const page = await open();
    await signIn(page, "/");
    await post(page, "/ingest", { departments: [{ id: 9201, department: "Live" }], jobs: [{ id: 9201, job: "Watcher" }],
      hired_employees: [{ id: 920100, name: "First", datetime: "2018-05-05T00:00:00Z", department_id: 9201, job_id: 9201 }] });
    const path = "/metrics/hired_by_quarter?year=2018&format=html";
    await page.waitForFunction(async () => (await fetch("/metrics/hired_by_quarter?year=2018&format=json")).json().then((rows) => rows.length === 1));
    await page.goto(base + path);
    await page.getByText("Live", { exact: true }).first().waitFor();
    await page.locator(".state", { hasText: "Live" }).waitFor();
    const began = Date.now();
    await post(page, "/ingest", { hired_employees: [{ id: 920101, name: "Second", datetime: "2018-11-05T00:00:00Z", department_id: 9201, job_id: 9201 }] });
    await page.waitForFunction(() => {
      const row = [...document.querySelectorAll("#rows tr")].find((tr) => tr.innerText.includes("Watcher"));
      return row && [...row.querySelectorAll("td")].filter((cell) => cell.innerText.trim() === "1").length >= 2;
    }, undefined, { timeout: 10000, polling: 50 });
    const seconds = (Date.now() - began) / 1000;
    console.log(`shown after ${seconds.toFixed(2)} s`);
    await page.waitForFunction(() => document.querySelector("#plot").data[3].y?.concat(document.querySelector("#plot").data[3].x ?? []).includes(1));
  },

  async looks() {
    for (const [kind, options] of Object.entries({ dark: DARK, phone: PHONE })) {
      const page = await open(options);
      await signIn(page);
      await page.getByText("Live").waitFor();
      for (const [name, path] of Object.entries({ console: "/", quarters: QUARTERS, mean: MEAN })) {
        await page.goto(base + path);
        await page.waitForTimeout(700);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(overflow <= 0, `${name} on ${kind} is ${overflow} px too wide`);
        await requireAccessible(page, `${name}, ${kind}`);
        await picture(page, `${name}-${kind}`);
      }
      await page.context().close();
    }
  },
};

try {
  await scenarios[scenario]();
  assert.deepEqual(complaints, [], "what must not happen");
} finally {
  await browser.close();
}
