import { rawClient } from "@deepiri/database";
import { expect, test } from "vitest";
import { jobs } from "../src/jobs.js";
import { metrics } from "../src/monitor.js";
import { useNotes } from "./use-notes.js";

const notes = useNotes();

test("the job rewrites words that are still in another language than their collection", async () => {
  await notes.write({ title: "Häuser" }, { title: "Bäume" });
  await notes.client.$queryRawUnsafe("SELECT search.set_language('notes.notes', 'german')::text");
  const [job] = jobs;
  const run = async (signal: AbortSignal) => {
    const connection = await notes.database.owner.connect();
    try {
      return await job?.run(connection, { database: "test", url: notes.database.url, signal });
    } finally {
      connection.release();
    }
  };
  expect(await run(AbortSignal.abort())).toEqual({
    summary: "words of 0 rows made in another language",
  });
  const { signal } = new AbortController();
  expect(await run(signal)).toEqual({ summary: "words of 2 rows made in another language" });
  expect(await notes.database.query("SELECT DISTINCT language FROM search.documents")).toEqual([
    { language: "german" },
  ]);
});

test("the metrics count texts by status, and say how long the first one waits", async () => {
  await notes.client.$queryRawUnsafe(
    "UPDATE search.embeddings SET available_at = now() - interval '1 hour'",
  );
  const read = async (name: string) =>
    await metrics.find((metric) => metric.name === name)?.read(rawClient(notes.database.owner));
  const labels = { collection: "notes.notes", model: "small" };
  expect(await read("search_embeddings")).toEqual([
    { value: 2, labels: { ...labels, status: "pending" } },
  ]);
  const [wait] = (await read("search_embedding_wait_seconds")) ?? [];
  expect(wait).toMatchObject({ labels });
  expect(wait?.value).toBeGreaterThan(3500);
  await notes.client.$queryRawUnsafe("TRUNCATE notes.notes");
  expect(await read("search_embedding_wait_seconds")).toEqual([{ value: 0, labels }]);
});
