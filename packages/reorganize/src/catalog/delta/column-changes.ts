import type { Action } from "@supabase/pg-delta/plan";

/** What actions do to the columns of tables. */
export interface ColumnChanges {
  readonly added: readonly string[];
  readonly dropped: readonly string[];
  readonly retyped: readonly string[];
}

/** What these actions do to columns, as pg-delta declares it. */
export function columnChanges(actions: readonly Action[]): ColumnChanges {
  return {
    added: actions.flatMap(({ verb, produces }) => (verb === "create" ? columnIn(produces) : [])),
    dropped: actions.flatMap(({ verb, destroys }) => (verb === "drop" ? columnIn(destroys) : [])),
    // Of all that is altered in a column, PostgreSQL rewrites a table for the type alone.
    retyped: actions.flatMap(({ verb, consumes, rewriteRisk }) =>
      verb === "alter" && rewriteRisk ? columnIn(consumes) : [],
    ),
  };
}

/** The column that comes first: what else an action names is what it needs. */
function columnIn([id]: Action["produces"]): string[] {
  return id?.kind === "column" ? [id.name] : [];
}
