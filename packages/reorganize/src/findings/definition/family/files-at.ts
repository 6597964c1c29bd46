import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { NotADefinitionError } from "./errors.js";
import type { LeftOutFile } from "./family.js";
import { readText } from "./read-text.js";

/** The files of one path, in their order. */
export interface FilesAt {
  /** Each with the name by which it is told. */
  readonly files: readonly { readonly file: string; readonly path: string }[];
  readonly order: "names" | "list";
  readonly leftOut: readonly LeftOutFile[];
}

/**
 * The files at a path: one file, those of a folder in the natural order of their names, or those that a
 * .txt file lists, one a line.
 *
 * @throws NotADefinitionError when there is nothing of the kind
 */
export function filesAt(path: string): FilesAt {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new NotADefinitionError(path, false);
  if (found.isDirectory()) return filesIn(path);
  if (path.endsWith(".txt")) return filesOfList(path);
  if (!isDefinition(path)) throw new NotADefinitionError(path, true);
  return { files: [{ file: basename(path), path }], order: "names", leftOut: [] };
}

function filesIn(folder: string): FilesAt {
  const names = namesIn(folder);
  const files = names.filter(isDefinition);
  if (files.length === 0) throw new NotADefinitionError(folder, true);
  return {
    files: files.map((file) => ({ file, path: join(folder, file) })),
    order: "names",
    leftOut: names
      .filter((name) => !isDefinition(name))
      .map((file) => ({ file, reason: "it is no SQL" })),
  };
}

function filesOfList(list: string): FilesAt {
  const folder = dirname(list);
  const files = readText(list)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  for (const file of files) {
    const path = join(folder, file);
    if (!existsSync(path) || !isDefinition(file))
      throw new NotADefinitionError(path, existsSync(path));
  }
  if (files.length === 0) throw new NotADefinitionError(list, true);
  const unlisted = namesIn(folder).filter(
    (name) => name !== basename(list) && !files.includes(name),
  );
  return {
    files: files.map((file) => ({ file, path: join(folder, file) })),
    order: "list",
    leftOut: unlisted.map((file) => ({ file, reason: `${basename(list)} does not list it` })),
  };
}

function namesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !/(^|\/)(\.|node_modules)/.test(name))
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile())
    .map((name) => relative(folder, join(folder, name)))
    .sort(inNaturalOrder);
}

const { compare } = new Intl.Collator("en", { numeric: true });

/** 2 before 10, and what is in a folder by the name of the folder. */
function inNaturalOrder(one: string, other: string): number {
  const [first, second] = [one.split("/"), other.split("/")];
  const at = first.findIndex((part, index) => part !== second[index]);
  return at < 0 ? first.length - second.length : compare(first[at] as string, second[at] ?? "");
}

function isDefinition(file: string): boolean {
  return file.endsWith(".sql") || file.endsWith(".prisma");
}
