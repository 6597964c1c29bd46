import type { Rule } from "../model/model.js";
import type { Reader } from "./reader.js";

export interface RuleRow {
  readonly oid: number;
  readonly name: string;
  readonly kind: Rule["kind"];
  readonly definition: string;
  readonly comment: string | null;
  readonly isValidated: boolean;
}

/** Constraints of these tables but foreign keys and NOT NULL, the primary key first. */
export function readRules(reader: Reader, tables: readonly number[]): Promise<RuleRow[]> {
  return reader.query<RuleRow>(
    `
    SELECT conrelid::int AS oid, conname AS name, pg_catalog.pg_get_constraintdef(oid) AS definition,
           CASE contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check' ELSE 'exclusion' END AS kind,
           pg_catalog.obj_description(oid, 'pg_constraint') AS comment, convalidated AS "isValidated"
      FROM pg_catalog.pg_constraint
     WHERE conrelid = ANY ($1) AND contype IN ('p', 'u', 'c', 'x')
     ORDER BY conrelid, pg_catalog.strpos('puxc', contype::text), conname`,
    [tables],
  );
}
