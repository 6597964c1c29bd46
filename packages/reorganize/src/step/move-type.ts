import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { Catalogue, EnumType } from "../inventory/catalogue.js";
import type { Step } from "../plan/plan.js";

/**
 * Enum types stay behind when their table moves. Those that the target has in another schema, with
 * the same labels, follow; a domain at the old name lets programs go on casting to it.
 */
export function planTypeMoves(from: Catalogue, to: Catalogue): Step[] {
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
  return {
    id: `move type ${to.schema}.${to.name}`,
    kind: "move",
    title: `the type ${from.schema}.${from.name} becomes ${to.schema}.${to.name}; a domain stays at the old name`,
    forward: {
      how: "transaction",
      sql: [
        `ALTER TYPE ${old} SET SCHEMA ${quoteIdentifier(to.schema)}`,
        `CREATE DOMAIN ${old} AS ${goal}`,
      ],
    },
    inverse: [
      {
        how: "transaction",
        sql: [
          `DROP DOMAIN ${old}`,
          `ALTER TYPE ${goal} SET SCHEMA ${quoteIdentifier(from.schema)}`,
        ],
      },
    ],
    finish: [`DROP DOMAIN ${old}`],
    lock: "none",
    hazards: [],
    rows: 0,
    seconds: 0.01,
  };
}
