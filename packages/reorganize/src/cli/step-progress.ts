import { formatDuration } from "@deepiri/terminal";
import type { StepEvent } from "../executor/events.js";
import type { Step } from "../plan/step.js";
import type { Progress } from "./progress.js";
import { titleOf } from "./step-text.js";
import { short } from "./wrap.js";

/** Rows that were handled, and when that was known first. */
interface Mark {
  readonly rows: number;
  readonly at: number;
}

/**
 * Tells how the steps go: what moves on a terminal, and a line for each step that ended elsewhere.
 *
 * @param doing what is done to each step, such as "undo"; they are applied if left out
 */
export function stepProgress(
  progress: Progress,
  doing?: string,
  now: () => number = () => performance.now(),
): (event: StepEvent) => void {
  let place = "";
  let first: Mark | undefined;
  return (event) => {
    switch (event.kind) {
      case "counting":
        return progress.update(`counting ${event.table} (${event.position} of ${event.of})`);
      case "begun":
        place = [`${event.position}/${event.of}`, ...(doing ? [`${doing}:`] : [])].join(" ");
        first = undefined;
        return progress.update(`${place} ${short(titleOf(event.step), 60)}`);
      case "rows":
        first ??= { rows: event.rows, at: now() };
        return progress.update(
          `${place} ${short(titleOf(event.step), 30)}: ${tellRows(event.step, event.rows, first, now())}`,
        );
      case "ended":
        return progress.log(
          `${place} ${titleOf(event.step)} (${formatDuration(event.milliseconds)})`,
        );
      case "reconnecting":
        return progress.say("The server went away; waiting for it, then going on.");
    }
  };
}

function tellRows(step: Step, rows: number, first: Mark, at: number): string {
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
