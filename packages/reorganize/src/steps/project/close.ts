import { quoteIdentifier } from "@deepiri/database";
import type { Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { ownFunction } from "../../ledger/own-function.js";
import { literal } from "../../session/literal.js";
import { functionSettings } from "../../session/open.js";
import { block } from "../shared/block.js";
import { onEachPartition } from "./on-each-partition.js";

const trigger = quoteIdentifier("reorganize read-only");

const refusal = (table: Table): string => ownFunction(`refuse ${plainName(table)}`);

/**
 * SQL that makes a table read-only, for its owner too, whom no REVOKE stops. Once it has committed, no write to
 * the table is under way.
 *
 * @param targets the tables that have its rows now
 */
export function closeTableSql(table: Table, targets: readonly string[]): string[] {
  const hint =
    targets.length > 0
      ? `Its rows are in ${targets.join(", ")} now: write there.`
      : "It is left out of the new schema, and will be dropped.";
  return [
    block`
      CREATE OR REPLACE FUNCTION ${refusal(table)}() RETURNS trigger LANGUAGE plpgsql ${functionSettings}
      AS $reorganize$
      BEGIN
        RAISE EXCEPTION USING
          ERRCODE = 'object_not_in_prerequisite_state',
          MESSAGE = ${literal(`${plainName(table)} is read-only since the switch to the new tables`)},
          HINT = ${literal(hint)};
      END $reorganize$`,
    onEachPartition(
      table,
      (name) =>
        `CREATE OR REPLACE TRIGGER ${trigger} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${name} FOR EACH STATEMENT EXECUTE FUNCTION ${refusal(table)}()`,
    ),
    onEachPartition(table, (name) => `ALTER TABLE ${name} ENABLE ALWAYS TRIGGER ${trigger}`),
  ];
}

/** SQL that lets it be written again. */
export function openTableSql(table: Table): string[] {
  return [
    onEachPartition(table, (name) => `DROP TRIGGER IF EXISTS ${trigger} ON ${name}`),
    `DROP FUNCTION IF EXISTS ${refusal(table)}`,
  ];
}
