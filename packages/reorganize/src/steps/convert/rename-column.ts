import { quoteIdentifier } from "@deepiri/database";

const identifier = '(?:"(?:[^"]|"")*"|[a-z_][\\w$]*)';
const severalWords =
  "(?:character varying|double precision|bit varying|(?:timestamp|time)(?:\\(\\d\\))? with(?:out)? time zone)";
const tokens = new RegExp(
  [
    "'(?:[^']|'')*'",
    // A type, however it is spelled, is no column.
    `::\\s*(?:${severalWords}|${identifier}(?:\\.${identifier})?)`,
    `${identifier}(?:\\s*\\.\\s*${identifier})+`,
    `COLLATE ${identifier}`,
    `${identifier}\\s*\\(`,
    identifier,
    "[A-Z]+",
  ].join("|"),
  "g",
);

/**
 * The SQL of an index with another column in the place of this one. Only for what PostgreSQL itself
 * printed (pg_get_indexdef, pg_get_expr), where columns stand alone and types behind `::`.
 */
export function renameColumn(sql: string, from: string, to: string): string {
  const quoted = quoteIdentifier(from);
  const bare = /^[a-z_][a-z0-9_$]*$/.test(from) ? from : quoted;
  return sql.replace(tokens, (token) =>
    token === quoted || token === bare ? quoteIdentifier(to) : token,
  );
}
