import type { Action } from "@supabase/pg-delta/plan";
import type { Finding, Subject } from "../finding/finding.js";
import type { Difference } from "./compare-facts.js";
import { safely } from "./safely.js";

/**
 * A difference as a finding. For the sake of the migrations nothing is dropped that holds rows, nor what stands
 * alone: programs of others may live by it.
 */
export function findingOf({ kind, id, parent, attributes, actions }: Difference): Finding {
  const isPart = parent !== undefined && parent.kind !== "schema";
  const isLossy = actions.some(({ dataLoss }) => dataLoss === "destructive");
  const isKept = isLossy || actions.length === 0 || (kind === "extra" && !isPart);
  return {
    code: kind === "extra" && !isPart ? "object-unmanaged" : `object-${kind}`,
    severity: kind === "extra" ? (isPart ? "warning" : "info") : "error",
    subject: subjectOf(id, parent),
    evidence: attributes.length > 0 ? { differs: attributes } : {},
    remedy: isKept ? {} : { sql: actions.flatMap(sqlOf) },
  };
}

function sqlOf({ sql }: Action): string[] {
  return safely(sql.trim().replace(/;$/, ""));
}

function subjectOf(id: Difference["id"], parent: Difference["parent"]): Subject {
  const kind = id.kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const name = "name" in id && typeof id.name === "string" ? id.name : kind;
  const schema = "schema" in id && typeof id.schema === "string" ? { schema: id.schema } : {};
  const table = "table" in id ? id.table : parent?.kind === "table" ? parent.name : undefined;
  return { kind, ...schema, ...(table === undefined ? {} : { table }), name };
}
