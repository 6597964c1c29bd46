/** The items in groups of no more than so many, in their order: a query about all tables at once would lock them all. */
export function groupsOf<Item>(size: number, items: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size));
  return groups;
}
