// Publishes rows, each a JSON object, to raw.TABLE and prints where each of them lies:
//
//   npm ci --ignore-scripts --prefix docs/examples
//   node docs/examples/publish.mjs TABLE ROW...
//
// BOOTSTRAP and REGISTRY say where Kafka and the registry are; KAFKA_USERNAME, KAFKA_PASSWORD and KAFKA_CA how to
// sign in.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { SchemaRegistry } from "@kafkajs/confluent-schema-registry";
import { Kafka, Partitioners, logLevel } from "kafkajs";

const { BOOTSTRAP, REGISTRY, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_CA } = process.env;
const [table, ...rows] = process.argv.slice(2);
if (rows.length === 0) {
  console.error("usage: publish.mjs TABLE ROW...");
  process.exit(2);
}
const topic = `raw.${table}`;
const batch = randomUUID();

const registryUrl = REGISTRY || "http://localhost:8081/apis/ccompat/v7";
const registry = new SchemaRegistry({ host: registryUrl });

const ask = async (path) => {
  const answer = await fetch(registryUrl + path);
  if (!answer.ok) throw new Error(`${answer.url} answers ${answer.status}: ${await answer.text()}`);
  return answer.json();
};

// The newest version that takes everything; versions that are stricter are other producers' own.
const lenientSchema = async (subject) => {
  const versions = await ask(`/subjects/${subject}/versions`);
  for (const version of versions.reverse()) {
    const { id, schema } = await ask(`/subjects/${subject}/versions/${version}`);
    const { fields } = JSON.parse(schema);
    if (fields.every(({ type }) => String(type) === "null,long,string")) {
      return { schemaId: id, columns: fields.map(({ name }) => name) };
    }
  }
  throw new Error(`the registry has no lenient schema under ${subject}`);
};
const { schemaId, columns } = await lenientSchema(`${topic}-value`);

// JavaScript's numbers are exact up to 2^53 only. Larger ids can be sent as text: "9007199254740993".
const message = async (json, row) => {
  const value = JSON.parse(json);
  const unknown = Object.keys(value).filter((name) => !columns.includes(name));
  if (unknown.length > 0) throw new Error(`${table} has no ${unknown}`); // the encoder would leave it out
  return {
    key: value.id == null ? null : String(value.id),
    value: await registry.encode(schemaId, value),
    headers: { "batch-id": batch, row: String(row), source: "publish.mjs" },
  };
};

const kafka = new Kafka({
  clientId: "publish.mjs",
  brokers: (BOOTSTRAP || "localhost:9092").split(","),
  logLevel: logLevel.ERROR,
  ...(KAFKA_USERNAME && {
    ssl: KAFKA_CA ? { ca: [readFileSync(KAFKA_CA)] } : true,
    sasl: { mechanism: "scram-sha-512", username: KAFKA_USERNAME, password: KAFKA_PASSWORD },
  }),
});
// Its default partitioner takes the partition that Java's clients take for a key.
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();
try {
  for (const sent of await Promise.all(rows.map(message))) {
    const [place] = await producer.send({ topic, messages: [sent], acks: -1 });
    console.log(`${topic}-${place.partition}-${place.baseOffset}`);
  }
  console.log(`batch ${batch}`);
} finally {
  await producer.disconnect();
}
