import { expect, test } from "vitest";
import { EmbeddingUnavailable, embeddingStatus, embedPending, retryFailed } from "../src/index.js";
import { takePending } from "../src/pending-embeddings.js";
import { embedAsWritten, useNotes } from "./use-notes.js";

const notes = useNotes();
const small = { model: "small", embed: embedAsWritten };

async function entryOf(key: string) {
  const [entry] = await notes.database.query(
    `SELECT e.status, e.attempts, e.error, v.vector FROM search.embeddings AS e
     LEFT JOIN search.vectors AS v ON v.embedding_id = e.id WHERE e.key = $1`,
    [key],
  );
  return entry;
}

async function setTitle(key: string, title: string | null): Promise<void> {
  await notes.database.owner.query("UPDATE notes.notes SET title = $2 WHERE id = $1", [key, title]);
}

test("a text that is written is pending, and completed by a vector of length one", async () => {
  const [key = ""] = await notes.write({ title: "[3, 4, 0]" });
  expect(await entryOf(key)).toMatchObject({ status: "pending", vector: null });
  expect(await embedPending(notes.worker, small)).toMatchObject({ completed: 1 });
  expect(await entryOf(key)).toMatchObject({ status: "completed", vector: [0.6, 0.8, 0] });
});

test("a change of another column does not embed again, a change of the text does", async () => {
  const [key = ""] = await notes.write({ title: "[1, 0, 0]" });
  await embedPending(notes.worker, small);
  await notes.database.owner.query("UPDATE notes.notes SET read_count = 1 WHERE id = $1", [key]);
  expect(await entryOf(key)).toMatchObject({ status: "completed" });
  await setTitle(key, "[0, 1, 0]");
  expect(await entryOf(key)).toMatchObject({ status: "pending", vector: [1, 0, 0] });
  await embedPending(notes.worker, small);
  expect(await entryOf(key)).toMatchObject({ status: "completed", vector: [0, 1, 0] });
});

test("a change of another column does not wait for who holds the text", async () => {
  const [key = ""] = await notes.write({ title: "[1, 0, 0]" });
  const holder = await notes.database.owner.connect();
  try {
    await holder.query("BEGIN");
    await holder.query("SELECT FROM search.documents WHERE key = $1 FOR UPDATE", [key]);
    const write = `SET lock_timeout = '2s'; UPDATE notes.notes SET read_count = 2 WHERE id = '${key}'; RESET lock_timeout`;
    await notes.database.owner.query(write);
  } finally {
    await holder.query("ROLLBACK");
    holder.release();
  }
});

test("a row without text is not embedded, and a row that goes takes its vector along", async () => {
  const [silent = "", gone = ""] = await notes.write({}, { title: "[1, 1, 1]" });
  expect(await entryOf(silent)).toBeUndefined();
  await embedPending(notes.worker, small);
  await notes.database.owner.query("DELETE FROM notes.notes WHERE id = $1", [gone]);
  expect(await entryOf(gone)).toBeUndefined();
  await setTitle(silent, "[1, 1, 1]");
  expect(await entryOf(silent)).toMatchObject({ status: "pending" });
  await setTitle(silent, null);
  expect(await entryOf(silent)).toBeUndefined();
});

test("a text that changes while it is embedded is embedded again", async () => {
  const [key = ""] = await notes.write({ title: "[1, 0, 0]" });
  let changed = false;
  const embed = async (texts: readonly string[]) => {
    if (!changed) await setTitle(key, "[0, 0, 1]");
    changed = true;
    return await embedAsWritten(texts);
  };
  expect(await embedPending(notes.worker, { model: "small", embed })).toEqual({
    completed: 1,
    changed: 1,
    postponed: 0,
    failed: 0,
  });
  expect(await entryOf(key)).toMatchObject({ status: "completed", vector: [0, 0, 1] });
});

test("a text that is refused fails alone, later again, and is given up after the last attempt", async () => {
  const [bad = "", good = ""] = await notes.write({ title: "no vector" }, { title: "[1, 2, 3]" });
  const patient = { ...small, maxAttempts: 2, firstWait: 3600 };
  expect(await embedPending(notes.worker, patient)).toMatchObject({ completed: 1, postponed: 1 });
  expect(await entryOf(good)).toMatchObject({ status: "completed" });
  expect(await entryOf(bad)).toMatchObject({ status: "pending", attempts: 1 });
  expect(await embedPending(notes.worker, patient)).toMatchObject({ completed: 0, postponed: 0 });

  await notes.client.$queryRawUnsafe("UPDATE search.embeddings SET available_at = now()");
  expect(await embedPending(notes.worker, patient)).toMatchObject({ failed: 1 });
  expect(await entryOf(bad)).toMatchObject({
    status: "failed",
    error: expect.stringContaining("JSON"),
  });
  expect(await retryFailed(notes.worker, "small")).toBe(1);
  await setTitle(bad, "[1, 1, 0]");
  expect(await embedPending(notes.worker, patient)).toMatchObject({ completed: 1 });
});

test.each([
  ["[1, 2]", 'a vector of the model "small" has 3 dimensions, not 2'],
  ["[0, 0, 0]", 'a vector of the model "small" has no direction, its length is 0'],
])("the vector %s is refused with a sentence", async (title, message) => {
  const [key = ""] = await notes.write({ title });
  expect(await embedPending(notes.worker, { ...small, maxAttempts: 1 })).toMatchObject({
    failed: 1,
  });
  expect(await entryOf(key)).toMatchObject({ status: "failed", error: message });
});

test("where nothing can be embedded the texts keep their attempts", async () => {
  const keys = await notes.write({ title: "[1, 0, 0]" }, { title: "[0, 1, 0]" });
  const embed = () => Promise.reject(new Error("503"));
  const run = embedPending(notes.worker, { model: "small", embed });
  await expect(run).rejects.toThrow(EmbeddingUnavailable);
  for (const key of keys)
    expect(await entryOf(key)).toMatchObject({ status: "pending", attempts: 0 });
  expect(await embedPending(notes.worker, small)).toMatchObject({ completed: 2 });
});

test("several workers share the texts, each of which is embedded once", async () => {
  await notes.write(...Array.from({ length: 40 }, (_, n) => ({ title: `[${n + 1}, 1, 1]` })));
  const seen: string[] = [];
  const embed = async (texts: readonly string[]) => {
    seen.push(...texts);
    return await embedAsWritten(texts);
  };
  const workers = [1, 2, 3].map(() =>
    embedPending(notes.worker, { model: "small", embed, batch: 4 }),
  );
  const done = await Promise.all(workers);
  expect(done.reduce((sum, { completed }) => sum + completed, 0)).toBe(40);
  expect(new Set(seen).size).toBe(seen.length);
});

test("what a killed worker had taken is free after its time, and given up when all die at it", async () => {
  const [key = ""] = await notes.write({ title: "[1, 0, 1]" });
  const limits = { batch: 10, lease: 0.2, maxAttempts: 2 };
  expect(await takePending(notes.worker, "small", limits)).toHaveLength(1);
  expect(await takePending(notes.worker, "small", limits)).toHaveLength(0);
  await new Promise((done) => setTimeout(done, 250));
  expect(await takePending(notes.worker, "small", limits)).toHaveLength(1);
  await new Promise((done) => setTimeout(done, 250));
  expect(await takePending(notes.worker, "small", limits)).toHaveLength(0);
  expect(await entryOf(key)).toMatchObject({
    status: "failed",
    error: "no worker lived to embed it",
  });
});

test("the status counts texts by model and status", async () => {
  await notes.client.$queryRawUnsafe("TRUNCATE notes.notes");
  await notes.write({ title: "[1, 0, 0]" }, { title: "[0, 1, 0]" });
  await embedPending(notes.worker, { ...small, batch: 2 });
  await notes.write({ title: "[0, 0, 1]" });
  expect(await embeddingStatus(notes.client, "notes.notes")).toEqual([
    { model: "small", status: "completed", amount: 2, oldestWait: null },
    { model: "small", status: "pending", amount: 1, oldestWait: expect.any(Number) },
  ]);
});
