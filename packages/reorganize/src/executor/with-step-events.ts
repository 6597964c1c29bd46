import type { Step } from "../plan/step.js";
import type { WorkOptions } from "./events.js";

/** Runs `body` between the events that say that a step begins and has ended. */
export async function withStepEvents(
  step: Step,
  { position, of }: { readonly position: number; readonly of: number },
  { onEvent }: WorkOptions,
  body: () => Promise<void>,
): Promise<void> {
  const begin = performance.now();
  onEvent?.({ kind: "begun", step, position, of });
  await body();
  onEvent?.({ kind: "ended", step, milliseconds: performance.now() - begin });
}
