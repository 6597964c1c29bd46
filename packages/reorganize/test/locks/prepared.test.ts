import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "@deepiri/postgres";
import { expect, it, onTestFinished } from "vitest";
import { Session } from "../../src/session/session.js";

// The run's own server takes no prepared transactions.
it("names the prepared transaction that holds a lock, and what ends it", {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "prepared-"));
  const start = () => startServer({ directory: join(folder, "server"), kind: "kept" });
  const first = await start();
  const setting = new Session(first.url);
  await setting.query("ALTER SYSTEM SET max_prepared_transactions = 2");
  await setting.end();
  await first.stop();
  const server = await start();
  const session = new Session(server.url, { lockAttempts: 30, tellMs: 50 });
  onTestFinished(async () => {
    await session.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  await session.query("CREATE TABLE public.held (id int); CREATE TABLE public.other (id int)");
  for (const [table, gid] of [
    ["held", "it''s mine"],
    ["other", "not in the way"],
  ])
    await session.query(
      `BEGIN; INSERT INTO public.${table} VALUES (1); PREPARE TRANSACTION '${gid}'`,
    );
  await expect(
    session.transaction("a step", ["ALTER TABLE public.held ADD COLUMN more int"]),
  ).rejects.toThrow(
    "because this holds them: the prepared transaction 'it''s mine'. Nothing of the step was done. Whoever prepared it knows whether it is to be: COMMIT PREPARED 'it''s mine', or ROLLBACK PREPARED 'it''s mine'; then",
  );
});
