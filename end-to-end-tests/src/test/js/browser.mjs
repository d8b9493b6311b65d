// Rollcall's pages in Chromium, as people use them. Arguments: address, folder for pictures, scenarios (none: all). Says of
// each scenario in a line of JSON how it went. One fails if a page is not as it should be, asks another host for anything,
// or says anything in the console.
import assert from "node:assert/strict";
import { Visitor } from "./browser-pages.mjs";
import console from "./browser-console.mjs";
import metrics from "./browser-metrics.mjs";
import docs from "./browser-docs.mjs";
import looks from "./browser-looks.mjs";

const [base, pictures, ...wanted] = process.argv.slice(2);
const scenarios = Object.entries({ ...console, ...metrics, ...docs, ...looks }).filter(([name]) => !wanted.length || wanted.includes(name));
assert.ok(scenarios.length, `there is no scenario ${wanted}`);

const visitor = await Visitor.at(base, pictures);
try {
  for (const [scenario, play] of scenarios) {
    const began = Date.now();
    let failure = "";
    try {
      await play(visitor);
    } catch (e) {
      failure = e.stack;
    }
    const complaints = await visitor.leave(scenario, failure !== "");
    if (complaints.length) {
      failure = [failure, "what must not happen:", ...complaints].filter(Boolean).join("\n");
    }
    process.stdout.write(`${JSON.stringify({ scenario, seconds: (Date.now() - began) / 1000, failure })}\n`);
  }
} finally {
  await visitor.close();
}
