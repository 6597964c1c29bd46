/**
 * Runs the command of a package, which is built if need be, in a process of its own, away from any terminal, and without
 * the URLs of databases that this process has.
 *
 * @param of where the package is resolved to: `import.meta.resolve("@deepiri/db")`
 */
export function runCommand(
  of: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly output: string }>;
