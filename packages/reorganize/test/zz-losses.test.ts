import { appendFileSync } from "node:fs";
import { messyDatabases } from "@deepiri/reorganize-demo";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planSteps } from "../src/planner/plan-steps.js";
import { countLosses } from "../src/planner/count-losses.js";
import { Session } from "../src/session/session.js";
import { atMessyDatabase } from "./fixture/at-messy-database.js";
import { type OpenTarget, openTarget } from "./fixture/open-target.js";
import { workspaceMapping } from "./fixture/workspace-mapping.js";
import { createEmptyDatabase } from "@deepiri/test-database";
import { copySource } from "../src/planner/copy-source.js";
import { undoSteps } from "../src/executor/undo-steps.js";
import { askLosses } from "../src/planner/ask-losses.js";
let target: OpenTarget;
beforeAll(async () => { target = await openTarget(); });
afterAll(() => target.drop());
const only = (process.env.ONLY ?? "").split(",").filter(Boolean);
test.each(messyDatabases.map(({name}) => name).filter((n) => only.length === 0 || only.includes(n)))("%s", { timeout: 120000 }, (name) =>
  atMessyDatabase(name, async (url) => {
    const session = new Session(url);
    try {
      const { losing, sources, steps } = await planSteps(session, target, workspaceMapping);
      const rows: any[] = await session.query("SELECT relation, reason, count(*)::int AS n FROM _reorganize.quarantine WHERE reason !~ 'version of the row|the same row is|closes a cycle' GROUP BY 1,2 ORDER BY 1,2");
      await undoSteps(session, { steps });
      const { losses, unchecked } = await countLosses(url, losing, sources);
      const found = losses.flatMap((l) => l.reasons.map((r) => `${l.table} ${r.rows}: ${r.reason}`)).sort();
      const real = rows.map((r) => `${r.relation} ${r.n}: ${r.reason}`).sort();
      appendFileSync("/tmp/h-repair-scratch/cmp.txt", `${name} asks ${JSON.stringify(askLosses(losses, target.catalog, workspaceMapping).map((a: any) => [a.on.table, a.question.loss.rows, a.question.loss.of, a.choices.length]))}\n missing ${JSON.stringify(real.filter((x) => !found.includes(x)))}\n extra ${JSON.stringify(found.filter((x) => !real.includes(x)))}\n unchecked ${JSON.stringify(unchecked)}\n`);
    } finally { await session.end(); }
  }));
