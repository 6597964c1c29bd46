import { expect, test } from "vitest";
import { useAuth } from "./use-auth.js";

const { open, roles, users } = useAuth();

test("a user may be granted a role, for good", async () => {
  const [user, role] = [await users.create(), await roles.create({ name: "reviewer" })];
  await open.client.userRole.create({ data: { userId: user.id, roleId: role.id } });
  const [granted] = await open.client.userRole.findMany({ where: { userId: user.id } });
  expect(granted).toMatchObject({ roleId: role.id, expiresAt: null });
});
