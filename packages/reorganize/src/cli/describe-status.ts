import { bold, formatTable } from "@deepiri/terminal";
import type { Stage } from "../ledger/plan.js";
import type { Use } from "../ledger/usage.js";
import type { Naming } from "../lifecycle/read-naming.js";
import type { CurrentStep, Status } from "../lifecycle/status.js";
import { describeShapes } from "./describe-shapes.js";
import { type Chosen, nextCommand } from "./next-command.js";
import { titleOf } from "./step-text.js";
import { wrap } from "./wrap.js";

/** How far a reorganization is, for a person at a terminal of 80 columns. */
export function describeStatus(status: Status, displayUrl: string, chosen: Chosen): string {
  const parts = [
    describeStage(status, displayUrl),
    status.current ? describeCurrent(status.current) : "",
    describeRows(status),
    status.shapes ? describeShapes(status.shapes) : "",
    describeUses(status.uses),
    describeNaming(status.naming),
    `Next: ${nextOf(status, chosen)}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const words: Record<Stage, string> = {
  applying: "is being applied",
  applied: "is applied",
  switching: "is being switched",
  switched: "is switched",
  undoing: "is being undone",
  finalizing: "is being finalized",
};

function describeStage({ stage, steps, worker, ...times }: Status, displayUrl: string): string {
  const when = times.appliedAt
    ? `applied ${minute(times.appliedAt)}`
    : `started ${minute(times.begunAt)}`;
  const who = worker
    ? `Process ${worker.pid} has been working on it since ${minute(worker.since)}.`
    : "No process is working on it.";
  return [
    wrap(
      `${displayUrl}: a plan ${words[stage]} (${when}); ${steps.done} of ${steps.of} steps are done.`,
    ),
    ...(stage === "applied" || stage === "switched" ? [] : [who]),
  ].join("\n");
}

function describeCurrent({ step, since, rows }: CurrentStep): string {
  const of =
    Math.round(step.rows) > rows
      ? ` of about ${Math.round(step.rows).toLocaleString("en-US")}`
      : "";
  const far = since
    ? `started ${minute(since)}, ${rows.toLocaleString("en-US")}${of} rows`
    : "not started";
  return `${bold("Step")}\n${wrap(`${titleOf(step)} (${far})`, 2)}`;
}

function describeRows({ quarantine, repaired }: Status): string {
  const rows = [
    ...quarantine.map((one) => [one.table, one.rows, `in quarantine: ${one.reason}`] as const),
    ...repaired.map(
      (one) => [one.table, one.rows, "repaired; the original values are kept"] as const,
    ),
  ];
  return rows.length === 0 ? "" : formatTable(["table", "rows", "state"], rows);
}

/** Which programs use old names, the latest use first. */
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

/** Which functions name old names in their texts. */
export function describeNaming(naming: readonly Naming[]): string {
  if (naming.length === 0) return "";
  const said = naming.map(({ routine, names }) => wrap(`${routine} (${names.join(", ")})`, 2));
  return [wrap("Functions that name old names, and fail once these are gone:"), ...said].join("\n");
}

function nextOf({ stage, shapes }: Status, chosen: Chosen): string {
  switch (stage) {
    case "applying":
      return `${nextCommand("apply", chosen)}, or ${nextCommand("rollback", chosen)}`;
    case "applied":
      return shapes
        ? `${nextCommand("switch", chosen)}, or ${nextCommand("rollback", chosen)}`
        : `${nextCommand("finalize", chosen)}, or ${nextCommand("rollback", chosen)}`;
    case "switching":
      return `${nextCommand("switch", chosen)}, or ${nextCommand("switch", chosen, "--back")}`;
    case "switched":
      return `${nextCommand("finalize", chosen, "--backup", "FOLDER")}, or ${nextCommand("switch", chosen, "--back")}`;
    case "undoing":
      return nextCommand("rollback", chosen);
    case "finalizing":
      return nextCommand("finalize", chosen);
  }
}

/** A time to the minute, in UTC. */
function minute(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
