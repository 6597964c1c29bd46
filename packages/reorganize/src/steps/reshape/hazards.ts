import type { Action } from "@supabase/pg-delta/plan";
import type { Hazard } from "../../plan/step.js";

// What PostgreSQL evaluates once for all rows.
const once = /\b(now|timezone|to_jsonb|date_trunc)\(/g;
const call = /\b[a-z_]\w*\(/;
const text = /'(?:[^']|'')*'/g;

/** What programs have to wait for that no other way was found to do. */
export function hazardsOf(actions: readonly Action[]): Hazard[] {
  return actions.flatMap(({ sql }): Hazard[] => {
    const [, column, definition = ""] = / ADD COLUMN (\S+) (.*)$/s.exec(sql) ?? [];
    const [, value = ""] = / DEFAULT (.*)$/s.exec(definition) ?? [];
    if (
      column &&
      (definition.includes(" GENERATED ") ||
        call.test(value.replaceAll(text, "").replaceAll(once, "(")))
    )
      return [{ code: "table rewritten", columns: [column] }];
    const [, rule] = / ADD CONSTRAINT (\S+) EXCLUDE /.exec(sql) ?? [];
    return rule ? [{ code: "table read", rule }] : [];
  });
}
