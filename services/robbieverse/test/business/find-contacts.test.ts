import { expect, it } from "vitest";
import { findContacts } from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { open, as, memberships, contacts, organizations } = useRobbieverse();

it("contacts are found by the beginnings of words of their names", async () => {
  const organization = await organizations.create();
  const member = await memberships.create({ organization });
  const names = [
    ["Ada", "King-Noel"],
    ["Adam", "Smith"],
    ["Grace", "Hopper"],
    ["C.", "O'Neil (sales)"],
  ] as const;
  for (const [firstName, lastName] of names)
    await contacts.create({ organization, firstName, lastName });
  await contacts.create({ organization, firstName: "Ada", lastName: "Gone", isActive: false });
  await contacts.create({ organization, firstName: null, lastName: null });
  await contacts.create({ firstName: "Ada", lastName: "Elsewhere" });
  const find = async (words: string, limit?: number) =>
    (await as(member, () => findContacts(open.client, words, limit))).map((one) => one.fullName);
  expect(await find("ad")).toEqual(["Ada King-Noel", "Adam Smith"]);
  expect(await find("ad", 1)).toEqual(["Ada King-Noel"]);
  expect(await find("noel ADA")).toEqual(["Ada King-Noel"]);
  expect(await find("king-n")).toEqual(["Ada King-Noel"]);
  expect(await find("da")).toEqual([]);
  expect(await find("o'ne")).toEqual(["C. O'Neil (sales)"]);
  expect(await find("(sales).*")).toEqual(["C. O'Neil (sales)"]);
  for (const nothing of ["", " ", "_", ".*", "%"]) expect(await find(nothing)).toEqual([]);
});
