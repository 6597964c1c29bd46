import { ConnectionLost } from "@deepiri/database";
import type { Span } from "@deepiri/tracing";
import type { StepEvent } from "../executor/events.js";
import { stepKey } from "../ledger/step-key.js";
import type { Step } from "../plan/step.js";

/** Spans of the steps of one verb. */
export interface StepTrace {
  onEvent(event: StepEvent): void;
  /** Ends the step that is under way; with what it failed with, if it failed. */
  end(error?: unknown): void;
}

/** Begins a span in that of the verb for each step, with the rows that it handles and the locks that it meets. */
export function traceSteps(verb: Span, doing: string): StepTrace {
  let underWay: { readonly step: Step; readonly span: Span } | undefined;
  let conflicts = 0;
  const end = (error?: unknown): void => {
    underWay?.span.set({ "lock.conflicts": conflicts });
    underWay?.span.end(error);
    underWay = undefined;
    conflicts = 0;
  };
  const onEvent = (event: StepEvent): void => {
    switch (event.kind) {
      case "begun": {
        const { step } = event;
        underWay = { step, span: verb.begin(`${doing} ${stepKey(step.id)}`, describe(step)) };
        break;
      }
      case "rows":
        // An earlier step repairs rows again within one that they were in the way of.
        if (event.step === underWay?.step) underWay.span.set({ "step.rows": event.rows });
        break;
      case "conflict":
        conflicts += 1;
        break;
      case "waiting":
        underWay?.span.event("waiting for a lock", {
          "lock.holders": event.blockers.map(({ pid }) => pid),
          "lock.waited_ms": Math.round(event.waitedMs),
        });
        break;
      case "reconnecting":
        verb.event("reconnecting");
        end(new ConnectionLost("The server went away; the step is resumed, or was done."));
        break;
      case "ended":
        end();
    }
  };
  return { onEvent, end };
}

function describe({ id, table, lock, rows }: Step) {
  return {
    "step.kind": id.kind,
    "step.action": id.action,
    "step.lock": lock,
    "step.rows.estimated": Math.round(rows),
    "db.collection.name": table,
  };
}
