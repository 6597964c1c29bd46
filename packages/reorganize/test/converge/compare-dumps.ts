import type { Dump } from "../../src/catalog/dump/dumped-objects.js";

/**
 * Every object of the target that the result lacks or has in another form. Rights that the result
 * gives to others than the target's roles are theirs to keep.
 */
export function shortOf(target: Dump, result: Dump): string[] {
  const roles = new Set(
    [...target].flatMap(([name, text]) => (isRights(name) ? rolesIn(text) : [])),
  );
  return [...target].flatMap(([name, wanted]) => {
    const found = result.get(name);
    if (found === undefined) return [`${name} is missing`];
    const ours = isRights(name) ? withoutOthers(found, roles) : found;
    return ours === wanted ? [] : [`${name} is\n${ours}\nand should be\n${wanted}`];
  });
}

function isRights(name: string): boolean {
  return name.startsWith("ACL ");
}

const toRole = / (?:TO|FROM) (\S+);$/;

function rolesIn(rights: string): string[] {
  return rights.split("\n").flatMap((line) => line.match(toRole)?.[1] ?? []);
}

function withoutOthers(rights: string, roles: ReadonlySet<string>): string {
  const lines = rights.split("\n");
  return lines.filter((line) => rolesIn(line).every((role) => roles.has(role))).join("\n");
}

// What speaks of a table by its name says the new name after the table has moved.
const speaksOfOthers = /^(VIEW|MATERIALIZED VIEW|FK CONSTRAINT|FUNCTION|PUBLICATION TABLE) /;

/** Every object beyond the target that is new, or is not what it was in the source. */
export function strayIn(result: Dump, target: Dump, source: Dump): string[] {
  return [...result].flatMap(([name, text]) => {
    if (target.has(name)) return [];
    const before = source.get(name);
    if (before === undefined) return hasFollowed(name, source) ? [] : [`${name} is new`];
    return before === text || speaksOfOthers.test(name) ? [] : [`${name} was changed`];
  });
}

/** Whether it says that a table which moved is published as it was. */
function hasFollowed(name: string, source: Dump): boolean {
  const [published, what] = name.match(/^PUBLICATION TABLE \w+(\..*)$/) ?? [];
  return (
    published !== undefined &&
    [...source.keys()].some(
      (one) => /^PUBLICATION TABLE /.test(one) && one.endsWith(what as string),
    )
  );
}
