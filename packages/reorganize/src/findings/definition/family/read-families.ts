import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { DefinitionFile, Family, LeftOutFile } from "./family.js";
import { type FilesAt, filesAt } from "./files-at.js";
import { prismaSql } from "./prisma-sql.js";
import { readText } from "./read-text.js";

/** The order of a family whose files a list names. */
export const listed = "order of the list";

/**
 * The families that arguments name: each a path, or `name=path`. Paths of one name are one family, one after
 * the other. A folder gives its family its own name.
 *
 * @throws NotADefinitionError, UnreadableDefinitionError for a path that cannot be loaded
 */
export async function readFamilies(given: readonly string[]): Promise<Family[]> {
  const paths = new Map<string, string[]>();
  for (const { name, path } of named(given.map(parse)))
    paths.set(name, [...(paths.get(name) ?? []), path]);
  return Promise.all([...paths].map(([name, of]) => readFamily(name, of)));
}

interface Given {
  readonly name: string | undefined;
  readonly path: string;
}

function parse(text: string): Given {
  const [, name, path] = /^([\w.-]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || path === undefined || existsSync(text))
    return { name: undefined, path: text };
  return { name, path };
}

/** Each with a name: that of its folder or file, or its whole path where another has that name. */
function named(given: readonly Given[]): { name: string; path: string }[] {
  const short = ({ name, path }: Given): string =>
    name ?? basename(resolve(path)).replace(/\.(sql|prisma|txt)$/, "");
  return given.map((one) => {
    const alike = given.filter((other) => short(other) === short(one));
    const isOwn = one.name !== undefined || alike.length === 1;
    return { name: isOwn ? short(one) : one.path, path: one.path };
  });
}

async function readFamily(name: string, paths: readonly string[]): Promise<Family> {
  const found = paths.map(filesAt);
  const files: DefinitionFile[] = [];
  const leftOut: LeftOutFile[] = found.flatMap((one) => one.leftOut);
  for (const one of found) {
    const { read, refused } = await readFiles(one);
    files.push(...read);
    leftOut.push(...refused);
  }
  const isListed = found.some(({ order }) => order === "list");
  return { name, files, order: isListed ? listed : "natural order of names", leftOut };
}

/** The files as SQL. Prisma files of one folder are one schema, and come first. */
async function readFiles({
  files,
}: FilesAt): Promise<{ read: DefinitionFile[]; refused: LeftOutFile[] }> {
  const texts = files.map(({ file, path }) => ({ file, path, content: readText(path) }));
  const prisma = texts.filter(({ file }) => file.endsWith(".prisma"));
  const scripts = texts
    .filter(({ file }) => file.endsWith(".sql"))
    .map(({ file, content }) => ({ file, sql: content }));
  const [first] = prisma;
  if (!first) return { read: scripts, refused: [] };
  try {
    const sql = await prismaSql(prisma);
    return { read: [{ file: first.file, sql }, ...scripts], refused: [] };
  } catch (error) {
    return { read: scripts, refused: [{ file: first.file, reason: explanationOf(error) }] };
  }
}

function explanationOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // Prisma paints what it prints.
  return stripVTControlCharacters(text).trim();
}
