import { relative } from "node:path";
import type { AuthoredMigration } from "@deepiri/schema-engine/authoring";
import { green, yellow } from "@deepiri/terminal";
import type { TablePackage } from "@deepiri/workspace";

/** Says what was written and what to look at before it is applied. */
export function reportMigration(
  tablePackage: TablePackage,
  migration: AuthoredMigration | undefined,
  json?: boolean,
): void {
  const all = migration ? [...migration.others, [tablePackage, migration.files] as const] : [];
  const files = all.flatMap(([one, made]) => made.map(({ name }) => pathOf(one, name)));
  const hazards = hazardsOf(migration);
  const notes = migration?.notes ?? [];
  if (json) console.log(JSON.stringify({ files, hazards, notes }, undefined, 2));
  else if (files.length > 0) console.log(written(files, [...hazards, ...notes]));
  else
    console.log(
      `${tablePackage.key}: its migrations build what its Prisma files say; nothing to write.`,
    );
}

function written(files: readonly string[], warnings: readonly string[]): string {
  return [
    ...files.map((file) => `${green("✔")} ${file}`),
    ...warnings.map((one) => `${yellow("!")} ${one}`),
    `Next: read ${files.length > 1 ? "them" : "it"}, then pnpm db:migrate && pnpm db:generate`,
  ].join("\n");
}

function pathOf({ migrationsDirectory }: TablePackage, name: string): string {
  return relative(process.cwd(), `${migrationsDirectory}/${name}/migration.sql`);
}

function hazardsOf(migration: AuthoredMigration | undefined): string[] {
  const statements = (migration?.parts ?? []).flatMap((part) => part.statements);
  return statements.flatMap(({ hazards }) => hazards);
}
