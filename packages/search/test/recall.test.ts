import { rawClient } from "@deepiri/database";
import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, expect, test } from "vitest";
import { accelerate, decelerate, searchByVector } from "../src/index.js";
import { clusteredVectors } from "../src/testing/index.js";
import { writeVectors } from "./write-vectors.js";

const database = useTestDatabase("search");
// Rows and queries are around the same centres, every hundredth is a query.
const all = clusteredVectors({ amount: 3030, dimensions: 64, topics: 5, spread: 0.6, seed: 1 });
const queries = all.filter((_, n) => n % 101 === 0);
const rows = all.filter((_, n) => n % 101 !== 0);

beforeAll(async () => {
  const connection = await database.owner.connect();
  try {
    await writeVectors(connection, rows, 150);
  } finally {
    connection.release();
  }
});

/** What part of the true nearest is found, within the same choice of rows; each search must fill its limit. */
async function recall(
  choice: { kinds?: string[]; keys?: string[]; limit?: number },
  asked = queries,
): Promise<number> {
  const client = rawClient(database.owner);
  let found = 0;
  for (const vector of asked) {
    const search = {
      collection: "corpus.items",
      tenant: "a",
      viewer: null,
      model: "corpus",
      vector,
    };
    const truly = await searchByVector(client, { ...search, ...choice, exact: true });
    const usual = await searchByVector(client, { ...search, ...choice });
    expect(usual).toHaveLength(choice.limit ?? 10);
    const keys = new Set(usual.map(({ key }) => key));
    found += truly.filter(({ key }) => keys.has(key)).length / truly.length;
  }
  return found / asked.length;
}

const someKeys = Array.from({ length: 1500 }, (_, n) => `${2 * n + 1}`);

test("the exact search finds what comparing all vectors here finds", async () => {
  const [vector = []] = queries;
  const cosine = (other: readonly number[]) =>
    other.reduce((sum, x, n) => sum + x * (vector[n] ?? 0), 0) / Math.hypot(...other);
  const best = rows
    .map((row, n) => ({ key: `${n + 1}`, score: cosine(row) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, 10)
    .map(({ key }) => key);
  const search = { collection: "corpus.items", tenant: "a", viewer: null, model: "corpus", vector };
  const found = await searchByVector(rawClient(database.owner), { ...search, exact: true });
  expect(found.map(({ key }) => key)).toEqual(best);
});

test("a score is the cosine, whether all vectors are compared or few", async () => {
  const [vector = []] = queries;
  const cosine = (other: readonly number[] = []) =>
    other.reduce((sum, x, n) => sum + x * (vector[n] ?? 0), 0) /
    (Math.hypot(...other) * Math.hypot(...vector));
  const search = { collection: "corpus.items", tenant: "a", viewer: null, model: "corpus", vector };
  for (const exact of [true, false]) {
    const found = await searchByVector(rawClient(database.owner), { ...search, exact });
    for (const { key, score } of found) expect(score).toBeCloseTo(cosine(rows[Number(key) - 1]), 6);
  }
});

test("a query of the most dimensions is one expression too", async () => {
  const [row] = await database.query<{ product: string }>(
    "SELECT search.dot_product('v.vector', array_fill(0.5::real, ARRAY[16000])) AS product",
  );
  const [computed] = await database.query(
    `SELECT ${row?.product} AS product FROM (SELECT array_fill(2::real, ARRAY[16000]) AS vector) AS v`,
  );
  expect(computed).toEqual({ product: 16000 });
});

test("of few rows that a filter leaves the true nearest are found", async () => {
  expect(await recall({ kinds: ["rare"] })).toBe(1);
});

test("of many rows nearly all of the true nearest are found", async () => {
  expect(await recall({})).toBeGreaterThan(0.97);
  expect(await recall({ keys: someKeys })).toBeGreaterThan(0.97);
  const some = queries.slice(0, 5);
  for (const limit of [40, 160]) expect(await recall({ limit }, some)).toBeGreaterThan(0.97);
});

test("an index of pgvector is used where the server has it, and fills each limit behind any filter", async ({
  skip,
}) => {
  const connection = await database.owner.connect();
  try {
    const acceleration = await accelerate(rawClient(connection), "corpus");
    if (acceleration.index === null) {
      expect(acceleration.reason).toBe("the server does not offer the extension vector");
      skip(acceleration.reason);
    }
    const [uses] = await database.query("SELECT search.vector_type('corpus') AS type");
    expect(uses).toEqual({ type: "public.vector(64)" });
    const scans = async () => {
      const { rows: counted } = await connection.query(
        `SELECT pg_stat_get_numscans(to_regclass('search.' || search.vector_index('corpus')))::integer AS scans,
           pg_stat_force_next_flush()`,
      );
      return counted[0].scans as number;
    };
    expect(await recall({ kinds: ["rare"] })).toBe(1);
    expect(await recall({ keys: someKeys })).toBeGreaterThan(0.97);
    expect(await recall({})).toBeGreaterThan(0.97);
    await expect.poll(scans, { timeout: 10_000 }).toBeGreaterThan(0);

    expect(await accelerate(rawClient(connection), "corpus")).toEqual(acceleration);
    await decelerate(rawClient(connection), "corpus");
    expect(await recall({})).toBeGreaterThan(0.97);
  } finally {
    connection.release();
  }
});
