import { expect, it } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { questionText } from "../../src/cli/open-decision-text.js";
import { askOverlong } from "../../src/planner/ask-overlong.js";
import { reading } from "../../src/session/read-only.js";
import { withGround } from "../fixture/apply-plan.js";

const target = `
  CREATE SCHEMA shop;
  CREATE TABLE shop.users (id int PRIMARY KEY, mail text UNIQUE, name varchar(200), note text);
  CREATE INDEX by_name ON shop.users (name, mail); CREATE INDEX by_note ON shop.users USING hash (note)`;

// What is alike is stored in few bytes, in an index too.
const source = (index = "") => `
  CREATE TABLE public.users (id int PRIMARY KEY, "eMail" text, name text, note text); ${index};
  INSERT INTO public.users
  SELECT n, mail, repeat('n', 9000), (SELECT string_agg(md5(i::text), '') FROM generate_series(1, 999) AS i)
    FROM (VALUES (1, 'a@x'), (2, repeat('x', 100000)), (3, (SELECT string_agg(md5(i::text), '') FROM generate_series(1, 90) AS i))) AS one (n, mail)`;

const moved = {
  from: "public.users",
  to: "shop.users",
  columns: { eMail: "mail" },
  merged: false,
  rows: 3,
};

const asked = (sql: string) =>
  withGround(target, (goal) =>
    withGround(sql, async ({ url, session }) => {
      const [here, there] = [await readCatalog(session), await readCatalog(goal.session)];
      return reading(url, (reader) => askOverlong(reader, here, there, [moved]));
    }),
  );

it("asks about values that are too large for an index of the target, with the statement that finds them", async () => {
  const [first, second, ...more] = await asked(source());
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    on: { table: "public.users", columns: ["eMail", "name"] },
    question: { code: "too long for an index", index: "by_name", rows: 1 },
  });
  expect(second).toMatchObject({
    on: { table: "public.users", columns: ["eMail"] },
    question: { code: "too long for an index", index: "users_mail_key", rows: 1 },
  });
  expect(second && questionText(second.question)).toContain("1 row holds more than fits");
  const [choice] = second?.choices ?? [];
  const find = choice?.answer.code === "run first" ? choice.answer.sql : "";
  await withGround(source(), async ({ rows }) =>
    expect((await rows(find)).map(({ id }) => id)).toEqual([3]),
  );
  const cut = `UPDATE public.users SET "eMail" = left("eMail", 600)`;
  expect(await asked(`${source()}; ${cut}`)).toEqual([]);
});

it("reads no row where an index has the values already", async () => {
  const rows = `INSERT INTO public.users VALUES (1, 'a@x', 'n', 'n')`;
  const held = source('CREATE INDEX ON public.users ("eMail", name)').split("INSERT")[0];
  expect(await asked(`${held} ${rows}`)).toEqual([]);
});
