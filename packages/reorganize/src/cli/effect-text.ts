import type { Effect } from "../plan/decision.js";
import { type Texts, textOf } from "./texts.js";

const texts: Texts<Effect> = {
  "create table": () => "it is created",
  "project rows": ({ tables }) =>
    `its rows change shape and go to ${tables.join(", ")}; it goes at finalize`,
  "leave out table": ({ reason }) => `it is left out, and goes at finalize: ${reason}`,
  "become table": ({ table }) => `it becomes ${table}`,
  "move table": ({ table, oldName }) =>
    oldName === "view"
      ? `it becomes ${table}; a compatibility view stays at the old name until finalize`
      : `it becomes ${table}; another table gets the old name`,
  "merge tables": ({ tables }) => `the rows of ${tables.join(" and ")} are merged into one table`,
  "redirect foreign keys": ({ table }) => `foreign keys to it refer to ${table} instead`,
  "adopt rules": () => "its constraints and indexes become the target's",
  "create column": ({ filledBy }) => createColumn[filledBy],
  "rename column": ({ column, table }) => `it becomes ${column} of ${table}`,
  "renamed from": ({ column }) => `${column} becomes it`,
  "change type": ({ type }) =>
    type === undefined ? "it is as in the target" : `it becomes ${type}`,
  "drop column": () =>
    "it is dropped; its values are backed up, and a rollback restores it as the table's last column",
  "null to default": () => "null becomes the target's default",
  "null to value": ({ sql }) => `null becomes ${sql}`,
  "nearest number": () => "the nearest valid number replaces it",
  "cut text": () => "the text is cut; the original is backed up",
  "translate words": ({ words }) =>
    `${words.join(", ")} become words of the target; rows with other words are quarantined`,
  "replace words": ({ word }) => `words that are not listed become ${word}`,
  "null reference": () => "the reference becomes null; the original is backed up",
  "cut cycles": () => "the latest link of each dependency cycle is cut, and backed up",
  "distinct values": () => "later rows get another value; the original is backed up",
  "newest row": () =>
    "of two rows with one key the one changed last stays, the other is quarantined",
  "quarantine duplicates": () => "the first row stays, later ones are quarantined",
  "quarantine rows": ({ because }) =>
    `the rows are quarantined${because === undefined ? "" : `: ${reasons[because]}`}`,
  "quarantine listed rows": ({ reason }) => `rows are quarantined: ${reason}`,
  "drop trigger": ({ trigger }) => `trigger ${trigger} is dropped, and restored by a rollback`,
  "restore or drop trigger": () => "what the trigger calls is created, or the trigger is dropped",
};

const createColumn = {
  repair: "it is created and filled",
  default: "it is created, filled with the target's default",
  nothing: "it is created, and null at first",
};

const reasons = {
  "no default": "the target has no default",
  "not null": "the reference must not be null",
};

/** What a decision does, to be read after the name of what it does it to. */
export function effectText(effect: Effect): string {
  return textOf(texts, effect);
}
