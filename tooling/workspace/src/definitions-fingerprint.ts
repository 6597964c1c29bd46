import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readMigrations } from "./migrations.js";
import type { TablePackage } from "./workspace.js";

/**
 * Changes whenever a Prisma file or a migration of one of the packages does, or what it is: a hash in hexadecimal of
 * all from which their tables and rights follow.
 */
export function definitionsFingerprint(packages: readonly TablePackage[]): string {
  const hash = createHash("sha256");
  for (const one of packages) {
    if (one.administers) hash.update(`\0${one.key} administers\0`);
    for (const name of readdirSync(one.schemaDirectory).sort())
      if (name.endsWith(".prisma"))
        hash.update(`\0${one.key}/${name}\0`).update(readFileSync(join(one.schemaDirectory, name)));
    for (const { name, checksum } of readMigrations(one))
      hash.update(`\0${one.key}/${name}\0`).update(checksum);
  }
  return hash.digest("hex");
}
