import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { NotADefinitionError } from "./not-a-definition-error.js";
import { type PrismaFile, prismaSql } from "./prisma-sql.js";

/** A script of a definition; those of one definition are run in their order. */
export interface DefinitionScript {
  readonly file: string;
  readonly sql: string;
}

/** A script that was not taken, and why. */
export interface RefusedScript {
  readonly file: string;
  readonly reason: string;
}

export interface Definition {
  readonly scripts: readonly DefinitionScript[];
  readonly refused: readonly RefusedScript[];
}

/**
 * What a path defines, as SQL: a .sql file, a .prisma file, or a folder of either. Prisma files of one
 * folder are one schema.
 *
 * @throws NotADefinitionError when there is nothing of the kind at the path
 */
export async function readDefinition(path: string): Promise<Definition> {
  const files = filesAt(path);
  const prisma = files.filter(({ path: file }) => file.endsWith(".prisma"));
  const scripts = files
    .filter(({ path: file }) => file.endsWith(".sql"))
    .map(({ path: file, content }) => ({ file, sql: content }));
  if (prisma.length === 0) return { scripts, refused: [] };
  try {
    return { scripts: [{ file: path, sql: await prismaSql(prisma) }, ...scripts], refused: [] };
  } catch (error) {
    return { scripts, refused: [{ file: path, reason: explanationOf(error) }] };
  }
}

/**
 * The files of a definition.
 *
 * @throws NotADefinitionError when there is nothing of the kind at the path
 */
export function filesAt(path: string): PrismaFile[] {
  const files = isFolder(path) ? definitionFilesIn(path) : [path];
  if (files.length === 0 || !files.every(isDefinition)) throw new NotADefinitionError(path, true);
  return files.map((file) => ({ path: file, content: readFileSync(file, "utf8") }));
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new NotADefinitionError(path, false);
  return found.isDirectory();
}

function definitionFilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => isDefinition(name) && !name.includes("node_modules"))
    .sort()
    .map((name) => join(folder, name));
}

function isDefinition(file: string): boolean {
  return file.endsWith(".sql") || file.endsWith(".prisma");
}

function explanationOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // Prisma paints what it prints.
  return stripVTControlCharacters(text).trim();
}
