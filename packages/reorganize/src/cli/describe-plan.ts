import { bold, dim, formatDuration, formatTable, yellow } from "@deepiri/terminal";
import { byTarget } from "../findings/decide/ruling.js";
import { counted } from "../findings/finding.js";
import type { OpenDecision } from "../plan/open-decision.js";
import type { Decision, Plan, Untouched } from "../plan/plan.js";
import type { Step } from "../plan/step.js";
import { and, likewise } from "../planner/warnings.js";
import { stepKinds } from "../steps/kinds.js";
import { short, width, wrap } from "./wrap.js";

/** How much of one list is told; the plan has all of it. */
const most = { effects: 3, names: 4, warnings: 12 };

/** The plan for a person at a terminal of 80 columns: steps by kind, decisions, what stays, warnings. */
export function describePlan(plan: Plan): string {
  const parts = [
    describeSteps(plan),
    describeDecisions(plan.decisions),
    describeUntouched(plan.untouched),
    describeWarnings(plan.warnings),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function describeSteps({ database, steps, sources }: Plan): string {
  const kinds = stepKinds.flatMap(({ name: kind }) => {
    const ofKind = steps.filter((step) => step.id.kind === kind);
    return ofKind.length === 0 ? [] : [[kind, ofKind.length, rowsOf(ofKind), timeOf(ofKind)]];
  });
  const moved = sources.filter(({ from, to }) => from !== to).length;
  const tables = `${counted(sources.length, "table holds", "tables hold")} rows of the target, ${moved} of them elsewhere`;
  return [
    wrap(`${database}: ${counted(steps.length, "step")}, about ${timeOf(steps)}. ${tables}.`),
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
  const rules = groupBy(chosen, ({ rule }) => rule);
  return [
    `${bold("Decided by the mapping")} (${chosen.length}; ${rest})`,
    ...[...rules].flatMap(([rule, all]) => [
      `  ${yellow(short(rule, width - 10))} (${all.length})`,
      ...effectsOf(all),
    ]),
  ].join("\n");
}

function effectsOf(decisions: readonly Decision[]): string[] {
  const effects = [...groupBy(decisions, ({ effect }) => effect)];
  const more = effects.length - most.effects;
  return [
    ...effects
      .slice(0, most.effects)
      .map(([effect, all]) => wrap(`${namesOf(all.map(({ on }) => on))}: ${effect}`, 4)),
    ...(more > 0 ? [dim(`    and ${more} more`)] : []),
  ];
}

function describeUntouched(untouched: readonly Untouched[]): string {
  if (untouched.length === 0) return "";
  const reasons = groupBy(untouched, ({ why }) => why);
  return [
    `${bold("Stays as it is")} (${untouched.length})`,
    ...[...reasons].map(([why, all]) =>
      wrap(`${namesOf(all.map(({ object }) => object))}: ${why}`, 2),
    ),
  ].join("\n");
}

function describeWarnings(warnings: readonly string[]): string {
  if (warnings.length === 0) return "";
  const more = warnings.length - most.warnings;
  return [
    `${bold("To know before it is applied")} (${warnings.length})`,
    ...warnings.slice(0, most.warnings).map((warning) => wrap(cutList(warning), 2)),
    ...(more > 0 ? [dim(`  and ${more} more`)] : []),
  ].join("\n");
}

/** A warning with only the first few of the tables that it is also about, and without their columns if they are many. */
function cutList(warning: string): string {
  const [first = "", others] = warning.split(likewise);
  if (others === undefined) return first;
  const names = others.split(and);
  const tables = names.map((name) => name.replace(/^.* of /, ""));
  return `${first}${likewise}${namesOf(names.length > most.names ? tables : names)}`;
}

function groupBy<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values)
    groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

function namesOf(names: readonly string[]): string {
  const more = names.length - most.names;
  const told = names.slice(0, more > 1 ? most.names : names.length).join(", ");
  return more > 1 ? `${told} and ${more} more` : told;
}

/** What somebody has to decide, with answers that only have to be put into a mapping. */
export function describeOpen(open: readonly OpenDecision[]): string {
  return [
    bold(`${open.length} to decide before there can be a plan`),
    ...open.map(({ on, question, choices }) =>
      [
        `${yellow(short(on, width))}\n${wrap(question, 2)}`,
        ...choices.map(
          ({ label, mapping }) => `${wrap(label, 4)}\n      ${dim(JSON.stringify(mapping))}`,
        ),
      ].join("\n"),
    ),
  ].join("\n\n");
}
