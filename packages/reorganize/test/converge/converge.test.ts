import { connectOnce, findPgDump } from "@deepiri/database";
import { messyDatabases } from "@deepiri/reorganize-demo";
import { testServerUrl } from "@deepiri/test-database";
import { because } from "@deepiri/vitest/skip";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Dump } from "../../src/catalog/dump/dumped-objects.js";
import { readDump } from "../../src/catalog/dump/read-dump.js";
import { planSteps } from "../../src/planner/plan-steps.js";
import { Session } from "../../src/session/session.js";
import { withSession } from "../../src/session/with-session.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";
import { whyNoDump } from "../fixture/why-no-dump.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";
import { shortOf, strayIn } from "./compare-dumps.js";

const pgDump = await withSession(testServerUrl(), (session) => findPgDump(session));
const noDump = whyNoDump(pgDump);

describe.skipIf(noDump)(`pg_dump's opinion${because(noDump)}`, () => {
  let target: OpenTarget;
  let wanted: Dump;
  beforeAll(async () => {
    target = await openTarget();
    wanted = await dumpOf(target.url);
  });
  afterAll(() => target.drop());

  test.each(messyDatabases.map(({ name }) => name))(
    "%s becomes what a freshly migrated database is, and all else stays what it was",
    (name) =>
      atMessyDatabase(name, async (url) => {
        const source = await dumpOf(url);
        await reorganize(url);
        const result = await dumpOf(url);
        expect(shortOf(wanted, result)).toEqual([]);
        expect(strayIn(result, wanted, source)).toEqual([]);
      }),
  );

  test.each([
    [
      "a default",
      "ALTER TABLE public.tasks ALTER COLUMN status SET DEFAULT 'done'",
      /^TABLE public.tasks is\n/,
    ],
    [
      "a trigger",
      "DROP TRIGGER users_set_updated_at ON public.users",
      /^TRIGGER public.users users_set_updated_at is missing/,
    ],
    [
      "a right",
      "GRANT DELETE ON public.tasks TO deepiri_engagement",
      /^ACL public.TABLE tasks is\n/,
    ],
    ["an owner", "ALTER TABLE public.tasks OWNER TO CURRENT_USER", /^TABLE public.tasks is\n/],
    [
      "a comment",
      "COMMENT ON FUNCTION public.create_audit_log() IS 'other'",
      /^COMMENT public.FUNCTION create_audit_log\(\) is\n/,
    ],
  ])("it sees %s that is not the target's", (_, sql, message) =>
    atMessyDatabase("at-target", async (url) => {
      await run(url, [sql]);
      expect(shortOf(wanted, await dumpOf(url))).toEqual([expect.stringMatching(message)]);
    }),
  );

  test("it sees what was left behind, and what was changed that is not ours", () =>
    atMessyDatabase("at-target", async (url) => {
      await run(url, ["CREATE TABLE public.theirs (id int)"]);
      const source = await dumpOf(url);
      await run(url, [
        "ALTER TABLE public.theirs ADD COLUMN name text",
        "CREATE VIEW public.left_behind AS SELECT 1 AS one",
      ]);
      expect(strayIn(await dumpOf(url), wanted, source)).toEqual([
        "VIEW public.left_behind is new",
        "TABLE public.theirs was changed",
      ]);
    }));

  /** All steps, and then what finalize does about each of them. */
  async function reorganize(url: string): Promise<void> {
    const session = new Session(url);
    try {
      const { steps } = await planSteps(session, target, workspaceMapping);
      await run(
        url,
        [...steps].reverse().flatMap(({ finish = [] }) => finish),
      );
    } finally {
      await session.end();
    }
  }
});

async function dumpOf(url: string): Promise<Dump> {
  const dumped = await readDump(pgDump, url);
  if (dumped.code !== "asked") throw new Error(`pg_dump printed nothing: ${dumped.code}`);
  return dumped.objects;
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = await connectOnce(url, { applicationName: "converge test" });
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
