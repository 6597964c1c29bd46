import type { Ownership } from "@deepiri/workspace";
import type { Code } from "../finding/codes.js";
import type { Finding, Subject } from "../finding/finding.js";

/** Mending these changes what migrations build: done by hand, the next difference would be the remedy. */
const changeDefinitions: ReadonlySet<Code> = new Set([
  "duplicate-foreign-key",
  "duplicate-index",
  "foreign-key-without-index",
  "redundant-index",
  "unused-index",
]);

/**
 * The findings, with the package in whose migration a remedy belongs. What no migration made is mended by hand;
 * so is a table that lacks what they make, where the other finding may be no more than its consequence.
 */
export function inMigrations(
  findings: readonly Finding[],
  { tables }: Pick<Ownership, "tables">,
): Finding[] {
  const subjectsOf = (code: Code) =>
    findings.filter((one) => one.code === code).map(({ subject }) => subject);
  const extra = new Set(subjectsOf("object-extra").map(nameOf));
  const lacking = new Set(subjectsOf("object-missing").map(tableOf));
  return findings.map((finding) => {
    const { code, subject, remedy } = finding;
    const owner = tables.get(tableOf(subject))?.owner.key;
    if (!owner || !changeDefinitions.has(code)) return finding;
    if (extra.has(nameOf(subject)) || lacking.has(tableOf(subject))) return finding;
    return { ...finding, remedy: { ...remedy, migrationOf: owner } };
  });
}

function tableOf({ schema, table }: Subject): string {
  return `${schema}.${table}`;
}

function nameOf({ schema, table, name }: Subject): string {
  return JSON.stringify([schema, table, name]);
}
