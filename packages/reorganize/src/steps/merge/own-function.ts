/** What a function of a merge is made of. */
export interface OwnFunction {
  /** As SQL. */
  readonly name: string;
  readonly parameters: string;
  readonly returns: string;
  readonly declare: string;
  readonly body: string;
  /** Whether it looks rows up by key in tables that grow under it: those of a batch, or one at a time. */
  readonly byKey?: "batch" | "row";
}

// Casts through text have to mean the same in every program's session.
const spelling = [
  "search_path = pg_catalog, pg_temp",
  "TimeZone = 'UTC'",
  "DateStyle = 'ISO, YMD'",
  "IntervalStyle = 'postgres'",
  "extra_float_digits = 1",
];

// A batch touches few rows of a large table: any plan but a walk along the key grows with the table,
// and what the server believes of tables that grow under it is wrong.
const alongTheKey = [
  "enable_seqscan = off",
  "enable_bitmapscan = off",
  "enable_sort = off",
  "enable_hashjoin = off",
  "enable_mergejoin = off",
  "jit = off",
];

// For one row, planning takes longer than the work.
const planned = {
  batch: "plan_cache_mode = force_custom_plan",
  row: "plan_cache_mode = force_generic_plan",
};

/** SQL that makes a function which runs with its owner's rights, whoever's write calls it. */
export function createFunction(one: OwnFunction): string {
  const settings = [...spelling, ...(one.byKey ? [...alongTheKey, planned[one.byKey]] : [])].map(
    (set) => `SET ${set}`,
  );
  return `CREATE OR REPLACE FUNCTION ${one.name}(${one.parameters}) RETURNS ${one.returns}
LANGUAGE plpgsql SECURITY DEFINER ${settings.join(" ")} AS $reorganize$
#variable_conflict use_column
DECLARE ${one.declare}
BEGIN
${one.body}
END $reorganize$`;
}

/** What a value that a table refuses raises, by PostgreSQL's names of conditions. */
export const refused = "data_exception OR integrity_constraint_violation OR program_limit_exceeded";
