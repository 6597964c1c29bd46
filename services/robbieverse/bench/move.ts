import path from "node:path";
import { parseArgs } from "node:util";
import { circumstances, writeResults } from "@deepiri/bench";
import { connectOnce } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { apply, plan, switchTables, verify } from "@deepiri/reorganize";
import { buildMessyDatabase } from "@deepiri/reorganize-demo";
import { formatTable } from "@deepiri/terminal";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { decisions } from "../test/move/old-database.js";

// Moves an old database of so many rows of conversations, and as many of moods, on a throw-away server: how long each verb
// takes, and how many writes a second an old program gets done before and while the new tables follow.
// Usage: move.ts [--rows N]. Figures of a whole run are kept.

const whole = "100000";
const { values: options } = parseArgs({ options: { rows: { type: "string", default: whole } } });
const rows = Number(options.rows);
const database = "robbieverse";

const root = findWorkspaceRoot();
const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
const server = await startServer({ directory, kind: "throw-away", databases: ["old"] });
try {
  const url = new URL("/old", server.url).href;
  const seconds: Record<string, number> = {};
  const timed = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    process.stderr.write(`${what}\n`);
    const begun = performance.now();
    const result = await work();
    seconds[what] = Number(((performance.now() - begun) / 1000).toFixed(1));
    return result;
  };
  await timed("build the old database", () => buildMessyDatabase(url, database, { rows }));
  const alone = await writesPerSecond(url);
  const made = await timed("plan", () => plan(url, { database, mapping: decisions }));
  await timed("apply", () => apply(url, made));
  const followed = await writesPerSecond(url);
  const { ok } = await timed("verify", () => verify(url));
  if (!ok) throw new Error("The move is not verified.");
  await timed("switch", () => switchTables(url));
  const messages = await countMessages(url);
  const rate = Math.round(rows / (seconds.apply ?? 1));
  console.log(
    formatTable(
      ["", "figure"],
      [
        ["rows of conversations", rows.toLocaleString("en-US")],
        ["messages made", messages.toLocaleString("en-US")],
        ...Object.entries(seconds).map(([what, took]) => [what, `${took} s`] as const),
        ["rows of conversations moved a second", rate.toLocaleString("en-US")],
        ["turns an old program writes a second, alone", alone.toFixed(0)],
        ["  while new tables follow", followed.toFixed(0)],
      ],
    ),
  );
  if (options.rows === whole)
    writeResults(root, "robbieverse-move", {
      ...circumstances(server.version),
      rows,
      messages,
      seconds,
      writesPerSecond: { alone, followed },
    });
} finally {
  await server.stop();
}

/** Turns that one old program adds in a second, each a transaction, in sessions of twelve. */
async function writesPerSecond(url: string): Promise<number> {
  const client = await connectOnce(url);
  try {
    const begun = performance.now();
    let written = 0;
    for (; performance.now() - begun < 2000; written += 1)
      await client.query(
        "INSERT INTO public.conversations (user_message, robbie_response, mood, attraction_level, user_id, session_id) VALUES ('Asked', 'Answered', 'friendly', 7, 'vera', $1)",
        [`bench-${Math.floor(written / 12)}`],
      );
    return Number((written / ((performance.now() - begun) / 1000)).toFixed(1));
  } finally {
    await client.end();
  }
}

async function countMessages(url: string): Promise<number> {
  const client = await connectOnce(url);
  try {
    const sql = "SELECT count(*)::integer AS messages FROM conversation.messages";
    return (await client.query(sql)).rows[0].messages;
  } finally {
    await client.end();
  }
}
