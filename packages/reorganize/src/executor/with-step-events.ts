import type { Step } from "../plan/step.js";
import type { Session } from "../session/session.js";
import type { WorkOptions } from "./events.js";

/** Runs `body` between the events that say that a step begins and has ended, and says what it waits for. */
export async function withStepEvents(
  session: Session,
  step: Step,
  { position, of }: { readonly position: number; readonly of: number },
  { onEvent }: WorkOptions,
  body: () => Promise<void>,
): Promise<void> {
  const begin = performance.now();
  await onEvent?.({ kind: "begun", step, position, of });
  await session.whileTelling(
    {
      onWaiting: (blockers, waitedMs) =>
        void onEvent?.({ kind: "waiting", step, blockers, waitedMs }),
      onConflict: () => void onEvent?.({ kind: "conflict", step }),
    },
    body,
  );
  await onEvent?.({ kind: "ended", step, milliseconds: performance.now() - begin });
}
