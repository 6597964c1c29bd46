import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Database } from "@deepiri/workspace";
import { ReorganizeError } from "../session/errors.js";
import { loadDefinition } from "./load-definition.js";
import { type Mapping, mappingSchema, wholeMappingSchema } from "./mapping.js";
import { type Declared, mergeMappings } from "./merge-mappings.js";
import { tellIssues } from "./plan-file.js";

/** The file beside a package's `prisma.config.ts` that declares decisions about its tables. */
const mappingFile = "reorganize.ts";

/**
 * The decisions of all packages of a database of the workspace: what their `reorganize.ts` files declare, merged in
 * the order in which the packages depend on each other.
 *
 * @throws ReorganizeError when a file is no mapping
 * @throws ConflictingMappingsError when two files give different values
 */
export async function readWorkspaceMapping({
  root,
  packages,
}: Pick<Database, "root" | "packages">): Promise<Mapping> {
  const files = packages
    .map(({ directory }) => join(directory, mappingFile))
    .filter((file) => existsSync(file));
  const declared = await Promise.all(files.map((file) => readDeclared(file, relative(root, file))));
  const merged = { name: "workspace", ...(mergeMappings(declared) as object) };
  return checkMapping(merged, `What the packages' ${mappingFile} files declare together`);
}

async function readDeclared(path: string, file: string): Promise<Declared> {
  const value = await loadDefinition(path);
  checkPart(value, file);
  return { file, value };
}

/**
 * Whether a value is a mapping that needs no other.
 *
 * @throws ReorganizeError that says what is wrong with the file
 */
export function checkMapping(value: unknown, file: string): Mapping {
  return check(wholeMappingSchema, value, file);
}

/**
 * Whether a value is a mapping, or a part of one.
 *
 * @throws ReorganizeError that says what is wrong with the file
 */
export function checkPart(value: unknown, file: string): void {
  check(mappingSchema, value, file);
}

function check(schema: typeof mappingSchema, value: unknown, file: string): Mapping {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ReorganizeError(
    `${file} is no mapping: ${tellIssues(parsed.error, 5)}. packages/core/reorganize.ts is an example.`,
  );
}
