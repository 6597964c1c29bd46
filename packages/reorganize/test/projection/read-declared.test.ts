import { expect, it } from "vitest";
import type { Mapping } from "../../src/plan/mapping.js";
import { readDeclared } from "../../src/projection/read-declared.js";

const one = (to: string, query: string, back: Record<string, string> = {}) => ({
  to,
  query,
  unit: [],
  back,
});

function read(projections: Mapping["projections"], leftOut: Mapping["leftOut"] = {}) {
  return readDeclared({ projections, leftOut });
}

it("reads what projections lead from and to, odd names included", async () => {
  const query = `SELECT o.id, c."Full.Name" AS name FROM "Old Shop"."Order ""Items""" AS o JOIN legacy."a.b" AS c ON c.id = o.id`;
  expect(
    await read({ odd: one("x.y", query, { 'legacy."a.b"': "SELECT 1 AS id FROM x.y" }) }),
  ).toEqual([
    {
      name: "odd",
      to: "x.y",
      sources: ['Old Shop."Order ""Items"""', 'legacy."a.b"'],
      outputs: ["id", "name"],
      back: ['legacy."a.b"'],
    },
  ]);
});

it("takes a reason for rows of a table in which nothing but a lookup happens", async () => {
  const query = "SELECT o.id, c.name FROM a.orders AS o LEFT JOIN a.customers AS c ON c.id = o.id";
  expect(await read({ one: one("x.y", query) }, { "a.customers": "nobody ordered" })).toMatchObject(
    [{ sources: ["a.orders", "a.customers"] }],
  );
  await expect(read({ one: one("x.y", query) }, { "a.orders": "unwanted" })).rejects.toThrow(
    "reads a.orders, which `leftOut` leaves out",
  );
});

it("says all that is wrong with the projections of a mapping at once", async () => {
  const projections = {
    "no select": one("a.b", "DELETE FROM x.y"),
    unreadable: one("a.b", "SELECT id FROM"),
    star: one("a.b", "SELECT * FROM x.y"),
    circle: one("x.y", "SELECT id FROM x.y"),
    chained: one("a.c", "SELECT id FROM a.b"),
    filler: one("a.b", "SELECT id FROM x.z", { "x.other": "SELECT id FROM a.b" }),
    unwanted: one("a.d", "SELECT id FROM x.left"),
    "no way back": one("a.e", "SELECT id FROM x.z", { "x.z": "UPDATE a.e SET id = 1" }),
  };
  const failure = await read(projections, { "x.left": "old" }).catch((error: Error) => error);
  expect((failure as Error).message.split("\n")).toEqual([
    "The projection no select of the mapping is not one SELECT statement.",
    expect.stringContaining(
      "The projection unreadable of the mapping cannot be read: syntax error",
    ),
    "The projection star of the mapping selects *: name the columns, so that each is accounted for.",
    "The projection no way back back to x.z of the mapping is not one SELECT statement.",
    "The projection circle of the mapping reads x.y and leads to it: rows that stay in their table need no projection. Change them by `repairs`, or give the old table another name first.",
    "The projection chained of the mapping reads a.b, which filler fills: read what filler reads instead.",
    "The projection filler of the mapping has a way back to x.other, which it does not read: its query reads x.z.",
    "The projection unwanted of the mapping reads x.left, which `leftOut` leaves out: take it out there.",
  ]);
});
