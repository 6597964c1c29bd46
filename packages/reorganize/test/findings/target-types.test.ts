import { connectOnce } from "@deepiri/database";
import { testServerUrl } from "@deepiri/test-database";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isValid } from "../../src/findings/target-types.js";

const words = new Map([
  ['app."Mood"', { schema: "app", name: "Mood", labels: ["GOOD", "it's bad"] }],
]);
let client: pg.Client;
beforeAll(async () => {
  client = await connectOnce(testServerUrl());
});
afterAll(() => client.end());

const uuid = "6a0e4f7e-0000-4000-8000-000000000001";

describe.each([150_000, 160_000])("as server version %i is asked", (version) => {
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
    ["boolean", "yes", true],
    ["boolean", "Tru", true],
    ["boolean", "o", false],
    ["boolean", "maybe", false],
    ["character varying(3)", "longer than that", true],
    ['app."Mood"', "it's bad", true],
    ['app."Mood"', "good", false],
  ])("%s takes %s: %s", async (type, text, expected) => {
    const known = Number(
      (await client.query("SHOW server_version_num")).rows[0].server_version_num,
    );
    if (known < version) return;
    const sql = isValid("$1::text", type, { version, enums: words });
    // A length is no matter of the type, and there is nothing to ask.
    const { rows } = await client.query(`SELECT $1::text IS NOT NULL AND ${sql} AS valid`, [text]);
    expect(rows).toEqual([{ valid: expected }]);
  });
});

it("says so when a server before 16 cannot tell", () => {
  expect(isValid("x", "jsonb", { version: 150_000, enums: words })).toBeUndefined();
});
