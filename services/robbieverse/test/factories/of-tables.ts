/** Those factories, of all, that are of these tables. */
export function ofTables<Made extends object, Name extends keyof Made>(
  made: Made,
  tables: Readonly<Record<Name, unknown>>,
): Pick<Made, Name> {
  const named = Object.entries(made).filter(([name]) => name in tables);
  return Object.fromEntries(named) as Pick<Made, Name>;
}
