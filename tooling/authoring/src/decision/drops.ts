import type { Catalog } from "../catalog/catalog.js";
import type { DropQuestion } from "../question/question.js";

/** What would be lost between two states of a database. */
export function dropsBetween(before: Catalog, after: Catalog): DropQuestion[] {
  const gone = before.handMade.filter((one) => !after.handMade.includes(one));
  return before.tables.flatMap((table): DropQuestion[] => {
    const { schema, name } = table;
    const now = after.tables.find(({ oid }) => oid === table.oid);
    if (!now) return [{ kind: "drop", object: "table", name: [schema, name], with: gone }];
    return table.columns
      .filter((one) => !now.columns.some(({ number }) => number === one.number))
      .map((column) => {
        const made = now.columns.find((one) => one.name === column.name);
        return {
          kind: "drop",
          object: "column",
          name: [schema, name, column.name],
          ...(made && { newType: made.type }),
          with: gone,
        };
      });
  });
}
