/** Whether databases of failing test files are to be kept for a look (KEEP_DB=1). */
export function keepsFailures(env: NodeJS.ProcessEnv = process.env): boolean {
  return !["", "0", "false", undefined].includes(env.KEEP_DB);
}
