import { openEngine } from "@deepiri/schema-engine/engine";

/** A Prisma file as path and text. */
export interface PrismaFile {
  readonly path: string;
  readonly content: string;
}

/**
 * The SQL that builds what Prisma files declare on an empty database; no server is needed for it.
 * Fails with Prisma's explanation when they are not valid.
 */
export async function prismaSql(files: readonly PrismaFile[]): Promise<string> {
  const engine = await openEngine({ historySchema: "public" });
  try {
    const { stdout } = await engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files: files.map(forThisPrisma) },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? "";
  } finally {
    await engine.dispose();
  }
}

// Since Prisma 7 a datasource holds no URL; schemas of older services do.
function forThisPrisma({ path, content }: PrismaFile): PrismaFile {
  const withoutUrls = content.replaceAll(
    /^[ \t]*(url|directUrl|shadowDatabaseUrl)[ \t]*=.*$/gm,
    "",
  );
  return { path, content: withoutUrls };
}
