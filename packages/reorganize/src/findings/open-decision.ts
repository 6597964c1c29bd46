import type { Effect } from "../plan/decision.js";
import type { Loss } from "../plan/loss.js";
import type { DecidedValue, ObjectName, Subject } from "../plan/subject.js";
import type { Finding, FindingOf } from "./finding.js";

/** What neither the catalogs nor the mapping decide. */
export interface OpenDecision {
  readonly on: Subject | ObjectName | DecidedValue;
  readonly question: Question;
  readonly choices: readonly Choice[];
}

export type Question =
  /** What is to become of it? */
  | { readonly code: "finding"; readonly finding: Finding }
  /** What table is it? */
  | { readonly code: "which table"; readonly finding: FindingOf<"other shape"> }
  /** Are its rows those of that table of the target? */
  | { readonly code: "same table"; readonly table: string }
  /** Are its columns those that the target calls otherwise? */
  | { readonly code: "same columns"; readonly rename: Readonly<Record<string, string>> }
  /** May these rows leave programs' sight? */
  | { readonly code: "losses"; readonly loss: Loss }
  /** What is to become of a statement that worked before and fails after the last step? */
  | {
      readonly code: "broken write";
      readonly verb: string;
      readonly reason: string;
      readonly triggers: readonly string[];
    }
  /** May whoever reads the survivor see the rows that policies of this table hide? */
  | { readonly code: "hidden rows"; readonly survivor: string }
  /** What is to become of what reads a column that the target does not have? */
  | { readonly code: "column read"; readonly by: readonly string[] }
  /** Must the rule wait for the end of a transaction, while rows are inserted that may be there already? */
  | { readonly code: "deferrable rule"; readonly rule: string }
  /** Is the foreign key to hold, whose triggers are off? */
  | { readonly code: "key not enforced"; readonly key: string }
  /** Is an index to be finished, whose building was cut off or goes on, or to go? */
  | { readonly code: "index not finished"; readonly index: string }
  /** Is a NOT NULL to hold for all rows, which was never validated? */
  | { readonly code: "not null not validated"; readonly columns: readonly string[] }
  /** What is something of others to be called, whose name the target needs? `of` is the table of an index. */
  | {
      readonly code: "name taken";
      readonly name: string;
      readonly kind: string;
      readonly wanted: string;
      readonly of?: string;
      /** Of an enum type, those that the target's does not have. */
      readonly words?: readonly string[];
    }
  /** Is a table to go on being an heir of another, which the target has none of? */
  | { readonly code: "inherits"; readonly from: string }
  /** By what are rows to be told apart, whose primary key has a column that the target does not have? */
  | {
      readonly code: "key of others";
      readonly key: readonly string[];
      readonly wanted: readonly string[];
    }
  /** By what are replicas to know rows, whose changes are published, and are refused as long as they do not? */
  | { readonly code: "rows not known"; readonly publication: string }
  /** Is logical decoding to read a table as a catalog while its rows change? */
  | { readonly code: "catalog table" }
  /** Are replicas to know the rows of a twin by something else than its key? */
  | { readonly code: "rows known by others"; readonly index: string }
  /** Is a table to be made anew, or to have fewer columns, so that those fit which the steps and a rollback make? */
  | {
      readonly code: "too wide";
      /** Columns that it has had. */
      readonly width: number;
      readonly dropped: number;
      readonly more: number;
    }
  /** What is to become of values that do not fit an index of the target? */
  | { readonly code: "too long for an index"; readonly index: string; readonly rows: number }
  /** Is a rule of a domain to hold for values that are there, which was never validated? */
  | { readonly code: "domain not validated"; readonly domain: string; readonly rule: string }
  /** What is to become of keys that the target's type prints in another way? */
  | { readonly code: "key respelled"; readonly type: string; readonly rows: number }
  /** Who is to write a column that is computed, and is not in the target? */
  | { readonly code: "computed" }
  /** What is to become of a rule past which rows of twins cannot be written? */
  | { readonly code: "rule on writes"; readonly rule: string }
  /** What is to become of something that fires on statements of every step? `changed` is what a rollback did not restore. */
  | {
      readonly code: "event trigger";
      /** What it said to one that it refused; null where it refused none. */
      readonly reason: string | null;
      readonly changed: readonly string[];
    }
  /** Where is an index to be that is made again, and is in a tablespace of its own? */
  | { readonly code: "index elsewhere"; readonly index: string }
  /** Are rows to obey a rule that they break though the catalog says they do not? */
  | { readonly code: "rule broken"; readonly rule: string }
  /** What is to become of a view that is not the same once it is made again? */
  | { readonly code: "not restored" }
  /** In what form are values to be kept that name objects of the database, which move? */
  | { readonly code: "names an object"; readonly type: string }
  /** Is the column to have its new type already, which PostgreSQL converts it to, though not by the texts of its values? */
  | { readonly code: "converted by a cast"; readonly type: string; readonly wanted: string }
  /** What is to become of rows of a table that a column of another holds, when the table's columns change? */
  | { readonly code: "rows within rows"; readonly column: string }
  /** What is to become of what no scratch copy can have as it is? */
  | { readonly code: "not copied"; readonly reason: string }
  /** What is to become of that for which the server refuses a step? */
  | { readonly code: "step refused"; readonly reason: string }
  /** With which search_path is a function to work that names others without their schema? */
  | { readonly code: "path of programs"; readonly reason: string }
  | ProjectionQuestion
  /** What is to become of what keeps the column's type from changing while programs write? */
  | { readonly code: "conversion"; readonly obstacles: readonly string[] };

/** What projections leave open. */
type ProjectionQuestion =
  /** What somebody has to decide about a value; `wrong` is why the answer that there is cannot be. */
  | { readonly code: "value"; readonly question: string; readonly wrong?: string }
  /** Is a table that no projection reads to go, or does it stay? */
  | { readonly code: "unknown table"; readonly rows: number }
  /** What is to become of the columns of a source that no projection reads? */
  | { readonly code: "columns not used" }
  /** An index finds the rows of a group, and cannot be built online on a partitioned table. */
  | { readonly code: "index needed"; readonly projection: string }
  /** What is to be in columns that have to have a value? */
  | { readonly code: "columns not given"; readonly projection: string }
  /** No package has the table that a projection leads to. */
  | { readonly code: "target not owned"; readonly projection: string }
  /** Of the tables that a projection reads some are there, and this one is not. */
  | { readonly code: "source missing"; readonly projection: string }
  /** Nothing tells of what is written to it. */
  | {
      readonly code: "source is no table";
      readonly projections: readonly string[];
      readonly kind: string;
    }
  /** Rows of these tables are in it as well. */
  | {
      readonly code: "source has heirs";
      readonly projections: readonly string[];
      readonly heirs: readonly string[];
    }
  /** It would go at finalize, and the target needs a table of its name. */
  | { readonly code: "source is of the target"; readonly projections: readonly string[] }
  /** The mapping says that it becomes a table of the target as well. */
  | {
      readonly code: "source is claimed";
      readonly projections: readonly string[];
      readonly to: string;
    };

/** One answer to an open decision. */
export interface Choice {
  readonly answer: Answer;
  /** What a mapping has to say for it; empty where something else has to be done. */
  readonly mapping: Readonly<Record<string, unknown>>;
}

export type Answer =
  | { readonly code: "effect"; readonly effect: Effect }
  | { readonly code: "is table"; readonly table: string }
  /** So is every table of the target's schema that is found in the other. */
  | { readonly code: "relocate schema"; readonly schema: string; readonly from: string }
  | { readonly code: "unmanaged" }
  /** No step does it, so it is done before the next plan, and no mapping says so. */
  | { readonly code: "make plain" | "make partitioned" }
  | { readonly code: "run first"; readonly sql: string }
  | { readonly code: "rename columns" }
  | { readonly code: "leave out" }
  | { readonly code: "leave out columns" }
  /** Of a decision, in its own words. */
  | { readonly code: "answer"; readonly choice: string }
  /** In the query of the projection, which only its author can write. */
  | {
      readonly code: "give columns";
      readonly projection: string;
      readonly columns: readonly string[];
    };
