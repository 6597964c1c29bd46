import { connectOnce } from "@deepiri/database";
import { examine } from "@deepiri/doctor";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Table } from "../../src/catalog/catalog.js";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import { Session } from "../../src/session/session.js";
import { makeView } from "../../src/steps/shared/compatibility-view.js";

let database: EmptyDatabase;
let session: Session;
beforeAll(async () => {
  database = await createEmptyDatabase();
  session = new Session(database.url);
  await beginJournal(session, {}, "of this test");
  await session.transaction("move", [
    'CREATE TABLE public."Order-Items" (id int PRIMARY KEY)',
    "CREATE SCHEMA shop",
  ]);
  const table = (await readCatalog(session)).tables.get("public.Order-Items") as Table;
  await session.transaction("move", [
    'ALTER TABLE public."Order-Items" SET SCHEMA shop',
    ...makeView({ table, to: { schema: "shop", name: "Order-Items" }, rename: new Map() }),
  ]);
});
afterAll(async () => {
  await session.end();
  await database.drop();
});

async function oldNames() {
  const nobody = { name: "none", root: "/", packages: [] };
  const { findings, notExamined } = await examine({ url: database.url, database: nobody });
  expect(notExamined).toEqual([]);
  return findings.filter(({ code }) => code.startsWith("old-name"));
}

it("db doctor tells a compatibility view, and which program uses it", async () => {
  const subject = { kind: "view", schema: "public", name: "Order-Items" };
  expect(await oldNames()).toMatchObject([{ code: "old-name-unused", severity: "info", subject }]);
  const program = await connectOnce(database.url, { applicationName: "old program" });
  await program.query('SELECT * FROM public."Order-Items"').finally(() => program.end());
  expect(await oldNames()).toMatchObject([
    {
      code: "old-name-in-use",
      severity: "warning",
      subject,
      evidence: { programs: [expect.stringContaining("old program as ")] },
    },
  ]);
});
