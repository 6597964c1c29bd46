import type pg from "pg";
import { ofUsers } from "./relations.js";

/** A foreign key of a table; each partition has those of its parent. */
export interface ForeignKey {
  readonly name: string;
  readonly from: { readonly schema: string; readonly name: string };
  readonly to: { readonly schema: string; readonly name: string; readonly isPartitioned: boolean };
  readonly columns: readonly string[];
  readonly toColumns: readonly string[];
  /** What compares each referenced column with its referring one, such as `OPERATOR(pg_catalog.=)`. */
  readonly operators: readonly string[];
}

export async function readForeignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    SELECT k.conname AS name,
           pg_catalog.json_build_object('schema', n.nspname, 'name', c.relname) AS "from",
           pg_catalog.json_build_object('schema', tn.nspname, 'name', t.relname, 'isPartitioned', t.relkind = 'p') AS "to",
           ${names("k.conkey", "c.oid")} AS columns, ${names("k.confkey", "t.oid")} AS "toColumns",
           ARRAY(SELECT pg_catalog.format('OPERATOR(%I.%s)', opn.nspname, o.oprname)
                   FROM pg_catalog.unnest(k.conpfeqop) WITH ORDINALITY AS eq (oid, place)
                   JOIN pg_catalog.pg_operator AS o ON o.oid = eq.oid JOIN pg_catalog.pg_namespace AS opn ON opn.oid = o.oprnamespace
                  ORDER BY eq.place) AS operators
      FROM pg_catalog.pg_constraint AS k
      JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_class AS t ON t.oid = k.confrelid JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
     WHERE k.contype = 'f' AND NOT t.relispartition AND ${ofUsers("pg_class", "c.oid", "n.nspname")}
     ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"`);
  return rows;
}

function names(numbers: string, table: string): string {
  return `ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(${numbers}) WITH ORDINALITY AS k (attnum, place)
                  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = ${table} AND a.attnum = k.attnum ORDER BY k.place)`;
}
