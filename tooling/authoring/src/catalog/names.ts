import { quoteIdentifier } from "@deepiri/database";

/** A table or enum type as schema and name; a column or enum value with one name more. */
export type Name = readonly string[];

const parts = /"((?:[^"]|"")+)"|([^".]+)/g;
const whole = /^(?:"(?:[^"]|"")+"|[^".]+)(?:\.(?:"(?:[^"]|"")+"|[^".]+)){1,2}$/;

/** Reads `public.users` or `public.users.name`; in double quotes, a part may have dots in it. */
export function parseName(text: string): Name | undefined {
  if (!whole.test(text)) return undefined;
  return [...text.matchAll(parts)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain as string) : quoted.replaceAll('""', '"'),
  );
}

/** A name as a person types it: the inverse of `parseName`. */
export function formatName(name: Name): string {
  return name.map((part) => (/[".]/.test(part) ? quoteIdentifier(part) : part)).join(".");
}

export function isSameName(one: Name, other: Name): boolean {
  return formatName(one) === formatName(other);
}
