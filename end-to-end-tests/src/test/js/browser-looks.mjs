// How pages look: hostile names, light and dark, on a phone, on paper. The pictures are for people to look at.
import assert from "node:assert/strict";
import { DARK, HIRES, LIGHT, MEAN, PHONE, QUARTERS, cells, csvRows, hire, requireAccessible, requireNoOverflow, store, text, visit } from "./browser-pages.mjs";

const YEAR = 2016;
const EMPTY = 1950;
const MARKUP = '<b>bold</b> <a href="javascript:alert(1)">x</a>';
const NAMES = [
  MARKUP,
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  '=HYPERLINK("x")',
  "+1 and -1",
  "@SUM(A1)",
  "\u202Etfel ot thgir",
  "قسم المبيعات",
  "שלום & שלום",
  "👩🏽‍🚀 🚀 😀",
  "W".repeat(200),
  "many words ".repeat(18).trim(),
];

/** Every name as a department, a job and a hire; more hires for the earlier, so that the first is above the mean. */
const RECORDS = {
  departments: NAMES.map((department, at) => ({ id: 9601 + at, department })),
  jobs: NAMES.map((job, at) => ({ id: 9601 + at, job })),
  hired_employees: NAMES.flatMap((name, at) => Array.from({ length: NAMES.length - at }, (_, more) => hire(960100 + 100 * at + more, name, 1 + (more % 12), 9601 + at, 9601 + at, YEAR))),
};

const PLACES = { quarters: QUARTERS(YEAR), mean: MEAN(YEAR), hires: HIRES(YEAR, "&quarter=1") };
const sorted = (names) => names.toSorted();

/** What Plotly has made of a name: text, whatever is in it. */
const requireTextInFigure = async (page, what) => {
  const figure = await page.evaluate(() => ({
    labels: [...document.querySelectorAll("#plot .ytick text")].map((label) => label.textContent),
    links: document.querySelectorAll("#plot a, #plot img, #plot script").length,
  }));
  assert.equal(figure.links, 0, `${what}: a name has become a link`);
  assert.ok(figure.labels.some((label) => label.startsWith("<b>bold</b>")), `${what}: ${figure.labels}`);
  await page.evaluate(() => globalThis.Plotly.Fx.hover("plot", [{ curveNumber: 0, pointNumber: 0 }]));
  const hover = page.locator("#plot .hoverlayer .hovertext").first();
  await hover.waitFor();
  assert.ok((await hover.textContent()).startsWith(MARKUP), `${what}: ${await hover.textContent()}`);
  assert.equal(await page.locator("#plot a").count(), 0, `${what}: a name has become a link`);
};

const requireNeutral = (rows) => rows.flat().forEach((cell) => assert.doesNotMatch(cell, /^[=+\-@\t\r]/, "a spreadsheet would run it"));

export default {
  async names(visitor) {
    const page = await visitor.page();
    await page.goto(`${visitor.base}/`);
    await store(page, RECORDS);
    for (const [place, path] of Object.entries(PLACES)) {
      await visit(page, visitor.base, path);
      const rows = await cells(page);
      const names = { quarters: () => rows.map((row) => row[1]), hires: () => [...new Set(rows.map((row) => row[1]))], mean: async () => [...rows, ...(await cells(page, "#others"))].map((row) => row[1]).filter((name) => NAMES.includes(name)) };
      assert.deepEqual(sorted(await names[place]()), sorted(NAMES), `${place} shows names as they are`);
      const csv = csvRows(await text(page, await page.locator("#csv").getAttribute("href")));
      assert.ok(csv.length > 0);
      requireNeutral(csv);
      if (place !== "hires") {
        await requireTextInFigure(page, place);
        await page.mouse.move(0, 0);
      }
      await requireNoOverflow(page, `${place} with hostile names`);
      await requireAccessible(page, `${place} with hostile names`);
      await visitor.picture(page, `${place}-names-light`);
    }
    const phone = await visitor.page(PHONE);
    for (const [place, path] of Object.entries(PLACES)) {
      await visit(phone, visitor.base, path);
      await requireNoOverflow(phone, `${place} with hostile names on a phone`);
      await visitor.picture(phone, `${place}-names-phone`);
    }
  },

  async theme(visitor) {
    const page = await visitor.page({ ...LIGHT });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await visit(page, visitor.base, QUARTERS(2018));
    const light = await ground();
    await page.getByRole("button", { name: "Switch between light and dark" }).click();
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.reload();
    assert.equal(await ground(), dark, "the choice is remembered");
    await page.goto(`${visitor.base}/`);
    assert.equal(await ground(), dark, "on every page");
    await page.getByRole("button", { name: "Switch between light and dark" }).click();
    assert.equal(await ground(), light);
  },

  async paper(visitor) {
    const page = await visitor.page({ ...LIGHT, viewport: { width: 794, height: 1123 } });
    for (const [name, path] of Object.entries({ quarters: QUARTERS(2015), mean: MEAN(2015) })) {
      await visit(page, visitor.base, path);
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".top nav").isVisible(), false);
      await requireNoOverflow(page, `${name} on paper`);
      await visitor.picture(page, `${name}-paper`);
      await page.emulateMedia({ media: "screen" });
    }
  },

  async looks(visitor) {
    const all = { console: "/", quarters: QUARTERS(2015), mean: MEAN(2015), hires: HIRES(2015), empty: QUARTERS(EMPTY), "sign-in": "/login", refused: "/nothing" };
    // In light, the other scenarios have been through the others.
    const light = { quarters: all.quarters, mean: all.mean, empty: all.empty };
    for (const [kind, options, places] of [["light", LIGHT, light], ["dark", DARK, all], ["phone", PHONE, all]]) {
      const page = await visitor.page(options);
      for (const [name, path] of Object.entries(places)) {
        await (/sign-in|refused/.test(name) ? page.goto(visitor.base + path) : visit(page, visitor.base, path));
        await requireNoOverflow(page, `${name}, ${kind}`);
        await requireAccessible(page, `${name}, ${kind}`);
        await visitor.picture(page, `${name}-${kind}`);
      }
      visitor.forgive(/status of 404 .*\/nothing/);
    }
  },
};
