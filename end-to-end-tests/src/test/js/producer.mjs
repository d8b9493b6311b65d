// Publishes one row to a topic with the schema that the registry has for it.
// node producer.mjs BOOTSTRAP REGISTRY TOPIC JSON
import { AvroSerializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { Kafka, logLevel } from 'kafkajs';

const [bootstrap, registry, topic, json] = process.argv.slice(2);

const serializer = new AvroSerializer(
  new SchemaRegistryClient({ baseURLs: [registry] }), SerdeType.VALUE, { useLatestVersion: true });
const value = await serializer.serialize(topic, JSON.parse(json));

const producer = new Kafka({ clientId: 'interop', brokers: [bootstrap], logLevel: logLevel.ERROR }).producer();
await producer.connect();
await producer.send({ topic, messages: [{ value }] });
await producer.disconnect();
console.log(value.toString('hex'));
