import { createAuthClient } from "@deepiri/auth/client";
import { runWithContext } from "@deepiri/database";

const auth = createAuthClient();
const user = await auth.user.findUniqueOrThrow({
  where: { email: "ada.abara.1@demo.deepiri.example" },
});
const tree = await runWithContext({ actor: user.id }, () =>
  auth.skillTree.upsert({ where: { userId: user.id }, create: { userId: user.id }, update: {} }),
);
console.log(`${user.name} has ${tree.skillPoints} skill points`);
await auth.close();
