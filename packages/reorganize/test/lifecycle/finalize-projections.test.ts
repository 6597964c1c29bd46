import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backUp } from "@deepiri/backup";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readUnderway } from "../../src/ledger/plan.js";
import { finalize } from "../../src/lifecycle/finalize.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { switchOver } from "../../src/lifecycle/switch.js";
import { type Ground, withGround } from "../fixture/apply-plan.js";
import { isKilled } from "../fixture/is-killed.js";
import { source, whenProjected } from "../fixture/projected.js";

/** What the target cannot hold of the source, or shall not. */
const messy = `
  UPDATE legacy.turns SET cost = 'much' WHERE id = 5;
  UPDATE legacy.turns SET asked = 'skip', answer = NULL WHERE id = 8`;

let folder: string;
let whole: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "finalize-"));
  whole = join(folder, "whole");
  await withGround(`${source}; ${messy}`, ({ url }) => backUp({ url, out: whole }));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const withBackup = (backup?: string) => ({ unusedForMs: 0, backup });

const tablesOf = async ({ rows }: Ground): Promise<unknown[]> =>
  (
    await rows(
      "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('legacy', 'talk', '_reorganize') ORDER BY 1",
    )
  ).map(({ name }) => name);

async function expectFinalized(ground: Ground): Promise<void> {
  expect(await tablesOf(ground)).toEqual([
    "_reorganize.quarantine",
    "talk.audits",
    "talk.messages",
    "talk.runs",
  ]);
  const kept = await ground.rows(
    `SELECT relation, key, "row", reason FROM _reorganize.quarantine ORDER BY id`,
  );
  // What is left out by name is in the backup only, and so are columns that are.
  expect(kept).toEqual([
    {
      relation: "legacy.turns",
      key: { id: "5" },
      row: { id: "5", user_id: "0", asked: "q5", answer: "a5", cost: "much" },
      reason: "a value that talk.messages cannot take",
    },
    {
      relation: "legacy.turns",
      key: { id: "8" },
      row: { id: "8", user_id: "3", asked: "skip", answer: null, cost: "8.50" },
      reason: "left out: it says nothing",
    },
  ]);
  expect(
    await ground.rows(
      "SELECT tgname FROM pg_trigger UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = to_regnamespace('_reorganize')",
    ),
  ).toEqual([]);
}

it("drops the old tables once a backup holds them, and keeps what no new table has", () =>
  whenProjected(async (ground) => {
    await switchOver(ground.session, {});
    await ground.client.query("INSERT INTO talk.messages VALUES (900, 'new', 'row', 1)");
    expect(await finalize(ground.session, withBackup(whole))).toMatchObject({
      left: [{ table: "_reorganize.quarantine", rows: 2 }],
    });
    await expectFinalized(ground);
    await expect(rollBack(ground.session)).rejects.toThrow("nothing to undo");
  }, messy));

it("refuses before the switch, without a backup, and with one that is not as it was written or lacks rows", () =>
  whenProjected(async (ground) => {
    const before = await tablesOf(ground);
    const refused = (backup?: string): Promise<Error & { next: string[] }> =>
      finalize(ground.session, withBackup(backup)).then(
        () => new Error("finalized"),
        (error) => error,
      );
    expect(await refused(whole)).toMatchObject({ next: ["switch"] });
    await switchOver(ground.session, {});
    expect((await refused()).message).toMatch(
      /drops legacy\.log, legacy\.turns, legacy\.users, legacy\.junk.*pnpm db backup --url .* --out FOLDER.*with --backup FOLDER/,
    );
    expect((await refused(join(folder, "nowhere"))).message).toContain("is no backup");
    const damaged = join(folder, "damaged");
    cpSync(whole, damaged, { recursive: true });
    const { tables } = JSON.parse(readFileSync(join(whole, "manifest.json"), "utf8"));
    const file = join(damaged, tables.at(-1).file);
    writeFileSync(file, readFileSync(file).with(3, 0x62));
    expect((await refused(damaged)).message).toContain("its contents are not what was written");
    rmSync(file);
    expect((await refused(damaged)).message).toContain("it is missing");
    const partly = join(folder, "partly");
    await backUp({ url: ground.url, out: partly, schemas: ["talk"] });
    expect((await refused(partly)).message).toContain("legacy.turns is not in it");
    const sample = join(folder, "sample");
    await backUp({ url: ground.url, out: sample, sample: { rows: 3, seed: 0 } });
    expect((await refused(sample)).message).toContain("of legacy.turns it has a sample");
    await ground.client.query(
      "ALTER TABLE legacy.users DISABLE TRIGGER USER; UPDATE legacy.users SET name = 'other' WHERE id = 4; INSERT INTO legacy.users VALUES (9, 'more')",
    );
    await ground.client.query(`DELETE FROM legacy.users WHERE id = 9;
      ALTER TABLE legacy.users ${["insert", "update", "delete", "truncate"].map((on) => `ENABLE ALWAYS TRIGGER "reorganize follow ${on}"`).join(", ")}`);
    expect((await refused(whole)).message).toContain("rows of legacy.users have changed since");
    expect(await tablesOf(ground)).toEqual(before);
  }, messy));

it("refuses while a row of an old table is unaccounted for", () =>
  whenProjected(async (ground) => {
    await switchOver(ground.session, {});
    await ground.client.query(
      "ALTER TABLE legacy.users DISABLE TRIGGER USER; INSERT INTO legacy.users VALUES (9, 'nobody')",
    );
    await expect(finalize(ground.session, withBackup(whole))).rejects.toMatchObject({
      next: ["verify"],
    });
  }));

it("can be killed at any point, and goes on from there", () =>
  whenProjected(async (ground) => {
    await switchOver(ground.session, {});
    for (let point = 0; ; point += 1) {
      const killed = await isKilled(ground.url, point % 7, async (session) => {
        // Once it has begun it needs no backup.
        const isBegun = (await readUnderway(session))?.stage === "finalizing";
        await finalize(session, withBackup(isBegun ? undefined : whole));
      });
      if (!killed) break;
    }
    await expectFinalized(ground);
  }, messy));
