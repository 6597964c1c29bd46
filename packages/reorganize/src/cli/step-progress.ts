import { blockerText } from "@deepiri/database/session";
import { formatDuration } from "@deepiri/terminal";
import type { Step } from "../plan/step.js";
import type { Progress } from "./progress.js";
import { titleOf } from "./step-text.js";
import type { OnStep } from "./traced.js";
import { short } from "./wrap.js";

/** Rows handled, and when that was first known. */
interface Mark {
  readonly rows: number;
  readonly at: number;
}

/** Tells several of what the steps do. */
export function each(...listeners: readonly OnStep[]): OnStep {
  return (event) => {
    for (const listener of listeners) listener(event);
  };
}

/**
 * Shows how the steps go: one moving line on a terminal, elsewhere a line for each step that ended.
 *
 * @param doing what is done to each step, such as "undo"; they are applied if left out
 */
export function stepProgress(
  progress: Progress,
  doing?: string,
  now: () => number = () => performance.now(),
): OnStep {
  let position = "";
  let first: Mark | undefined;
  let waitedFor = "";
  return (event) => {
    switch (event.kind) {
      case "counting":
        return progress.update(`counting ${event.table} (${event.position} of ${event.of})`);
      case "begun":
        position = [`${event.position}/${event.of}`, ...(doing ? [`${doing}:`] : [])].join(" ");
        first = undefined;
        return progress.update(`${position} ${short(titleOf(event.step), 60)}`);
      case "rows":
        first ??= { rows: event.rows, at: now() };
        return progress.update(
          `${position} ${short(titleOf(event.step), 30)}: ${describeRows(event.step, event.rows, first, now())}`,
        );
      case "ended":
        return progress.log(
          `${position} ${titleOf(event.step)} (${formatDuration(event.milliseconds)})`,
        );
      case "waiting": {
        const text = `${position} waits for ${event.blockers.map(blockerText).join(", ")}`;
        progress.update(text);
        if (text !== waitedFor) progress.log(text);
        waitedFor = text;
        return;
      }
      case "reconnecting":
        return progress.say("Lost the connection; waiting for the server, then going on.");
    }
  };
}

function describeRows(step: Step, rows: number, first: Mark, at: number): string {
  const most = Math.round(step.rows);
  const perSecond = (rows - first.rows) / ((at - first.at) / 1000);
  const of = most >= rows ? ` of about ${count(most)}` : "";
  if (!(perSecond > 0) || !Number.isFinite(perSecond)) return `${count(rows)}${of} rows`;
  const left = most > rows ? `, ${formatDuration(((most - rows) / perSecond) * 1000)} left` : "";
  return `${count(rows)}${of} rows, ${count(Math.round(perSecond))} rows/s${left}`;
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
