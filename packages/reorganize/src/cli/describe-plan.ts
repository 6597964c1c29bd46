import { bold, counted, dim, formatDuration, formatTable, yellow } from "@deepiri/terminal";
import type { Choice, OpenDecision } from "../findings/open-decision.js";
import { byTarget, type Decision } from "../plan/decision.js";
import type { Loss } from "../plan/loss.js";
import type { Plan } from "../plan/plan.js";
import type { Step } from "../plan/step.js";
import { subjectName } from "../plan/subject.js";
import type { UnmanagedObject } from "../plan/unmanaged-object.js";
import type { Warning } from "../plan/warning.js";
import { stepKinds } from "../steps/kinds.js";
import { describeProjections } from "./describe-projections.js";
import { effectText } from "./effect-text.js";
import { lossesText, lossText } from "./losses-text.js";
import { namesText } from "./names-text.js";
import { answerText, questionText } from "./open-decision-text.js";
import { objectText, reasonText } from "./unmanaged-text.js";
import { warningText } from "./warning-text.js";
import { short, width, wrap } from "./wrap.js";

/** How much of one list is printed; the plan has all of it. */
const most = { effects: 3, warnings: 12 };

/** The plan for a person at a terminal of 80 columns: what it loses sight of, what changes shape, steps by kind, decisions, what stays, warnings. */
export function describePlan(plan: Plan): string {
  const parts = [
    describeLosses(plan.losses),
    ...(plan.shapeChanges ? [describeProjections(plan.shapeChanges)] : []),
    describeSteps(plan),
    describeDecisions(plan.decisions),
    describeUnmanaged(plan.unmanaged),
    describeWarnings(plan.warnings),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Every table that loses rows: a person must not miss one. */
function describeLosses(losses: readonly Loss[]): string {
  if (losses.length === 0) return "";
  return [
    bold(`${lossesText(losses)}; the quarantine keeps them`),
    ...losses.map((loss) => wrap(lossText(loss), 2)),
  ].join("\n");
}

function describeSteps({ database, steps, sources }: Plan): string {
  const kinds = stepKinds.flatMap(({ name: kind }) => {
    const ofKind = steps.filter((step) => step.id.kind === kind);
    return ofKind.length === 0 ? [] : [[kind, ofKind.length, rowsOf(ofKind), timeOf(ofKind)]];
  });
  const moved = sources.filter(({ from, to }) => from !== to).length;
  const tables =
    sources.length === 0
      ? ""
      : ` ${counted(sources.length, "table holds", "tables hold")} rows of the target, ${moved} of them elsewhere.`;
  return [
    wrap(`${database}: ${counted(steps.length, "step")}, about ${timeOf(steps)}.${tables}`),
    formatTable(["steps", "number", "rows", "estimate"], kinds),
  ].join("\n\n");
}

function rowsOf(steps: readonly Step[]): number {
  return Math.round(steps.reduce((sum, { rows }) => sum + rows, 0));
}

function timeOf(steps: readonly Step[]): string {
  return formatDuration(steps.reduce((sum, { seconds }) => sum + seconds, 0) * 1000);
}

/** What the mapping decided, by its rules; what follows from the target alone is only counted. */
function describeDecisions(decisions: readonly Decision[]): string {
  if (decisions.length === 0) return "";
  const chosen = decisions.filter(({ rule }) => rule !== byTarget);
  const rest = `${decisions.length - chosen.length} more follow from the target`;
  return [
    `${bold("Decided by the mapping")} (${chosen.length}; ${rest})`,
    ...groupBy(chosen, ({ rule }) => rule).flatMap(([rule, all]) => [
      `  ${yellow(short(rule, width - 10))} (${all.length})`,
      ...effectsOf(all),
    ]),
  ].join("\n");
}

function effectsOf(decisions: readonly Decision[]): string[] {
  const effects = groupBy(decisions, ({ effect }) => effect);
  const more = effects.length - most.effects;
  return [
    ...effects
      .slice(0, most.effects)
      .map(([effect, all]) =>
        wrap(`${namesText(all.map(({ on }) => subjectName(on)))}: ${effectText(effect)}`, 4),
      ),
    ...(more > 0 ? [dim(`    and ${more} more`)] : []),
  ];
}

function describeUnmanaged(unmanaged: readonly UnmanagedObject[]): string {
  if (unmanaged.length === 0) return "";
  return [
    `${bold("Stays as it is")} (${unmanaged.length})`,
    ...groupBy(unmanaged, ({ reason }) => reason).map(([reason, all]) =>
      wrap(`${namesText(all.map(({ object }) => objectText(object)))}: ${reasonText(reason)}`, 2),
    ),
  ].join("\n");
}

function describeWarnings(warnings: readonly Warning[]): string {
  if (warnings.length === 0) return "";
  const more = warnings.length - most.warnings;
  return [
    `${bold("To know before it is applied")} (${warnings.length})`,
    ...warnings.slice(0, most.warnings).map((warning) => wrap(warningText(warning), 2)),
    ...(more > 0 ? [dim(`  and ${more} more`)] : []),
  ].join("\n");
}

/** The values that have the same key, with the key. */
function groupBy<Key, Value>(
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): [Key, Value[]][] {
  const groups = new Map<string, [Key, Value[]]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(JSON.stringify(key));
    if (group) group[1].push(value);
    else groups.set(JSON.stringify(key), [key, [value]]);
  }
  return [...groups.values()];
}

/** What is to be decided, with answers that only have to be put into a mapping. */
export function describeOpen(open: readonly OpenDecision[]): string {
  return [
    bold(`${open.length} to decide before there can be a plan`),
    ...open.map(({ on, question, choices }) =>
      [
        `${yellow(short(subjectName(on), width))}\n${wrap(questionText(question), 2)}`,
        ...choices.map(choiceText),
      ].join("\n"),
    ),
  ].join("\n\n");
}

function choiceText({ answer, mapping }: Choice): string {
  const text = wrap(answerText(answer), 4);
  return Object.keys(mapping).length === 0
    ? text
    : `${text}\n      ${dim(JSON.stringify(mapping))}`;
}
