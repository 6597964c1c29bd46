import type { Constraint } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { ReorganizeError } from "../../session/errors.js";
import type { Conversion } from "./conversion.js";
import { columnBefore } from "./direction.js";

/** What a column has that its conversion would break. */
export class ConversionRefusedError extends ReorganizeError {
  override readonly name = "ConversionRefusedError";

  constructor(
    readonly table: string,
    readonly column: string,
    readonly obstacles: readonly string[],
  ) {
    super(
      `The type of ${table}.${column} cannot be converted online: ${obstacles.join("; ")}. ` +
        "Take that away in an earlier step, or leave the type as it is.",
    );
  }
}

/** @throws ConversionRefusedError that names everything in the way */
export function refuseObstacles(conversion: Conversion): void {
  const { blocking = [] } = conversion;
  const obstacles = [
    ...ofTable(conversion),
    ...ofColumn(conversion),
    ...ofKeys(conversion),
    ...blocking,
  ];
  if (obstacles.length > 0)
    throw new ConversionRefusedError(plainName(conversion.table), conversion.column, obstacles);
}

function ofTable({ table }: Conversion): string[] {
  return table.partitioned ? ["the table is partitioned"] : [];
}

function ofColumn(conversion: Conversion): string[] {
  const column = columnBefore(conversion);
  return [
    ...(column.generated ? ["it is generated"] : []),
    ...(column.identity ? ["it is an identity"] : []),
    ...(column.drawsFromSequence ? ["its default draws from a sequence"] : []),
  ];
}

function ofKeys({ table, column, tables }: Conversion): string[] {
  const here = plainName(table);
  const own = table.constraints.filter(
    ({ kind, columns }) =>
      (kind === "foreign key" || kind === "exclusion") && columns.includes(column),
  );
  const others = [...(tables?.values() ?? [table])].flatMap((other) =>
    other.constraints
      .filter((one) => refersTo(one, here, column))
      .map(({ name }) => `foreign key ${name} of ${plainName(other)} refers to it`),
  );
  return [...own.map(({ name, kind }) => `it is part of ${kind} ${name}`), ...new Set(others)];
}

function refersTo({ references }: Constraint, table: string, column: string): boolean {
  return references?.table === table && references.columns.includes(column);
}
