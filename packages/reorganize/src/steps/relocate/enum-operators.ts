import { quoteIdentifier } from "@deepiri/database";
import type { EnumType } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { ownFunction } from "../../ledger/own-function.js";
import { block } from "../shared/block.js";

/** SQL that makes an operator with its function, and that drops them. */
export interface Operator {
  readonly create: readonly string[];
  readonly drop: readonly string[];
}

/**
 * PostgreSQL compares no enum type with a domain over it, as programs do that cast to the old name. An
 * operator for the type itself keeps these from being a second choice for it. The functions are of a
 * kind that the planner inlines, so an index on the column is still used.
 */
export function operatorsBetween(from: EnumType, domain: string, type: string): Operator[] {
  const pairs = [
    ["type", type, type],
    ["right", type, domain],
    ["left", domain, type],
  ] as const;
  return Object.entries(estimators).flatMap(([operator, estimates]) =>
    pairs.map(([side, left, right]) => {
      const name = ownFunction(`${operator} ${side} ${plainName(from)}`);
      const symbol = `${quoteIdentifier(from.schema)}.${operator}`;
      return {
        create: [
          block`
            CREATE FUNCTION ${name}(${left}, ${right}) RETURNS boolean
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            RETURN $1::${type} OPERATOR(pg_catalog.${operator}) $2::${type}`,
          `CREATE OPERATOR ${symbol} (LEFTARG = ${left}, RIGHTARG = ${right}, FUNCTION = ${name}, ${estimates})`,
        ],
        drop: [
          `DROP OPERATOR ${symbol} (${left}, ${right})`,
          `DROP FUNCTION ${name}(${left}, ${right})`,
        ],
      };
    }),
  );
}

const estimators = {
  "=": "RESTRICT = eqsel, JOIN = eqjoinsel",
  "<>": "RESTRICT = neqsel, JOIN = neqjoinsel",
};
