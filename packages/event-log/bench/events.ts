import path from "node:path";
import { parseArgs } from "node:util";
import { circumstances, median, writeResults } from "@deepiri/bench";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { migrate } from "@deepiri/schema-engine";
import { formatTable } from "@deepiri/terminal";
import { findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import pg from "pg";
import { transactional } from "../src/index.js";
import { type Request, rate, requests } from "./appending.js";
import { fill, projectionRate, stampingRate } from "./projecting.js";

// Compares appending with plain inserts into the same table, by one client and by eight, and times stamping and a
// projection, on a throw-away server. Usage: events.ts [--seconds N] [--events N]. Figures of a whole run are kept.

const whole = { seconds: "5", events: "1000000" };
const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: whole.seconds },
    events: { type: "string", default: whole.events },
  },
});
const [seconds, events] = [Number(options.seconds), Number(options.events)];
const rounds = 3;

const root = findWorkspaceRoot();
const database = readWorkspace().databases.find(({ packages }) =>
  packages.some(({ key }) => key === "event-log"),
);
if (database === undefined) throw new Error("no database of the workspace has the event log");
const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
const server = await startServer({ directory, kind: "throw-away", databases: [database.name] });
try {
  const url = new URL(`/${database.name}`, server.url).href;
  await migrate(database, { url });
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  try {
    await measure(pool);
  } finally {
    await pool.end();
  }
} finally {
  await server.stop();
}

async function measure(pool: pg.Pool): Promise<void> {
  const client = transactional(pool);
  const appends = await measureAppends(pool);
  process.stderr.write(`filling the log with ${events.toLocaleString("en-US")} events\n`);
  // What was appended above would be stamped along with them.
  await stampingRate(client);
  await fill(client, events);
  await pool.query("VACUUM ANALYZE event_log.events");
  const stamped = await stampingRate(client);
  const projected = {
    "batches of 500": await projectionRate(client, 500),
    "batches of 5000": await projectionRate(client, 5000),
  };
  const figures = { appends, stamped, projected };
  console.log(
    formatTable(
      ["a second", "one client", "eight clients"],
      [
        ...Object.entries(appends).map(([name, { one, eight }]) => [
          `requests: ${name}`,
          one,
          eight,
        ]),
        ["events stamped", stamped, ""],
        ...Object.entries(projected).map(([name, perSecond]) => [
          `events projected, ${name}`,
          perSecond,
          "",
        ]),
      ],
    ),
  );
  if (options.seconds !== whole.seconds || options.events !== whole.events) return;
  const { unit: _, ...where } = circumstances(server.version);
  writeResults(root, "event-log", { ...where, unit: "requests/s, events/s", events, ...figures });
}

/** The median of some rounds in which the ways take turns, so that what disturbs one disturbs all. */
async function measureAppends(pool: pg.Pool) {
  const found = Object.keys(requests).map((name) => ({
    name,
    one: [] as number[],
    eight: [] as number[],
  }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, one, eight } of found) {
      process.stderr.write(`round ${round + 1}: ${name}\n`);
      const request = requests[name] as Request;
      one.push(await rate(pool, request, 1, seconds));
      eight.push(await rate(pool, request, 8, seconds));
    }
  }
  return Object.fromEntries(
    found.map(({ name, one, eight }) => [name, { one: median(one), eight: median(eight) }]),
  );
}
