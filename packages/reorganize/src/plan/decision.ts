import type { Subject } from "./subject.js";

/** One decision, and what it was applied to. */
export interface Decision {
  readonly on: Subject;
  /** A path into the mapping, or `byTarget`. */
  readonly rule: string;
  readonly effect: Effect;
}

/** The rule of a decision that follows from the target's definition. */
export const byTarget = "target";

/** What a decision does to what it is applied to. */
export type Effect =
  | TableEffect
  | ColumnEffect
  | RowEffect
  | { readonly code: "restore or drop trigger" }
  | { readonly code: "drop trigger"; readonly trigger: string };

type TableEffect =
  | { readonly code: "create table" }
  | { readonly code: "project rows"; readonly tables: readonly string[] }
  | { readonly code: "leave out table"; readonly reason: string }
  | { readonly code: "become table"; readonly table: string }
  | { readonly code: "move table"; readonly table: string; readonly oldName: "view" | "reused" }
  | { readonly code: "merge tables"; readonly tables: readonly string[] }
  | { readonly code: "redirect foreign keys"; readonly table: string }
  | { readonly code: "adopt rules" };

type ColumnEffect =
  | { readonly code: "create column"; readonly filledBy: "repair" | "default" | "nothing" }
  | { readonly code: "rename column"; readonly column: string; readonly table: string }
  | { readonly code: "renamed from"; readonly column: string }
  | { readonly code: "change type"; readonly type?: string }
  | { readonly code: "drop column" };

type RowEffect =
  | { readonly code: "null to default" }
  | { readonly code: "null to value"; readonly sql: string }
  | { readonly code: "nearest number" }
  | { readonly code: "cut text" }
  | { readonly code: "translate words"; readonly words: readonly string[] }
  | { readonly code: "replace words"; readonly word: string }
  | { readonly code: "null reference" }
  | { readonly code: "cut cycles" }
  | { readonly code: "distinct values" }
  | { readonly code: "newest row" }
  | { readonly code: "quarantine duplicates" }
  | { readonly code: "quarantine rows"; readonly because?: "no default" | "not null" }
  | { readonly code: "quarantine listed rows"; readonly reason: string };
