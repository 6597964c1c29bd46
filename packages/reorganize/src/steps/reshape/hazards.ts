import type { Action } from "@supabase/pg-delta/plan";

// What PostgreSQL evaluates once for all rows.
const once = /\b(now|timezone|to_jsonb|date_trunc)\(/g;
const call = /\b[a-z_]\w*\(/;
const text = /'(?:[^']|'')*'/g;

/** What programs have to wait for that no other way was found to do. */
export function hazardsOf(actions: readonly Action[]): string[] {
  return actions.flatMap(({ sql }) => {
    const [, column, definition = ""] = / ADD COLUMN (\S+) (.*)$/s.exec(sql) ?? [];
    const [, value = ""] = / DEFAULT (.*)$/s.exec(definition) ?? [];
    if (
      column &&
      (definition.includes(" GENERATED ") ||
        call.test(value.replaceAll(text, "").replaceAll(once, "(")))
    )
      return [
        `${column} may get another value in each row: PostgreSQL writes the whole table anew, and programs wait until it has.`,
      ];
    const [, rule] = / ADD CONSTRAINT (\S+) EXCLUDE /.exec(sql) ?? [];
    return rule
      ? [`${rule} excludes: PostgreSQL reads the whole table, and programs wait until it has.`]
      : [];
  });
}
