import { createEmptyDatabase } from "@deepiri/test-database";
import { describe, expect, it, onTestFinished } from "vitest";
import { NotMigratedError, type Progress, ScaleError, seed } from "../src/index.js";
import { demoNow } from "../src/story/demo-time.js";
import { type Content, migratedDatabase, seededDatabase } from "./demo-database.js";

function rowsOf(contents: Record<string, Content>): Record<string, number> {
  return Object.fromEntries(Object.entries(contents).map(([table, { rows }]) => [table, rows]));
}

describe("seeding", () => {
  it("puts rows into every table of the packages that it has clients of", async () => {
    const database = await seededDatabase();
    const contents = await database.contents();
    expect(Object.keys(contents).length).toBeGreaterThan(50);
    const empty = Object.entries(contents).filter(([, { rows }]) => rows === 0);
    expect(empty).toEqual([]);
  });

  it("reports the rows that it added, table by table", async () => {
    const database = await migratedDatabase();
    const before = rowsOf(await database.contents());
    const result = await seed({ url: database.url });
    const after = rowsOf(await database.contents());
    for (const [table, added] of Object.entries(result.tables)) {
      expect([table, added]).toEqual([table, (after[table] ?? 0) - (before[table] ?? 0)]);
    }
    expect(result.rows).toBe(Object.values(result.tables).reduce((sum, added) => sum + added, 0));
  });

  it("a second time changes nothing", async () => {
    const database = await seededDatabase();
    const before = await database.contents();
    expect((await seed({ url: database.url })).rows).toBe(0);
    expect(await database.contents()).toEqual(before);
  });

  it("with nothing to add reads only, and says so at once", async () => {
    const database = await migratedDatabase();
    const first = await seed({ url: database.url });
    const begin = performance.now();
    const login = new URL(database.url);
    login.searchParams.set("options", "-c default_transaction_read_only=on");
    const again = await seed({ url: login.href, onProgress: () => expect.unreachable() });
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(again).toEqual({
      ...first,
      rows: 0,
      tables: Object.fromEntries(Object.keys(first.tables).map((table) => [table, 0])),
    });
  });

  it("notices one row that is missing", async () => {
    const database = await seededDatabase();
    await database.query(
      "DELETE FROM cyrex.agent_states WHERE ctid = (SELECT min(ctid) FROM cyrex.agent_states)",
    );
    expect((await seed({ url: database.url })).tables).toMatchObject({ "cyrex.agent_states": 1 });
  });

  it("leaves alone what was changed since", async () => {
    const database = await seededDatabase();
    await database.query("UPDATE public.users SET name = 'Someone else'");
    await seed({ url: database.url });
    expect(await database.query("SELECT DISTINCT name FROM public.users")).toEqual([
      { name: "Someone else" },
    ]);
  });

  it("brings back what was deleted since", async () => {
    const database = await seededDatabase();
    const before = rowsOf(await database.contents());
    await database.query("DELETE FROM public.users");
    await seed({ url: database.url });
    const { "audit.activity_logs": log, ...after } = rowsOf(await database.contents());
    expect({ ...after, "audit.activity_logs": before["audit.activity_logs"] }).toEqual(before);
    expect(log).toBeGreaterThan(before["audit.activity_logs"] ?? 0);
  });

  it("gives the same ids in every database", async () => {
    const ids = (database: { query(sql: string): Promise<unknown> }) =>
      database.query("SELECT id, title FROM public.tasks ORDER BY id");
    const other = await migratedDatabase();
    await seed({ url: other.url });
    expect(await ids(other)).toEqual(await ids(await seededDatabase()));
  });

  it("twice at the same moment ends as once", async () => {
    const [both, once] = [await migratedDatabase(), await seededDatabase()];
    await Promise.all([seed({ url: both.url }), seed({ url: both.url })]);
    expect(rowsOf(await both.contents())).toEqual(rowsOf(await once.contents()));
  });
});

describe("a database that is not migrated", () => {
  it("is refused with what to do", async () => {
    const { url, drop } = await createEmptyDatabase("demo");
    onTestFinished(drop);
    const attempt = seed({ url });
    await expect(attempt).rejects.toBeInstanceOf(NotMigratedError);
    await expect(attempt).rejects.toThrow(/^"\w+"\."\w+" is not there.*`pnpm db:migrate`/);
  });
});

describe("the scale", () => {
  it("decides the number of users, 25 for each step", async () => {
    const database = await migratedDatabase();
    await seed({ url: database.url, scale: 12 });
    expect(await database.query("SELECT count(*)::int FROM public.users")).toEqual([
      { count: 300 },
    ]);
  });

  it("when larger than before adds the rest and touches nothing that is there", async () => {
    const database = await seededDatabase();
    const rows = () =>
      database.query<{ row: string }>(
        "SELECT t::text AS row FROM public.tasks AS t UNION ALL SELECT u::text FROM public.users AS u",
      );
    const before = await rows();
    const { tables } = await seed({ url: database.url, scale: 3 });
    expect(tables).toMatchObject({ "public.users": 50, "intelligence.contract_versions": 4 });
    const after = new Set((await rows()).map(({ row }) => row));
    expect(before.filter(({ row }) => !after.has(row))).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN, 10_001])(
    "%d is refused before anything is written",
    async (scale) => {
      await expect(
        seed({ url: "postgresql://nowhere.invalid/demo", scale }),
      ).rejects.toBeInstanceOf(ScaleError);
    },
  );
});

describe("progress", () => {
  it("runs up to the total, with the rows so far", async () => {
    const database = await migratedDatabase();
    const seen: Progress[] = [];
    const { rows } = await seed({
      url: database.url,
      scale: 11,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.map(({ done }) => done)).toEqual(seen.map((_, place) => place + 1));
    expect(seen.every(({ total }) => total === seen.length)).toBe(true);
    expect(seen.at(-1)?.rows).toBe(rows);
  });
});

describe("demo accounts", () => {
  it("have what looks like a bcrypt hash, each another one", async () => {
    const database = await migratedDatabase();
    await seed({ url: database.url, scale: 2 });
    const users = await database.query<{ password: string; email: string }>(
      "SELECT password, email FROM public.users",
    );
    expect(users.filter(({ password }) => !/^\$2b\$12\$[./A-Za-z0-9]{53}$/.test(password))).toEqual(
      [],
    );
    expect(new Set(users.map(({ password }) => password)).size).toBe(users.length);
    expect(users.filter(({ email }) => !email.endsWith(".example"))).toEqual([]);
  });

  it("have no session that is still open, as its token can be computed", async () => {
    const database = await seededDatabase();
    const [sessions] = await database.query<{ open: number; all: number }>(
      `SELECT count(*) FILTER (WHERE expires_at >= '${demoNow.toISOString()}')::int AS open,
              count(*)::int AS all FROM public.sessions`,
    );
    expect(sessions?.open).toBe(0);
    expect(sessions?.all).toBeGreaterThan(0);
  });
});
