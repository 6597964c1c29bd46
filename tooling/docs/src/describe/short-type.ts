const shorter: readonly (readonly [RegExp, string])[] = [
  [/^character varying/, "varchar"],
  [/^character(?=\(|$)/, "char"],
  [/^timestamp(.*) without time zone/, "timestamp$1"],
  [/^timestamp(.*) with time zone/, "timestamptz$1"],
  [/^time(.*) without time zone/, "time$1"],
];

/** The type by the shorter of PostgreSQL's names for it, such as `varchar(50)`. */
export function shortType(type: string): string {
  return shorter.reduce((text, [long, short]) => text.replace(long, short), type);
}

/** The default of a column without the cast of a constant to the column's own type. */
export function shortDefault(expression: string): string {
  return expression.replace(/^('(?:[^']|'')*'|ARRAY\[\])::[^'()]+(?:\(\d+\))?$/, "$1");
}
