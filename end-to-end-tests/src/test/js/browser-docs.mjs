// The documentation of all services, and its examples as somebody tries them.
import assert from "node:assert/strict";
import { DARK, LIGHT, PHONE, requireNoOverflow } from "./browser-pages.mjs";

const operation = (page, path) => page.locator(".opblock").filter({ has: page.locator(`[data-path="${path}"]`) }).first();

/** Sends the example as it is; the status of the answer. */
const tried = async (page, path) => {
  const block = operation(page, path);
  await block.locator(".opblock-summary-control").click();
  await block.getByRole("button", { name: "Execute" }).click();
  return block.locator(".live-responses-table .response .response-col_status").first().innerText();
};

const ready = async (page, visitor) => {
  await page.goto(`${visitor.base}/docs`);
  await page.locator(".opblock").first().waitFor();
};

export default {
  async docs(visitor) {
    const stranger = await visitor.stranger();
    await ready(stranger, visitor);
    for (const path of ["/ingest", "/metrics/hired_by_quarter", "/backup", "/restore"]) {
      await operation(stranger, path).waitFor();
    }
    await stranger.getByRole("button", { name: "Authorize" }).first().click();
    const dialog = stranger.locator(".modal-ux");
    await dialog.locator("#oauth_username").fill("admin");
    await dialog.locator("#oauth_password").fill("secret");
    await dialog.locator(".auth-btn-wrapper .authorize").first().click();
    await dialog.getByText("Logout").first().waitFor();
    await dialog.locator(".btn-done").first().click();
    assert.match(await tried(stranger, "/metrics/hired_by_quarter"), /^200/);
    await visitor.picture(stranger, "docs-light", false);

    const page = await visitor.page({ ...LIGHT });
    await ready(page, visitor);
    assert.match(await tried(page, "/validate/{table}"), /^200/, "a signed-in browser needs no other token");
    for (const [kind, options] of [["dark", DARK], ["phone", PHONE]]) {
      const other = await visitor.page(options);
      await ready(other, visitor);
      await requireNoOverflow(other, `the documentation, ${kind}`);
      await visitor.picture(other, `docs-${kind}`, false);
    }
  },
};
