import { rawClient } from "@deepiri/database";
import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  asOf,
  asOfAll,
  edit,
  history,
  NoSuchRow,
  recover,
  remove,
  rollBackTo,
  VersionConflict,
} from "../src/index.js";
import { useNotes } from "./use-notes.js";

const { db, migrate, sql } = useNotes();
const table = "notes.thing";
const ids = [1, 2, 3];

beforeAll(async () => {
  await migrate(`
    CREATE TABLE notes.thing (run int, id int, title text, data jsonb, PRIMARY KEY (run, id));
    SELECT temporal.keep_versions('notes.thing')`);
});

/** Null where the version says that the entity is not there. */
type Content = { title: string | null; data: unknown } | null;
type Model = Map<number, Content[]>;

const titles = fc.constantFrom("a", "b", null);
const data = fc.constantFrom(null, 1, [1, { x: "y" }], {});
const id = fc.constantFrom(...ids);
const step = fc.oneof(
  fc.record({ kind: fc.constant("upsert" as const), id, title: titles, data }),
  fc.record({
    kind: fc.constant("edit" as const),
    id,
    title: titles,
    ahead: fc.constantFrom(0, 0, 0, 1),
  }),
  fc.record({ kind: fc.constant("rollBack" as const), id, back: fc.nat(4) }),
  fc.record({ kind: fc.constant("remove" as const), id }),
  fc.record({ kind: fc.constant("recover" as const), id }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

let runs = 0;

test("whatever is done, every version and every instant is as in a model", async () => {
  await checkProperty(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      async (transactions) => {
        const run = ++runs;
        const model: Model = new Map(ids.map((one) => [one, []]));
        const client = await db.owner.connect();
        try {
          for (const steps of transactions) {
            await client.query("BEGIN");
            for (const one of steps) {
              await client.query("SAVEPOINT step");
              await take(rawClient(client), run, model, one);
            }
            await client.query("COMMIT");
          }
        } finally {
          client.release();
        }
        await compareWithModel(run, model);
      },
    ),
    120,
  );
});

async function take(
  client: ReturnType<typeof rawClient>,
  run: number,
  model: Model,
  one: Step,
): Promise<void> {
  const key = { run, id: one.id };
  const versions = model.get(one.id) ?? [];
  const now = versions.at(-1) ?? null;
  const put = (content: Content) => {
    if (JSON.stringify(content) !== JSON.stringify(now)) versions.push(content);
  };
  switch (one.kind) {
    case "upsert":
      await client.$queryRawUnsafe(
        `INSERT INTO notes.thing VALUES ($1, $2, $3, $4::jsonb)
         ON CONFLICT (run, id) DO UPDATE SET title = EXCLUDED.title, data = EXCLUDED.data`,
        run,
        one.id,
        one.title,
        one.data === null ? null : JSON.stringify(one.data),
      );
      return put({ title: one.title, data: one.data });
    case "edit": {
      const expectedVersion = versions.length + one.ahead;
      const done = edit(client, table, key, { title: one.title }, { expectedVersion });
      if (now === null) return await refused(client, done, NoSuchRow);
      if (one.ahead > 0) return await refused(client, done, VersionConflict);
      put({ ...now, title: one.title });
      return expect(await done).toBe(versions.length);
    }
    case "rollBack": {
      const target = versions.length - one.back;
      const old = versions[target - 1] ?? null;
      const done = rollBackTo(client, table, key, target);
      if (now === null || old === null) return await refused(client, done, NoSuchRow);
      put(old);
      return expect(await done).toBe(versions.length);
    }
    case "remove": {
      const done = remove(client, table, key);
      if (now === null) return await refused(client, done, NoSuchRow);
      versions.push(null);
      return expect(await done).toBe(versions.length);
    }
    case "recover": {
      const done = recover(client, table, key);
      if (now !== null || versions.length === 0) return await refused(client, done, NoSuchRow);
      versions.push(versions.at(-2) ?? null);
      return expect(await done).toBe(versions.length);
    }
  }
}

/** A refusal ends the transaction's statement; what was done before in it stays. */
async function refused(
  client: ReturnType<typeof rawClient>,
  done: Promise<number>,
  kind: new (...args: never[]) => Error,
): Promise<void> {
  await expect(done).rejects.toThrow(kind);
  await client.$queryRawUnsafe("ROLLBACK TO SAVEPOINT step");
}

async function compareWithModel(run: number, model: Model): Promise<void> {
  const client = rawClient(db.owner);
  const instants: string[] = [];
  for (const one of ids) {
    const found = await history<{ title: string; data: unknown }>(client, table, { run, id: one });
    const contents = found.map(({ operation, row }) =>
      operation === "delete" ? null : { title: row.title, data: row.data },
    );
    expect(contents).toEqual(model.get(one));
    expect(found.map(({ version }) => version)).toEqual(found.map((_, index) => index + 1));
    instants.push(...found.map(({ validFrom }) => validFrom));
  }
  const moments = await sql<{ at: string }>(
    "SELECT (at::timestamptz + shift * interval '1 microsecond')::text AS at FROM unnest($1::text[]) AS at, generate_series(-1, 1) AS shift",
    [instants],
  );
  for (const { at } of moments) await compareAt(run, model, at);
}

/** The instant is compared with times of versions as the server orders them. */
async function compareAt(run: number, model: Model, at: string): Promise<void> {
  const client = rawClient(db.owner);
  const keys = ids.map((one) => ({ run, id: one }));
  const all = await asOfAll<{ id: number }>(client, table, at, { keys });
  for (const key of keys) {
    const began = await sql<{ n: number }>(
      "SELECT count(*)::int AS n FROM notes.thing_version WHERE run = $1 AND id = $2 AND valid_from <= $3::timestamptz",
      [run, key.id, at],
    );
    const expected = model.get(key.id)?.[(began[0]?.n ?? 0) - 1] ?? undefined;
    const found = await asOf<{ title: string; data: unknown }>(client, table, key, at);
    expect(found && { title: found.row.title, data: found.row.data }).toEqual(expected);
    expect(all.find(({ row }) => row.id === key.id)?.version).toBe(found?.version);
  }
}
