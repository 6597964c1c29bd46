import { findPackage, qualifiedName, readDataModel, readWorkspace } from "@deepiri/workspace";
import { describe, expect, it } from "vitest";
import type { AnyFactories } from "../factory/index.js";
import { tablesOf } from "./any-factories.js";

/** Tests that a package has a factory for each of its tables, and that they need to be told nothing. */
export function testFactories(key: string, factories: AnyFactories): void {
  describe(`the factories of ${key}`, () => {
    it("are one a table", () => {
      const { models } = readDataModel(findPackage(readWorkspace(), key));
      const owned = models.filter(({ external }) => !external).map(qualifiedName);
      expect(tablesOf(factories).sort()).toEqual(owned.sort());
    });

    it.each(Object.keys(factories))(
      "%s makes rows that are lawful, though told nothing",
      async (name) => {
        const [first, second] = (await factories[name]?.createMany(2)) ?? [];
        expect(second).toEqual(expect.any(Object));
        expect(first).not.toEqual(second);
      },
    );
  });
}
