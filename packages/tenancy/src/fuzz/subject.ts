import type { RawClient } from "@deepiri/database";

export interface FuzzedColumn {
  readonly name: string;
  readonly type: string;
  /** How many characters fit; null where there is no limit. */
  readonly length: number | null;
  readonly required: boolean;
  readonly generated: boolean;
  /** Labels of an enum, or words that a CHECK names. */
  readonly words: readonly string[];
  /** The column that a foreign key has it point to. */
  readonly refersTo: { readonly table: string; readonly column: string } | null;
}

/** A table of which rows are seeded, or a partition of one, which is asked directly. */
export interface FuzzedTable {
  /** As SQL names it. */
  readonly name: string;
  readonly tenantColumn: string;
  readonly isRoot: boolean;
  readonly columns: readonly FuzzedColumn[];
}

/** What the statements are about. */
export interface Subject {
  readonly tables: readonly FuzzedTable[];
  /** Views and materialized views that anybody but their owner may read. */
  readonly views: readonly string[];
  /** Functions that need no argument. */
  readonly functions: readonly string[];
}

/** Reads it from the catalogue: all isolated tables of the schema with their partitions, views, functions. */
export async function readSubject(client: RawClient, schema: string): Promise<Subject> {
  const [row] = await client.$queryRawUnsafe<[Subject]>(subjectSql, schema);
  return row;
}

const subjectSql = `
WITH member AS (
  SELECT own.tenant_column, own.relation = member AS is_root, member AS oid
    FROM tenancy.registered() AS own, tenancy.family(own.relation) AS member
   WHERE own.schema_name = $1 AND own.tenant_column IS NOT NULL)
SELECT
  (SELECT COALESCE(jsonb_agg(jsonb_build_object('name', oid::regclass::text, 'tenantColumn', tenant_column, 'isRoot', is_root,
    'columns', (
      SELECT jsonb_agg(jsonb_build_object(
          'name', attname, 'type', format_type(atttypid, NULL),
          'length', CASE WHEN atttypid IN ('varchar'::regtype, 'bpchar'::regtype) AND atttypmod > 4 THEN atttypmod - 4 END,
          'required', attnotnull, 'generated', attgenerated <> '',
          'words', COALESCE(
            (SELECT jsonb_agg(enumlabel ORDER BY enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = atttypid),
            (SELECT jsonb_agg(word[1]) FROM pg_catalog.pg_constraint AS rule,
                    regexp_matches(pg_get_constraintdef(rule.oid), '''([^'']*)''', 'g') AS word
              WHERE rule.conrelid = attrelid AND rule.contype = 'c' AND rule.conkey = ARRAY[attnum]
                AND pg_get_constraintdef(rule.oid) ~ '= ANY|='''), '[]'),
          'refersTo', (
            SELECT jsonb_build_object('table', rule.confrelid::regclass::text, 'column', target.attname)
              FROM pg_catalog.pg_constraint AS rule, unnest(rule.conkey, rule.confkey) AS pair(here, there)
              JOIN pg_catalog.pg_attribute AS target ON target.attnum = there
             WHERE rule.conrelid = own.attrelid AND rule.contype = 'f' AND rule.conparentid = 0 AND here = own.attnum
               AND target.attrelid = rule.confrelid LIMIT 1)) ORDER BY attnum)
        FROM pg_catalog.pg_attribute AS own WHERE attrelid = member.oid AND attnum > 0 AND NOT attisdropped)
    ) ORDER BY member.oid::regclass::text), '[]') FROM member) AS tables,
  ARRAY(SELECT oid::regclass::text FROM pg_catalog.pg_class
         WHERE relnamespace = to_regnamespace(quote_ident($1)) AND relkind IN ('v', 'm')) AS views,
  ARRAY(SELECT oid::regproc::text FROM pg_catalog.pg_proc
         WHERE pronamespace = to_regnamespace(quote_ident($1)) AND pronargs = 0 AND prokind = 'f'
           AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)) AS functions`;
