/** For people: the statements that this login may not run, so that an administrator can. */
export function forAdministrator(database: string, statements: readonly string[]): string {
  return [
    `an administrator has to run this in database "${database}", since this login may not:`,
    ...statements.map((sql) => `  ${sql};`),
    "then type `pnpm db:grants`. Until then services are not kept to their own tables.",
  ].join("\n");
}
