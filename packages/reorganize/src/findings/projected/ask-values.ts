import type { Catalog } from "../../catalog/catalog.js";
import { parseTableName } from "../../catalog/table-name.js";
import type { Mapping } from "../../plan/mapping.js";
import { tablesRead } from "../../projection/read-query.js";
import { ReorganizeError } from "../../session/errors.js";
import type { Queryable } from "../../session/queryable.js";
import type { Choice, OpenDecision } from "../open-decision.js";

/** A row of a decision's query. Only `value` has to be among its columns. */
interface Asked {
  readonly value: string | null;
  readonly choice?: string | null;
  readonly answer?: unknown;
  readonly wrong?: string | null;
}

/**
 * Asks about each value of the mapping's decisions that has no answer, or one that cannot be. Decisions of which a table
 * is not there are for another database.
 *
 * @param mapping with the answers in its queries
 * @throws DecisionError where a query cannot be asked
 */
export async function askValues(
  reader: Queryable,
  { tables }: Pick<Catalog, "tables">,
  { decisions, decided }: Pick<Mapping, "decisions" | "decided">,
): Promise<OpenDecision[]> {
  const open: OpenDecision[] = [];
  for (const [name, { question, query }] of Object.entries(decisions)) {
    const read = await readTables(name, query);
    if (!read.every((table) => tables.has(table))) continue;
    const rows = await readAsked(reader, name, query);
    for (const [value, ofValue] of byValue(rows)) {
      const answered = Object.hasOwn(decided[name] ?? {}, value);
      const wrong = ofValue.find((one) => typeof one.wrong === "string")?.wrong ?? undefined;
      if (answered && wrong === undefined) continue;
      open.push({
        on: { decision: name, value },
        question: { code: "value", question, ...(answered && wrong ? { wrong } : {}) },
        choices: ofValue.flatMap((one) => choiceOf(name, value, one)),
      });
    }
  }
  return open;
}

/** A decision of the mapping cannot be asked. */
class DecisionError extends ReorganizeError {
  override readonly name = "DecisionError";

  constructor(
    /** The decision's name. */
    readonly decision: string,
    cause: Error,
  ) {
    super(`The query of the decision ${decision} of the mapping fails: ${cause.message}`, {
      cause,
    });
  }
}

// The server's own, and what a WITH names, which has none.
const isAlways = new Set(["pg_catalog", "information_schema", ""]);

async function readTables(name: string, query: string): Promise<string[]> {
  try {
    const read = await tablesRead(name, query);
    return read.filter((table) => !isAlways.has(parseTableName(table).schema));
  } catch (cause) {
    throw new DecisionError(name, cause as Error);
  }
}

async function readAsked(reader: Queryable, name: string, query: string): Promise<Asked[]> {
  try {
    return await reader.query<Asked>(query);
  } catch (cause) {
    throw new DecisionError(name, cause as Error);
  }
}

function byValue(rows: readonly Asked[]): Map<string, Asked[]> {
  const found = new Map<string, Asked[]>();
  for (const row of rows)
    if (row.value !== null) found.set(row.value, [...(found.get(row.value) ?? []), row]);
  return found;
}

function choiceOf(name: string, value: string, { choice, answer }: Asked): Choice[] {
  if (typeof choice !== "string") return [];
  const mapping = { decided: { [name]: { [value]: answer ?? null } } };
  return [{ answer: { code: "answer", choice }, mapping }];
}
