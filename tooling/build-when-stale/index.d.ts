/**
 * Builds a command's package and what it depends on when a source file is younger than the last build,
 * so that after a pull or an edit nobody runs yesterday's command. Looks at some hundred file times.
 *
 * @param folder of the package; its package.json names what it is built from
 * @throws Error with the output of a build that failed
 */
export function buildWhenStale(folder: string): void;
