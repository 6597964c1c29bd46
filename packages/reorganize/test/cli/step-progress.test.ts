import { expect, it } from "vitest";
import type { Progress } from "../../src/cli/progress.js";
import { stepProgress } from "../../src/cli/step-progress.js";
import type { Step } from "../../src/plan/step.js";

const step = {
  id: { kind: "reshape", action: "validate not-null check", on: "public.tasks" },
  rows: 100_000,
} as Step;

/** Everything that was told, and a clock that is set by hand. */
function listen(doing?: string) {
  const told: string[] = [];
  const clock = { now: 0 };
  const tell = (text: string): void => void told.push(text);
  const progress: Progress = {
    begin: tell,
    update: tell,
    log: (text) => tell(`log ${text}`),
    say: (text) => tell(`say ${text}`),
    stop: () => {},
  };
  return { told, clock, onEvent: stepProgress(progress, doing, () => clock.now) };
}

it("tells the place of a step, its rows, their speed and the time that is left", () => {
  const { told, clock, onEvent } = listen();
  onEvent({ kind: "counting", table: "public.tasks", position: 2, of: 9 });
  onEvent({ kind: "begun", step, position: 3, of: 42 });
  onEvent({ kind: "rows", step, rows: 20_000 });
  clock.now = 500;
  onEvent({ kind: "rows", step, rows: 40_000 });
  onEvent({ kind: "ended", step, milliseconds: 1_234 });
  expect(told).toEqual([
    "counting public.tasks (2 of 9)",
    "3/42 Validate NOT NULL checks of public.tasks",
    "3/42 Validate NOT NULL checks of p…: 20,000 of about 100,000 rows",
    "3/42 Validate NOT NULL checks of p…: 40,000 of about 100,000 rows, 40,000 rows/s, 1.5 s left",
    "log 3/42 Validate NOT NULL checks of public.tasks (1.2 s)",
  ]);
});

it("says who a step waits for, once in a log", () => {
  const { told, onEvent } = listen();
  onEvent({ kind: "begun", step, position: 3, of: 42 });
  const blocker = {
    pid: 4242,
    application: "billing",
    login: "app",
    since: "2026-11-21T09:00:00.123Z",
    state: "idle in transaction",
    statement: "UPDATE",
  };
  const hidden = { ...blocker, pid: 7, application: "", since: null, state: null, statement: null };
  onEvent({ kind: "waiting", step, blockers: [blocker], waitedMs: 2_000 });
  onEvent({ kind: "waiting", step, blockers: [blocker], waitedMs: 2_000 });
  onEvent({ kind: "waiting", step, blockers: [hidden, { ...hidden, pid: 0 }], waitedMs: 4_000 });
  const waits =
    '3/42 waits for process 4242 ("billing", login app, idle in transaction since 2026-11-21 09:00:00 UTC, last statement UPDATE)';
  const next = "3/42 waits for process 7 (login app, busy), a prepared transaction";
  expect(told.slice(1)).toEqual([waits, `log ${waits}`, waits, next, `log ${next}`]);
});

it("promises no end where there are more rows than were expected", () => {
  const { told, clock, onEvent } = listen("undo");
  onEvent({ kind: "begun", step, position: 1, of: 1 });
  onEvent({ kind: "rows", step, rows: 100_000 });
  clock.now = 1_000;
  onEvent({ kind: "rows", step, rows: 150_000 });
  onEvent({ kind: "reconnecting" });
  expect(told.slice(2)).toEqual([
    "1/1 undo: Validate NOT NULL checks of p…: 150,000 rows, 50,000 rows/s",
    "say Lost the connection; waiting for the server, then going on.",
  ]);
});
