import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { describe, expect, test } from "vitest";
import type { GrantOutcome } from "../../src/grants/index.js";
import { type MigrateEvent, migrate } from "../../src/migrator/index.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useOwnServer } from "../fixture/use-own-server.js";

const { root } = twoPackageWorkspace();
const database = findDatabase(readWorkspace(root));

async function migrateAll(
  url: string,
  onEvent: (event: MigrateEvent) => void = () => {},
): Promise<GrantOutcome> {
  const results = await migrate(database, { url, onEvent });
  return (results[0] as (typeof results)[0]).grants;
}

const ownersOfTables = `SELECT DISTINCT tableowner AS owner FROM pg_tables
  WHERE schemaname !~ '^(pg_|information_schema)'`;

describe("a login that may create roles", () => {
  const server = useOwnServer();

  test("needs no administrator", async () => {
    const url = await server.createDatabase(await server.createLogin("CREATEROLE"));
    expect((await migrateAll(url)).refused).toEqual([]);
    expect(await server.query(url, ownersOfTables)).toEqual([{ owner: "deepiri_migrator" }]);
    expect((await migrateAll(url)).applied).toEqual([]);
    // In development it acts as each package.
    await server.query(url, "SET ROLE deepiri_auth; SET ROLE deepiri_core");
  });
});

describe("a login that may not create roles", () => {
  const server = useOwnServer();

  test("migrates, says what an administrator must run, and does the rest after that", async () => {
    const login = await server.createLogin();
    const url = await server.createDatabase(login);
    const events: MigrateEvent[] = [];
    const { refused } = await migrateAll(url, (event) => events.push(event));
    expect(refused).toEqual(
      ["migrator", "core", "auth"].flatMap((name) => [
        `CREATE ROLE "deepiri_${name}" NOLOGIN`,
        `GRANT "deepiri_${name}" TO "${login}"`,
      ]),
    );
    expect(events.at(-1)).toMatchObject({ kind: "refused", statements: refused });
    expect(await server.query(url, ownersOfTables)).toEqual([{ owner: login }]);
    // Nothing was taken from anyone meanwhile.
    const [open] = await server.query(
      url,
      "SELECT has_schema_privilege('pg_monitor', 'public', 'USAGE') AS open",
    );
    expect(open).toEqual({ open: true });

    await server.query(server.asSuperuser(url), refused.join(";"));
    expect((await migrateAll(url)).refused).toEqual([]);
    expect(await server.query(url, ownersOfTables)).toEqual([{ owner: "deepiri_migrator" }]);
    expect((await migrateAll(url)).applied).toEqual([]);
  });

  test("and that owns neither the database nor what is in it is told those statements too", async () => {
    const login = await server.createLogin();
    const url = await server.createDatabase();
    const its = new URL(url);
    its.username = login;
    await server.query(url, `GRANT CREATE ON DATABASE ${its.pathname.slice(1)} TO ${login}`);
    await server.query(url, `GRANT ALL ON SCHEMA public TO ${login}`);
    const { refused } = await migrateAll(its.href);
    expect(refused).toContain(`GRANT "deepiri_migrator" TO "${login}"`);
    expect(refused).toContain('ALTER SCHEMA "public" OWNER TO "deepiri_migrator"');
    await server.query(url, refused.join(";"));
    expect((await migrateAll(its.href)).refused).toEqual([]);
  });
});

describe("a login whose sessions act as another role", () => {
  const server = useOwnServer();

  test("is told what that role lacks, and migrates with it", async () => {
    const [login, owner] = [await server.createLogin(), await server.createLogin()];
    const url = await server.createDatabase(owner);
    const its = Object.assign(new URL(url), { username: login }).href;
    await server.query(
      server.asSuperuser(url),
      `GRANT ${owner} TO ${login}; ALTER ROLE ${login} SET role = ${owner}`,
    );
    const { refused } = await migrateAll(its);
    expect(refused).toContain(`GRANT "deepiri_migrator" TO "${owner}"`);
    await server.query(server.asSuperuser(url), refused.join(";"));
    expect((await migrateAll(its)).refused).toEqual([]);
    expect(await server.query(url, ownersOfTables)).toEqual([{ owner: "deepiri_migrator" }]);
  });

  test("migrates as well where that one is a superuser", async () => {
    const [login, owner] = [await server.createLogin(), await server.createLogin("SUPERUSER")];
    const url = await server.createDatabase(login);
    await server.query(
      server.asSuperuser(url),
      `GRANT ${owner} TO ${login}; ALTER ROLE ${login} SET role = ${owner}`,
    );
    expect((await migrateAll(url)).refused).toEqual([]);
    expect(await server.query(url, ownersOfTables)).toEqual([{ owner: "deepiri_migrator" }]);
  });
});
