import { quoteTable } from "@deepiri/database";
import type { Catalog, EnumType } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import { literal } from "../../session/literal.js";

/** The step that creates the target's enum types that are not here yet, so that columns can become them. */
export function planNewTypes(from: Catalog, to: Catalog): Step[] {
  const missing = [...to.enums].flatMap(([name, type]) => (from.enums.has(name) ? [] : [type]));
  if (missing.length === 0) return [];
  return [
    {
      id: { kind: "convert", action: "create types" },
      about: { types: missing.map(plainName) },
      forward: { how: "transaction", sql: missing.map(createSql) },
      inverse: [{ how: "transaction", sql: missing.map((type) => `DROP TYPE ${sqlOf(type)}`) }],
      lock: "none",
      hazards: [],
      rows: 0,
      seconds: 0.01,
    },
  ];
}

function createSql(type: EnumType): string {
  return `CREATE TYPE ${sqlOf(type)} AS ENUM (${type.labels.map(literal).join(", ")})`;
}

function sqlOf({ schema, name }: EnumType): string {
  return quoteTable(schema, name);
}
