import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { testServerUrl } from "@deepiri/test-database";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeMarkdown } from "../../src/index.js";
import { checkMarkdown } from "../../src/markdown/check-markdown.js";

const lock = 'provider = "postgresql"\n';
const datasource = 'datasource db {\n  provider = "postgresql"\n  schemas  = ["public"]\n}\n';

const files: Readonly<Record<string, string>> = {
  "package.json": '{"workspaces":["packages/*"]}',
  "packages/users/package.json": '{"name":"@acme/users","acme":{}}',
  "packages/users/prisma.config.ts": "",
  "packages/users/prisma/schema/schema.prisma": `${datasource}
/// Who may | log in.
model User {
  id     Int    @id
  /// words: Mood
  /// How the user feels.
  mood   String @db.VarChar(9)
  noteId Int?   @map("note_id")

  @@map("users")
  @@schema("public")
}
`,
  "packages/users/prisma/migrations/migration_lock.toml": lock,
  "packages/users/prisma/migrations/1_users/migration.sql": `
    CREATE TABLE public.users (id int CONSTRAINT users_pkey PRIMARY KEY, mood varchar(9) NOT NULL DEFAULT 'well'
      CONSTRAINT users_mood_check CHECK (mood <> ''), note_id int);
    COMMENT ON CONSTRAINT users_mood_check ON public.users IS 'A mood is not empty.';
    CREATE INDEX users_mood_idx ON public.users (mood);`,
  "packages/notes/package.json": '{"name":"@acme/notes","dependencies":{"@acme/users":"*"}}',
  "packages/notes/prisma.config.ts": "",
  "packages/notes/prisma/schema/schema.prisma": `${datasource}
model Note {
  id     Int @id
  userId Int @map("user_id")

  @@map("notes")
  @@schema("public")
}
`,
  "packages/notes/prisma/schema/external.prisma": `
/// uses: select, update (noteId)
model User {
  id     Int  @id
  noteId Int? @map("note_id")

  @@map("users")
  @@schema("public")
}
`,
  "packages/notes/prisma/migrations/migration_lock.toml": lock,
  "packages/notes/prisma/migrations/1_notes/migration.sql": `
    CREATE TABLE public.notes (id int CONSTRAINT notes_pkey PRIMARY KEY,
      user_id int NOT NULL CONSTRAINT notes_user_id_fkey REFERENCES public.users ON DELETE CASCADE);
    ALTER TABLE public.users ADD CONSTRAINT users_note_id_fkey FOREIGN KEY (note_id) REFERENCES public.notes;`,
};

let root: string;
const path = (file: string): string => join(root, file);
const stale = (): string[] => checkMarkdown(readWorkspace(root)).map(({ file }) => file);
const write = async (): Promise<boolean[]> => {
  const workspace = readWorkspace(root);
  const database = findDatabase(workspace);
  const written = await writeMarkdown(database, testServerUrl(), workspace.packages);
  return written.map(({ isChanged }) => isChanged);
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "markdown "));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

test("a package for which nobody has written any does without", () => {
  expect(stale()).toEqual([]);
});

test("each package's tables, rules, keys and rights are written, in the same words each time", async () => {
  expect(await write()).toEqual([true, true]);
  const [users = "", notes = ""] = ["users", "notes"].map((key) =>
    readFileSync(path(`packages/${key}/DATABASE.md`), "utf8").replace(
      /[0-9a-f]{16} [0-9a-f]{16}/,
      "HASHES",
    ),
  );
  expect(users).toBe(`# Tables of users

One table of database \`deepiri\`.

## public.users

Who may | log in.

| column | type |  | default | meaning |
|---|---|---|---|---|
| id | integer | key |  |  |
| mood | varchar(9) | required | \`'well'\` | How the user feels. |
| note_id | integer |  |  |  |

Rules:

- \`users_mood_check\`: A mood is not empty. \`CHECK (((mood)::text <> ''::text))\`

Indexes:

- \`users_mood_idx\`: \`btree (mood)\`

<!-- Written by \`db docs --markdown\` from the migrations; HASHES -->
`);
  expect(notes).toContain(
    "| user_id | integer | required; → public.users (id), on delete cascade |",
  );
  expect(notes).toContain(`## Keys that it adds to tables of others

- public.users (note_id) → public.notes (id), on delete no action`);
  expect(notes).toContain(`| public.users | select | id, note_id |
| public.users | update | note_id |`);
  expect(await write()).toEqual([false, false]);
  expect(stale()).toEqual([]);
});

test("a file is stale after a change of its own package's files, and of no other's", () => {
  const file = path("packages/users/prisma/schema/schema.prisma");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("feels", "really feels"));
  expect(stale()).toEqual(["packages/users/DATABASE.md"]);
  writeFileSync(file, text);
  expect(stale()).toEqual([]);
});

test("a file that somebody edited is stale; one with other line ends is not", () => {
  const file = path("packages/notes/DATABASE.md");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll("\n", "\r\n"));
  expect(stale()).toEqual([]);
  writeFileSync(file, text.replace("user_id", "reader_id"));
  expect(stale()).toEqual(["packages/notes/DATABASE.md"]);
  writeFileSync(file, text);
});

test("a failing migration leaves the files as they were", async () => {
  const file = "packages/notes/prisma/migrations/2_wrong/migration.sql";
  mkdirSync(dirname(path(file)));
  writeFileSync(path(file), "CREATE TABLE public.notes (id int);");
  const before = readFileSync(path("packages/users/DATABASE.md"), "utf8");
  await expect(write()).rejects.toThrow("already exists");
  expect(readFileSync(path("packages/users/DATABASE.md"), "utf8")).toBe(before);
  expect(existsSync(path(`packages/users/DATABASE.md.${process.pid}`))).toBe(false);
  rmSync(dirname(path(file)), { recursive: true });
});
