import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readDefinitions } from "../src/definition/definition.js";
import { assertUsable } from "../src/definition/print-definitions.js";
import { backUp } from "../src/index.js";
import { backupFolder, madeDatabase } from "./fixture/databases.js";

it("takes the pg_dump of the machine where it is as new as the server, and says what it says", async () => {
  const url = await madeDatabase("CREATE TABLE public.things (id int)");
  const env = pgDumpThat(
    'case "$1" in --version) echo "pg_dump (PostgreSQL) 99.1";; *) echo "pg_dump: error: out of luck: $@" >&2; exit 1;; esac',
  );
  await expect(
    backUp({ url: url.replace("postgres@", "postgres:geheim@"), out: backupFolder(), env }),
  ).rejects.toThrow(
    /^pg_dump could not print the definitions: out of luck: --no-password --schema-only --no-subscriptions --lock-wait-timeout=10s --snapshot=[\w-]+$/,
  );
});

it("reads definitions that the pg_dump of the machine printed", async () => {
  const url = await madeDatabase("CREATE TABLE public.things (id int)");
  const env = pgDumpThat(
    `case "$1" in --version) echo "pg_dump (PostgreSQL) 99.1";; *) printf '\\\\restrict abc\\nCREATE TABLE public.things (\\n id int);\\n\\\\unrestrict abc\\n';; esac`,
  );
  const out = backupFolder();
  const { definitions } = await backUp({ url, out, env });
  expect(definitions.bytes).toBe("CREATE TABLE public.things (\n id int);\n".length);
});

it("says how to get a pg_dump for a server that is newer than the bundled one", () => {
  expect(() => assertUsable({ code: "absent" }, 18)).not.toThrow();
  expect(() =>
    assertUsable({ code: "found", program: "pg_dump", version: "19.1" }, 19),
  ).not.toThrow();
  expect(() => assertUsable({ code: "older", version: "18.1", server: "19.0" }, 19)).toThrow(
    "The server is PostgreSQL 19, newer than the pg_dump that comes with this tool (18), and the pg_dump here is 18.1. Install the client programs of PostgreSQL 19 (Debian and Ubuntu: postgresql-client-19",
  );
});

it("counts what belongs to a table as the table, however odd its names are", async () => {
  const [, , , , ...parts] = await readDefinitions(`
    CREATE TABLE s."a.b" (id int); CREATE SEQUENCE s."seq;"; CREATE SCHEMA t; CREATE FUNCTION s.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1; SELECT 2';
    ALTER SEQUENCE s."seq;" OWNED BY s."a.b".id;
    CREATE INDEX "i""x" ON s."a.b" (id);
    COMMENT ON INDEX s."i""x" IS 'x';
    ALTER TABLE ONLY s."a.b" ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES t."o ther"(id);
    GRANT ALL ON SEQUENCE s."seq;" TO "some one";
    COMMENT ON FUNCTION s.f(int) IS 'x';
    ALTER SCHEMA t OWNER TO me;
    ALTER DEFAULT PRIVILEGES FOR ROLE me IN SCHEMA t GRANT SELECT ON TABLES TO you`);
  const table = { kind: "object", schema: "s", name: "a.b" };
  expect(parts.map(({ about }) => about)).toEqual([
    ...Array(5).fill(table),
    { kind: "object", schema: "s", name: "f" },
    { kind: "schema", name: "t" },
    { kind: "schema", name: "t" },
  ]);
  expect(parts[3]?.key).toEqual({ name: "k", to: '"t"."o ther"' });
  expect(parts.flatMap(({ roles }) => roles)).toEqual(["some one", "me", "me", "you"]);
});

/** An environment whose only pg_dump is this script. */
function pgDumpThat(script: string): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), "pg_dump-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "pg_dump"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "pg_dump"), 0o755);
  return { PATH: `${folder}:/usr/bin:/bin` };
}
