import { type FoundPgDump, findPgDump } from "@deepiri/database";
import { because } from "@deepiri/vitest/skip";
import { describe, expect, it } from "vitest";
import { dumpDifferences } from "../../../src/catalog/dump/differences.js";
import { dumpedObjects } from "../../../src/catalog/dump/dumped-objects.js";
import { type Dumped, readDump } from "../../../src/catalog/dump/read-dump.js";
import { withGround } from "../../fixture/apply-plan.js";
import { whyNoDump } from "../../fixture/why-no-dump.js";

const found = await withGround("", ({ session }) => findPgDump(session));
const noDump = whyNoDump(found);

describe.skipIf(noDump)(`pg_dump${because(noDump)}`, () => {
  it.each([
    [
      "a default",
      "ALTER TABLE public.items ALTER COLUMN name SET DEFAULT 'one'",
      [["TABLE public.items", "changed"]],
    ],
    [
      "a right on a column",
      "GRANT SELECT (name) ON public.items TO pg_monitor",
      [["ACL public.COLUMN items.name", "unexpected"]],
    ],
    [
      "a function's body",
      "CREATE OR REPLACE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 2'",
      [["FUNCTION public.one()", "changed"]],
    ],
    [
      "a key that is gone",
      "ALTER TABLE public.items DROP CONSTRAINT items_pkey",
      [["CONSTRAINT public.items items_pkey", "missing"]],
    ],
    [
      "that a column was made again as it was",
      "ALTER TABLE public.items DROP COLUMN id; ALTER TABLE public.items ADD COLUMN id int NOT NULL PRIMARY KEY",
      [],
    ],
    [
      "that settings were made again as they were",
      "ALTER TABLE public.items RESET (fillfactor), RESET (autovacuum_enabled); ALTER TABLE public.items SET (autovacuum_enabled = false, fillfactor = 71)",
      [],
    ],
    [
      "a setting",
      "ALTER TABLE public.items SET (fillfactor = 72)",
      [["TABLE public.items", "changed"]],
    ],
    [
      "that our own schema is there",
      "CREATE SCHEMA _reorganize; CREATE TABLE _reorganize.plan ()",
      [],
    ],
  ])("tells %s by the names of objects", (_, sql, expected) =>
    withGround(
      `CREATE TABLE public.items (id int PRIMARY KEY, name text, "due, on" date)
         WITH (fillfactor = 71, autovacuum_enabled = false);
       CREATE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      async ({ url, client }) => {
        const before = await readDump(found, url);
        await client.query(sql);
        const told = dumpDifferences(before, await readDump(found, url));
        expect(told.map(({ name, how }) => [name, how])).toEqual(expected);
      },
    ),
  );

  it("says why it may not look, in one line", () =>
    withGround("CREATE TABLE public.items (id int)", async ({ url, client }) => {
      const login = `looker_${process.pid}`;
      await client.query(
        `CREATE ROLE ${login} LOGIN; ALTER DATABASE ${client.database} OWNER TO ${login}`,
      );
      try {
        const as = new URL(url);
        as.username = login;
        expect(await readDump(found, as.href)).toEqual({
          code: "refused",
          version: (found as FoundPgDump).version,
          reason: expect.stringMatching(/permission denied for table items$/),
        });
      } finally {
        await client.query(`REASSIGN OWNED BY ${login} TO CURRENT_USER; DROP ROLE ${login}`);
      }
    }));
});

it("does not compare what was not printed", () => {
  const printed: Dumped = {
    code: "asked",
    version: "18.1",
    objects: new Map([["TABLE a.b", "x"]]),
  };
  expect(dumpDifferences({ code: "absent" }, printed)).toEqual([]);
  expect(dumpDifferences(printed, { code: "refused", version: "18.1", reason: "no" })).toEqual([]);
});

it("takes no notice of the order of columns and rights, of passing settings, and of how a text ends", () => {
  const dump = (body: string, end: string) => `--
-- PostgreSQL database dump
--

${"\\restrict"} ${end}

--
-- Name: items; Type: TABLE; Schema: public; Owner: ada
--

${body}

--
-- PostgreSQL database dump complete
--

${"\\unrestrict"} ${end}
`;
  const one = dump(
    "SET default_tablespace = '';\n\nCREATE TABLE public.items (\n    id integer,\n    name text\n);",
    "abc",
  );
  const other = dump("CREATE TABLE public.items (\n    name text,\n    id integer\n);", "def");
  expect(dumpedObjects(one)).toEqual(dumpedObjects(other));
  expect([...dumpedObjects(one).keys()]).toEqual(["TABLE public.items"]);
});
