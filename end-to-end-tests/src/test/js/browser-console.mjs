// Signing in, and the console.
import { readFileSync } from "node:fs";
import assert from "node:assert/strict";
import { QUARTERS, requireAccessible } from "./browser-pages.mjs";

const csv = (name, content) => ({ name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(content) });

/** Drops files where a person would, as the browser tells the page of it. */
const drop = async (page, files) => {
  const data = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    all.forEach(({ name, content }) => transfer.items.add(new File([content], name, { type: "text/csv" })));
    return transfer;
  }, files);
  await page.dispatchEvent("#drop", "dragenter", { dataTransfer: data });
  await page.locator("#drop.over").waitFor();
  await page.dispatchEvent("#drop", "drop", { dataTransfer: data });
};

/** Notes everything that the progress of sending says, and how far its bar is. */
const noteProgress = (page) => page.evaluate(() => {
  globalThis.progress = [];
  const said = document.getElementById("sending-text");
  new MutationObserver(() => globalThis.progress.push({ said: said.textContent, bar: document.getElementById("sending-bar").value }))
    .observe(said, { childList: true, characterData: true, subtree: true });
});

export default {
  async "sign-in"(visitor) {
    const page = await visitor.stranger();
    const wanted = QUARTERS(2021);
    await page.goto(visitor.base + wanted);
    assert.equal(new URL(page.url()).pathname, "/login");
    await requireAccessible(page, "the sign-in page");
    await page.fill("input[name=username]", "admin");
    await page.fill("input[name=password]", "wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "wrong" }).waitFor();
    await visitor.picture(page, "sign-in-light");
    await page.fill("input[name=username]", "admin");
    await page.fill("input[name=password]", "secret");
    await page.keyboard.press("Enter");
    await page.waitForURL(visitor.base + wanted);
    assert.equal(await page.evaluate(() => document.cookie), "", "no script may read the cookie");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(`${visitor.base}/login`);
    await page.goto(`${visitor.base}/`);
    assert.equal(new URL(page.url()).pathname, "/login");
  },

  async refused(visitor) {
    const page = await visitor.page();
    await page.goto(`${visitor.base}/nothing/here`);
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    assert.match(await page.locator("link[rel=stylesheet]").getAttribute("href"), /rollcall-[0-9a-f]{32}\.css$/);
    await requireAccessible(page, "a refusal");
    await visitor.picture(page, "refused-light");
    visitor.forgive(/status of 404 .*\/nothing\/here/);
    await page.getByRole("link", { name: "Console" }).last().click();
    await page.getByText("Live").waitFor();
  },

  async console(visitor) {
    const page = await visitor.page();
    await page.goto(`${visitor.base}/`);
    await page.getByText("Live").waitFor();
    await page.locator("#files").setInputFiles([
      csv("departments", "id,department\n9101,Browser\n"),
      csv("jobs", "id,job\n9101,Tester\n"),
      csv("hired_employees", 'id,name,datetime,department_id,job_id\n910100,Ada,2019-02-03T00:00:00Z,9101,9101\n910101,<img src=x onerror=alert(1)>,never,9101,9101\n910102,"=HYPERLINK(""x"")",2019-02-03T00:00:00Z,9101,\n'),
    ]);
    await page.getByText("Done: 3 stored, 2 rejected").waitFor({ timeout: 60000 });
    await page.getByRole("button", { name: /Rejected rows of the batch/ }).first().click();
    await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();
    await page.getByText("bad_datetime").first().waitFor();
    await page.getByText("missing").first().waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download hired_employees as CSV" }).click()]);
    const rejected = readFileSync(await download.path(), "utf8");
    assert.match(rejected, /'=HYPERLINK/, "a formula is neutralised");
    assert.match(rejected, /910101/);
    await requireAccessible(page, "the console");
    await visitor.picture(page, "console-light");

    await page.getByText("Or paste JSON").click();
    await page.fill("#json", '{"departments": [');
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator("#send-problem").filter({ hasText: "JSON" }).waitFor();
    visitor.forgive(/status of 400/);
    // An id that a script's numbers cannot hold, rejected for another reason, is shown as it was sent.
    await page.fill("#json", '{"departments": [{"id": 9102, "department": "From JSON"}, {"id": 9007199254740993, "department": ""}]}');
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("Done: 1 stored, 1 rejected").waitFor({ timeout: 60000 });
    await page.getByRole("button", { name: /Rejected rows of the batch/ }).first().click();
    await page.locator("#rejects").getByText("9007199254740993", { exact: true }).waitFor();
  },

  async upload(visitor) {
    const page = await visitor.page();
    await page.goto(`${visitor.base}/`);
    await page.getByText("Live").waitFor();
    await drop(page, [{ name: "people.csv", content: "id\n1\n" }]);
    await page.locator("#send-problem").filter({ hasText: "people.csv: a file must be named after its table" }).waitFor();
    await noteProgress(page);
    const line = await page.context().newCDPSession(page);
    await line.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2_000_000 });
    // Few ids many times: twenty thousand rows to judge and store, and few of them left for others.
    const hires = Array.from({ length: 20000 }, (_, at) => `${930000 + (at % 200)},Hire ${at},2014-07-27T16:02:08Z,9301,9301`);
    await drop(page, [
      { name: "hired_employees.csv", content: hires.join("\n") },
      { name: "jobs.csv", content: "9301,Uploader" },
      { name: "departments.csv", content: "9301,Upload" },
    ]);
    await page.getByText("Done: 20,002 stored, 0 rejected").waitFor({ timeout: 60000 });
    const progress = await page.evaluate(() => globalThis.progress);
    const sent = progress.filter(({ said }) => said.startsWith("Sent "));
    const judged = progress.filter(({ said }) => said.startsWith("Judged "));
    assert.ok(sent.some(({ bar }) => bar > 0 && bar < 100), `bytes on their way: ${JSON.stringify(sent)}`);
    assert.ok(judged.length > 0, `rows being judged: ${JSON.stringify(progress)}`);
    assert.equal(await page.locator("#sending-bar").evaluate((bar) => bar.value), 100);
  },

  async backups(visitor) {
    const page = await visitor.page();
    await page.goto(`${visitor.base}/`);
    // A poll that is lost is asked again.
    let lost = 0;
    await page.route("**/backup/jobs/*", (route) => (lost++ ? route.continue() : route.abort("connectionreset")));
    await page.getByRole("button", { name: "Take a backup" }).click();
    await page.getByText(/Taken: [\d,]+ rows/).waitFor({ timeout: 60000 });
    visitor.forgive(/ERR_CONNECTION_RESET/);
    await page.getByRole("button", { name: /^Verify the backup/ }).first().click();
    await page.getByText("Verified: every byte and row is there.").waitFor({ timeout: 60000 });
    await page.getByText("proven", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: /^Restore the backup/ }).first().click();
    await page.getByRole("region", { name: "What would change" }).waitFor({ timeout: 60000 });
    await requireAccessible(page, "the restore dialog");
    await visitor.picture(page, "restore-light", false);
    await page.emulateMedia({ colorScheme: "dark" });
    await visitor.picture(page, "restore-dark", false);
    await page.locator("#restore-go").click();
    await page.getByText(/Restored: [\d,]+ rows put in place, 0 deleted/).waitFor({ timeout: 120000 });
  },
};
