import { expect, it } from "vitest";
import { OpenDecisionsError } from "../../src/findings/open-decisions-error.js";
import { convert } from "../../src/steps/convert/index.js";
import { merge } from "../../src/steps/merge/index.js";
import { prepare } from "../../src/steps/prepare/index.js";
import { relocate } from "../../src/steps/relocate/index.js";
import { rename } from "../../src/steps/rename/index.js";
import { repair } from "../../src/steps/repair/index.js";
import { reshape } from "../../src/steps/reshape/index.js";
import { type Proof, planKinds } from "../fixture/prove-kind.js";

const mapping = {
  tables: {
    "shop.tasks": ["old.tasks", "public.tasks"].map((table) => ({
      table,
      having: [],
      lacking: [],
      rename: { title: "name" },
    })),
  },
  otherwise: {
    null: "set aside",
    number: "set aside",
    tooLong: "set aside",
    word: "set aside",
    check: "set aside",
    orphan: "set aside",
    duplicate: "set aside",
    cycle: "cut",
    extraColumn: "set aside",
  },
} as const;

const target = `CREATE SCHEMA shop;
  CREATE TABLE shop.people (id int PRIMARY KEY);
  CREATE TABLE shop.tasks (id int PRIMARY KEY, name varchar(20) NOT NULL, person_id int REFERENCES shop.people, during int)`;

const tasks =
  "CREATE TABLE public.tasks (id int PRIMARY KEY, title text, person_id int, during text";
const twin = `; CREATE SCHEMA old; CREATE TABLE old.tasks (id int PRIMARY KEY, title text, person_id int, during text);
  INSERT INTO public.tasks (id) VALUES (1)`;
const people = `CREATE SCHEMA shop; CREATE TABLE shop.people (id int PRIMARY KEY)`;

const kinds = [prepare, relocate, merge, rename, repair, convert, reshape];

const plan = (source: string, more: Partial<Proof["mapping"]> = {}) =>
  planKinds({ source, target, kinds, mapping: { ...mapping, ...more } });

/** What stands in the way of the plan, each with its answers. */
async function inTheWay(source: string) {
  const error = await plan(source).then(
    () => undefined,
    (cause) => cause,
  );
  if (!(error instanceof OpenDecisionsError)) throw error ?? new Error("nothing was asked");
  return error.open;
}

const statement = (sql: string) => ({ answer: { code: "run first", sql }, mapping: {} });

it.each([
  {
    what: "a rule of a table that rows may leave, which waits for the end of a transaction",
    source: `${tasks}, CONSTRAINT "one title" UNIQUE (title) DEFERRABLE INITIALLY DEFERRED)`,
    on: { table: "public.tasks" },
    question: { code: "deferrable rule", rule: "one title" },
    choices: [
      statement(
        'ALTER TABLE "public"."tasks" DROP CONSTRAINT "one title", ADD CONSTRAINT "one title" UNIQUE (title);',
      ),
    ],
  },
  {
    what: "such a rule of a twin",
    source: `${tasks}, CONSTRAINT once UNIQUE (title) DEFERRABLE)${twin}`,
    on: { table: "public.tasks" },
    question: { code: "deferrable rule", rule: "once" },
    choices: [
      statement(
        'ALTER TABLE "public"."tasks" DROP CONSTRAINT "once", ADD CONSTRAINT "once" UNIQUE (title);',
      ),
    ],
  },
  {
    what: "views of others on a column that goes",
    source: `${tasks}, extra int); CREATE VIEW public."of extra" AS SELECT extra FROM public.tasks;
      CREATE MATERIALIZED VIEW public.upon AS SELECT * FROM public."of extra"`,
    on: { table: "public.tasks", columns: ["extra"] },
    question: {
      code: "column read",
      by: ["materialized view public.upon", 'view public."of extra"'],
    },
    choices: [statement('DROP MATERIALIZED VIEW public.upon; DROP VIEW public."of extra";')],
  },
  {
    what: "a foreign key of a twin that is not enforced",
    source: `${people}; ${tasks}, CONSTRAINT "a key" FOREIGN KEY (person_id) REFERENCES shop.people)${twin};
      ALTER TABLE public.tasks DISABLE TRIGGER ALL`,
    on: { table: "public.tasks" },
    question: { code: "key not enforced", key: "a key" },
    choices: [
      statement(
        'ALTER TABLE public.tasks DROP CONSTRAINT "a key", ADD CONSTRAINT "a key" FOREIGN KEY (person_id) REFERENCES shop.people(id) NOT VALID;',
      ),
      statement('ALTER TABLE public.tasks DROP CONSTRAINT "a key";'),
    ],
  },
  {
    what: "a publication of rows by what replicas do not know them by",
    source: `${tasks}); CREATE PUBLICATION feed FOR TABLE public.tasks WHERE (person_id > 0)`,
    on: { table: "public.tasks" },
    question: { code: "rows not known", publication: "feed" },
    choices: [
      statement("ALTER TABLE public.tasks REPLICA IDENTITY FULL;"),
      statement("ALTER PUBLICATION feed DROP TABLE public.tasks;"),
    ],
  },
  {
    what: "a publication of columns without those that replicas know rows by",
    source: `${tasks}); CREATE PUBLICATION feed FOR TABLE public.tasks (title)`,
    on: { table: "public.tasks" },
    question: { code: "rows not known", publication: "feed" },
    choices: [statement("ALTER PUBLICATION feed DROP TABLE public.tasks;")],
  },
  {
    what: "a table that logical decoding reads as a catalog",
    source: `${tasks}) WITH (user_catalog_table = on)`,
    on: { table: "public.tasks" },
    question: { code: "catalog table" },
    choices: [statement("ALTER TABLE public.tasks RESET (user_catalog_table);")],
  },
  {
    what: "a materialized view of a column that only grows",
    source: `CREATE TABLE public.tasks (id int PRIMARY KEY, title varchar(10) NOT NULL, person_id int, during int);
      CREATE MATERIALIZED VIEW public.titles AS SELECT title FROM public.tasks`,
    on: { table: "public.tasks", columns: ["title"] },
    question: {
      code: "conversion",
      obstacles: ["rule _RETURN on materialized view public.titles depends on it"],
    },
    choices: [statement("DROP MATERIALIZED VIEW public.titles;")],
  },
  {
    what: "an exclusion constraint on a column that is converted",
    source: `${tasks}, CONSTRAINT apart EXCLUDE (during WITH =))`,
    on: { table: "public.tasks", columns: ["during"] },
    question: { code: "conversion", obstacles: ["it is part of exclusion apart"] },
    choices: [statement('ALTER TABLE "public"."tasks" DROP CONSTRAINT "apart";')],
  },
  {
    what: "rows of a twin that its policies hide",
    source: `${tasks})${twin}; ALTER TABLE old.tasks ENABLE ROW LEVEL SECURITY`,
    on: { table: "old.tasks" },
    question: { code: "hidden rows", survivor: "public.tasks" },
    choices: [statement('ALTER TABLE "old"."tasks" DISABLE ROW LEVEL SECURITY;')],
  },
])(
  "asks about $what, with statements after which there is a plan",
  async ({ source, ...asked }) => {
    const { what: _, ...decision } = asked;
    expect(await inTheWay(source)).toEqual([decision]);
    for (const { answer } of decision.choices)
      await expect(plan(`${source}; ${answer.sql}`)).resolves.toBeDefined();
  },
);

it("asks about a trigger on a column that goes, which a mapping may drop", async () => {
  const source = `${tasks}, extra int);
    CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER noted BEFORE UPDATE OF extra ON public.tasks FOR EACH ROW EXECUTE FUNCTION public.note()`;
  const dropTriggers = { "shop.tasks.noted": "why it may go" };
  expect(await inTheWay(source)).toEqual([
    {
      on: { table: "public.tasks", columns: ["extra"] },
      question: { code: "column read", by: ["trigger noted"] },
      choices: [
        {
          answer: { code: "effect", effect: { code: "drop trigger", trigger: "noted" } },
          mapping: { dropTriggers },
        },
      ],
    },
  ]);
  await expect(plan(source, { dropTriggers })).resolves.toBeDefined();
});
