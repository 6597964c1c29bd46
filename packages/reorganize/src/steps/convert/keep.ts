import { quoteIdentifier } from "@deepiri/database";
import { plainColumn, plainName } from "../../catalog/table-name.js";
import { documentOf } from "../../ledger/document.js";
import { ownFunction } from "../../ledger/own-function.js";
import { ownName } from "../../ledger/own-name.js";
import { changedBy } from "../../ledger/store.js";
import type { Batches } from "../../plan/step.js";
import { type BackupRuns, backUp } from "../shared/back-up-values.js";
import { block } from "../shared/block.js";
import { restoreValues } from "../shared/restore-values.js";
import type { Conversion } from "./conversion.js";
import { columnBefore } from "./direction.js";

/** How values are kept that the way back would not give again, such as digits that the new type has no place for. */
export interface Keeping extends Omit<BackupRuns, "tidy"> {
  /** Gives them back once the column has its old type again, where no program has written another value since. */
  readonly restore: Batches;
}

const texts = /^(text|character varying(\(\d+\))?)$/;
const integers = /^(smallint|integer|bigint)$/;
const moments = /^timestamp(\(\d\))? with(out)? time zone$/;

/** Whether each value of the one type comes back from the other as it was, to the last byte. */
export function comesBackExactly(conversion: Conversion): boolean {
  const { to, enums = new Set() } = conversion;
  const from = columnBefore(conversion).type;
  const both = (test: (type: string) => boolean): boolean => test(from) && test(to);
  return (
    both((type) => texts.test(type) || enums.has(type)) ||
    both((type) => integers.test(type)) ||
    (both((type) => moments.test(type)) && precision(from) <= precision(to))
  );
}

function precision(type: string): number {
  return Number(/\((\d)\)/.exec(type)?.[1] ?? 6);
}

/**
 * @param step what they are filed under
 * @throws KeylessTableError when the rows of the table cannot be told apart
 */
export function keepRuns(conversion: Conversion, step: string): Keeping {
  const { table, column } = conversion;
  const lost = ownFunction(ownName("lost of", plainColumn(plainName(table), column)));
  const { capture, undo, walk, endCapture } = backUp({
    table,
    columns: [column],
    document: `${lost}(r.${quoteIdentifier(column)})`,
    store: changedBy(step),
  });
  const drop = `DROP FUNCTION IF EXISTS ${lost}`;
  return {
    capture: { ...capture, sql: [drop, functionSql(lost, conversion), ...capture.sql] },
    undo: { ...undo, sql: [...undo.sql, drop] },
    walk,
    endCapture: [...endCapture, drop],
    restore: restoreValues(step, table, [column]),
  };
}

// A value that the new type cannot hold at all is repaired in time, and kept then. Who calls it, a session of
// ours or the function that captures writes, has our settings: to set them for each row would take longer than all else.
function functionSql(name: string, conversion: Conversion): string {
  const { column, to, forward, back } = conversion;
  const { type } = columnBefore(conversion);
  const thereAndBack = `(${back(`((${forward("value")})::${to})`)})::${type}`;
  const document = (sql: string): string => documentOf([{ name: column, sql }]);
  return block`
    CREATE FUNCTION ${name}(value ${type}) RETURNS jsonb
    LANGUAGE plpgsql AS $reorganize$
    DECLARE
      again ${type};
    BEGIN
      again := ${thereAndBack};
      IF pg_catalog.record_image_eq(ROW(value), ROW(again)) THEN
        RETURN '{}';
      END IF;
      RETURN pg_catalog.jsonb_build_object(
        'before', ${document("value")},
        'after', ${document("again")});
    EXCEPTION WHEN data_exception THEN
      RETURN '{}';
    END $reorganize$`;
}
