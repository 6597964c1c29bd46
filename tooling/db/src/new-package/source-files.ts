import { brand } from "@deepiri/database/brand";
import type { Files } from "./files.js";
import { fitting } from "./fitting.js";
import type { NewPackage } from "./new-package.js";

/** The typed client, and what the package exports beside it. */
export function sourceFiles(one: NewPackage): Files {
  return {
    "src/client.ts": clientFile(one),
    "src/index.ts": `export type { Example } from "./generated/client.js";\n`,
  };
}

function clientFile({ key, typeName, database }: NewPackage): string {
  const create = `export function create${typeName}Client`;
  const home = database === brand.name ? `"${key}"` : `{ key: "${key}", database: "${database}" }`;
  return `import { type ClientOptions, createServiceClient, type ServiceClient } from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client for the tables of ${key}. */
export type ${typeName}Client = ServiceClient<PrismaClient>;

/** A client on the pool that all clients of this process share. Close it at the end. */
${fitting(
  `${create}(options: ClientOptions = {}): ${typeName}Client {`,
  `${create}(\n  options: ClientOptions = {},\n): ${typeName}Client {`,
)}
${fitting(
  `  return createServiceClient(${home}, PrismaClient, options);`,
  `  return createServiceClient(\n    ${home},\n    PrismaClient,\n    options,\n  );`,
)}
}
`;
}
