import type pg from "pg";
import { keyOf, ofUsers } from "../catalog/relations.js";

/** What is in a database already, by `"schema"."name"` where it has a schema. */
export interface Existing {
  readonly schemas: ReadonlySet<string>;
  readonly extensions: ReadonlySet<string>;
  readonly relations: ReadonlySet<string>;
  /** Types and functions. */
  readonly others: ReadonlySet<string>;
  /** Names of foreign keys, each behind its table's. */
  readonly keys: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
}

interface Row {
  readonly what: keyof Existing;
  readonly schema: string | null;
  readonly name: string;
  readonly part: string;
}

export async function readExisting(client: pg.Client): Promise<Existing> {
  const { rows } = await client.query<Row>(`
    SELECT 'schemas' AS what, NULL AS schema, nspname AS name, '' AS part FROM pg_catalog.pg_namespace
    UNION ALL SELECT 'extensions', NULL, extname, '' FROM pg_catalog.pg_extension
    UNION ALL SELECT 'roles', NULL, rolname, '' FROM pg_catalog.pg_roles
    UNION ALL SELECT 'relations', n.nspname, c.relname, ''
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ${ofUsers("pg_class", "c.oid", "n.nspname")}
    UNION ALL SELECT 'others', n.nspname, t.typname, ''
      FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
     WHERE ${ofUsers("pg_type", "t.oid", "n.nspname")}
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = t.typrelid AND c.relkind <> 'c')
    UNION ALL SELECT 'others', n.nspname, p.proname, ''
      FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
     WHERE ${ofUsers("pg_proc", "p.oid", "n.nspname")}
    UNION ALL SELECT 'keys', n.nspname, c.relname, k.conname
      FROM pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE k.contype = 'f'`);
  const of = (wanted: keyof Existing): ReadonlySet<string> =>
    new Set(rows.filter(({ what }) => what === wanted).map(nameOf));
  return {
    schemas: of("schemas"),
    extensions: of("extensions"),
    relations: of("relations"),
    others: of("others"),
    keys: of("keys"),
    roles: of("roles"),
  };
}

function nameOf({ schema, name, part }: Row): string {
  return schema === null ? name : keyOf({ schema, name }) + part;
}
