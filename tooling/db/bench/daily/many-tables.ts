import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes a workspace of one package with so many tables, each with keys, rules and indexes, and a key to the one before. */
export function manyTables(root: string, count: number): void {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const files = {
    "pnpm-workspace.yaml": "packages: [services/*]\n",
    "package.json": "{}",
    "services/many/package.json": '{ "name": "@bench/many" }',
    "services/many/prisma.config.ts": "",
    "services/many/prisma/schema/schema.prisma": datasource + numbers.map(modelOf).join(""),
    "services/many/prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
    "services/many/prisma/migrations/1_tables/migration.sql": numbers.map(tableOf).join(""),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const datasource = 'datasource db {\n  provider = "postgresql"\n  schemas  = ["public"]\n}\n';

const modelOf = (number: number): string => `
model T${number} {
  id     Int       @id @default(autoincrement())
  name   String
  before Int?
  at     DateTime?
  @@map("t${number}")
  @@schema("public")
}
`;

const tableOf = (number: number): string => `
CREATE TABLE public.t${number} (
  id serial CONSTRAINT t${number}_pkey PRIMARY KEY,
  name text NOT NULL CONSTRAINT t${number}_name_check CHECK (name <> ''),
  before integer CONSTRAINT t${number}_before_fkey REFERENCES public.t${Math.max(0, number - 1)},
  at timestamp
);
CREATE INDEX t${number}_before_idx ON public.t${number} (before);
CREATE INDEX t${number}_at_idx ON public.t${number} (at);
`;
