import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attribute, type SentSpan, startCollector } from "@deepiri/tracing/collector";
import { expect, it, onTestFinished } from "vitest";
import { writePlan } from "../../../src/plan/plan-file.js";
import { withGround } from "../../fixture/apply-plan.js";
import { agentsSql, smallReorganization } from "../../fixture/small-reorganization.js";
import { runReorganize } from "./run-reorganize.js";

/** Agents of which the second half refuses what the plan does to them. */
const refusing = `${agentsSql};
  ALTER TABLE public.agents ADD CONSTRAINT agents_quiet CHECK (phase <> 'OLD' OR id <= 600)`;

const kindsOf = (spans: readonly SentSpan[]) =>
  spans.map((span) => [span.name, attribute(span, "step.kind"), attribute(span, "step.lock")]);

it("sends a span for each verb, and in it one for each step with its rows and waits, and no values", () =>
  withGround(refusing, async (ground) => {
    const { url, spans, close } = await startCollector();
    onTestFinished(close);
    const folder = mkdtempSync(join(tmpdir(), "tracing-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "plan.json");
    writePlan(file, await smallReorganization(ground));

    const run = (verb: string, more: string[] = [], hear?: (stderr: string) => void) =>
      runReorganize(
        [verb, "--url", ground.url, "--yes", ...more],
        { OTEL_EXPORTER_OTLP_ENDPOINT: url },
        hear,
      );
    await ground.client.query("BEGIN; LOCK TABLE public.agents IN ACCESS SHARE MODE");
    const applied = await run("apply", ["--plan", file, "--batch-size", "500"], (heard) => {
      if (heard.includes("waits for")) void ground.client.query("COMMIT");
    });
    expect(applied).toMatchObject({ code: 1, stderr: expect.stringContaining("agents_quiet") });
    const apply = spans.find(({ name }) => name === "reorganize apply");
    const steps = spans.filter(({ parentSpanId }) => parentSpanId === apply?.spanId);
    expect(kindsOf(steps)).toEqual([
      ["apply schema cyrex", "prepare", "none"],
      ["apply move cyrex.agents", "relocate", "ACCESS EXCLUSIVE"],
      ["apply shout", "repair", "ROW EXCLUSIVE"],
    ]);
    const [, move, shout] = steps;
    expect(move?.status.code).not.toBe(2);
    expect(move?.events[0]?.name).toBe("waiting for a lock");
    expect(attribute(move, "lock.conflicts")).toBeGreaterThan(1);
    expect(attribute(shout, "lock.conflicts")).toBe(0);
    expect(attribute(shout, "step.rows")).toBe(500);
    expect(attribute(shout, "db.collection.name")).toBe("cyrex.agents");
    const failures = [shout, apply].map((span) => [span?.status, attribute(span, "error.type")]);
    const failed = { code: 2, message: "StepFailedError" };
    expect(failures).toEqual([
      [failed, "23514"],
      [failed, "23514"],
    ]);

    expect(await run("rollback")).toMatchObject({ code: 0 });
    const rollback = spans.find(({ name }) => name === "reorganize rollback");
    expect(attribute(rollback, "process.exit.code")).toBe(0);
    const undone = spans.filter(({ parentSpanId }) => parentSpanId === rollback?.spanId);
    expect(undone.map(({ name }) => name)).toEqual([
      "rollback shout",
      "rollback move cyrex.agents",
      "rollback schema cyrex",
    ]);
    expect(JSON.stringify(spans)).not.toMatch(/OLD|UPDATE|ALTER TABLE|agents_quiet/);
  }));
