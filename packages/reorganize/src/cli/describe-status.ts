import { bold, formatTable } from "@deepiri/terminal";
import type { Stage } from "../ledger/plan.js";
import type { Use } from "../ledger/usage.js";
import type { CurrentStep, Status } from "../lifecycle/status.js";
import { commandFor } from "./command-for.js";
import { titleOf } from "./step-text.js";
import { wrap } from "./wrap.js";

/** How far a reorganization is, for a person at a terminal of 80 columns. */
export function describeStatus(status: Status, place: string, url: string | undefined): string {
  const parts = [
    describeStage(status, place),
    status.current ? describeCurrent(status.current) : "",
    describeRows(status),
    describeUses(status.uses),
    `Next: ${nextOf(status, url)}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const words: Record<Stage, string> = {
  applying: "is being applied",
  applied: "is applied",
  undoing: "is being undone",
  finalizing: "is being finalized",
};

function describeStage({ stage, steps, worker, ...times }: Status, place: string): string {
  const when = times.appliedAt
    ? `applied ${minute(times.appliedAt)}`
    : `begun ${minute(times.begunAt)}`;
  const who = worker
    ? `Process ${worker.pid} works on it since ${minute(worker.since)}.`
    : "Nobody works on it now.";
  return [
    wrap(
      `${place}: a plan ${words[stage]} (${when}); ${steps.done} of ${steps.of} steps are done.`,
    ),
    ...(stage === "applied" ? [] : [who]),
  ].join("\n");
}

function describeCurrent({ step, since, rows }: CurrentStep): string {
  const of =
    Math.round(step.rows) > rows
      ? ` of about ${Math.round(step.rows).toLocaleString("en-US")}`
      : "";
  const far = since
    ? `begun ${minute(since)}, ${rows.toLocaleString("en-US")}${of} rows`
    : "not begun";
  return `${bold("Step")}\n${wrap(`${titleOf(step)} (${far})`, 2)}`;
}

function describeRows({ quarantine, repaired }: Status): string {
  const rows = [
    ...quarantine.map((one) => [one.table, one.rows, `in quarantine: ${one.reason}`] as const),
    ...repaired.map((one) => [one.table, one.rows, "repaired; the originals are kept"] as const),
  ];
  return rows.length === 0 ? "" : formatTable(["table", "rows", "what became of them"], rows);
}

/** Who uses old names, the latest first. */
export function describeUses(uses: readonly Use[]): string {
  if (uses.length === 0) return "";
  return formatTable(
    ["old name", "login", "application", "last use"],
    uses.map(({ view, login, application, last }) => [
      view,
      login,
      application || "(no name)",
      minute(last),
    ]),
  );
}

function nextOf({ stage }: Status, url: string | undefined): string {
  switch (stage) {
    case "applying":
      return `${commandFor("apply", url)}, or ${commandFor("rollback", url)}`;
    case "applied":
      return `${commandFor("finalize", url)}, or ${commandFor("rollback", url)}`;
    case "undoing":
      return commandFor("rollback", url);
    case "finalizing":
      return commandFor("finalize", url);
  }
}

/** A moment to the minute, in UTC. */
function minute(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
