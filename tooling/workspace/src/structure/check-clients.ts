import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brand } from "@deepiri/database/brand";
import { type Argument, parseSync, Visitor } from "oxc-parser";
import type { TablePackage, Workspace } from "../workspace.js";
import type { Breach } from "./breach.js";

/** The file in which a package opens its client. */
const clientFile = join("src", "client.ts");

/**
 * Holds the client of each package to what its folder and its package.json say. A running program knows
 * neither, so `src/client.ts` says it again: `createServiceClient({ key: "billing", database: "shop" }, …)`,
 * or the key alone in the default database.
 */
export function checkClients({ root, packages }: Workspace): Breach[] {
  return packages.flatMap((one) => {
    const path = join(one.directory, clientFile);
    if (!existsSync(path)) return [];
    return namedClients(path)
      .filter(({ key, database }) => key !== one.key || database !== one.database)
      .map(() => ({
        file: relative(root, path),
        reason: `opens the client of another package or database; write createServiceClient(${spelled(one)}, …)`,
      }));
  });
}

function spelled({ key, database }: TablePackage): string {
  return database === brand.name ? `"${key}"` : `{ key: "${key}", database: "${database}" }`;
}

interface Named {
  readonly key: unknown;
  readonly database: unknown;
}

function namedClients(path: string): Named[] {
  const found: Named[] = [];
  const { program } = parseSync(path, readFileSync(path, "utf8"));
  new Visitor({
    CallExpression: ({ callee, arguments: [of] }) => {
      const isClient = callee.type === "Identifier" && callee.name === "createServiceClient";
      const named = isClient ? nameIn(of) : undefined;
      if (named) found.push(named);
    },
  }).visit(program);
  return found;
}

/** What is put together at run time is not known here. */
function nameIn(of: Argument | undefined): Named | undefined {
  if (of?.type === "Literal") return { key: of.value, database: brand.name };
  if (of?.type !== "ObjectExpression") return undefined;
  const values = new Map(
    of.properties.flatMap((one) =>
      one.type === "Property" && one.key.type === "Identifier" && one.value.type === "Literal"
        ? [[one.key.name, one.value.value] as const]
        : [],
    ),
  );
  return { key: values.get("key"), database: values.get("database") };
}
