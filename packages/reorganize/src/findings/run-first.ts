import type { ObjectName, Subject } from "../plan/subject.js";
import type { OpenDecision, Question } from "./open-decision.js";

/** What is decided in the database itself, by one of these statements, before the next plan. */
export function runFirst(
  on: Subject | ObjectName,
  question: Question,
  statements: readonly string[],
): OpenDecision {
  return {
    on,
    question,
    choices: statements.map((sql) => ({ answer: { code: "run first", sql }, mapping: {} })),
  };
}
