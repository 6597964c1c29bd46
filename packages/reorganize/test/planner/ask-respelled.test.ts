import { expect, it } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { askRespelled } from "../../src/planner/ask-respelled.js";
import { reading } from "../../src/session/read-only.js";
import { withGround } from "../fixture/apply-plan.js";

const target = (type: string) =>
  `CREATE SCHEMA shop; CREATE TABLE shop.users (id ${type} PRIMARY KEY, name text)`;

const asked = (type: string, sql: string) =>
  withGround(target(type), (goal) =>
    withGround(sql, async ({ url, session }) => {
      const [here, there] = [await readCatalog(session), await readCatalog(goal.session)];
      const columns = { Id: "id" };
      const source = { from: "public.users", to: "shop.users", columns, merged: false, rows: 0 };
      return reading(url, (reader) => askRespelled(reader, here, there, [source]));
    }),
  );

const users = (type: string, ...keys: readonly string[]) =>
  `CREATE TABLE public.users ("Id" ${type} PRIMARY KEY, name text); INSERT INTO public.users VALUES ${keys.map((key) => `('${key}')`).join(", ")}`;

it("asks about keys that would be other texts, with the statement that spells them so", async () => {
  const keys = users("text", "7", "007", " 8", "none", "99999999999");
  const [one, ...more] = await asked("int", keys);
  expect(more).toEqual([]);
  expect(one).toMatchObject({
    on: { table: "public.users", columns: ["Id"] },
    question: { code: "key respelled", type: "integer", rows: 2 },
  });
  const [choice] = one?.choices ?? [];
  const spell = choice?.answer.code === "run first" ? choice.answer.sql : "";
  expect(await asked("int", `${users("text", "007", " 8", "none")}; ${spell}`)).toEqual([]);
});

it("asks about none that stay what they are", async () => {
  const uuid = "2f1c6d0e-5b7a-4c1e-9f43-0d8a1b2c3d4e";
  expect(await asked("uuid", users("text", uuid, "none"))).toEqual([]);
  expect(await asked("bigint", users("int", "7"))).toEqual([]);
  expect(await asked("text", users("int", "7"))).toEqual([]);
  expect(await asked("uuid", users("text", uuid.toUpperCase()))).toMatchObject([
    { question: { rows: 1 } },
  ]);
});
