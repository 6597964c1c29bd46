import { connectOnce } from "@deepiri/database";
import { buildMessyDatabase } from "@deepiri/reorganize-demo";
import { checkProperty, createEmptyDatabase } from "@deepiri/test-database";
import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import mapping from "../../reorganize.js";

let client: pg.Client;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createEmptyDatabase("promptcraft");
  drop = database.drop;
  client = await connectOnce(database.url);
  await buildMessyDatabase(database.url, "promptcraft");
  // As the reorganization makes it.
  await client.query(`CREATE SCHEMA _reorganize;
    CREATE FUNCTION _reorganize.begun_at() RETURNS timestamptz LANGUAGE sql IMMUTABLE RETURN '2026-01-01Z'::timestamptz`);
});

afterAll(async () => {
  await client.end();
  await drop();
});

/** A version as the old program wrote it: minutes after the template was made, if it said when. */
interface Saved {
  readonly number: number;
  readonly minutes: number | null;
  readonly text: string;
}

interface Old {
  readonly saved: readonly Saved[];
  /** What the template says now. */
  readonly text: string;
  readonly deletedAt: number | null;
}

const id = "'11111111-1111-1111-1111-111111111111'";
const at = (minutes: number | null): string =>
  minutes === null ? "NULL" : `timestamp '2025-01-01' + interval '${minutes} minutes'`;

/** What the queries of the mapping make of a template: the entity, and its versions in order. */
async function moved({ saved, text, deletedAt }: Old): Promise<{
  readonly entity: Record<string, unknown>;
  readonly versions: readonly Record<string, unknown>[];
}> {
  await client.query("BEGIN");
  try {
    await client.query(`INSERT INTO public.templates (id, user_id, name, content, created_at, updated_at, deleted_at)
      SELECT ${id}, id, 'T', '${text}', ${at(0)}, ${at(1000)}, ${at(deletedAt)} FROM public.users LIMIT 1`);
    for (const { number, minutes, text: content } of saved)
      await client.query(`INSERT INTO public.template_versions (template_id, version_number, name, content, variables, category, created_at)
        VALUES (${id}, ${number}, 'T', '${content}', '[]', 'general', ${at(minutes)})`);
    const rowsOf = async (name: string): Promise<Record<string, unknown>[]> => {
      const { query } = mapping.projections?.[name] ?? { query: "" };
      const kept = name === "templates now" ? "AND _left_out IS NULL" : "";
      const columns = `version, content ->> 'text' AS text, extract(epoch FROM valid_from - '2025-01-01Z')::text AS seconds, deleted_at IS NOT NULL AS deleted`;
      const sql = `SELECT ${columns}, ${name === "templates" ? "purge_at" : "operation"} FROM (${query}) AS one WHERE id = ${id} ${kept} ORDER BY version`;
      return (await client.query(sql)).rows;
    };
    const [entity = {}] = await rowsOf("templates");
    const versions = [...(await rowsOf("templates once")), ...(await rowsOf("templates now"))];
    return { entity, versions };
  } finally {
    await client.query("ROLLBACK");
  }
}

const shown = (versions: readonly Record<string, unknown>[]): string[] =>
  versions.map(
    ({ version, text, seconds, operation }) =>
      `${version} ${operation} ${text} from ${Number(seconds)}`,
  );

test.each<[string, Old, string[]]>([
  [
    "the row alone is the first version, from when it was made",
    { saved: [], text: "a", deletedAt: null },
    ["1 insert a from 0"],
  ],
  [
    "gaps in the numbers are closed, and the row is one more from its last change",
    {
      saved: [
        { number: 2, minutes: 10, text: "a" },
        { number: 7, minutes: 20, text: "b" },
      ],
      text: "c",
      deletedAt: null,
    },
    ["1 insert a from 600", "2 update b from 1200", "3 update c from 60000"],
  ],
  [
    "a last version that says what the row says is the row",
    {
      saved: [
        { number: 1, minutes: 10, text: "a" },
        { number: 2, minutes: 20, text: "b" },
      ],
      text: "b",
      deletedAt: null,
    },
    ["1 insert a from 600", "2 update b from 1200"],
  ],
  [
    "equal and falling times are shifted by the least step",
    {
      saved: [
        { number: 1, minutes: 20, text: "a" },
        { number: 2, minutes: 20, text: "b" },
        { number: 3, minutes: 10, text: "c" },
      ],
      text: "c",
      deletedAt: null,
    },
    ["1 insert a from 1200", "2 update b from 1200.000001", "3 update c from 1200.000002"],
  ],
  [
    "a deletion is the last version",
    { saved: [{ number: 1, minutes: 10, text: "a" }], text: "a", deletedAt: 30 },
    ["1 insert a from 600", "2 delete a from 1800"],
  ],
])("%s", async (_, old, wanted) => {
  expect(shown((await moved(old)).versions)).toEqual(wanted);
});

test("what was deleted is purged a month after the move began", async () => {
  const { entity } = await moved({ saved: [], text: "a", deletedAt: 30 });
  expect(entity).toMatchObject({ version: 2, deleted: true, purge_at: new Date("2026-01-31Z") });
});

const histories: fc.Arbitrary<Old> = fc.record({
  saved: fc
    .uniqueArray(
      fc.record({
        number: fc.integer({ min: -3, max: 30 }),
        minutes: fc.option(fc.integer({ min: -50, max: 2000 })),
        text: fc.constantFrom("a", "b", "c"),
      }),
      { selector: ({ number }) => number, maxLength: 6 },
    )
    .map((all) => [...all].sort((one, other) => one.number - other.number)),
  text: fc.constantFrom("a", "b", "c"),
  deletedAt: fc.option(fc.integer({ min: -50, max: 2000 })),
});

test("versions count from one, begin one after the other, keep every text, and end with the entity", async () => {
  const property = fc.asyncProperty(histories, async (old) => {
    const { entity, versions } = await moved(old);
    const last = versions.at(-1);
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
    const begun = versions.map(({ seconds }) => Number(seconds));
    expect(begun).toEqual([...new Set(begun)].sort((one, other) => one - other));
    expect([entity.version, entity.text, entity.seconds, entity.deleted]).toEqual([
      last?.version,
      last?.text,
      last?.seconds,
      last?.deleted,
    ]);
    const texts = versions
      .filter(({ operation }) => operation !== "delete")
      .map(({ text }) => text);
    const saved = old.saved.map(({ text }) => text);
    expect(texts).toEqual(saved.at(-1) === old.text ? saved : [...saved, old.text]);
  });
  await checkProperty(property, 200);
});
