import type { Queryable } from "../../session/queryable.js";

import { plainNameSql } from "../table-name.js";
import { isUserDefined } from "../user-defined.js";

export interface View {
  readonly schema: string;
  readonly name: string;
  readonly materialized: boolean;
  /** Tables and views it reads, as `schema.name`. */
  readonly reads: readonly string[];
}

/** Every view and materialized view. */
export async function readViews(reader: Queryable): Promise<View[]> {
  return reader.query<View>(`
    SELECT namespace.nspname AS schema, class.relname AS name, class.relkind = 'm' AS materialized,
           ARRAY(SELECT DISTINCT ${plainNameSql("read_schema.nspname", "read.relname")}
                   FROM pg_catalog.pg_rewrite AS rule
                   JOIN pg_catalog.pg_depend AS depend
                     ON depend.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND depend.objid = rule.oid
                    AND depend.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                   JOIN pg_catalog.pg_class AS read ON read.oid = depend.refobjid
                   JOIN pg_catalog.pg_namespace AS read_schema ON read_schema.oid = read.relnamespace
                  WHERE rule.ev_class = class.oid AND read.oid <> class.oid
                  ORDER BY 1) AS reads
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE class.relkind IN ('v', 'm') AND ${isUserDefined("pg_class", "class.oid")}
     ORDER BY 1, 2`);
}
