import { quoteIdentifier } from "@deepiri/database";
import { expect, it } from "vitest";
import { fingerprintSchema } from "../../src/catalog/observer/fingerprint.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { verifyUnderway } from "../../src/lifecycle/verify-underway.js";
import { planHash } from "../../src/plan/plan-file.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { Session } from "../../src/session/session.js";
import { withGround } from "../fixture/apply-plan.js";
import { dropKept } from "../fixture/drop-kept.js";

const settings = [
  "statement_timeout = '1ms'",
  "lock_timeout = '1ms'",
  "idle_in_transaction_session_timeout = '1ms'",
  "idle_session_timeout = '1ms'",
  "jit = on",
  "DateStyle = 'SQL, DMY'",
  "IntervalStyle = 'sql_standard'",
  "TimeZone = 'Asia/Kathmandu'",
  "bytea_output = 'escape'",
  "extra_float_digits = 0",
  "search_path = 'elsewhere'",
  "default_transaction_isolation = 'serializable'",
  "default_transaction_read_only = 'on'",
  "default_transaction_deferrable = 'on'",
  "row_security = 'off'",
  "quote_all_identifiers = 'on'",
  "transform_null_equals = 'on'",
  "array_nulls = 'off'",
  "session_replication_role = 'replica'",
  "standard_conforming_strings = 'off'",
  "backslash_quote = 'off'",
  "xmloption = 'document'",
  "enable_indexscan = 'off'",
  "plan_cache_mode = 'force_generic_plan'",
  "temp_file_limit = '64kB'",
];

const sql = `
  CREATE SCHEMA elsewhere; CREATE FUNCTION elsewhere.lower(text) RETURNS text LANGUAGE sql AS 'SELECT NULL';
  CREATE TABLE public.memories (memory_id varchar(255) PRIMARY KEY, session_id varchar(255), user_id varchar(255),
    memory_type text NOT NULL DEFAULT 'fact', content text, metadata jsonb, importance float8,
    created_at timestamptz DEFAULT '2026-02-01 10:00+00', extra text[]);
  INSERT INTO public.memories (memory_id, content, importance, extra)
  SELECT n, CASE WHEN n > 3 THEN 'x' END, 0.30000000000000004, '{a,NULL}' FROM generate_series(1, 6) AS n`;

const rows = "SELECT to_jsonb(m) AS row FROM public.memories AS m ORDER BY memory_id";

it(
  "plans, applies, verifies and rolls back the same whatever its login and the database are set to",
  {
    timeout: 120_000,
  },
  () =>
    withGround(sql, async (ground) => {
      const { client, url } = ground;
      const before = await ground.rows(rows);
      const login = `hostile_${process.pid}_${Date.now()}`;
      await client.query(`CREATE ROLE ${login} LOGIN SUPERUSER`);
      const hostile = [
        `ROLE ${login}`,
        `DATABASE ${quoteIdentifier(client.database ?? "")}`,
      ].flatMap((who) => settings.map((setting) => `ALTER ${who} SET ${setting}`));
      await client.query("SET allow_in_place_tablespaces = on");
      await client.query(`CREATE TABLESPACE ${login} LOCATION ''`);
      hostile.push(
        `ALTER DATABASE ${quoteIdentifier(client.database ?? "")} SET default_tablespace = ${login}`,
      );
      const theirs = Object.assign(new URL(url), { username: login });
      const session = new Session(theirs.href);
      try {
        const usual = await makePlan(theirs.href);
        await client.query(hostile.join(";"));
        const plan = await makePlan(theirs.href);
        expect(planHash(plan)).toBe(planHash(usual));
        await applyPlan(session, plan);
        expect(await verifyUnderway(session)).toMatchObject({ ok: true });
        await rollBack(session);
        expect(await fingerprintSchema(session)).toBe(plan.source);
        expect(await ground.rows(rows)).toEqual(before);
      } finally {
        await session.end();
        await dropKept(client, login);
        await client.query(`DROP TABLESPACE ${login}`);
        await client.query(`REASSIGN OWNED BY ${login} TO CURRENT_USER; DROP ROLE ${login}`);
      }
    }),
);
