const castList = /\(ARRAY\[((?:'(?:[^']|'')*'::character varying(?:, )?)+)\]\)::text\[\]/g;

/**
 * The expression in a form that PostgreSQL prints as it was. A cast list of varchar words, which is
 * how it prints `IN ('a', 'b')`, would be printed otherwise once read: it casts each word instead.
 */
export function canonical(sql: string): string {
  return sql.replaceAll(castList, "((ARRAY[$1])::character varying[])::text[]");
}
