import type { Answer, Question } from "../findings/open-decision.js";
import { effectText } from "./effect-text.js";
import { findingText } from "./finding-text.js";
import { lossText } from "./losses-text.js";
import { type Texts, textOf } from "./texts.js";

const questions: Texts<Question> = {
  finding: ({ finding }) => findingText(finding),
  "which table": ({ finding }) => `${findingText(finding)} What is it?`,
  "same table": ({ table }) => `It has the columns of ${table}. Are its rows those of ${table}?`,
  "same columns": ({ rename }) =>
    `It has ${Object.keys(rename).join(", ")} where the target has ${Object.values(rename).join(", ")}. Are they the same columns?`,
  losses: ({ loss }) =>
    `${lossText(loss)}. No rule is about these rows. What is to become of them?`,
  "broken write": ({ verb, reason, triggers }) =>
    `Every ${verb} would fail${triggers.length > 0 ? ` in trigger ${triggers.join(", ")}` : ""} after the last step, which works today: ${reason}. Change what it calls so that it works with both forms of the table and plan again, or choose.`,
  "hidden rows": ({ survivor }) =>
    `It has row security, and its rows are to join those of ${survivor}, which has none: everybody who reads that would see them. Give ${survivor} the same policies, enable its row security and plan again, or choose.`,
  "column read": ({ by }) =>
    `The target has no such column, and it is read by ${by.join(", ")}. Change what reads it so that it does not and plan again, or choose.`,
  "deferrable rule": ({ rule }) =>
    `Its rule ${rule} is DEFERRABLE: rows that may be there already cannot be inserted under such a rule, and that may have to be done. Let it hold at once until the reorganization is finalized.`,
  "key not enforced": ({ key }) =>
    `Its foreign key ${key} is not enforced: triggers of it are off, and would be on once it was made again. Is it to hold?`,
  conversion: ({ obstacles }) =>
    `Its type cannot be changed while programs write: ${obstacles.join("; ")}. Take that away and plan again.`,
};

const answers: Texts<Answer> = {
  effect: ({ effect }) => effectText(effect),
  "is table": ({ table }) => `it is ${table}`,
  "relocate schema": ({ schema, from }) => `so is every table of ${schema} that is in ${from}`,
  unmanaged: () => "it is unmanaged and stays, with its rows",
  "make plain": () => "make a plain table of its rows, under its name, and plan again",
  "make partitioned": () => "partition it as the target's table is, and plan again",
  "run first": ({ sql }) => `run this, and plan again: ${sql}`,
  "rename columns": () => "they are, and get the target's names",
};

/** The question that an open decision asks. */
export function questionText(question: Question): string {
  return textOf(questions, question);
}

/** One of its answers. */
export function answerText(answer: Answer): string {
  return textOf(answers, answer);
}
