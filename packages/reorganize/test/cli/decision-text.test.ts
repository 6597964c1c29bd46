import { expect, it } from "vitest";
import { effectText } from "../../src/cli/effect-text.js";
import { answerText, questionText } from "../../src/cli/open-decision-text.js";
import { objectText, reasonText } from "../../src/cli/unmanaged-text.js";
import type { Answer, Question } from "../../src/findings/open-decision.js";
import type { Effect } from "../../src/plan/decision.js";
import type { ObjectName } from "../../src/plan/subject.js";
import type { UnmanagedReason } from "../../src/plan/unmanaged-object.js";

const effects: readonly Effect[] = [
  { code: "create table" },
  { code: "become table", table: "cyrex.a" },
  { code: "move table", table: "cyrex.a", oldName: "view" },
  { code: "move table", table: "cyrex.a", oldName: "reused" },
  { code: "merge tables", tables: ["cyrex.a", "public.a"] },
  { code: "redirect foreign keys", table: "public.users" },
  { code: "adopt rules" },
  { code: "create column", filledBy: "repair" },
  { code: "create column", filledBy: "default" },
  { code: "create column", filledBy: "nothing" },
  { code: "rename column", column: "status", table: "cyrex.a" },
  { code: "renamed from", column: "phase" },
  { code: "change type", type: "uuid" },
  { code: "change type" },
  { code: "drop column" },
  { code: "null to default" },
  { code: "null to value", sql: "now()" },
  { code: "nearest number" },
  { code: "cut text" },
  { code: "translate words", words: ["draft", "failed"] },
  { code: "replace words", word: "OTHER" },
  { code: "null reference" },
  { code: "cut cycles" },
  { code: "distinct values" },
  { code: "newest row" },
  { code: "quarantine duplicates" },
  { code: "quarantine rows" },
  { code: "quarantine rows", because: "no default" },
  { code: "quarantine rows", because: "not null" },
  { code: "quarantine listed rows", reason: "no longer needed" },
  { code: "restore or drop trigger" },
];

it("says what each decision does", () => {
  expect(effects.map(effectText)).toMatchInlineSnapshot(`
    [
      "it is created",
      "it becomes cyrex.a",
      "it becomes cyrex.a; a compatibility view stays at the old name until finalize",
      "it becomes cyrex.a; another table gets the old name",
      "the rows of cyrex.a and public.a are merged into one table",
      "foreign keys to it refer to public.users instead",
      "its constraints and indexes become the target's",
      "it is created and filled",
      "it is created, filled with the target's default",
      "it is created, and null at first",
      "it becomes status of cyrex.a",
      "phase becomes it",
      "it becomes uuid",
      "it is as in the target",
      "it is dropped; its values are backed up, and a rollback restores it as the table's last column",
      "null becomes the target's default",
      "null becomes now()",
      "the nearest valid number replaces it",
      "the text is cut; the original is backed up",
      "draft, failed become words of the target; rows with other words are quarantined",
      "words that are not listed become OTHER",
      "the reference becomes null; the original is backed up",
      "the latest link of each dependency cycle is cut, and backed up",
      "later rows get another value; the original is backed up",
      "of two rows with one key the one changed last stays, the other is quarantined",
      "the first row stays, later ones are quarantined",
      "the rows are quarantined",
      "the rows are quarantined: the target has no default",
      "the rows are quarantined: the reference must not be null",
      "rows are quarantined: no longer needed",
      "what the trigger calls is created, or the trigger is dropped",
    ]
  `);
});

const shape = {
  kind: "other shape",
  table: "public.a",
  target: "cyrex.a",
  shared: 2,
  wanted: 9,
  count: 1,
  samples: [],
} as const;

const questions: readonly Question[] = [
  {
    code: "finding",
    finding: { kind: "cycle", table: "public.a", column: "b", count: 2, samples: [] },
  },
  { code: "which table", finding: shape },
  { code: "same table", table: "cyrex.a" },
  { code: "same columns", rename: { dueDate: "due_date", userId: "user_id" } },
  { code: "hidden rows", survivor: "cyrex.a" },
  { code: "column read", by: ["view public.of_a"] },
  { code: "deferrable rule", rule: "a_key" },
  { code: "key not enforced", key: "a_b_fkey" },
  { code: "conversion", obstacles: ["it is part of exclusion apart"] },
  { code: "value", question: "Who is it?" },
  { code: "value", question: "Who is it?", wrong: "two users have this address" },
];

const answers: readonly Answer[] = [
  { code: "effect", effect: { code: "cut text" } },
  { code: "is table", table: "cyrex.a" },
  { code: "relocate schema", schema: "cyrex", from: "public" },
  { code: "unmanaged" },
  { code: "make plain" },
  { code: "make partitioned" },
  { code: "run first", sql: "DROP VIEW public.of_a;" },
  { code: "rename columns" },
  { code: "answer", choice: "a user of its own" },
];

it("asks each question, with its answers", () => {
  expect(questions.map(questionText)).toMatchInlineSnapshot(`
    [
      "2 rows are part of a dependency cycle.",
      "It has 2 of the 9 columns of cyrex.a: another table of the same name. What is it?",
      "It has the columns of cyrex.a. Are its rows those of cyrex.a?",
      "It has dueDate, userId where the target has due_date, user_id. Are they the same columns?",
      "It has row security, and its rows are to join those of cyrex.a, which has none: everybody who reads that would see them. Give cyrex.a the same policies, enable its row security and plan again, or choose.",
      "The target has no such column, and it is read by view public.of_a. Change what reads it so that it does not and plan again, or choose.",
      "Its rule a_key is DEFERRABLE: rows that may be there already cannot be inserted under such a rule, and that may have to be done. Let it hold at once until the reorganization is finalized.",
      "Its foreign key a_b_fkey is not enforced: triggers of it are off, and would be on once it was made again. Is it to hold?",
      "Its type cannot be changed while programs write: it is part of exclusion apart. Take that away and plan again.",
      "Who is it?",
      "What was answered cannot be: two users have this address. Who is it?",
    ]
  `);
  expect(answers.map(answerText)).toMatchInlineSnapshot(`
    [
      "the text is cut; the original is backed up",
      "it is cyrex.a",
      "so is every table of cyrex that is in public",
      "it is unmanaged and stays, with its rows",
      "make a plain table of its rows, under its name, and plan again",
      "partition it as the target's table is, and plan again",
      "run this, and plan again: DROP VIEW public.of_a;",
      "they are, and get the target's names",
      "a user of its own",
    ]
  `);
});

const objects: readonly ObjectName[] = (
  ["table", "view", "function", "publication", "foreign keys"] as const
).map((kind) => ({ kind, name: "public.a" }));

const reasons: readonly UnmanagedReason[] = [
  { code: "known", why: "only the old service had it" },
  { code: "no owner" },
  { code: "foreign history" },
  { code: "dependent", tables: ["public.a", "public.b"] },
  { code: "not in target" },
];

it("names each unmanaged object, and why it stays", () => {
  expect(objects.map(objectText)).toMatchInlineSnapshot(`
    [
      "table public.a",
      "view public.a",
      "function public.a",
      "publication public.a",
      "foreign keys of table public.a",
    ]
  `);
  expect(reasons.map(reasonText)).toMatchInlineSnapshot(`
    [
      "only the old service had it",
      "no package owns it",
      "a migration history that no package reads",
      "no package owns it; it uses public.a, public.b",
      "no package owns it, and the target has no such object",
    ]
  `);
});
