/** The type, or one name for all types whose values are the same text in each other. */
export function comparableType(type: string): string {
  if (/^(text|character varying(\(\d+\))?)$/.test(type)) return "text";
  return /^(smallint|integer|bigint)$/.test(type) ? "integer" : type;
}
