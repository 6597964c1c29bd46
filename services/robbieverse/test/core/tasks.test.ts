import { runWithContext } from "@deepiri/database";
import { expect, it } from "vitest";
import { NobodyAsks, NotFound, recordAudit, setTaskStatus } from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { open, as, memberships, organizations, tasks } = useRobbieverse();

it("a task has a time of completion just while it is done", async () => {
  const ada = await memberships.create();
  const { id } = await tasks.create({ assignedTo: ada.userId });
  const read = async () =>
    (await as(ada, () => open.client.task.findFirstOrThrow({ where: { id } }))).completedAt;
  await as(ada, () => setTaskStatus(open.client, id, "done"));
  expect(await read()).toBeInstanceOf(Date);
  await as(ada, () => setTaskStatus(open.client, id, "doing"));
  expect(await read()).toBeNull();
});

it("a task of another organization is not found", async () => {
  const stranger = await memberships.create({ organization: await organizations.create() });
  const { id } = await tasks.create();
  const set = as(stranger, () => setTaskStatus(open.client, id, "done"));
  await expect(set).rejects.toBeInstanceOf(NotFound);
});

it("what was done is recorded with who asked and from where, and without secrets", async () => {
  const { organizationId, userId } = await memberships.create();
  const from = { ipAddress: "192.0.2.7", userAgent: "curl" };
  const context = { tenant: organizationId, actor: userId, ...from };
  const entity = { entityType: "core.users", entityId: userId };
  const newValues = { role: "admin", password_hash: "x" };
  const entries = await runWithContext(context, async () => {
    await recordAudit(open.client, { action: "promoted", ...entity, newValues });
    return await open.client.auditEntry.findMany();
  });
  expect(entries).toMatchObject([
    { organizationId, userId, action: "promoted", ...entity, ...from, oldValues: null },
  ]);
  expect(entries[0]?.newValues).toEqual({ role: "admin" });
  await expect(recordAudit(open.client, { action: "x" })).rejects.toBeInstanceOf(NobodyAsks);
});
