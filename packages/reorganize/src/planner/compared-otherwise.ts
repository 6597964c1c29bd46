import { type Catalog, columnOf } from "../catalog/catalog.js";
import { plainNameSql } from "../catalog/table-name.js";
import { inUserSchema } from "../catalog/user-schema.js";
import { nameAfter } from "../plan/name-after.js";
import type { Source } from "../plan/plan.js";
import type { ComparisonWarning } from "../plan/warning.js";
import type { Queryable } from "../session/queryable.js";

/** A column in which texts may be equal that are not the same. */
export interface LooseColumn {
  /** `schema.table` */
  readonly table: string;
  readonly column: string;
}

/** Every such column: of a type with an equality of its own, such as citext, or a collation that is not deterministic. */
export async function readLooseColumns(copy: Queryable): Promise<LooseColumn[]> {
  return copy.query<LooseColumn>(`
    SELECT ${plainNameSql("nspname", "relname")} AS table, attname::text AS column
      FROM pg_catalog.pg_attribute
      JOIN pg_catalog.pg_class AS class ON class.oid = attrelid AND relkind IN ('r', 'p')
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      JOIN pg_catalog.pg_type AS type ON type.oid = atttypid
      LEFT JOIN pg_catalog.pg_collation AS own ON own.oid = attcollation
     WHERE attnum > 0 AND NOT attisdropped AND ${inUserSchema()} AND typcategory = 'S'
       AND (NOT own.collisdeterministic OR EXISTS (
             SELECT FROM pg_catalog.pg_opclass JOIN pg_catalog.pg_opfamily AS family ON family.oid = opcfamily
              WHERE opcdefault AND opcintype = COALESCE(NULLIF(typbasetype, 0), type.oid)
                AND opcmethod = (SELECT oid FROM pg_catalog.pg_am WHERE amname = 'btree')
                AND (opfname <> 'text_ops' OR opfnamespace <> 'pg_catalog'::pg_catalog.regnamespace)))
     ORDER BY 1, attnum`);
}

/**
 * The columns in which texts that were equal are so no more after the last step.
 *
 * @param before such columns before the first step
 * @param after such columns now
 * @param end the copy's catalog now
 */
export function comparedOtherwise(
  before: readonly LooseColumn[],
  after: readonly LooseColumn[],
  end: Catalog,
  sources: readonly Source[],
): ComparisonWarning[] {
  const are = new Set(after.map(({ table, column }) => JSON.stringify([table, column])));
  const places = before.flatMap(({ table, column }) => {
    const source = sources.find(({ from }) => from === table);
    const [to, name] = [source?.to, source ? nameAfter(source, column) : column];
    const is = end.tables.get(to ?? "");
    return to && is && columnOf(is, name) && !are.has(JSON.stringify([to, name]))
      ? [{ table: to, column: name }]
      : [];
  });
  return places.length === 0 ? [] : [{ code: "compared otherwise", columns: places }];
}
