import { formatName, type Name } from "../catalog/names.js";
import type { Session } from "../catalog/session.js";

const word = /"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*/gu;

interface Routine {
  readonly description: string;
  readonly source: string;
  /** Tables, as `schema.table`, whose triggers call it. */
  readonly triggerOf: readonly string[];
}

/**
 * Functions whose text names what has moved: PostgreSQL does not look into it, unlike into views,
 * rules, policies, keys and functions with a parsed body, which follow by themselves.
 */
export async function readMentions(client: Session, from: Name, table: Name): Promise<string[]> {
  const { rows } = await client.query<Routine>(routines);
  const [, object = "", part] = from;
  const hits = rows.filter(({ source, triggerOf }) => {
    const words = new Set(wordsOf(source));
    if (part === undefined) return words.has(object);
    return words.has(part) && (words.has(object) || triggerOf.includes(formatName(table)));
  });
  return hits.map(({ description }) => description);
}

function wordsOf(source: string): string[] {
  const words = source.match(word) ?? [];
  return words.map((one) =>
    one.startsWith('"') ? one.slice(1, -1).replaceAll('""', '"') : one.toLowerCase(),
  );
}

const routines = `
  SELECT pg_catalog.pg_describe_object('pg_catalog.pg_proc'::regclass, p.oid, 0) AS description,
         p.prosrc AS source,
         ARRAY(SELECT tn.nspname || '.' || c.relname
                 FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
                 JOIN pg_catalog.pg_namespace AS tn ON tn.oid = c.relnamespace
                WHERE t.tgfoid = p.oid) AS "triggerOf"
    FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
    JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
   WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND p.prosqlbody IS NULL
     AND l.lanname NOT IN ('c', 'internal')
   ORDER BY 1`;
