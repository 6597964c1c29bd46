import fc from "fast-check";
import { expect, it } from "vitest";
import { HashSum } from "../src/value/hash.js";
import { ownDatabase } from "./fixture/target.js";

it("adds up the hashes that PostgreSQL works out", async () => {
  const { client } = await ownDatabase();
  const anyText = fc
    .string({ unit: "grapheme", maxLength: 40 })
    .filter((text) => !text.includes("\0"));
  const anySeed = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const pairs = fc.sample(fc.tuple(anyText, fc.oneof(fc.constant(0n), anySeed)), 2_000);
  const sum = new HashSum();
  for (const [text, seed] of pairs) {
    const bytes = Buffer.from(text);
    const [high, low] = [BigInt.asUintN(32, seed >> 32n), BigInt.asUintN(32, seed)];
    sum.add(bytes, 0, bytes.length, Number(high), Number(low));
  }
  const { rows } = await client.query(
    `SELECT sum(hashtextextended(text, seed))::text AS total
       FROM unnest($1::text[], $2::bigint[]) AS pair (text, seed)`,
    [pairs.map(([text]) => text), pairs.map(([, seed]) => String(seed))],
  );
  expect(rows).toEqual([{ total: String(sum.total) }]);
  expect(sum.values).toBe(2_000);
});
