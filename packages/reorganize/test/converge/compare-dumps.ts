type Dump = ReadonlyMap<string, string>;

/** Every object of the target that the result lacks or has in another form. */
export function shortOf(target: Dump, result: Dump): string[] {
  return [...target].flatMap(([name, wanted]) => {
    const found = result.get(name);
    if (found === undefined) return [`${name} is missing`];
    return found === wanted ? [] : [`${name} is\n${found}\nand should be\n${wanted}`];
  });
}

// What speaks of a table by its name says the new name after the table has moved.
const speaksOfOthers = /^(VIEW|MATERIALIZED VIEW|FK CONSTRAINT|FUNCTION|PUBLICATION TABLE) /;

/** Every object beyond the target that is new, or is not what it was in the source. */
export function strayIn(result: Dump, target: Dump, source: Dump): string[] {
  return [...result].flatMap(([name, text]) => {
    if (target.has(name)) return [];
    const before = source.get(name);
    if (before === undefined) return [`${name} is new`];
    return before === text || speaksOfOthers.test(name) ? [] : [`${name} was changed`];
  });
}
