type Defined<Given> = { [Field in keyof Given]?: Exclude<Given[Field], undefined> };

/** The fields that have a value: one that is undefined is left out, so that the column's default holds. */
export function defined<Given extends object>(given: Given): Defined<Given> {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Defined<Given>;
}
