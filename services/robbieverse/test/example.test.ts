import { expect, test } from "vitest";
import { useRobbieverse } from "./use-robbieverse.js";

const { open, as, memberships, organizations } = useRobbieverse();

test("a member sees his organization and no other", async () => {
  await organizations.create({ name: "Globex" });
  const member = await memberships.create();
  const found = await as(member, () => open.client.organization.findMany());
  expect(found.map(({ id }) => id)).toEqual([member.organizationId]);
});
