import type { FamilyDeployed, FileDeployed } from "./compare/deployed.js";
import type { Feature } from "./compare/features.js";
import type { MatrixRow } from "./compare/matrix.js";
import type { ComparedTable } from "./compare/variants.js";
import type { LeftOutFile } from "./family/family.js";
import type {
  FailedStatement,
  PlacedStatement,
  SkippedStatement,
  StatementNotRun,
  UndoneTransaction,
} from "./load/loaded.js";

/** What loading one file did; statements are told by place, kind and name, never by their text. */
export interface FileReport {
  readonly file: string;
  readonly statements: number;
  readonly failed: readonly FailedStatement[];
  readonly skipped: readonly SkippedStatement[];
  readonly notRun: readonly StatementNotRun[];
  readonly replaced: readonly PlacedStatement[];
  readonly undone: readonly UndoneTransaction[];
  /** Objects that it made. */
  readonly made: number;
  /** How much of what it defines the database has; absent without a database. */
  readonly inDatabase?: FileDeployed;
  /** Whether a ledger of the database has it; absent where none names any file of the family. */
  readonly inLedger?: boolean;
}

export interface FamilyReport {
  readonly name: string;
  /** In the order in which they were loaded. */
  readonly files: readonly FileReport[];
  /** Where that order is from. */
  readonly order: string;
  readonly leftOut: readonly LeftOutFile[];
  /** How many tables there are in the end, and how many files define. */
  readonly tables: { readonly loads: number; readonly defined: number };
  /** Whether a type of ours stood in for vectors, which the server does not offer. */
  readonly hasStandIn: boolean;
  /** Absent without a database. */
  readonly inDatabase?: FamilyDeployed;
}

/** What a database says itself of what was applied to it. */
export interface LedgerReport {
  /** `schema.table` */
  readonly table: string;
  readonly tool: string | null;
  readonly entries: number;
  /** How many of the files it has, of how many. */
  readonly files: { readonly applied: number; readonly of: number };
  /** Entries that mean none of the files. */
  readonly others: readonly string[];
}

/** What families of files define, each loaded by itself, side by side and against a database. */
export interface DefinitionReport {
  readonly families: readonly FamilyReport[];
  /** Every table that they define, with the shapes that it has. */
  readonly tables: readonly ComparedTable[];
  readonly features: readonly Feature[];
  readonly matrix: readonly MatrixRow[];
  /** Absent without a database. */
  readonly database?: {
    readonly ledgers: readonly LedgerReport[];
    /** Tables and enum types of the database that no family names, then views, functions, triggers and policies with their kind. */
    readonly notDefined: readonly string[];
  };
}
