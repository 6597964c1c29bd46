import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { embedPending } from "../../src/index.js";
import { embedAsWritten, useNotes } from "../use-notes.js";

const notes = useNotes();
const program = fileURLToPath(new URL("./worker.ts", import.meta.url));
const lease = 1;
const titles = Array.from({ length: 12 }, (_, n) => `[${n + 1}, 1, 1]`);

beforeEach(async () => {
  await notes.client.$queryRawUnsafe("TRUNCATE notes.notes");
  await notes.write(...titles.map((title) => ({ title })));
});

/** Starts a worker that takes six texts at a time and stops dead after so many lines, and waits for `reached`. */
async function startWorker(lines: number, reached: string): Promise<{ kill(): Promise<void> }> {
  const child = spawn(
    process.execPath,
    [
      ...["--conditions=@deepiri/source", "--import", import.meta.resolve("tsx"), program],
      ...[notes.database.url, `${lease}`, `${lines}`],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(child, "close");
  onTestFinished(() => void child.kill("SIGKILL"));
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    if (said.join(" ") === reached) break;
  }
  return {
    async kill() {
      child.kill("SIGKILL");
      expect(await ended).toEqual([null, "SIGKILL"]);
    },
  };
}

/** Has another worker embed what is due, at once and when the lease is over; gives the texts it was asked for. */
async function embedTheRest(): Promise<{ atOnce: string[]; later: string[] }> {
  const asked: string[] = [];
  const embed = async (texts: readonly string[]) => {
    asked.push(...texts);
    return embedAsWritten(texts);
  };
  const run = () => embedPending(notes.worker, { model: "small", batch: 6, embed });
  await run();
  const atOnce = asked.splice(0);
  const pending = "SELECT count(*)::int AS n FROM search.embeddings WHERE status = 'pending'";
  await expect
    .poll(async () => [await run(), await notes.database.query(pending)][1], { timeout: 20_000 })
    .toEqual([{ n: 0 }]);
  return { atOnce, later: asked };
}

/** The texts that have their vector, in the order in which they were written. */
async function embedded(): Promise<string[]> {
  const rows = await notes.database.query<{ title: string }>(
    `SELECT d.title FROM search.documents AS d JOIN search.embeddings AS e USING (tenant, collection, key)
     JOIN search.vectors AS v ON v.embedding_id = e.id
     WHERE e.status = 'completed' AND v.vector = search.unit_vector(translate(d.title, '[]', '{}')::real[], 3, 'small')`,
  );
  const found = new Set(rows.map(({ title }) => title));
  return titles.filter((title) => found.has(title));
}

test.each([
  ["while the model works", ["asked"]],
  ["when three of six vectors are kept", ["asked", "kept", "kept", "kept"]],
])(
  "a worker killed %s leaves the others' texts free and its own after their time, none lost and none embedded again",
  async (_, lines) => {
    const worker = await startWorker(lines.length, lines.join(" "));
    await worker.kill();
    const kept = await embedded();
    expect(kept).toHaveLength(lines.length - 1);

    const { atOnce, later } = await embedTheRest();
    // Six were nobody's yet. Those that were taken wait for the lease, on a slow machine no more.
    expect(atOnce.length).toBeGreaterThanOrEqual(6);
    expect([...kept, ...atOnce, ...later].sort()).toEqual([...titles].sort());
    expect(await embedded()).toEqual(titles);
  },
);

test("a worker killed while the server keeps a vector for it leaves that vector whole", async () => {
  const holder = await notes.database.owner.connect();
  const waiting = (condition: string) =>
    notes.database.owner.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'killed worker' AND ${condition}`,
    );
  try {
    await holder.query("BEGIN");
    await holder.query("LOCK TABLE search.vectors IN SHARE MODE");
    const worker = await startWorker(Number.MAX_SAFE_INTEGER, "asked");
    await expect
      .poll(async () => (await waiting("wait_event_type = 'Lock'")).rows)
      .toEqual([{ n: 1 }]);
    await worker.kill();
  } finally {
    await holder.query("ROLLBACK");
    holder.release();
  }
  await expect.poll(async () => (await waiting("true")).rows).toEqual([{ n: 0 }]);
  const kept = await embedded();
  expect(kept).toHaveLength(1);
  const { atOnce, later } = await embedTheRest();
  expect([...kept, ...atOnce, ...later].sort()).toEqual([...titles].sort());
  expect(await embedded()).toEqual(titles);
});
