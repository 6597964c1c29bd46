import { relative } from "node:path";
import {
  type Database,
  type Ownership,
  readOwnership,
  type TablePackage,
} from "@deepiri/workspace";

/** Who owns what in a database, as a table for a README: a row for each package that belongs to it. */
export function ownershipTable(database: Database): string {
  const ownership = readOwnership(database);
  const rows = database.packages.map((one) => {
    const link = `[${one.key}](${relative(database.root, one.directory)})`;
    const needs = database.packages.filter(({ key }) => isDirectly(one, key));
    return `| ${link} | ${owned(one, ownership)} | ${needs.map(({ key }) => key).join(", ")} |`;
  });
  return ["| package | owns | depends on |", "|---|---|---|", ...rows, ""].join("\n");
}

function owned(one: TablePackage, { tables }: Ownership): string {
  const schemas = new Map<string, string[]>();
  const shared = new Set<string>();
  for (const { owner, declared } of tables.values()) {
    const { schema, object } = declared;
    if (owner.key !== one.key) shared.add(schema);
    else schemas.set(schema, [...(schemas.get(schema) ?? []), object]);
  }
  const whole = [...schemas.keys()].filter((schema) => !shared.has(schema)).sort();
  const parts = [...schemas].flatMap(([schema, names]) =>
    shared.has(schema) ? [`${schema}: ${names.join(", ")}`] : [],
  );
  return [...(whole.length > 0 ? [`all of ${whole.join(", ")}`] : []), ...parts].join("; ");
}

/** Whether one needs another without the other's being needed by what it needs anyway. */
function isDirectly({ dependencies }: TablePackage, key: string): boolean {
  return (
    dependencies.some((one) => one.key === key) &&
    !dependencies.some((one) => one.dependencies.some((other) => other.key === key))
  );
}
