import { readFileSync } from "node:fs";
import path from "node:path";
import { untilSomeoneWaits } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { useDpro } from "../use-dpro.js";
import { startService, ways } from "./service-program.js";

const { db, tools } = useDpro();

describe("serve", { timeout: 240_000 }, () => {
  it("runs as its scripts say", () => {
    const file = path.join(import.meta.dirname, "../../package.json");
    const { scripts } = JSON.parse(readFileSync(file, "utf8"));
    expect(scripts.serve).toBe(`node ${ways.compiled.join(" ")}`);
    expect(scripts["serve:source"]).toBe(`node ${ways.source.join(" ")}`);
  });

  it("runs compiled, against the database that DPRO_DATABASE_URL names", async () => {
    const category = "compiled";
    await tools.create({ category });
    const { url, output } = await startService("compiled", { DPRO_DATABASE_URL: db.url });
    expect(output.stdout).toMatch(/^dpro listens at http:\/\/127\.0\.0\.1:\d+\n$/);
    const answer = await fetch(`${url}/marketplace/tools?category=${category}`);
    expect((await answer.json()) as object).toMatchObject({ items: [{ category }] });
  });

  it("finishes on SIGTERM the request whose query runs, and then leaves no session behind", async () => {
    await tools.create({ category: "slow" });
    const { child, url, says, ended } = await startService("source", { DPRO_DATABASE_URL: db.url });
    const holder = await db.owner.connect();
    await holder.query("BEGIN; LOCK TABLE marketplace.tools IN ACCESS EXCLUSIVE MODE");
    const running = fetch(`${url}/marketplace/tools?category=slow`);
    await untilSomeoneWaits(db);
    child.kill("SIGTERM");
    await says("stopping");
    await holder.query("COMMIT");
    holder.release();
    const answer = await running;
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { items: [expect.objectContaining({ category: "slow" })], next: null },
    ]);
    expect(await ended).toEqual({ code: 0, signal: null });
    const { rows } = await db.owner.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'deepiri'",
    );
    expect(rows).toEqual([]);
  });

  it("says in a line which variable names no database", async () => {
    const started = startService("source", { DPRO_DATABASE_URL: "mysql://s3cret@there/x" });
    await expect(started).rejects.toThrow("DPRO_DATABASE_URL is not a PostgreSQL URL");
    await expect(started).rejects.not.toThrow("s3cret");
  });
});
