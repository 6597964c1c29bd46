import { expect, test } from "vitest";
import { usePromptcraft } from "./use-promptcraft.js";

const { open, entities } = usePromptcraft();

test("an entity begins as a private draft", async () => {
  const { id, tenantId } = await entities.create({ title: "A greeting" });
  const found = await open.client.entity.findUniqueOrThrow({
    where: { id_tenantId: { id, tenantId } },
  });
  expect(found).toMatchObject({ version: 1, status: "draft", visibility: "private" });
});
