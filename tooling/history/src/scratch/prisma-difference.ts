import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openEngine } from "@deepiri/schema-engine/engine";
import { externalObjects, type TablePackage, type Workspace } from "@deepiri/workspace";

/** What Prisma would do to make a database what the Prisma files of a package say; undefined for nothing. */
export async function prismaDifference(
  url: string,
  workspace: Workspace,
  tablePackage: TablePackage,
): Promise<string | undefined> {
  const { historySchema } = tablePackage;
  const external = externalObjects(workspace, tablePackage);
  const engine = await openEngine({ url, historySchema });
  try {
    const files = prismaFiles(tablePackage);
    const { exitCode, stdout } = await engine.diff({
      // The database that the engine is connected to.
      from: { tag: "schemaDatasource", files, configDir: tablePackage.schemaDirectory },
      to: { tag: "schemaDatamodel", files },
      script: false,
      exitCode: true,
      filters: { externalTables: external.tables, externalEnums: external.enums },
    });
    return exitCode === 0 ? undefined : (stdout ?? "").trim();
  } finally {
    await engine.dispose();
  }
}

function prismaFiles({ schemaDirectory }: TablePackage): { path: string; content: string }[] {
  const names = readdirSync(schemaDirectory).filter((name) => name.endsWith(".prisma"));
  return names.sort().map((name) => {
    const path = join(schemaDirectory, name);
    return { path, content: readFileSync(path, "utf8") };
  });
}
