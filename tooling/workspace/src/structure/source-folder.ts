/** The name of what holds the files directly in `src`. */
export const sourceRoot = "src";

/**
 * The folder directly under `src` that a file is in, or `sourceRoot` for a file directly in `src`;
 * undefined for a file outside `src`.
 *
 * @param path from the package's folder
 */
export function sourceFolder(path: string): string | undefined {
  const [first, second, ...rest] = path.split("/");
  if (first !== "src" || second === undefined) return undefined;
  return rest.length > 0 ? second : sourceRoot;
}
