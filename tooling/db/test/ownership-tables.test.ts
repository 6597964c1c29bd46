import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readWorkspace } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { headingOf, withOwnershipTables } from "../src/new-package/readme-tables.js";

const { root, databases } = readWorkspace();
const readme = readFileSync(join(root, "README.md"), "utf8");

test("the README says who owns what in each database, as the Prisma files do", () => {
  for (const database of databases) expect(readme).toContain(`${headingOf(database)}\n\n| package`);
  expect(withOwnershipTables(readme, databases)).toBe(readme);
});

test("a database that the README does not have yet is entered after the others", () => {
  const [first] = databases;
  if (first === undefined) return;
  const shop = { ...first, name: "shop", packages: first.packages.slice(0, 1) };
  const entered = withOwnershipTables(readme, [...databases, shop]);
  expect(entered.indexOf("### Database `shop`\n\n| package")).toBeGreaterThan(
    entered.indexOf(headingOf(first)),
  );
  expect(entered.match(/\| \[core\]/g)).toHaveLength(2);
  expect(withOwnershipTables(entered, [...databases, shop])).toBe(entered);
});

test("a README without such a table is left as it is", () => {
  expect(withOwnershipTables("# Something else\n", databases)).toBe("# Something else\n");
});
