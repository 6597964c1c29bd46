import path from "node:path";
import { parseArgs } from "node:util";
import { circumstances, median, writeResults } from "@deepiri/bench";
import { packageRole } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { migrate } from "@deepiri/schema-engine";
import { formatTable } from "@deepiri/terminal";
import { findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import pg from "pg";
import { type Change, changes, type Member } from "./mood-change-ways.js";

// Counts changes of mood per second on a throw-away server, by the one call and by the statements that a service would
// send without it, in turns: clients of the package's role, each with a member of its own, and all with the same one.
// Usage: mood-changes.ts [--seconds N] [--rounds N]. Figures of a whole run are kept.

const whole = { seconds: "2", rounds: "5" };
const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: whole.seconds },
    rounds: { type: "string", default: whole.rounds },
  },
});
const [seconds, rounds] = [Number(options.seconds), Number(options.rounds)];
const clients = 4;

const root = findWorkspaceRoot();
const database = readWorkspace(root).databases.find(({ name }) => name === "robbieverse");
if (!database) throw new Error("The workspace has no database robbieverse.");
const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
const server = await startServer({ directory, kind: "throw-away", databases: [database.name] });
try {
  const url = new URL(`/${database.name}`, server.url).href;
  await migrate(database, { url });
  const pool = new pg.Pool({ connectionString: url, max: clients });
  try {
    const members = await addMembers(pool, clients);
    const callers = await Promise.all(members.map((member) => actFor(pool, member)));
    const figures = {
      "a member each": await measure(callers, (index) => members[index] as Member),
      "one member": await measure(callers, () => members[0] as Member),
    };
    for (const caller of callers) caller.release(true);
    report(figures);
  } finally {
    await pool.end();
  }
} finally {
  await server.stop();
}

/** Changes per second, by the way in which they are made. */
type Rates = Readonly<Record<string, number>>;

async function addMembers(pool: pg.Pool, count: number): Promise<Member[]> {
  const { rows } = await pool.query<Member>(
    `WITH organization AS (INSERT INTO core.organizations (name) VALUES ('bench') RETURNING id),
       people AS (
         INSERT INTO core.users (username, email, password_hash)
         SELECT 'bench ' || n, 'bench' || n || '@example.org', '*' FROM generate_series(1, $1) AS n RETURNING id
       )
     INSERT INTO core.organization_memberships (organization_id, user_id)
     SELECT organization.id, people.id FROM organization, people
     RETURNING organization_id AS "organizationId", user_id AS "userId"`,
    [count],
  );
  return rows;
}

/** A connection that may do what the service may, for the organization of a member, whose mood has been changed once. */
async function actFor(pool: pg.Pool, member: Member): Promise<pg.PoolClient> {
  const caller = await pool.connect();
  await caller.query("SELECT set_config('app.tenant', $1, false)", [member.organizationId]);
  await caller.query(`SET ROLE ${packageRole("robbieverse", "robbieverse")}`);
  await changes["one call"]?.(caller, member, 0);
  return caller;
}

async function measure(
  callers: readonly pg.PoolClient[],
  memberOf: (index: number) => Member,
): Promise<Rates> {
  const rates: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    const turns = Object.entries(changes);
    for (const [way, change] of round % 2 === 0 ? turns : turns.reverse()) {
      const before = await countEvents(callers);
      await repeat(callers, change, memberOf);
      const made = (await countEvents(callers)) - before;
      rates[way] = [...(rates[way] ?? []), made / seconds];
    }
  }
  return Object.fromEntries(
    Object.entries(rates).map(([way, one]) => [way, Math.round(median(one))]),
  );
}

async function countEvents([caller]: readonly pg.PoolClient[]): Promise<number> {
  const sql = "SELECT count(*)::integer AS events FROM personality.mood_events";
  return (await caller?.query(sql))?.rows[0].events;
}

/** Lets all callers change moods for so many seconds. */
async function repeat(
  callers: readonly pg.PoolClient[],
  change: Change,
  memberOf: (index: number) => Member,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  let asked = 0;
  const working = callers.map(async (caller, index) => {
    while (performance.now() < end) {
      asked += 1;
      await change(caller, memberOf(index), asked);
    }
  });
  await Promise.all(working);
}

function report(figures: Readonly<Record<string, Rates>>): void {
  const ways = Object.keys(changes);
  console.log(
    formatTable(
      ["changes per second", ...ways],
      Object.entries(figures).map(([name, rates]) => [name, ...ways.map((way) => `${rates[way]}`)]),
    ),
  );
  if (options.seconds !== whole.seconds || options.rounds !== whole.rounds) return;
  const unit = "mood changes per second";
  writeResults(root, "robbieverse-moods", {
    ...circumstances(server.version),
    unit,
    clients,
    seconds,
    rounds,
    figures,
  });
}
