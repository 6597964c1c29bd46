import { formatName, isSameName } from "../catalog/names.js";
import type { Question } from "./question.js";

/** A question as a sentence that yes and no answer. */
export function describeQuestion(question: Question): string {
  if (question.kind === "move") {
    const { object, from, to } = question;
    return `Is the ${object} ${formatName(from)} now ${formatName(to)}?`;
  }
  const { object, name, newType } = question;
  const what = object === "table" ? "all its rows" : "all its values";
  const why = newType ? ` (the column that takes its name is ${newType} and starts empty)` : "";
  const others = question.with.length > 0 ? `; with it go ${question.with.join(", ")}` : "";
  return `Drop the ${object} ${formatName(name)} with ${what}${why}${others}?`;
}

/**
 * Open questions with what to type for each answer.
 *
 * @param command what was typed, without answers
 */
export function explainQuestions(questions: readonly Question[], command: string): string {
  const blocks = questions.map((one) =>
    [describeQuestion(one), ...answers(one).map(([word, flag]) => `  ${word}: ${flag}`)].join("\n"),
  );
  const first = questions.filter((one) => !contradicts(one, questions));
  const flags = first.map((one) => answers(one)[0]?.[1]).join(" ");
  return [
    "Only a person can say this; nothing was written.",
    ...blocks,
    "Answer all, such as:",
    `  ${command} ${flags}`,
  ].join("\n");
}

/** Whether an earlier question is about the same source or target, which moves once. */
function contradicts(question: Question, all: readonly Question[]): boolean {
  if (question.kind === "drop") return false;
  return all
    .slice(0, all.indexOf(question))
    .some(
      (one) =>
        one.kind === "move" &&
        (isSameName(one.from, question.from) || isSameName(one.to, question.to)),
    );
}

/** Each possible answer with its option. */
function answers(question: Question): (readonly [word: string, option: string])[] {
  if (question.kind === "drop") return [["yes", `--drop ${shellWord(formatName(question.name))}`]];
  const { object, from, to } = question;
  const moved = `--moved ${shellWord(`${formatName(from)}=${formatName(to)}`)}`;
  const lost = object === "enum type" ? "no" : "no, it may be lost";
  return [
    ["yes", moved],
    [lost, `--drop ${shellWord(formatName(from))}`],
  ];
}

function shellWord(text: string): string {
  return /^[\w.=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
