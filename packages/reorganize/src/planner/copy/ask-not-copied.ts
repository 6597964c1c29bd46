import type { ObservedDifference } from "@deepiri/observer";
import type { OpenDecision } from "../../findings/open-decision.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import type { Refused } from "./statement.js";

/** What the server refused to make in the scratch copy; what lacked only that is left out. */
export function notMade(refused: readonly Refused[]): OpenDecisionsError {
  const causes = refused.filter(({ isForWant }) => !isForWant);
  const named = causes.length > 0 ? causes : refused;
  return new OpenDecisionsError(named.map(({ name, reason }) => ask(name, reason)));
}

/** What is not in the copy as it is in the source, where nothing was refused. */
export function notAlike(differences: readonly ObservedDifference[]): OpenDecisionsError {
  return new OpenDecisionsError(differences.map((one) => ask(one.name, howOf(one))));
}

function ask(name: string, reason: string): OpenDecision {
  return runFirst({ kind: "object", name }, { code: "not copied", reason }, []);
}

function howOf({ how, properties }: ObservedDifference): string {
  if (how === "missing") return "it cannot be copied";
  return how === "changed"
    ? `${properties.join(", ")} would be another`
    : "it is not in the database";
}
