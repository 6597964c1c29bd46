import type { Code } from "./codes.js";

/** How bad a finding is: rows or availability are at risk, it costs, or it is worth knowing. */
export type Severity = "error" | "warning" | "info";

/** All severities, the worst first. */
export const severities: readonly Severity[] = ["error", "warning", "info"];

/** What a finding is about; plain names as the catalogue has them. */
export interface Subject {
  /** Such as `table`, `index` or `replication slot`. */
  readonly kind: string;
  readonly schema?: string;
  /** The table that an index, column, rule or trigger belongs to. */
  readonly table?: string;
  readonly name: string;
}

/**
 * What was seen, by name. The end of a name gives the unit of a number: `bytes` or `…Bytes`, `seconds` or
 * `…Seconds`, `percent` or `…Percent`; of all others it is a count.
 */
export type Evidence = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What mends a finding. Neither is there where somebody has to decide first: the text of the code says what. */
export interface Remedy {
  /** Statements that are safe on a database in use, in this order, each sent alone and outside of a transaction. */
  readonly sql?: readonly string[];
  /** The package whose next migration is to have them; sent by hand they would differ from its migrations. */
  readonly migrationOf?: string;
  /** What to type in a shell at the workspace's root. */
  readonly command?: string;
}

/** Something that is not as it should be. Data only: sentences are made where it is printed. */
export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  readonly subject: Subject;
  readonly evidence: Evidence;
  readonly remedy: Remedy;
}
