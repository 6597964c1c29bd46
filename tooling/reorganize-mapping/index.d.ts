/**
 * Decisions about existing databases that no catalog can make. What follows from the catalogs is never
 * written here. Tables are written `schema.table`.
 */
export interface MappingDefinition {
  /** Only in a file for `--mapping`: it adds to the workspace's mapping, and what it says comes first. */
  readonly extends?: "workspace" | undefined;
  /** For whom or what it was written; nothing depends on it. */
  readonly name?: string | undefined;
  /** Target table to its possible sources: the first that fits is it, all others that fit are merged into it. */
  readonly tables?: Readonly<Record<string, readonly SourceDefinition[]>> | undefined;
  /** Target schema to the schemas in which a table of the same name and shape is the same table. */
  readonly relocate?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Empty tables that stood in for others: each to the target table it stood for. */
  readonly placeholders?: Readonly<Record<string, string>> | undefined;
  /** `schema.table.column` of the target to the repair of its values. */
  readonly repairs?: Readonly<Record<string, RepairDefinition>> | undefined;
  /** Values to choose from when a number is outside the range that a CHECK allows. */
  readonly numbers?: readonly number[] | undefined;
  /** What happens where no repair is declared; "ask", the default of each, makes it an open decision. */
  readonly otherwise?: OtherwiseDefinition | undefined;
  /** By name the queries that say how rows change shape. */
  readonly projections?: Readonly<Record<string, ProjectionDefinition>> | undefined;
  /** By name what nobody but people can say of single values, such as who is meant by a text; queries read it with `decided`. */
  readonly decisions?: Readonly<Record<string, DecisionDefinition>> | undefined;
  /** What they say: by the name of a decision each value to its answer, any JSON. */
  readonly decided?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /**
   * `schema.table` or `schema.table.column` of sources that no projection uses, to the reason. Such tables go
   * with the others at `finalize`. Of a table in which projections only look something up it is the reason for
   * rows that none of them uses.
   */
  readonly leftOut?: Readonly<Record<string, string>> | undefined;
  /** Rows that are quarantined whatever the target says of them. */
  readonly setAside?: readonly QuarantineDefinition[] | undefined;
  /**
   * Tables of the target to why more than a tenth of their rows may be quarantined where `otherwise`
   * says so; without a reason that is an open decision.
   */
  readonly mayLose?: Readonly<Record<string, string>> | undefined;
  /**
   * `schema.table.trigger` of the target's tables to why an unmanaged trigger may be dropped, such as
   * one that needs a column which goes. A rollback restores it.
   */
  readonly dropTriggers?: Readonly<Record<string, string>> | undefined;
  /** Graphs that the target keeps free of cycles: a parent column, or a table of edges. */
  readonly acyclic?: readonly GraphDefinition[] | undefined;
  /** Migrations, as `package/name`, that insert rows an old database lacks and can be run again. */
  readonly seeds?: readonly string[] | undefined;
  /** Unmanaged tables to why they stay as they are. */
  readonly known?: Readonly<Record<string, string>> | undefined;
}

/** Where rows of a target table may be found. */
export interface SourceDefinition {
  readonly table: string;
  /** Columns that tell this shape from another table of the same name. */
  readonly having?: readonly string[] | undefined;
  /** Columns that this shape does not have. */
  readonly lacking?: readonly string[] | undefined;
  /** Old column name to the target's. */
  readonly rename?: Readonly<Record<string, string>> | undefined;
}

/** What is done to values of one column that the target cannot hold. */
export interface RepairDefinition {
  /** Old word to the target's. */
  readonly words?: Readonly<Record<string, string>> | undefined;
  /** The word for those that are in no list; without it the row is quarantined. */
  readonly otherwise?: string | undefined;
  /** What replaces null: the target's default, or an SQL expression over the row `r`. */
  readonly null?: "default" | { readonly sql: string } | undefined;
  /** An SQL expression over the row `r` that makes later duplicates of a unique value different. */
  readonly duplicate?: { readonly sql: string } | undefined;
}

/**
 * Which rows of a target table come from which rows of other tables. Filling, staying in step, the account of
 * every source row and verification follow from the query.
 */
export interface ProjectionDefinition {
  /** The target table. */
  readonly to: string;
  /**
   * A SELECT whose columns are named as the target's, its primary key among them. It begins with the table that
   * gives the rows, or groups; what else it looks up it joins in FROM. It may have columns of its own:
   * - `_left_out` (text): why the row is not to be in the target; null where it is
   * - `_repaired` (text[]): what was changed in the row, and why; null or empty where nothing was
   * - `_rule` (text): by which rule the row is in this table
   */
  readonly query: string;
  /** Columns that tell the rows of its first table apart, where that has no primary key. */
  readonly unit?: readonly string[] | undefined;
  /**
   * A SELECT of a number that was given before: those that the target table gives by itself go on behind it, and
   * behind those of its rows. It is not looked at where its tables are not there.
   */
  readonly numbersAfter?: string | undefined;
  /**
   * Statements that are run once before the target is filled, each SELECT something: such as a function that makes
   * partitions for the times of old rows.
   */
  readonly before?: readonly string[] | undefined;
  /**
   * Statements that are run once all targets are filled, and again at each switch: they make what follows from the rows,
   * as triggers do for programs, and have to be repeatable.
   */
  readonly after?: readonly string[] | undefined;
  /** Statements that take away at a rollback what these have made in tables of others. */
  readonly undo?: readonly string[] | undefined;
  /** Source table to the SELECT that gives its columns from the target tables: the way back. */
  readonly back?: Readonly<Record<string, string>> | undefined;
  /**
   * Target tables of which a row has to be there, as though a foreign key led to it: own column to theirs. Rows wait
   * for it, and go before it does.
   */
  readonly refersTo?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /**
   * Columns that are null as long as the row that they refer to is not there; without it the row waits for that. Not
   * for columns in which null means something.
   */
  readonly late?: readonly string[] | undefined;
  /**
   * Settings under which rows are written, such as one by which the target's triggers let rows of a move pass. Each
   * has a point in its name. Anybody can set one: the triggers have to ask as well whether who writes may set
   * session_replication_role.
   */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/** Values about which somebody has to decide, one by one: there is no plan as long as one of them has no answer. */
export interface DecisionDefinition {
  /** What is asked about each of them. */
  readonly question: string;
  /**
   * A SELECT over old tables of each `value` (a text that is not null) with, in a row of its own, each ready-made answer
   * to it: `choice` says what it means, `answer` (jsonb) is what `decided` of the mapping says then. Where the answer that
   * was given cannot be, `wrong` (text) says why; the query reads it with `decided`. It is asked where its tables are there.
   */
  readonly query: string;
}

export interface OtherwiseDefinition {
  readonly null?: "default" | "set aside" | "ask" | undefined;
  readonly number?: "nearest" | "set aside" | "ask" | undefined;
  readonly tooLong?: "cut" | "set aside" | "ask" | undefined;
  readonly word?: "set aside" | "ask" | undefined;
  readonly check?: "set aside" | "ask" | undefined;
  readonly orphan?: "null" | "set aside" | "ask" | undefined;
  readonly duplicate?: "set aside" | "ask" | undefined;
  readonly cycle?: "cut" | "ask" | undefined;
  readonly extraColumn?: "set aside" | "ask" | undefined;
}

export interface QuarantineDefinition {
  readonly table: string;
  /** SQL condition over the row `r`, in the target's column names. */
  readonly where: string;
  readonly reason: string;
}

export type GraphDefinition =
  | { readonly table: string; readonly parent: string }
  | { readonly table: string; readonly from: string; readonly to: string };

/** Returns the mapping as it is, with its types checked. A `reorganize.ts` exports it by default. */
export function defineMapping(mapping: MappingDefinition): MappingDefinition;

/**
 * SQL for queries of projections that reads a value of any spelling, given SQL of its text. It gives null for what
 * cannot be read, and for an empty text.
 */

/** A boolean: 1, true, t, yes, y, on and their opposites, in any case. */
export function toBoolean(text: string): string;
/** A numeric, with a point. */
export function toNumber(text: string): string;
/** A bigint. */
export function toInteger(text: string): string;
/**
 * A timestamptz: ISO 8601, with a zone or in `zone` ("UTC" if left out), or a number: seconds since 1970, or
 * milliseconds where it would otherwise be later than the year 5138.
 */
export function toMoment(text: string, zone?: string): string;
/** A date: the day of an ISO 8601 text, whatever time follows. */
export function toDay(text: string): string;
/** A jsonb. */
export function toDocument(text: string): string;

/**
 * SQL of the time at which the reorganization began, a timestamptz: it is the same whenever a query is evaluated, as
 * now() is not.
 */
export const begunAt: string;

/** SQL of the answer to a value of a decision, a jsonb, given SQL of the value; null where there is none. */
export function decided(decision: string, value: string): string;
/** SQL of all answers of a decision, a jsonb object: value to answer. */
export function allDecided(decision: string): string;

/** The names under which the engine makes these functions. */
export const conversionNames: {
  readonly [Name in
    | "toBoolean"
    | "toNumber"
    | "toInteger"
    | "toMoment"
    | "toDay"
    | "toDocument"]: string;
};

/** The name under which it makes the function of `begunAt`. */
export const begunAtName: string;
