import { connectOnce } from "@deepiri/database";
import { testServerUrl } from "@deepiri/test-database";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isValid } from "../../src/findings/target-types.js";
import {
  serverTakesInput,
  sessionTakesInput,
  takesInputSql,
} from "../../src/session/takes-input.js";

const words = new Map([
  ['app."Mood"', { schema: "app", name: "Mood", labels: ["GOOD", "it's bad"] }],
]);
let client: pg.Client;
beforeAll(async () => {
  client = await connectOnce(testServerUrl());
  await client.query(takesInputSql(sessionTakesInput));
});
afterAll(() => client.end());

const uuid = "6a0e4f7e-0000-4000-8000-000000000001";

describe.each([sessionTakesInput, serverTakesInput])("as %s is asked", (takesInput) => {
  it.each([
    ["uuid", uuid, true],
    ["uuid", `{${uuid}}`, true],
    ["uuid", "6a0e4f7e", false],
    ["integer", "-12", true],
    ["integer", "1.5", false],
    ["integer", "99999999999", false],
    ["bigint", "99999999999", true],
    ["smallint", "32767", true],
    ["smallint", "32768", false],
    ["integer", "2147483647", true],
    ["integer", " -2147483648 ", true],
    ["integer", "2147483648", false],
    ["bigint", "9223372036854775807", true],
    ["bigint", "9223372036854775808", false],
    ["numeric(10,2)", "1.5", true],
    ["numeric", "1e10", true],
    ["numeric", "-Infinity", true],
    ["double precision", "-.5e-7", true],
    ["double precision", "NaN", true],
    ["double precision", "0.0", true],
    ["double precision", "1e999", false],
    ["real", "1e38", true],
    ["real", "1e39", false],
    ["numeric", "one", false],
    ["timestamp(3) without time zone", "2026-02-28 24:00", true],
    ["timestamp(3) without time zone", "2026-02-30", false],
    ["timestamp(3) without time zone", "next tuesday", false],
    ["date", "infinity", true],
    ["jsonb", '{"a": 1}', true],
    ["jsonb", "{a: 1}", false],
    ["inet", "10.0.0.300", false],
    ["tsquery", "a &", false],
    ["text[]", "{a", false],
    ["boolean", "yes", true],
    ["boolean", "Tru", true],
    ["boolean", "o", false],
    ["boolean", "maybe", false],
    ["character varying(3)", "longer than that", true],
    ['app."Mood"', "it's bad", true],
    ['app."Mood"', "good", false],
  ])("%s takes %s: %s", async (type, text, expected) => {
    const [server] = (
      await client.query("SELECT to_regproc($1) IS NOT NULL AS knows", [takesInput])
    ).rows;
    if (!server.knows) return;
    const sql = isValid("$1::text", type, { takesInput, enums: words });
    // A length is no matter of the type, and there is nothing to ask.
    const { rows } = await client.query(`SELECT $1::text IS NOT NULL AND ${sql} AS valid`, [text]);
    expect(rows).toEqual([{ valid: expected }]);
  });
});

it("says so when nothing can tell", () => {
  expect(isValid("x", "jsonb", { takesInput: undefined, enums: words })).toBeUndefined();
});
