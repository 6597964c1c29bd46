import type { Definition } from "./definition.js";

/** All that is known of a definition but its SQL, of which only the length. */
export type Outline = Omit<Definition, "sql"> & { readonly length: number };

const end = ";\n";
const between = "\n";

/** Definitions as a script that anyone can read and run, and what takes it apart again without a parser. */
export function writeScript(definitions: readonly Definition[]): {
  readonly script: string;
  readonly outlines: readonly Outline[];
} {
  return {
    script: definitions.map(({ sql }) => `${sql}${end}`).join(between),
    outlines: definitions.map(({ sql, ...known }) => ({ ...known, length: sql.length })),
  };
}

/** The definitions of a script that `writeScript` wrote. */
export function readScript(script: string, outlines: readonly Outline[]): Definition[] {
  let at = 0;
  return outlines.map(({ length, ...known }) => {
    const sql = script.slice(at, at + length);
    at += length + end.length + between.length;
    return { sql, ...known };
  });
}
