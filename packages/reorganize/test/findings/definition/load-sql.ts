import {
  type LoadedFamily,
  type LoadOptions,
  loadFamily,
} from "../../../src/findings/definition/load/load-family.js";
import type { LoadedFile } from "../../../src/findings/definition/load/loaded.js";

/** Loads scripts as a family, one file each, in their order. */
export function loadSql(
  url: string,
  scripts: readonly string[],
  options: LoadOptions = {},
): Promise<LoadedFamily> {
  const files = scripts.map((sql, at) => ({ file: `${at + 1}.sql`, sql }));
  return loadFamily(url, { name: "family", files, order: "as given", leftOut: [] }, options);
}

/** A file of it. */
export function fileOf({ loaded }: LoadedFamily, at = 0): LoadedFile {
  return loaded[at] as LoadedFile;
}
