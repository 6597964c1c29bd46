import type { ObjectName, Subject } from "../plan/subject.js";
import type { Unchecked } from "../plan/warning.js";

/** Every kind of finding, in the order in which they are listed. */
export const findingKinds = [
  "twins",
  "same key",
  "other location",
  "other shape",
  "partitioning",
  "missing table",
  "projected table",
  "unmanaged table",
  "placeholder",
  "history",
  "failed migration",
  "missing column",
  "extra column",
  "column name",
  "type",
  "rules",
  "null rows",
  "check",
  "too long",
  "cast",
  "orphan",
  "duplicate",
  "self reference",
  "cycle",
  "dangling trigger",
  "dependent view",
  "dependent routine",
  "dependent publication",
  "dependent key",
  "not checked",
] as const;

export type FindingKind = (typeof findingKinds)[number];

/**
 * One thing in which the database differs from the target, with its evidence: names of objects,
 * numbers and keys of rows, never another value of a row.
 */
export type Finding = FindingOf<FindingKind>;

/** The finding of one kind. */
export type FindingOf<Kind extends FindingKind> = {
  [One in Kind]: { readonly kind: One } & Evidence & Details[One];
}[Kind];

interface Evidence {
  /** Rows it concerns; objects where it concerns none. */
  readonly count: number;
  /** Up to five primary keys of such rows as text, unless the key itself is a secret. */
  readonly samples: readonly string[];
}

/** Tables as `schema.table`; those and the columns called `table` and `column` are the database's. */
interface Details {
  /** Rows of one table of the target, `table`, are in several. */
  readonly twins: OfTable & { readonly twins: readonly Twin[] };
  /** Keys of the table that a twin has too; `different` of them with other values. */
  readonly "same key": OfTable & { readonly twin: string; readonly different: number };
  readonly "other location": OfTable & { readonly target: string };
  /** It has the name of a table of the target, and `shared` of its `wanted` columns. */
  readonly "other shape": OfTable & {
    readonly target: string;
    readonly shared: number;
    readonly wanted: number;
  };
  /** `namesake`: the database has another table of that name. */
  /** `partitioned`: whether the table is; that of the target is the other. */
  readonly partitioning: OfTable & { readonly target: string; readonly partitioned: boolean };
  readonly "missing table": OfTable & { readonly namesake: boolean };
  /** Projections make rows of these tables of the target of its rows. */
  readonly "projected table": OfTable & { readonly targets: readonly string[] };
  readonly "unmanaged table": OfTable;
  /** Without content; `keys` foreign keys point to it. */
  readonly placeholder: OfTable & { readonly standsFor: string; readonly keys: number };
  readonly history: OfTable;
  readonly "failed migration": OfTable;
  readonly "missing column": OfColumn & { readonly type: string };
  readonly "extra column": OfColumn;
  /** `wanted` is what the target calls it. */
  readonly "column name": OfColumn & { readonly wanted: string };
  readonly type: OfColumn & { readonly found: string; readonly wanted: string };
  readonly rules: OfTable & {
    readonly rules: readonly { readonly aspect: string; readonly count: number }[];
  };
  readonly "null rows": OfColumn;
  /** `columns` is the column that the rule is about, if it is one. */
  readonly check: OfColumns & { readonly rule: string };
  readonly "too long": OfColumn & { readonly limit: number };
  readonly cast: OfColumn & { readonly wanted: string; readonly isEnum: boolean };
  /** `parentFound`: whether there is any table that could hold the rows pointed to. */
  readonly orphan: OfColumns & { readonly parent: string; readonly parentFound: boolean };
  /** `rule` is a unique index of the target; `ruleColumns` are the target's columns that it is about. */
  readonly duplicate: OfTable & {
    readonly rule: string;
    readonly keys: readonly string[];
    readonly ruleColumns: readonly string[];
  };
  readonly "self reference": OfColumn;
  readonly cycle: OfColumn;
  /** Its function names tables that are not there. */
  readonly "dangling trigger": OfTable & {
    readonly trigger: string;
    readonly routine: string;
    readonly missing: readonly string[];
  };
  readonly "dependent view": Dependent;
  readonly "dependent routine": Dependent;
  readonly "dependent publication": Dependent;
  readonly "dependent key": Dependent;
  readonly "not checked": OfColumns & { readonly check: Unchecked };
}

interface OfTable {
  readonly table: string;
}

interface OfColumn extends OfTable {
  readonly column: string;
}

interface OfColumns extends OfTable {
  readonly columns: readonly string[];
}

/** One of several tables that hold rows of one table of the target. */
interface Twin {
  readonly table: string;
  readonly rows: number;
}

/** An unmanaged object, and the tables with an owner that it uses. */
interface Dependent {
  readonly object: ObjectName;
  readonly tables: readonly string[];
}

/** A finding about a table or columns of it. */
export type TableFinding = Exclude<Finding, Dependent>;

/** What a finding is about. */
export function subjectOf(finding: TableFinding): Subject;
export function subjectOf(finding: Finding): Subject | ObjectName;
export function subjectOf(finding: Finding): Subject | ObjectName {
  if ("object" in finding) return finding.object;
  const { table } = finding;
  if ("column" in finding) return { table, columns: [finding.column] };
  const columns = "columns" in finding ? finding.columns : [];
  return columns.length === 0 ? { table } : { table, columns };
}
