import { relative } from "node:path";
import type { AuthoredMigration } from "@deepiri/schema-engine";
import { green, yellow } from "@deepiri/terminal";
import type { TablePackage } from "@deepiri/workspace";

/** Says what was written and what to look at before it is applied. */
export function reportMigration(
  tablePackage: TablePackage,
  migration: AuthoredMigration | undefined,
  json?: boolean,
): void {
  const paths = (migration?.files ?? []).map(({ name }) => pathOf(tablePackage, name));
  const hazards = hazardsOf(migration);
  const notes = migration?.notes ?? [];
  if (json) return console.log(JSON.stringify({ files: paths, hazards, notes }, undefined, 2));
  if (!migration)
    return console.log(
      `${tablePackage.key}: its migrations build what its Prisma files say; nothing to write.`,
    );
  console.log(
    [
      ...paths.map((path) => `${green("✔")} ${path}`),
      ...[...hazards, ...notes].map((one) => `${yellow("!")} ${one}`),
      `Next: read ${paths.length > 1 ? "them" : "it"}, then pnpm db:migrate && pnpm db:generate`,
    ].join("\n"),
  );
}

function pathOf({ migrationsDirectory }: TablePackage, name: string): string {
  return relative(process.cwd(), `${migrationsDirectory}/${name}/migration.sql`);
}

function hazardsOf(migration: AuthoredMigration | undefined): string[] {
  const statements = (migration?.parts ?? []).flatMap((part) => part.statements);
  return statements.flatMap(({ hazards }) => hazards);
}
