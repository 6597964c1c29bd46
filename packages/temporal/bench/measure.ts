import { createHash } from "node:crypto";
import { median, percentile } from "@deepiri/bench";
import { type connectOnce, rawClient } from "@deepiri/database";
import { asOf } from "../src/index.js";
import { entitiesOf, schemaOf } from "./history.js";

type Client = Awaited<ReturnType<typeof connectOnce>>;

/** Milliseconds of single calls. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** What a look-up as of an instant costs: by the typed function, and the pages of 8 kB that its query looks at. */
export interface LookUps extends Times {
  readonly pages: number;
}

/**
 * Looks up among each of these numbers of versions, by turns: what disturbs one disturbs the others, and none is the first,
 * for which the client and the session have yet to get ready. That takes the first few hundred calls, more than make a p99,
 * so these are not counted.
 */
export async function measureAsOf(
  client: Client,
  sizes: readonly number[],
  calls: number,
): Promise<Map<number, LookUps>> {
  const raw = rawClient(client);
  const instant = () => new Date(Date.UTC(2026, 0, 2) + Math.random() * 350 * 86_400_000);
  const times = new Map(sizes.map((size) => [size, [] as number[]]));
  for (let round = -warmUp; round < calls; round++)
    for (const [size, all] of times) {
      const table = `${schemaOf(size)}.entity` as const;
      const [id, at] = [anyId(size), instant()];
      const [time = 0] = await timesOf(1, async () => {
        if (!(await asOf(raw, table, { id }, at)))
          throw new Error("the bench looked up an entity that is not there");
      });
      if (round >= 0) all.push(time);
    }
  const found = new Map<number, LookUps>();
  for (const [size, all] of times)
    found.set(size, { ...summary(all), pages: await countPages(client, size) });
  return found;
}

const warmUp = 500;

async function countPages(client: Client, size: number): Promise<number> {
  const { rows } = await client.query(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM ${schemaOf(size)}.entity_version
     WHERE id = '${anyId(size)}' AND valid_from <= '2026-06-01Z' ORDER BY valid_from DESC LIMIT 1`,
  );
  const { Plan: plan } = rows[0]["QUERY PLAN"][0];
  return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
}

/**
 * What an update costs with versions and without, by turns on both tables: `single` as a client has it,
 * each in a transaction of its own; `within` the server, a thousand in one statement, without the way
 * to it and the wait for the disk.
 */
export async function measureUpdates(client: Client, size: number, calls: number) {
  const before = await countVersions(client, size);
  const set = "SET score = score + 1, title = title || '.'";
  const of = (table: string) => `${schemaOf(size)}.${table}`;
  const single = await inTurns(calls, (table) =>
    client.query(`UPDATE ${of(table)} ${set} WHERE id = $1`, [anyId(size)]),
  );
  const thousand = (table: string) => `DO $$ BEGIN FOR n IN 1..1000 LOOP
    UPDATE ${of(table)} ${set} WHERE id = md5((1 + n * 7919 % ${entitiesOf(size)})::text)::uuid; END LOOP; END $$`;
  const within = await inTurns(thousands, (table) => client.query(thousand(table)));
  const made = (await countVersions(client, size)) - before;
  if (made !== calls + thousands * 1000) throw new Error(`${made} versions were made`);
  return { single, within };
}

const thousands = 9;

async function countVersions(client: Client, size: number): Promise<number> {
  const { rows } = await client.query(
    `SELECT count(*)::int AS versions FROM ${schemaOf(size)}.entity_version`,
  );
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

function anyId(size: number): string {
  return createHash("md5")
    .update(`${1 + Math.floor(Math.random() * entitiesOf(size))}`)
    .digest("hex");
}
