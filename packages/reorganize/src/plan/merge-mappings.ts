import { isDeepStrictEqual } from "node:util";
import { ReorganizeError } from "../session/errors.js";
import { isObject, isWhole } from "./join-mapping.js";

/** A mapping, or a part of one, and the file that says so. */
export interface Declared {
  readonly file: string;
  readonly value: unknown;
}

/** Two files give different answers to the same question. */
export class ConflictingMappingsError extends ReorganizeError {
  override readonly name = "ConflictingMappingsError";

  constructor(
    /** Where in the mapping, such as `otherwise.orphan`. */
    readonly path: string,
    readonly files: readonly [string, string],
  ) {
    super(
      `${files[0]} and ${files[1]} give different values for ${path}. Keep the one of the package that owns the table.`,
    );
  }
}

/**
 * Merges mappings that stand side by side: names are joined, lists follow one another in the order given. A
 * projection is one value, and so is an answer.
 *
 * @throws ConflictingMappingsError when two of them differ in a value
 */
export function mergeMappings(all: readonly Declared[], path: readonly string[] = []): unknown {
  const said = all.filter(({ value }) => value !== undefined);
  const [first] = said;
  if (!isWhole(path)) {
    if (said.every(({ value }) => isObject(value))) return mergeObjects(said, path);
    if (said.every(({ value }) => Array.isArray(value)))
      return said.flatMap(({ value }) => value as unknown[]);
  }
  const other = said.find(({ value }) => !isDeepStrictEqual(value, first?.value));
  if (first && other) throw new ConflictingMappingsError(path.join("."), [first.file, other.file]);
  return first?.value;
}

function mergeObjects(all: readonly Declared[], path: readonly string[]): Record<string, unknown> {
  const objects = all.map(({ file, value }) => ({ file, value: value as Record<string, unknown> }));
  const keys = new Set(objects.flatMap(({ value }) => Object.keys(value)));
  return Object.fromEntries(
    [...keys].map((key) => {
      const parts = objects.map(({ file, value }) => ({ file, value: value[key] }));
      return [key, mergeMappings(parts, [...path, key])];
    }),
  );
}
