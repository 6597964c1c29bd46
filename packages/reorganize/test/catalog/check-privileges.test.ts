import { quoteIdentifier } from "@deepiri/database";
import { buildMessyDatabase } from "@deepiri/reorganize-demo";
import { expect, it } from "vitest";
import { checkPrivileges, MissingRightsError } from "../../src/catalog/check-privileges.js";
import { fingerprintSchema } from "../../src/catalog/observer/fingerprint.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { finalize } from "../../src/lifecycle/finalize.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { readStatus } from "../../src/lifecycle/status.js";
import { verifyUnderway } from "../../src/lifecycle/verify-underway.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { Session } from "../../src/session/session.js";
import { type Ground, withGround } from "../fixture/apply-plan.js";
import { dropKept } from "../fixture/drop-kept.js";

const sql = `CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('fine');
  CREATE TABLE public.agents (id serial PRIMARY KEY, mood app.mood);
  CREATE TABLE app."Odd Notes" (id int PRIMARY KEY, agent int REFERENCES public.agents);
  CREATE FUNCTION app.nothing(text, int) RETURNS int LANGUAGE sql AS 'SELECT 1'`;

it("lets a superuser work", () =>
  withGround(sql, async ({ session }) => {
    await expect(checkPrivileges(session)).resolves.toBeUndefined();
  }));

it("tells all that a login lacks at once, as SQL after which it lacks nothing", () =>
  withGround(sql, (ground) =>
    withLogin(ground, async ({ login, session, obey }) => {
      const owner = `${login}_owner`;
      await ground.client.query(`CREATE ROLE ${owner}`);
      await ground.client.query(`ALTER TABLE public.agents OWNER TO ${owner}`);
      const missing = await missingOf(session);
      const database = ground.client.database ?? "";
      const isOfRole = (sql: string): boolean => sql.includes('"deepiri_');
      expect(missing.filter((sql) => !isOfRole(sql))).toEqual([
        `ALTER ROLE ${login} CREATEDB`,
        `GRANT SET ON PARAMETER session_replication_role TO ${login}`,
        `ALTER DATABASE ${database} OWNER TO ${login}`,
        `ALTER SCHEMA app OWNER TO ${login}`,
        `ALTER FUNCTION app.nothing(pg_catalog.text,integer) OWNER TO ${login}`,
        `ALTER TABLE app."Odd Notes" OWNER TO ${login}`,
        // Before PostgreSQL 16 every member may do both.
        expect.stringMatching(`^GRANT "${owner}" TO ${login}( WITH INHERIT TRUE, SET TRUE)?$`),
        `ALTER TYPE app.mood OWNER TO ${login}`,
      ]);
      expect(missing.filter(isOfRole)).toContain(`GRANT "deepiri_migrator" TO "${login}"`);
      expect(await missingOf(await obey(missing))).toEqual([]);
      await ground.client.query(`DROP OWNED BY ${owner} CASCADE; DROP ROLE ${owner}`);
    }),
  ));

it(
  "names at once what the owner of the tables lacks to plan, and lets it go there and back after that",
  { timeout: 120_000 },
  () =>
    withGround("", async (ground) => {
      await buildMessyDatabase(ground.url, "cyrex-old");
      await withLogin(ground, async ({ login, session: powerless, obey }) => {
        await ground.client.query(ownTables(login));
        const told: string[] = [];
        const onProgress = (what: string): void => void told.push(what);
        const refused = await makePlan(powerless.url, { onProgress }).catch((error) => error);
        expect(refused).toBeInstanceOf(MissingRightsError);
        expect(told).toEqual([]);
        const session = await obey((refused as MissingRightsError).statements);
        const plan = await makePlan(session.url);
        expect(await applyPlan(session, plan)).toBe("applied");
        expect(await verifyUnderway(session)).toMatchObject({ ok: true });
        await rollBack(session);
        expect(await fingerprintSchema(session)).toBe(plan.source);
        await applyPlan(session, plan);
        await finalize(session, { unusedForMs: 0 });
        expect(await readStatus(session)).toBeUndefined();
      });
    }),
);

const ownTables = (login: string): string => `DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE public.%I OWNER TO ${login}', one.name);
  END LOOP; END $$`;

async function missingOf(session: Session): Promise<readonly string[]> {
  const refused = await checkPrivileges(session).catch((error: unknown) => error);
  return refused instanceof MissingRightsError ? refused.statements : [];
}

interface Login {
  readonly login: string;
  readonly session: Session;
  /**
   * Gives it what an administrator was told to, in the moment in which it takes another name: to the plans that
   * other tests made of their databases it is nobody who gained rights, but somebody new.
   */
  obey(statements: readonly string[]): Promise<Session>;
}

/** Runs `body` with a login that may do nothing; drops it with all that it owns. */
async function withLogin(
  { client, url }: Ground,
  body: (login: Login) => Promise<void>,
): Promise<void> {
  let login = `powerless_${process.pid}_${Date.now()}`;
  await client.query(`CREATE ROLE ${login} LOGIN`);
  const sessions: Session[] = [];
  const open = (): Session => {
    const theirs = new URL(url);
    theirs.username = login;
    const session = new Session(theirs.href);
    sessions.push(session);
    return session;
  };
  const obey = async (statements: readonly string[]): Promise<Session> => {
    const renamed = `${login}_no_more`;
    await client.query(
      `BEGIN; ${statements.join(";")}; ALTER ROLE ${login} RENAME TO ${renamed}; COMMIT`,
    );
    login = renamed;
    return open();
  };
  try {
    await body({ login, session: open(), obey });
  } finally {
    for (const session of sessions) await session.end();
    await dropKept(client, login);
    await client.query(
      `ALTER DATABASE ${quoteIdentifier(client.database ?? "")} OWNER TO CURRENT_USER;
       REASSIGN OWNED BY ${login} TO CURRENT_USER; DROP OWNED BY ${login}; DROP ROLE ${login}`,
    );
  }
}
