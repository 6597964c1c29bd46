import type { Hazard } from "./step.js";
import type { ObjectName, Subject } from "./subject.js";

/** What to know before a plan is applied. */
export type Warning =
  | HazardWarning
  | {
      readonly code: "routine";
      /** `schema.function` */
      readonly routine: string;
      /** A table that its code names, and what becomes of it. */
      readonly table: string;
      readonly becomes: string;
    }
  | {
      readonly code: "publication";
      readonly publication: string;
      readonly table: string;
      readonly becomes: string;
    }
  | OldNameWarning
  | AccessWarning
  | ChangeWarning
  | ComparisonWarning
  | VisibilityWarning
  | {
      readonly code: "no longer published";
      readonly publication: string;
      /** It publishes tables for the schemas that they are in, and not for those that they go to. */
      readonly tables: readonly { readonly table: string; readonly becomes: string }[];
    }
  /** It uses tables that go at finalize, which cannot go before it does. */
  | {
      readonly code: "uses what goes";
      readonly object: ObjectName;
      readonly tables: readonly string[];
    }
  | { readonly code: "not checked"; readonly on: Subject; readonly check: Unchecked };

/** Statements that work on tables before the first step, and fail on their old names after the last one. */
export interface OldNameWarning {
  readonly code: "old names refuse";
  readonly statements: readonly OldNameStatement[];
  /** `schema.table` before. */
  readonly tables: readonly string[];
}

/** An ordinary statement on a table. */
export type OldNameStatement =
  | "select"
  | "select for update"
  | "group by key"
  | "tablesample"
  | "ctid"
  | "tableoid"
  | "insert"
  | "insert returning"
  | "on conflict key"
  | "on conflict constraint"
  | "update"
  | "current of"
  | "delete"
  | "merge"
  | "truncate"
  | "copy from"
  | "copy to"
  | "lock"
  | "references"
  | "create index"
  | "alter table"
  | "comment";

/** What a role could do and cannot after the last step, or the other way round. */
export interface AccessWarning {
  readonly code: "access lost" | "access gained";
  /** PUBLIC is everybody. */
  readonly role: string;
  readonly privileges: readonly string[];
  /** By the names under which it is so, old ones too. */
  readonly tables: readonly string[];
  /** Only with these columns of them. */
  readonly columns?: readonly string[];
}

/**
 * Things of one kind, as the server names them, that the target does not have, or whose settings change: by
 * PostgreSQL's names in its catalog. A rollback restores them.
 */
export type ChangeWarning =
  | { readonly code: "objects dropped"; readonly objects: readonly string[] }
  | {
      readonly code: "settings changed";
      readonly objects: readonly string[];
      readonly settings: readonly string[];
    };

/** Texts that were equal in these columns, though not the same, are so no more: of another case, or with blanks at the end. */
export interface ComparisonWarning {
  readonly code: "compared otherwise";
  readonly columns: readonly { readonly table: string; readonly column: string }[];
}

/** Row security shows a role other rows of a table after the last step, among those that the steps were tried on. */
export interface VisibilityWarning {
  readonly code: "rows hidden" | "rows shown";
  readonly role: string;
  readonly table: string;
  readonly before: number;
  readonly after: number;
}

/** A hazard of steps of one kind, for all tables that have it. */
export interface HazardWarning {
  readonly code: "hazard";
  /** The kind of step, which has the sentence. */
  readonly kind: string;
  readonly hazards: readonly TableHazard[];
}

export interface TableHazard {
  /** The table that the step changes; absent for steps that change none. */
  readonly table?: string;
  readonly hazard: Hazard;
}

/** A question that the server did not answer. */
export type Unchecked =
  | { readonly code: "rows"; readonly kind: string }
  | { readonly code: "orphans"; readonly sqlState: string }
  | { readonly code: "duplicates"; readonly keys: readonly string[]; readonly sqlState: string }
  /** How many rows of a table leave programs' sight. */
  | { readonly code: "losses"; readonly sqlState: string }
  /** No way of telling whether text is a value of the type before PostgreSQL 16. */
  | { readonly code: "cast"; readonly wanted: string };
