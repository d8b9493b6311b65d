// What all scenarios share: one Chromium, one sign-in, pages that complain about what must not happen.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** No page of a test takes longer; the machine may be busy. */
const LONGEST = 30000;

export const LIGHT = { colorScheme: "light", viewport: { width: 1280, height: 900 } };
export const DARK = { ...LIGHT, colorScheme: "dark" };
export const PHONE = { colorScheme: "light", viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Somebody in front of Chromium. */
export class Visitor {
  #browser;
  #light = null;
  #session = null;
  #complaints = [];
  #opened = [];

  constructor(browser, base, pictures) {
    this.#browser = browser;
    this.base = base;
    this.pictures = pictures;
  }

  static async at(base, pictures) {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
    return new Visitor(browser, base, pictures);
  }

  /** A page for somebody whom Rollcall does not know. */
  async stranger(options = LIGHT) {
    return this.#page(await this.#context(options));
  }

  /** A page for somebody who has signed in; as long as nothing else is asked for, with what the browser has kept of others. */
  async page(options = LIGHT) {
    if (!this.#session) {
      const page = await this.stranger();
      await signIn(page, this.base);
      this.#session = await page.context().storageState();
    }
    if (options !== LIGHT) {
      return this.#page(await this.#context({ ...options, storageState: this.#session }));
    }
    this.#light ??= await this.#context({ ...LIGHT, storageState: this.#session });
    return this.#page(this.#light);
  }

  /** The whole page; or what is in the window, where something lies over the page. */
  async picture(page, name, fullPage = true) {
    await page.screenshot({ path: `${this.pictures}/${name}.png`, fullPage });
  }

  /** Takes back complaints that a scenario has provoked. */
  forgive(pattern) {
    this.#complaints = this.#complaints.filter((complaint) => !pattern.test(complaint));
  }

  /** Ends a scenario: what was complained about; a picture of the last page if it has failed. */
  async leave(scenario, hasFailed) {
    if (hasFailed && this.#opened.length) {
      await this.picture(this.#opened.at(-1), `failed-${scenario}`).catch(() => {});
    }
    const complaints = this.#complaints;
    for (const page of this.#opened) {
      await (page.context() === this.#light ? page.close() : page.context().close());
    }
    this.#opened = [];
    this.#complaints = [];
    return complaints;
  }

  close() {
    return this.#browser.close();
  }

  async #context(options) {
    const context = await this.#browser.newContext(options);
    context.setDefaultTimeout(LONGEST);
    return context;
  }

  async #page(context) {
    const page = await context.newPage();
    this.#opened.push(page);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.#complaints.push(`console: ${message.text()} (${page.url()})`);
    });
    page.on("pageerror", (error) => this.#complaints.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      this.#complaints.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== this.base) this.#complaints.push(`another host: ${request.url()}`);
    });
    return page;
  }
}

export const signIn = async (page, base, path = "/", password = "secret") => {
  await page.goto(base + path);
  await page.fill("input[name=username]", "admin");
  await page.fill("input[name=password]", password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname !== "/login");
};

/** No violation of WCAG 2.2 A and AA that axe can find. */
export const requireAccessible = async (page, what) => {
  await page.evaluate(AXE);
  const found = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules, resultTypes: ["violations"] }), RULES);
  const violations = found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + n.failureSummary?.split("\n")[1]).join("; ")}`);
  assert.deepEqual(violations, [], `${what} is not accessible`);
};

/** Nothing sticks out to the right. */
export const requireNoOverflow = async (page, what) => {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${what} is ${overflow} px too wide`);
};

export const json = (page, path) => page.evaluate(async (p) => (await fetch(p, { headers: { Accept: "application/json" } })).json(), path);

export const text = (page, path) => page.evaluate(async (p) => (await fetch(p)).text(), path);

/** Sends records through the page's own session and waits until all of them are stored. */
export const store = async (page, records) => {
  const receipt = await page.evaluate(async (body) => {
    const headers = { "Content-Type": "application/json", Prefer: "wait=30", "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content };
    return (await fetch("/ingest", { method: "POST", headers, body: JSON.stringify(body) })).json();
  }, records);
  assert.equal(receipt.stored, receipt.received, JSON.stringify(receipt));
};

/** A metrics page, once it follows what is stored and, if it has a figure, has drawn it. */
export const visit = async (page, base, path) => {
  await page.goto(base + path);
  await page.locator(".state", { hasText: "Live" }).waitFor();
  if (await page.locator("#plot").count()) {
    await page.waitForFunction(() => document.querySelector("#plot").data?.length > 0);
  }
};

/** The texts of a table's body, row by row, without blanks around them. */
export const cells = (page, body = "#rows") =>
  page.locator(`${body} tr`).evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));

/** CSV as RFC 4180 has it, row by row, without the header. */
export const csvRows = (csv) => {
  const rows = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") rows.push([]);
  }
  return rows.slice(1).filter((row) => row.length > 1);
};

export const hire = (id, name, month, department, job, year) =>
  ({ id, name, datetime: `${year}-${String(month).padStart(2, "0")}-05T00:00:00Z`, department_id: department, job_id: job });

export const QUARTERS = (year, more = "") => `/metrics/hired_by_quarter?year=${year}${more}&format=html`;
export const MEAN = (year, more = "") => `/metrics/departments_above_mean?year=${year}${more}&format=html`;
export const HIRES = (year, more = "") => `/metrics/hires?year=${year}${more}&format=html`;
