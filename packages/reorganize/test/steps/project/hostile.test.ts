import { connectOnce } from "@deepiri/database";
import { expect, test } from "vitest";
import { plainName } from "../../../src/catalog/table-name.js";
import { asRole } from "../../fixture/as-role.js";
import { send, withProjected } from "./ground.js";

const long = "é".repeat(31);
const turns = `"Old ""Stock""".";DROP 'x' $1 ${long.slice(0, 10)}"`;
const messages = `"new.schema"."${long}"`;

const sql = `
  CREATE SCHEMA "Old ""Stock"""; CREATE SCHEMA "new.schema";
  CREATE TABLE ${turns} ("Order" int, "user's ""id""" text, "at" timestamptz, amount float8, PRIMARY KEY ("Order", "user's ""id"""));
  CREATE TABLE ${messages} ("select" text PRIMARY KEY, "${long}" date, "a.b" float8, "it's" interval);
  CREATE TABLE "new.schema"."group" ("order" text PRIMARY KEY, amount text)`;

const projections = {
  [`it's "odd".'; ${long}`]: {
    to: plainName({ schema: "new.schema", name: long }),
    query: `SELECT t."Order" || t."user's ""id""" AS "select", t."at"::date AS "${long}", t.amount AS "a.b", t."at" - '2026-01-01'::timestamptz AS "it's" FROM ${turns} AS t`,
  },
  "$$ _unit": {
    to: plainName({ schema: "new.schema", name: "group" }),
    query: `SELECT COALESCE("T"."user's ""id""", '') || '\\' AS "order", string_agg("T".amount::text, ',' ORDER BY "T"."Order") AS amount FROM ${turns} AS "T" GROUP BY "T"."user's ""id"""`,
  },
};

const settings = [
  "search_path = 'new.schema', pg_temp",
  "DateStyle = 'SQL, DMY'",
  "IntervalStyle = 'sql_standard'",
  "TimeZone = 'Pacific/Chatham'",
  "extra_float_digits = -15",
  "standard_conforming_strings = off",
  "default_transaction_isolation = 'serializable'",
  "row_security = off",
  "session_replication_role = replica",
  "quote_all_identifiers = on",
  "transform_null_equals = on",
  "plan_cache_mode = force_custom_plan",
];

const insert = `INSERT INTO ${turns} VALUES (7, 'a', '2026-03-28 23:30:00.1+00', 0.1::float8 + 0.2), (8, 'ü''"\\', 'infinity', 'NaN'), (9, 'a', NULL, 1e300)`;

test.each(settings)("follows a program with %s, and any names", (setting) =>
  withProjected(sql, projections, async (ground) => {
    await ground.client.query("SET TimeZone = 'UTC'");
    await ground.client.query(insert.replace("'a'", "'first'"));
    for (const { forward } of ground.steps) await send(ground.session, [forward], 1);
    const program = await connectOnce(ground.url, { applicationName: "program" });
    await program.query(`SET ${setting}`);
    await program.query(
      insert
        .replaceAll("(7,", "(17,")
        .replace("(8,", "(18,")
        .replace("(9,", "(19,")
        .replace("\\", ""),
    );
    await program.query(`UPDATE ${turns} SET "Order" = "Order" + 1, amount = amount * 3`);
    await program.query(`DELETE FROM ${turns} WHERE "Order" = 18`);
    await program.end();
    expect(await ground.differences()).toEqual([]);
    expect(
      (await ground.aside()).filter(({ reason }) => !/cannot take/.test(String(reason))),
    ).toEqual([]);
    await send(
      ground.session,
      ground.steps.toReversed().flatMap(({ inverse }) => inverse),
      2,
    );
  }),
);

test("follows a program that may do nothing but insert into the source", () =>
  withProjected(sql, projections, async (ground) => {
    await ground.client.query(
      `SET TimeZone = 'UTC'; CREATE ROLE "only inserts"; GRANT USAGE ON SCHEMA "Old ""Stock""" TO "only inserts"; GRANT INSERT ON ${turns} TO "only inserts"`,
    );
    try {
      for (const { forward } of ground.steps) await send(ground.session, [forward], 1);
      expect(await asRole(ground, "only inserts", insert)).toEqual([]);
      expect(await ground.rows('SELECT count(*)::int FROM "new.schema"."group"')).toEqual([
        { count: 2 },
      ]);
      expect(await ground.differences()).toEqual([]);
    } finally {
      await ground.client.query('DROP OWNED BY "only inserts"; DROP ROLE "only inserts"');
    }
  }));
