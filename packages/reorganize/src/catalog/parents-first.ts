import type { Catalog } from "./catalog.js";

/** The tables in an order in which each comes after those that its foreign keys lead to. */
export function parentsFirst(names: ReadonlySet<string>, { tables }: Catalog): string[] {
  const ordered: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name) || !names.has(name)) return;
    seen.add(name);
    for (const { references } of tables.get(name)?.constraints ?? [])
      if (references) visit(references.table);
    ordered.push(name);
  };
  for (const name of [...names].sort()) visit(name);
  return ordered;
}
