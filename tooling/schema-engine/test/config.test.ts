import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { definePackage } from "../src/config.js";
import { twoPackageWorkspace } from "./fixture/two-package-workspace.js";
import { writeTablePackage } from "./fixture/write-table-package.js";

const { core, auth, write } = twoPackageWorkspace();
const url = "postgresql://me:secret@db.example:5433/platform?sslmode=require";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", url);
  vi.stubEnv("AUTH_DATABASE_URL", undefined);
});
afterEach(() => vi.unstubAllEnvs());

test("every table of the other packages is external, in both directions", () => {
  expect(definePackage(core).tables?.external).toEqual(["public.sessions"]);
  expect(definePackage(auth).tables?.external).toEqual(["public.users"]);
  expect(definePackage(auth).experimental).toEqual({ externalTables: true });
});

test("a table or enum that another package gains is external from then on", () => {
  definePackage(core);
  write("services/auth/prisma/schema/token.prisma", token);
  const { tables, enums } = definePackage(core);
  expect(tables?.external).toEqual(["public.sessions", "public.tokens"]);
  expect(enums?.external).toEqual(["public.TokenKind"]);
});

const token = `enum TokenKind {
  access

  @@schema("public")
}

model Token {
  id   String    @id
  kind TokenKind

  @@map("tokens")
  @@schema("public")
}
`;

test("scratch databases start from the migrations of the packages depended on, in order", () => {
  const script = definePackage(auth).migrations?.initShadowDb ?? "";
  const of = (name: string) =>
    script.indexOf(readFileSync(join(core, `prisma/migrations/${name}/migration.sql`), "utf8"));
  expect(of("20260101000000_users")).toBe(0);
  expect(of("20260101000100_index")).toBeGreaterThan(0);
  expect(definePackage(core).migrations?.initShadowDb).toBe("");
});

test("each package's history has a schema of its own, in its own or the common database", () => {
  const urlOf = (directory: string) => definePackage(directory).datasource?.url;
  expect(urlOf(core)).toBe(`${url}&schema=_core`);
  vi.stubEnv("AUTH_DATABASE_URL", "postgresql://elsewhere/auth");
  expect(urlOf(auth)).toBe("postgresql://elsewhere/auth?schema=_auth");
});

test("Prisma's CLI works on the database that the package belongs to", () => {
  writeTablePackage(write, {
    key: "billing",
    database: "shop",
    needs: ["core"],
    schema: "shop",
    model: "Invoice",
    table: "invoices",
  });
  const billingPackage = definePackage(join(auth, "../billing"));
  expect(billingPackage.datasource?.url).toContain("no-database-configured");
  vi.stubEnv("SHOP_DATABASE_URL", "postgresql://elsewhere/shop");
  const { datasource, tables } = definePackage(join(auth, "../billing"));
  expect(datasource?.url).toBe("postgresql://elsewhere/shop?schema=_billing");
  expect(tables?.external).toEqual(["public.users"]);
  expect(definePackage(core).datasource?.url).toBe(`${url}&schema=_core`);
  expect(definePackage(core).tables?.external).toContain("shop.invoices");
  expect(definePackage(auth).tables?.external).not.toContain("shop.invoices");
});

test("without any database there is still a configuration", () => {
  vi.stubEnv("DATABASE_URL", undefined);
  expect(definePackage(auth).datasource?.url).toContain("schema=_auth");
});

test("Prisma's CLI is pointed at our engine and kept off the network", () => {
  vi.stubEnv("PRISMA_SCHEMA_ENGINE_BINARY", "/some/other/engine");
  definePackage(auth);
  const engine = process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? "";
  expect(engine).toMatch(/bin\/schema-engine\.js$/);
  expect(statSync(engine).mode & 0o111).toBe(0o111);
  expect(process.env.CHECKPOINT_DISABLE).toBe("1");
});

test("a folder that is no package is refused by name", () => {
  expect(() => definePackage(join(core, "../.."))).toThrow("is not a package");
});
