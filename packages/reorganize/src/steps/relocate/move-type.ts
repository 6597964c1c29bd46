import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { type Catalog, type EnumType, plainName } from "../../catalog/catalog.js";
import { ownSchema } from "../../catalog/own-schema.js";
import { shortName } from "../../catalog/short-name.js";
import type { Step } from "../../plan/step.js";

/**
 * Enum types stay behind when their table moves. Those that the target has in another schema, with
 * the same labels, follow; a domain at the old name lets programs go on casting to it.
 */
export function planTypeMoves(from: Catalog, to: Catalog): Step[] {
  const same = (one: EnumType, other: EnumType): boolean =>
    one.name === other.name && one.labels.join("\0") === other.labels.join("\0");
  return [...to.enums.values()].flatMap((wanted) => {
    if (from.enums.has(`${wanted.schema}.${wanted.name}`)) return [];
    const found = [...from.enums.values()].find((one) => same(one, wanted));
    return found ? [moveType(found, wanted)] : [];
  });
}

function moveType(from: EnumType, to: EnumType): Step {
  const [old, goal] = [quoteTable(from.schema, from.name), quoteTable(to.schema, to.name)];
  const operators = operatorsBetween(from, old, goal);
  const drop = [...operators.flatMap((one) => one.drop), `DROP DOMAIN ${old}`];
  return {
    id: { kind: "relocate", action: "move type", on: plainName(to) },
    about: { from: plainName(from), oldName: old },
    forward: {
      how: "transaction",
      sql: [
        `ALTER TYPE ${old} SET SCHEMA ${quoteIdentifier(to.schema)}`,
        `CREATE DOMAIN ${old} AS ${goal}`,
        ...operators.flatMap((one) => one.create),
      ],
    },
    inverse: [
      {
        how: "transaction",
        sql: [...drop, `ALTER TYPE ${goal} SET SCHEMA ${quoteIdentifier(from.schema)}`],
      },
    ],
    finish: drop,
    lock: "none",
    hazards: [{ code: "enum index", type: plainName(to) }],
    rows: 0,
    seconds: 0.01,
  };
}

interface Operator {
  readonly create: readonly string[];
  readonly drop: readonly string[];
}

/**
 * PostgreSQL compares no enum type with a domain over it, as programs do that cast to the old name. An
 * operator for the type itself keeps these from being a second choice for it. The functions are of a
 * kind that the planner puts in place, so an index on the column is still used.
 */
function operatorsBetween(from: EnumType, domain: string, type: string): Operator[] {
  const pairs = [
    ["type", type, type],
    ["right", type, domain],
    ["left", domain, type],
  ] as const;
  return Object.entries(estimators).flatMap(([operator, estimates]) =>
    pairs.map(([side, left, right]) => {
      const name = quoteTable(ownSchema, shortName(`${operator} ${side} ${plainName(from)}`));
      const symbol = `${quoteIdentifier(from.schema)}.${operator}`;
      return {
        create: [
          `CREATE FUNCTION ${name}(${left}, ${right}) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
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
