import { describe, expect, test } from "vitest";
import { useTestDatabase } from "../src/index.js";

const database = useTestDatabase("core");

describe("a test database", () => {
  test("has the package's migrations", async () => {
    expect(await database.query("SELECT * FROM public.users LIMIT 1")).toEqual([]);
  });
  test("does not find a table without its schema", async () => {
    await expect(database.query("SELECT * FROM users")).rejects.toMatchObject({ code: "42P01" });
  });
});
