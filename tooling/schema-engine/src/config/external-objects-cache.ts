import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { externalObjects, type TablePackage, type Workspace } from "@deepiri/workspace";

type ExternalObjects = ReturnType<typeof externalObjects>;

/**
 * What a package must not touch, remembered until some package's Prisma files change.
 *
 * Every command of Prisma's CLI asks for it, and parsing the files of all packages takes a third of
 * the time that such a command takes.
 */
export function cachedExternalObjects(
  workspace: Workspace,
  tablePackage: TablePackage,
): ExternalObjects {
  const folder = join(workspace.root, "node_modules", ".cache", "deepiri-schema-engine");
  const file = join(folder, `${tablePackage.key}.json`);
  const hash = hashOf(workspace);
  const known = read(file);
  if (known?.hash === hash) return known.objects;
  const objects = externalObjects(workspace, tablePackage);
  write(folder, file, { hash, objects });
  return objects;
}

interface Entry {
  readonly hash: string;
  readonly objects: ExternalObjects;
}

function hashOf({ packages }: Workspace): string {
  const hash = createHash("sha256");
  for (const { key, schemaDirectory } of packages)
    for (const name of readdirSync(schemaDirectory).sort().filter(isPrismaFile))
      hash.update(`${key}/${name}\0`).update(readFileSync(join(schemaDirectory, name)));
  return hash.digest("hex");
}

function isPrismaFile(name: string): boolean {
  return name.endsWith(".prisma");
}

function read(file: string): Entry | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined; // never written
  }
}

// Renamed into place, since several commands may run at once.
function write(folder: string, file: string, entry: Entry): void {
  try {
    mkdirSync(folder, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(entry));
    renameSync(draft, file);
  } catch {
    // A read-only checkout works too, only slower.
  }
}
