import { randomUUID } from "node:crypto";
import { quoteIdentifier } from "@deepiri/database";
import { expect, it } from "vitest";
import { fingerprintSchema } from "../../src/catalog/observer/fingerprint.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { verifyUnderway } from "../../src/lifecycle/verify-underway.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { Session } from "../../src/session/session.js";
import { withConnection } from "../../src/session/with-connection.js";
import { type Ground, withGround } from "../fixture/apply-plan.js";
import { dropKept } from "../fixture/drop-kept.js";

const sql = `CREATE SCHEMA theirs; CREATE SCHEMA others;
  CREATE FUNCTION theirs.fine() RETURNS text LANGUAGE sql AS $$SELECT 'fine'$$;
  CREATE FUNCTION theirs.mood() RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN fine(); END';
  CREATE TABLE public.memories (memory_id varchar(255) PRIMARY KEY, session_id varchar(255), user_id varchar(255),
    memory_type text NOT NULL DEFAULT theirs.mood(), content text, metadata jsonb, importance float8,
    created_at timestamptz DEFAULT '2026-02-01 10:00+00', extra text[]);
  INSERT INTO public.memories (memory_id, memory_type, content) SELECT n, 'fact', CASE WHEN n > 3 THEN 'x' END FROM generate_series(1, 6) AS n`;

/** Runs `body` with a login whose sessions are those of a superuser from their start. */
async function withActing(
  { client, url }: Ground,
  body: (session: Session, roles: { login: string; owner: string }) => Promise<void>,
): Promise<void> {
  const unique = randomUUID().slice(0, 8);
  const [login, owner] = [`login_${unique}`, `owner_${unique}`];
  await client.query(
    `CREATE ROLE ${owner} SUPERUSER; CREATE ROLE ${login} LOGIN; GRANT ${owner} TO ${login};
     ALTER ROLE ${login} SET role = ${owner}; ALTER ROLE ${login} SET search_path = theirs;
     ALTER ROLE ${owner} SET search_path = others`,
  );
  const session = new Session(Object.assign(new URL(url), { username: login }).href);
  try {
    await body(session, { login, owner });
  } finally {
    await session.end();
    await dropKept(client, owner);
    await client.query(
      `ALTER DATABASE ${quoteIdentifier(client.database ?? "")} OWNER TO CURRENT_USER;
       REASSIGN OWNED BY ${owner}, ${login} TO CURRENT_USER; DROP OWNED BY ${owner}, ${login}; DROP ROLE ${owner}, ${login}`,
    );
  }
}

it(
  "plans, applies, verifies and rolls back as the role that its login's sessions act as",
  {
    timeout: 120_000,
  },
  () =>
    withGround(sql, (ground) =>
      withActing(ground, async (session) => {
        const plan = await makePlan(session.url);
        expect(await applyPlan(session, plan)).toBe("applied");
        expect(await verifyUnderway(session)).toMatchObject({ ok: true });
        await rollBack(session);
        expect(await fingerprintSchema(session)).toBe(plan.source);
      }),
    ),
);

it("has the search_path of the login, and not that of the role that it acts as, as PostgreSQL has", () =>
  withGround(sql, (ground) =>
    withActing(ground, ({ url }) =>
      withConnection(url, { searchPath: "of the login" }, async (client) => {
        const { rows } = await client.query("SHOW search_path");
        expect(rows).toEqual([{ search_path: "theirs" }]);
      }),
    ),
  ));
