import type { Problem } from "../plan/problem.js";
import type { Detail } from "../plan/step.js";
import { stepKinds } from "../steps/kinds.js";

/** What is wrong with which object, in one sentence. */
export function problemText(problem: Problem): string {
  return `${problem.about}: ${objectOf(problem)} ${predicate(problem)}`;
}

function objectOf({ about, object, table, kind, comment }: Problem): string {
  if (about === "keys" && table !== undefined) return `${object} on ${table}`;
  if (kind === undefined) return object;
  return `${comment ? "comment on " : ""}${kind} ${object}`;
}

function predicate(problem: Problem): string {
  const { code, table, unique, rows, keys } = problem;
  switch (code) {
    case "orphans":
      return `has ${rows} ${rows === 1 ? "orphan" : "orphans"}, such as ${list(keys)}`;
    case "not enforced":
      return "is not enforced: its trigger is off";
    case "not validated":
      return "is not validated";
    case "not valid":
      return `is not valid, so ${table} is searched without it${unique ? " and may hold duplicates" : ""}`;
    case "missing":
      return "is missing";
    case "different":
      return "is not as in the target";
    case "unexpected":
      return "is not in the target";
    case "missing since":
      return "is not there, though the plan foresaw it";
    case "changed since":
      return `differs in ${list(problem.parts)} from what the plan foresaw`;
    case "new":
      return "was made since the plan was made";
    case "access lost":
      return `can no longer ${list(problem.privileges)} ${list(problem.on)}, though the plan foresaw it`;
    case "access gained":
      return `can ${list(problem.privileges)} ${list(problem.on)}, which the plan did not foresee`;
    case "rows lost":
      return "had rows that are in no table now";
    case "not counted":
      return "was not counted before the first step, so lost rows would not be noticed";
    default:
      return ofItsKind(problem) ?? code;
  }
}

/** What the kind of step says that has found it. */
function ofItsKind(problem: Problem): string | undefined {
  return stepKinds.flatMap((kind) => kind.problem?.(problem) ?? [])[0];
}

function list(details: Detail | undefined): string {
  return Array.isArray(details) ? details.join(", ") : "";
}
