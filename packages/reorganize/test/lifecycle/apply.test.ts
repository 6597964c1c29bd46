import { holdMigrations } from "@deepiri/schema-engine";
import type pg from "pg";
import { expect, it } from "vitest";
import { fingerprintSchema } from "../../src/catalog/observer/fingerprint.js";
import type { StepEvent } from "../../src/executor/events.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import { readUnderway } from "../../src/ledger/plan.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { StepFailedError } from "../../src/session/errors.js";
import { BusyError } from "../../src/session/reorganize-lock.js";
import { Session } from "../../src/session/session.js";
import type { Terms } from "../../src/session/terms.js";
import { withGround } from "../fixture/apply-plan.js";
import { agentsSql, smallReorganization } from "../fixture/small-reorganization.js";
import { whileCutting } from "../fixture/while-cutting.js";

const sums = "SELECT count(*)::int AS rows, min(state) AS state FROM cyrex.agents";
const done = [{ rows: 1000, state: "OLD" }];

it("applies a plan once, and rolls it back without a trace", () =>
  withGround(agentsSql, async (ground) => {
    const plan = await smallReorganization(ground);
    expect(await applyPlan(ground.session, plan)).toBe("applied");
    expect(await ground.rows(sums)).toEqual(done);
    expect(await applyPlan(ground.session, plan)).toBe("already applied");
    expect(await rollBack(ground.session)).toEqual({ left: [], different: [] });
    expect(await fingerprintSchema(ground.url)).toBe(plan.source);
    expect(await ground.rows("SELECT to_regnamespace('_reorganize') AS name")).toEqual([
      { name: null },
    ]);
    expect(
      await ground.rows("SELECT count(*)::int AS n FROM public.agents WHERE phase = 'old'"),
    ).toEqual([{ n: 1000 }]);
  }));

it.each([
  [
    "whose schema was changed since",
    "ALTER TABLE public.agents ADD extra int",
    {},
    "is not the one",
  ],
  ["for other definitions", "SELECT 1", { target: "0".repeat(64) }, "other definitions"],
])("refuses a plan %s, and changes nothing", (_, sql, part, sentence) =>
  withGround(agentsSql, async (ground) => {
    const plan = { ...(await smallReorganization(ground)), ...part };
    await ground.client.query(sql);
    await expect(applyPlan(ground.session, plan)).rejects.toThrow(sentence);
    expect(await readUnderway(ground.session)).toBeUndefined();
  }),
);

it("refuses while another plan or a rollback is under way", () =>
  withGround(agentsSql, async (ground) => {
    const plan = await smallReorganization(ground);
    await beginJournal(ground.session, {}, "another");
    await expect(applyPlan(ground.session, plan)).rejects.toThrow(
      /another plan is under way \(applying\)/,
    );
    await ground.client.query("UPDATE _reorganize.plan SET stage = 'undoing'");
    await expect(applyPlan(ground.session, plan)).rejects.toThrow("a rollback has begun");
    await ground.client.query("UPDATE _reorganize.plan SET stage = 'finalizing'");
    await expect(rollBack(ground.session)).rejects.toThrow("can no longer be rolled back");
    await ground.client.query("DROP SCHEMA _reorganize CASCADE");
    await expect(rollBack(ground.session)).rejects.toThrow("nothing to undo");
  }));

it("says which step a trigger of a program refused, without its words, and can go back", () =>
  withGround(agentsSql, async (ground) => {
    await ground.client.query(
      `CREATE FUNCTION public.object() RETURNS trigger LANGUAGE plpgsql
         AS $$ BEGIN RAISE EXCEPTION 'the secret of %', OLD.id; END $$;
       CREATE TRIGGER object BEFORE UPDATE ON public.agents FOR EACH ROW EXECUTE FUNCTION public.object();
       ALTER TABLE public.agents ENABLE ALWAYS TRIGGER object`,
    );
    const plan = await smallReorganization(ground);
    const failed: Error = await applyPlan(ground.session, plan).then(
      () => expect.unreachable(),
      (error) => error,
    );
    expect(failed).toBeInstanceOf(StepFailedError);
    expect(failed.message).toMatch(/^shout failed: SQLSTATE P0001; its words/);
    expect(failed.message).not.toContain("secret");
    expect(await rollBack(ground.session)).toEqual({ left: [], different: [] });
    expect(await fingerprintSchema(ground.url)).toBe(plan.source);
  }));

it("lets no other reorganizer and no migration work beside it", () =>
  withGround(agentsSql, async (ground) => {
    const plan = await smallReorganization(ground);
    // A reader, whom the move of the table has to wait for.
    await ground.client.query("BEGIN; LOCK TABLE public.agents IN ACCESS SHARE MODE");
    let applying: Promise<unknown> | undefined;
    await new Promise<void>((resolve) => {
      const onEvent = (event: StepEvent): void => {
        if (event.kind === "begun" && event.step.id.kind === "relocate") resolve();
      };
      applying = applyPlan(ground.session, plan, { onEvent });
    });
    const other = new Session(ground.url, { busyWaitMs: 0 });
    const refused = await applyPlan(other, plan).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BusyError);
    expect((refused as BusyError).message).toContain('"deepiri reorganize" (process');
    expect(await holdMigrations(ground.client, 0)).toBe(false);
    await ground.client.query("COMMIT");
    expect(await applying).toBe("applied");
  }));

it("stops at the next safe place when it is asked to, and goes on from there", () =>
  withGround(agentsSql, async (ground) => {
    const plan = await smallReorganization(ground);
    const asked = new AbortController();
    const stopped = applyPlan(ground.session, plan, {
      batchSize: 100,
      signal: asked.signal,
      onEvent: (event) => {
        if (event.kind === "rows" && event.rows === 300) asked.abort(new Error("asked to stop"));
      },
    });
    await expect(stopped).rejects.toThrow("asked to stop");
    expect((await readUnderway(ground.session))?.stage).toBe("applying");
    const heard: StepEvent[] = [];
    await applyPlan(ground.session, plan, {
      batchSize: 100,
      onEvent: (event) => void heard.push(event),
    });
    expect(heard[0]).toMatchObject({ kind: "begun", step: { id: { action: "shout" } } });
    expect(heard[1]).toMatchObject({ kind: "rows", rows: 400 });
    expect(await ground.rows(sums)).toEqual(done);
  }));

it("stops before a table is counted, too, and takes up where it was", () =>
  withGround(agentsSql, async (ground) => {
    const plan = await smallReorganization(ground);
    const asked = new AbortController();
    asked.abort(new Error("asked to stop"));
    await expect(applyPlan(ground.session, plan, { signal: asked.signal })).rejects.toThrow(
      "asked to stop",
    );
    expect(await ground.rows("SELECT relation FROM _reorganize.baseline")).toEqual([]);
    expect(await applyPlan(ground.session, plan)).toBe("applied");
  }));

it("goes on by itself, forth and back, while its connection is cut again and again", () =>
  withGround(agentsSql, async (ground) => {
    const plan = await smallReorganization(ground);
    const cuts = await whileCutting(ground.url, 12, async () => {
      await applyPlan(ground.session, plan, { batchSize: 50 });
      expect(await ground.rows(sums)).toEqual(done);
      await rollBack(ground.session, { batchSize: 50 });
    });
    expect(cuts).toBeGreaterThan(5);
    expect(await fingerprintSchema(ground.url)).toBe(plan.source);
  }));

it("goes on when the reply to a COMMIT was lost", () =>
  withGround(agentsSql, async (ground) => {
    const plan = await smallReorganization(ground);
    const session = new ForgetfulSession(ground.url);
    await applyPlan(session, plan, { batchSize: 100 });
    expect(await ground.rows(sums)).toEqual(done);
    expect(session.lost).toBeGreaterThan(5);
    await rollBack(session, { batchSize: 100 });
    expect(await fingerprintSchema(ground.url)).toBe(plan.source);
  }));

/** Commits everything, and does not hear of it the first time. */
class ForgetfulSession extends Session {
  readonly #heard = new Set<string>();
  lost = 0;

  override async transaction(...args: Parameters<Session["transaction"]>): Promise<void> {
    await super.transaction(...args);
    await this.#lose(args[0]);
  }

  override async inTransaction<Result>(
    name: string,
    terms: Terms,
    body: (client: pg.Client) => Promise<Result>,
  ): Promise<Result> {
    const result = await super.inTransaction(name, terms, body);
    await this.#lose(name);
    return result;
  }

  async #lose(name: string): Promise<void> {
    if (this.#heard.has(name)) return;
    this.#heard.add(name);
    this.lost += 1;
    await this.end();
    throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  }
}
