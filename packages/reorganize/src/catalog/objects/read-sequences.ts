import type { Queryable } from "../../session/queryable.js";

import { plainNameSql } from "../table-name.js";
import { isUserDefined } from "../user-defined.js";

export interface Sequence {
  readonly schema: string;
  readonly name: string;
  /** The table whose column it belongs to, as `schema.table`, or null. */
  readonly ownedBy: string | null;
}

/** Every sequence. */
export async function readSequences(reader: Queryable): Promise<Sequence[]> {
  return reader.query<Sequence>(`
    SELECT namespace.nspname AS schema, class.relname AS name,
           (SELECT ${plainNameSql("owner_schema.nspname", "owner.relname")}
              FROM pg_catalog.pg_depend AS depend
              JOIN pg_catalog.pg_class AS owner ON owner.oid = depend.refobjid
              JOIN pg_catalog.pg_namespace AS owner_schema ON owner_schema.oid = owner.relnamespace
             WHERE depend.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
               AND depend.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
               AND depend.objid = class.oid AND depend.deptype IN ('a', 'i') LIMIT 1) AS "ownedBy"
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE class.relkind = 'S' AND ${isUserDefined("pg_class", "class.oid")}
     ORDER BY 1, 2`);
}
