// Reads an AsyncAPI document as the standard's own parser does; prints what it complains of, a line each.
// node asyncapi.mjs FILE
import { readFileSync } from "node:fs";
import { AvroSchemaParser } from "@asyncapi/avro-schema-parser";
import { DiagnosticSeverity, Parser } from "@asyncapi/parser";

const parser = new Parser();
parser.registerSchemaParser(AvroSchemaParser());
const { diagnostics } = await parser.parse(readFileSync(process.argv[2], "utf8"));
for (const { severity, code, path, message } of diagnostics) {
  // Below are hints, such as that there is a newer version of the standard.
  if (severity <= DiagnosticSeverity.Warning) console.log(`${code} ${path.join("/")}: ${message}`);
}
