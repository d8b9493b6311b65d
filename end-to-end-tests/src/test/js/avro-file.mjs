// Prints each row of an Avro object container file as one line of JSON, numbers as text lest they be rounded.
// node avro-file.mjs FILE
import avro from 'avsc';
import { decompress } from 'fzstd';

const exact = avro.types.LongType.__with({
  fromBuffer: (buffer) => buffer.readBigInt64LE(),
  toBuffer: (number) => { const buffer = Buffer.alloc(8); buffer.writeBigInt64LE(number); return buffer; },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (number) => typeof number === 'bigint',
  compare: (one, other) => (one === other ? 0 : one < other ? -1 : 1),
});

avro.createFileDecoder(process.argv[2], {
  codecs: { zstandard: (block, done) => done(null, Buffer.from(decompress(block))) },
  parseHook: (schema) => avro.Type.forSchema(schema, { registry: { long: exact } }),
})
  .on('data', (row) => console.log(JSON.stringify(row, (_, v) => (['bigint', 'number'].includes(typeof v) ? String(v) : v))))
  .on('error', (error) => { console.error(error); process.exitCode = 1; });
