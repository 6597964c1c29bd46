import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageAt, readWorkspace, type TablePackage } from "@deepiri/workspace";

/** Writes a workspace of one package, `jobs`, with these migrations by their names. */
export function jobsWorkspace(
  root: string,
  migrations: Readonly<Record<string, string>>,
): TablePackage {
  const folder = "services/jobs";
  const files = {
    "pnpm-workspace.yaml": "packages: [services/*]\n",
    "package.json": "{}",
    [`${folder}/package.json`]: '{ "name": "@bench/jobs" }',
    [`${folder}/prisma.config.ts`]: "",
    [`${folder}/prisma/schema/schema.prisma`]: prismaFile,
    [`${folder}/prisma/migrations/migration_lock.toml`]: 'provider = "postgresql"\n',
    ...Object.fromEntries(
      Object.entries(migrations).map(([name, sql]) => [
        `${folder}/prisma/migrations/${name}/migration.sql`,
        sql,
      ]),
    ),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return packageAt(readWorkspace(root), join(root, folder)) as TablePackage;
}

const prismaFile = `datasource db {
  provider = "postgresql"
  schemas  = ["public"]
}

model Owner {
  id Int @id
  @@map("owners")
  @@schema("public")
}

model Job {
  id      Int    @id
  ownerId Int    @map("owner_id")
  state   String
  @@map("jobs")
  @@schema("public")
}
`;
