/** Whether commands run in the process of their test: not where sweeps are asked for, there each has a process of its own. */
export const runsInside: boolean;

/**
 * Runs a program in this process, as if it had one of its own: with its own folder, output, exit code and
 * `process.exit`, away from any terminal and without the URLs of databases that this process has. One at a time; what is about
 * signals or the end of a process needs a real one.
 *
 * @param program its main function, given the arguments
 */
export function runInside(
  program: (args: readonly string[]) => Promise<void>,
  args: readonly string[],
  options?: { readonly cwd?: string | undefined; readonly env?: NodeJS.ProcessEnv | undefined },
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
