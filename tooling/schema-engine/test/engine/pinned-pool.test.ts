import { expect, inject, test } from "vitest";
import { pinnedPool } from "../../src/engine/pinned-pool.js";

test("a session that ends while it is lent ends no process, and the next query tells", async () => {
  const pool = pinnedPool({ connectionString: inject("testServerUrl") });
  const client = await pool.connect();
  // What the server's end of a connection comes to when no query is under way.
  client.emit("error", new Error("Connection terminated unexpectedly"));
  const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
  await expect(client.query("SELECT pg_terminate_backend($1)", [rows[0].pid])).rejects.toThrow();
  client.release(true);
  await expect(pool.query("SELECT 1")).rejects.toThrow("connection to PostgreSQL was lost");
  await pool.end();
});
