import { startTracing } from "@deepiri/tracing";
import type { StepEvent } from "../executor/events.js";
import type { Verb } from "../session/errors.js";
import { traceSteps } from "./trace-steps.js";

/** To be told what the steps do. */
export type OnStep = (event: StepEvent) => void;

/** Runs a verb in a span, with one in it for each step of which `onStep` is told; in none unless the environment names a collector. */
export async function traced(
  verb: Verb,
  url: string,
  body: (onStep: OnStep) => Promise<void>,
): Promise<void> {
  const tracing = await startTracing("reorganize");
  if (tracing === undefined) return body(() => {});
  const span = tracing.begin(`reorganize ${verb}`, url);
  const steps = traceSteps(span, verb);
  try {
    await body(steps.onEvent);
    span.set({ "process.exit.code": Number(process.exitCode ?? 0) });
    span.end();
  } catch (error) {
    steps.end(error);
    span.set({ "process.exit.code": 1 });
    span.end(error);
    throw error;
  } finally {
    await tracing.end();
  }
}
