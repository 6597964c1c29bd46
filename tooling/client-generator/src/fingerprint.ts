import { createHash, type Hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { TablePackage } from "@deepiri/workspace";

// It lies in the client's folder, so that it comes and goes with the client (turbo's cache).
const stamp = ".fingerprint";

/** The folder of a client, by convention. One that is elsewhere is generated whenever asked. */
const conventional = join("src", "generated");

/** A hash of all from which the client of a package is made. */
export function inputsOf(one: TablePackage): string {
  const hash = createHash("sha256").update(generatorVersion());
  addFolder(hash, one.schemaDirectory);
  // Where the Prisma files do not say how modules are imported, these do.
  for (const name of ["package.json", "tsconfig.json"]) {
    const file = join(one.directory, name);
    if (existsSync(file)) hash.update(`\0${name}\0`).update(readFileSync(file));
  }
  addFolder(hash, wordTypesSource());
  return hash.digest("hex");
}

/** True when generating would only write what is there. */
export function isCurrent(one: TablePackage): boolean {
  const client = join(one.directory, conventional);
  const file = join(client, stamp);
  return existsSync(file) && readFileSync(file, "utf8") === fingerprint(inputsOf(one), client);
}

/** Marks a client that was made of these inputs; whoever changes one of its files unmarks it. */
export function mark(client: string, inputs: string): void {
  writeFileSync(join(client, stamp), fingerprint(inputs, client));
}

function fingerprint(inputs: string, client: string): string {
  const hash = createHash("sha256").update(inputs);
  addFolder(hash, client);
  return hash.digest("hex");
}

function addFolder(hash: Hash, folder: string): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name !== stamp)
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  for (const file of files)
    hash.update(`\0${file.slice(folder.length)}\0`).update(readFileSync(file));
}

const require = createRequire(import.meta.url);

function generatorVersion(): string {
  const main = require.resolve("@prisma/client-generator-ts");
  return readFileSync(join(dirname(main), "..", "package.json"), "utf8");
}

function wordTypesSource(): string {
  return dirname(require.resolve("@deepiri/word-types"));
}
