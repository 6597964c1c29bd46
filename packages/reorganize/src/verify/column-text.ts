import type { Column } from "../catalog/catalog.js";
import type { CapturedColumn, Form } from "../ledger/baseline.js";
import { fromDocument } from "../ledger/document.js";
import { jsonText } from "../ledger/json-text.js";
import { textAs } from "../ledger/text-as.js";
import { literal } from "../session/literal.js";

/**
 * How the values of a column are compared: by its exact text if it keeps its type, else by a text that
 * stays the same through the conversions that keep a value: varchar to text or to an enum, one number to
 * another, json to jsonb. A timestamp may become a timestamptz without a conversion.
 */
export function formOf(
  { type, enumType, isNumber }: Column,
  isConverted: boolean,
  becomes = type,
): Form {
  // It becomes the text that it is.
  if (type.startsWith("json") && /^(text|character)/.test(becomes)) return "text";
  if (isReadAnew(type, becomes)) return `as ${becomes}`;
  if (type.startsWith("timestamp")) return "time";
  if (!isConverted || enumType !== null) return "text";
  if (isNumber) return "number";
  if (type.startsWith("json")) return "document";
  // Blanks that pad a text are no part of it, and an array is written as a text is that it becomes.
  return /^character\(|\[\]$/.test(type) ? "text" : "json";
}

/** Whether the other type reads the text of a value anew, and prints it in its own way: a date that becomes a time. */
function isReadAnew(type: string, becomes: string): boolean {
  const own = (one: string): string | undefined => spelledAnew.exec(one)?.[0];
  return own(becomes) !== undefined && own(type) !== own(becomes);
}

const spelledAnew = /^(timestamp|json|date|time|uuid|boolean|interval)/;

/** SQL: the text of a value of any type, in a session or function with `functionSettings`. */
export function textOf(value: string, form: Form): string {
  const text = `(${value})::pg_catalog.text`;
  switch (form) {
    case "text":
      return text;
    case "number":
      return `pg_catalog.trim_scale(${text}::numeric)::text`;
    case "time":
      return asTime(text);
    case "json":
      return `COALESCE(pg_catalog.to_jsonb(${value}) #>> '{}', CASE WHEN ${text} IS NOT NULL THEN 'null' END)`;
    case "document":
      return `${jsonText}(${value})`;
    default:
      return asTime(`${textAs}(${text}, NULL::${form.slice(3)})`);
  }
}

function asTime(text: string): string {
  return `pg_catalog.replace(${text}, '+00', '')`;
}

/** SQL: the same text, of a document that has the column under its old name or its new one. */
export function textInDocument(
  document: string,
  { name, renamed, form, type }: CapturedColumn,
): string {
  const under = (known: string): string => {
    const held = { name: known, type: form === "json" || form === "document" ? type : "text" };
    return textOf(fromDocument(document, held), form);
  };
  if (name === renamed) return under(name);
  return `CASE WHEN ${document} ? ${literal(name)} THEN ${under(name)} ELSE ${under(renamed)} END`;
}
