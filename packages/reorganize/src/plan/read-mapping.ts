import { ReorganizeError } from "../session/errors.js";
import { deepiriMapping } from "./deepiri.js";
import { type Mapping, mappingSchema } from "./mapping.js";
import { readJson, tellIssues } from "./plan-file.js";

/**
 * Reads a mapping from a JSON file. One that says `"extends": "deepiri"` holds only what is added to
 * the decisions for Deepiri: what it says comes first.
 *
 * @throws ReorganizeError that says what is wrong with the file
 */
export function readMapping(file: string): Mapping {
  const found = readJson(file, "--mapping takes a JSON file.");
  const parsed = mappingSchema.safeParse(extended(found));
  if (parsed.success) return parsed.data;
  throw new ReorganizeError(
    `${file} is no mapping: ${tellIssues(parsed.error, 5)}. packages/reorganize/src/mapping/deepiri.ts is one to go by.`,
  );
}

function extended(found: unknown): unknown {
  if (!isObject(found) || found.extends !== "deepiri") return found;
  const { extends: base, ...own } = found;
  return joinMapping(deepiriMapping, { name: `${base}, extended`, ...own });
}

/** A mapping with more said: names are joined, lists come before those that there were, values replace. */
export function joinMapping(base: unknown, own: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(own)) return [...own, ...base];
  if (!isObject(base) || !isObject(own)) return own === undefined ? base : own;
  const keys = new Set([...Object.keys(base), ...Object.keys(own)]);
  return Object.fromEntries([...keys].map((key) => [key, joinMapping(base[key], own[key])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
