import { expect, it } from "vitest";
import { searchTools } from "../../src/index.js";
import { useDpro } from "../use-dpro.js";

const { open, tools } = useDpro();

it("tools are found by words inside name and description, the better match first", async () => {
  await tools.create({
    name: "Invoice reader",
    description: "Reads invoices of any invoice format",
  });
  await tools.create({ name: "Paper clip", description: "Also knows an invoice" });
  await tools.create({ name: "Hidden invoice", isActive: false });
  const names = async (words: string) =>
    (await searchTools(open.client, words)).map(({ name }) => name);
  expect(await names("invoices")).toEqual(["Invoice reader", "Paper clip"]);
  expect(await names("invoice -clip")).toEqual(["Invoice reader"]);
  expect(await names("giraffe")).toEqual([]);
  expect(await names(`"' OR 1 = 1 & | !`)).toEqual([]);
});
