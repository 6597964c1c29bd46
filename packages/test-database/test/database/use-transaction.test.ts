import { describe, expect, test } from "vitest";
import { TestDatabaseNotReadyError, useTestDatabase, useTransaction } from "../../src/index.js";

const database = useTestDatabase("core");
const transaction = useTransaction(database);
const tooEarly = (() => {
  try {
    return transaction.client;
  } catch (error) {
    return error;
  }
})();
const names = "SELECT name FROM public.roles WHERE name LIKE 'gardener%'";

describe("a transaction of each test", () => {
  test.each(["one", "other"])("is the only one to see its rows: %s", async (which) => {
    const values = [`gardener ${which}`];
    await transaction.query("INSERT INTO public.roles (name) VALUES ($1)", values);
    expect(await transaction.query(names)).toEqual([{ name: values[0] }]);
    expect(await database.query(names)).toEqual([]);
  });

  test("takes a failed statement with it, and the next one works", async () => {
    await expect(transaction.client.query("SELECT 1 / 0")).rejects.toMatchObject({ code: "22012" });
    await expect(transaction.query("SELECT 1")).rejects.toMatchObject({ code: "25P02" });
  });

  test("works after one that failed", async () => {
    expect(await transaction.query(names)).toEqual([]);
  });
});

test("is not there before the tests", () => {
  expect(tooEarly).toBeInstanceOf(TestDatabaseNotReadyError);
});
