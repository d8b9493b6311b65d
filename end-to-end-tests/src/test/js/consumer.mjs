// Prints each record of a topic as one line of JSON, until COUNT have come.
// node consumer.mjs BOOTSTRAP REGISTRY TOPIC COUNT
import { AvroDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { Kafka, logLevel } from 'kafkajs';

const [bootstrap, registry, topic, count] = process.argv.slice(2);

const deserializer = new AvroDeserializer(new SchemaRegistryClient({ baseURLs: [registry] }), SerdeType.VALUE, {});
const consumer = new Kafka({ clientId: 'interop', brokers: [bootstrap], logLevel: logLevel.ERROR })
  .consumer({ groupId: `interop-${process.pid}` });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
let left = Number(count);
await new Promise((resolve) => {
  consumer.run({
    eachMessage: async ({ message }) => {
      if (left <= 0) return;
      const value = message.value === null ? null : await deserializer.deserialize(topic, message.value);
      console.log(JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? Number(v) : v)));
      if (--left === 0) resolve();
    },
  });
});
await consumer.disconnect();
process.exit(0);
