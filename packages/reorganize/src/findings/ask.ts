import type { Queryable } from "../session/queryable.js";

/** What the server answered, or the SQLSTATE with which it refused. */
export type Answer<Row> =
  | { readonly rows: readonly Row[]; readonly refused?: undefined }
  | { readonly rows?: undefined; readonly refused: string };

/**
 * Asks inside the open transaction, which survives a refusal: a rule of the target need not make
 * sense on the table that is there. A lost connection is thrown as always.
 */
export async function ask<Row>(reader: Queryable, sql: string): Promise<Answer<Row>> {
  try {
    return { rows: await reader.query<Row>(`SAVEPOINT asking; ${sql}; RELEASE SAVEPOINT asking`) };
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    if (!refusals.test(code)) throw error;
    await reader.query("ROLLBACK TO SAVEPOINT asking; RELEASE SAVEPOINT asking");
    return { refused: code };
  }
}

// Values, names or rights that do not fit, limits of the server, and a lock that is not to be had.
const refusals = /^(22|42|54|55)/;
