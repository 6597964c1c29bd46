import { applySteps } from "../src/executor/apply-steps.js";
import type { StepEvent } from "../src/executor/events.js";
import { undoSteps } from "../src/executor/undo-steps.js";
import { beginJournal } from "../src/ledger/begin-journal.js";
import { stepKey } from "../src/ledger/step-key.js";
import type { Plan, Source } from "../src/plan/plan.js";
import type { Step } from "../src/plan/step.js";
import { withSession } from "../src/session/with-session.js";

/** A plan of these steps and nothing else. */
export function planOf(steps: readonly Step[], sources: readonly Source[] = []): Plan {
  return {
    format: 1,
    database: "bench",
    source: "",
    target: "",
    steps,
    sources,
    losses: [],
    decisions: [],
    unmanaged: [],
    warnings: [],
  };
}

/** Milliseconds that each step takes, by its id, when the steps are done and when they are undone. */
export async function timeSteps(url: string, steps: readonly Step[]) {
  return withSession(url, async (session) => {
    const plan = planOf(steps);
    await beginJournal(session, plan, "bench");
    const there = await timed((onEvent) => applySteps(session, plan, { onEvent }));
    return { there, back: () => timed((onEvent) => undoSteps(session, plan, { onEvent })) };
  });
}

async function timed(
  run: (onEvent: (event: StepEvent) => void) => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  await run((event) => {
    if (event.kind === "ended") times.set(stepKey(event.step.id), event.milliseconds);
  });
  return times;
}
