import { expect, test } from "vitest";
import { findDatabase, readMadeObjects, readWorkspace } from "../src/index.js";
import { tablePackage, temporaryWorkspace } from "./fixture/temporary-workspace.js";

test("functions and sequences belong to the first package whose migrations make them", () => {
  const root = temporaryWorkspace({
    ...tablePackage("packages/core", {}),
    ...tablePackage("services/auth", { needs: ["core"] }),
    "packages/core/prisma/migrations/1_a/migration.sql": `
      CREATE FUNCTION "public"."touch"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      create or replace function Audit.Who(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE SEQUENCE IF NOT EXISTS "public"."Order ""No""";
      -- CREATE FUNCTION public.not_this()`,
    "services/auth/prisma/migrations/1_b/migration.sql": `
      CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE PROCEDURE public.expire() LANGUAGE sql AS 'SELECT 1';`,
  });
  const made = readMadeObjects(findDatabase(readWorkspace(root)));
  expect(made.map(({ owner, kind, schema, name }) => [owner.key, kind, schema, name])).toEqual([
    ["core", "routine", "public", "touch"],
    ["core", "routine", "audit", "who"],
    ["core", "sequence", "public", 'Order "No"'],
    ["auth", "routine", "public", "expire"],
  ]);
});

test("views are read by a package's role when they say that they stand in front of something", () => {
  const root = temporaryWorkspace({
    ...tablePackage("packages/core", {}),
    "packages/core/prisma/migrations/1_a/migration.sql": `
      CREATE VIEW "public"."own_totals" WITH (security_barrier) AS SELECT 1;
      create or replace view public.mine (id) with (check_option = local, security_invoker = true) as select 1;
      CREATE VIEW public.plain AS SELECT 1;
      CREATE VIEW public.off WITH (security_barrier = false) AS SELECT 1;
      CREATE MATERIALIZED VIEW public.totals AS SELECT 1;`,
  });
  const made = readMadeObjects(findDatabase(readWorkspace(root)));
  expect(made.map(({ owner, kind, schema, name }) => [owner.key, kind, schema, name])).toEqual([
    ["core", "front view", "public", "own_totals"],
    ["core", "front view", "public", "mine"],
    ["core", "view", "public", "plain"],
    ["core", "view", "public", "off"],
    ["core", "view", "public", "totals"],
  ]);
});
