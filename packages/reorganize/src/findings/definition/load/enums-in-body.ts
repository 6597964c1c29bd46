import { quoteTable } from "@deepiri/database";
import { readStatements, readTokens } from "@deepiri/sql";
import type pg from "pg";

/** An enum type that a body makes, as its statement says. */
export interface BodyEnum {
  readonly schema: string | undefined;
  readonly name: string;
  readonly words: readonly string[];
}

/**
 * Enum types that the body of a DO makes. There is no CREATE TYPE IF NOT EXISTS: a body that catches the error, or
 * asks first, is how definitions pass over one that is there, and the server says nothing of it.
 */
export async function enumsIn(body: string): Promise<BodyEnum[]> {
  const tokens = await readTokens(body).catch(() => []);
  const found: BodyEnum[] = [];
  for (const [at, { text, start }] of tokens.entries()) {
    if (text.toLowerCase() !== "create" || tokens[at + 1]?.text.toLowerCase() !== "type") continue;
    const end = tokens.slice(at).find((one) => one.text === ";")?.start ?? body.length;
    const [statement] = await readStatements(body.slice(start, end)).catch(() => []);
    if (statement?.kind !== "CreateEnumStmt") continue;
    const { typeName, vals } = (statement.node as unknown as { CreateEnumStmt: EnumNode })
      .CreateEnumStmt;
    const names = typeName.map(({ String: { sval } }) => sval);
    const words = (vals ?? []).map(({ String: { sval } }) => sval);
    found.push({ schema: names.at(-2), name: names.at(-1) ?? "", words });
  }
  return found;
}

interface EnumNode {
  readonly typeName: readonly { readonly String: { readonly sval: string } }[];
  readonly vals?: readonly { readonly String: { readonly sval: string } }[];
}

/** The words of an enum type, in their order; undefined where there is none of that name. */
export async function wordsNow(
  client: pg.ClientBase,
  schema: string,
  name: string,
): Promise<string[] | undefined> {
  const { rows } = await client.query<{ words: string[] | null }>(
    `SELECT pg_catalog.array_agg(enumlabel::text ORDER BY enumsortorder) AS words
       FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype($1)`,
    [quoteTable(schema, name)],
  );
  return rows[0]?.words ?? undefined;
}
