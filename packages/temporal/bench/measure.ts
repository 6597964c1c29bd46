import { createHash } from "node:crypto";
import { median, percentile } from "@deepiri/bench";
import { type connectOnce, rawClient } from "@deepiri/database";
import { asOf } from "../src/index.js";

type Client = Awaited<ReturnType<typeof connectOnce>>;

/** Milliseconds of single calls. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** What a look-up as of an instant costs: by the typed function, and the pages of 8 kB that its query looks at. */
export async function measureAsOf(
  client: Client,
  entities: number,
  calls: number,
): Promise<Times & { pages: number }> {
  const raw = rawClient(client);
  const instant = () => new Date(Date.UTC(2026, 0, 2) + Math.random() * 350 * 86_400_000);
  const times = await timesOf(calls, async () => {
    const found = await asOf(raw, "bench.entity", { id: anyId(entities) }, instant());
    if (!found) throw new Error("the bench looked up an entity that is not there");
  });
  const { rows } = await client.query(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM bench.entity_version
     WHERE id = '${anyId(entities)}' AND valid_from <= '2026-06-01Z' ORDER BY valid_from DESC LIMIT 1`,
  );
  const { Plan: plan } = rows[0]["QUERY PLAN"][0];
  return { ...summary(times), pages: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] };
}

/**
 * What an update costs with versions and without, by turns on both tables: `single` as a client has it,
 * each in a transaction of its own; `within` the server, a thousand in one statement, without the way
 * to it and the wait for the disk.
 */
export async function measureUpdates(client: Client, entities: number, calls: number) {
  const before = await countVersions(client);
  const set = "SET score = score + 1, title = title || '.'";
  const single = await inTurns(calls, (table) =>
    client.query(`UPDATE bench.${table} ${set} WHERE id = $1`, [anyId(entities)]),
  );
  const thousand = (table: string) => `DO $$ BEGIN FOR n IN 1..1000 LOOP
    UPDATE bench.${table} ${set} WHERE id = md5((1 + n * 7919 % ${entities})::text)::uuid; END LOOP; END $$`;
  const within = await inTurns(thousands, (table) => client.query(thousand(table)));
  const made = (await countVersions(client)) - before;
  if (made !== calls + thousands * 1000) throw new Error(`${made} versions were made`);
  return { single, within };
}

const thousands = 9;

async function countVersions(client: Client): Promise<number> {
  const { rows } = await client.query("SELECT count(*)::int AS versions FROM bench.entity_version");
  return rows[0].versions;
}

/** By turns, so that what disturbs one disturbs the other. */
async function inTurns(calls: number, update: (table: string) => Promise<unknown>) {
  const [kept, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < calls; round++) {
    kept.push(...(await timesOf(1, () => update("entity"))));
    plain.push(...(await timesOf(1, () => update("plain"))));
  }
  const times = Number((median(kept) / median(plain)).toFixed(2));
  return { kept: summary(kept), plain: summary(plain), times };
}

async function timesOf(calls: number, call: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < calls; round++) {
    const begin = performance.now();
    await call();
    times.push(performance.now() - begin);
  }
  return times;
}

function summary(times: readonly number[]): Times {
  const short = (value: number) => Number(value.toPrecision(3));
  return { p50: short(percentile(times, 50)), p99: short(percentile(times, 99)) };
}

function anyId(entities: number): string {
  return createHash("md5")
    .update(`${1 + Math.floor(Math.random() * entities)}`)
    .digest("hex");
}
