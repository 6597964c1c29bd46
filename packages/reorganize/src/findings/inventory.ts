import type { EnumType } from "../catalog/catalog.js";
import type { Objects } from "../catalog/objects/read-objects.js";
import type { DefinitionReport } from "./definition/report.js";
import type { Finding } from "./finding.js";

/** One table with what is known of it. */
export interface InventoryTable {
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "partitioned table";
  readonly rows: number;
  /** False when the rows are the server's estimate, because counting would take long. */
  readonly exact: boolean;
  /** With its indexes and long values. */
  readonly bytes: number;
  /** Key of the package that owns the target's table for it, or null. */
  readonly owner: string | null;
  /** The table of the target whose rows it holds, as `schema.table`, or null. */
  readonly target: string | null;
  readonly columns: number;
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
}

/** A projection of the mapping. */
export interface InventoryProjection {
  readonly name: string;
  /** The table of the target, as `schema.table`. */
  readonly to: string;
  /** What it reads, the table that gives the rows first. */
  readonly from: readonly string[];
  /** Whether the database has any of what it reads. */
  readonly isHere: boolean;
}

/** What there is in a database: plain data, without a value of any row but keys. */
export interface Inventory {
  readonly database: string;
  /** As the server tells it, such as "18.1". */
  readonly serverVersion: string;
  readonly tables: readonly InventoryTable[];
  readonly enums: readonly EnumType[];
  readonly objects: Objects;
  readonly findings: readonly Finding[];
  /** How rows change shape; absent where no mapping was given. */
  readonly projections?: readonly InventoryProjection[];
  /** What the given definitions say; absent when none were given. */
  readonly definitions?: DefinitionReport;
}
