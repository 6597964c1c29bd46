/** How many names of a list are printed. */
export const mostNames = 4;

/** The first few names, and how many more there are. */
export function namesText(names: readonly string[]): string {
  const more = names.length - mostNames;
  const printed = names.slice(0, more > 1 ? mostNames : names.length).join(", ");
  return more > 1 ? `${printed} and ${more} more` : printed;
}
