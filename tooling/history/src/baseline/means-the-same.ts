import { connectOnce, quoteIdentifier, quoteTable } from "@deepiri/database/without-client";
import pg from "pg";
import type { Fact } from "../catalog/facts.js";

/**
 * Whether two definitions of a constraint or index come to the same, although the server prints them
 * differently: it casts the words of a list one way as they were written, and another way when it reads
 * again what it has printed. Both are made on the scratch database and printed once more.
 */
export async function meansTheSame(
  scratchUrl: string,
  wanted: Fact,
  found: Fact,
): Promise<boolean> {
  const [one, other] = [definitionOf(wanted), definitionOf(found)];
  if (one === undefined || other === undefined || !differInDefinition(wanted, found)) return false;
  const first = await reprint(scratchUrl, wanted, one);
  return first !== undefined && first === (await reprint(scratchUrl, wanted, other));
}

function definitionOf({ id, payload }: Fact): string | undefined {
  if (id.kind !== "constraint" && id.kind !== "index") return undefined;
  return String((payload as { def?: unknown }).def);
}

function differInDefinition(wanted: Fact, found: Fact): boolean {
  const others = ({ payload }: Fact): string => JSON.stringify({ ...payload, def: "" });
  return others(wanted) === others(found);
}

async function reprint(url: string, { id }: Fact, definition: string): Promise<string | undefined> {
  const steps = id.kind === "index" ? ofIndex(id, definition) : ofConstraint(id, definition);
  const client = await connectOnce(url);
  try {
    await client.query("SET search_path = ''");
    await client.query("BEGIN");
    for (const sql of steps.make) await client.query(sql);
    return (await client.query<{ printed: string }>(steps.print)).rows[0]?.printed;
  } catch {
    return undefined; // what cannot be made there is not the same
  } finally {
    await client.end();
  }
}

interface Steps {
  readonly make: readonly string[];
  /** A query of what was made, as the server prints it. */
  readonly print: string;
}

function ofIndex(id: Fact["id"], definition: string): Steps {
  const { schema, name } = id as { schema: string; name: string };
  const index = quoteTable(schema, name);
  return {
    make: [`DROP INDEX ${index}`, definition],
    print: `SELECT pg_catalog.pg_get_indexdef(${pg.escapeLiteral(index)}::regclass) AS printed`,
  };
}

function ofConstraint(id: Fact["id"], definition: string): Steps {
  const { schema, table, name } = id as { schema: string; table: string; name: string };
  const [on, constraint] = [quoteTable(schema, table), quoteIdentifier(name)];
  return {
    make: [
      `ALTER TABLE ${on} DROP CONSTRAINT ${constraint}`,
      `ALTER TABLE ${on} ADD CONSTRAINT ${constraint} ${definition}`,
    ],
    print: `SELECT pg_catalog.pg_get_constraintdef(oid) AS printed FROM pg_catalog.pg_constraint
             WHERE conrelid = ${pg.escapeLiteral(on)}::regclass AND conname = ${pg.escapeLiteral(name)}`,
  };
}
