import { describe, expect, it } from "vitest";
import { recordEvent, registerAgent, startSession } from "../src/index.js";
import { useCyrex } from "./use-cyrex.js";

const { open } = useCyrex();

describe("starting a session", () => {
  it("opens it active, with an id and times of the database's making", async () => {
    const session = await startSession(open.client, { userId: "anyone", agentId: "agent-1" });
    expect(session).toMatchObject({ status: "active", userId: "anyone", agentId: "agent-1" });
    expect(session.sessionId).toMatch(/^[0-9a-f-]{36}$/);
    expect(session.lastActivity).toEqual(session.createdAt);
    expect(session.expiresAt).toBeNull();
  });

  it("keeps the moment at which it ends", async () => {
    const expiresAt = new Date("2030-01-01T00:00:00.000Z");
    const { sessionId } = await startSession(open.client, { expiresAt });
    expect(await open.client.cyrexSession.findUnique({ where: { sessionId } })).toMatchObject({
      expiresAt,
    });
  });
});

describe("recording an event", () => {
  it("keeps what it is about", async () => {
    const event = await recordEvent(open.client, {
      eventType: "document.read",
      entity: { type: "contract", id: "c-1" },
      payload: { pages: 3 },
    });
    expect(event).toMatchObject({
      eventType: "document.read",
      entityType: "contract",
      entityId: "c-1",
      payload: { pages: 3 },
      source: "cyrex",
      severity: "info",
    });
  });

  it("counts as activity of its session", async () => {
    const { sessionId } = await startSession(open.client, {});
    await open.client.cyrexSession.update({
      where: { sessionId },
      data: { lastActivity: new Date("2001-01-01") },
    });
    const event = await recordEvent(open.client, { eventType: "message.sent", sessionId });
    const session = await open.client.cyrexSession.findUnique({ where: { sessionId } });
    expect(session?.lastActivity).toEqual(event.createdAt);
  });

  it("is no error when its session is not there", async () => {
    await recordEvent(open.client, { eventType: "message.lost", sessionId: "gone" });
    expect(await open.client.event.count({ where: { sessionId: "gone" } })).toBe(1);
  });
});

describe("registering an agent", () => {
  it("starts a new agent idle", async () => {
    await registerAgent(open.client, "agent-new", { role: "analyst", name: "Ada" });
    expect(
      await open.client.agentState.findUnique({ where: { agentId: "agent-new" } }),
    ).toMatchObject({
      status: "idle",
    });
  });

  it("brings the definition of a known agent up to date and leaves its state alone", async () => {
    await registerAgent(open.client, "agent-known", { role: "analyst", name: "Ada" });
    await open.client.agentState.update({
      where: { agentId: "agent-known" },
      data: { status: "processing" },
    });
    const agent = await registerAgent(open.client, "agent-known", { role: "critic", name: "Ada" });
    expect(agent.role).toBe("critic");
    expect(
      await open.client.agentState.findUnique({ where: { agentId: "agent-known" } }),
    ).toMatchObject({
      status: "processing",
    });
  });

  it("makes one agent when ten programs register it at once", async () => {
    await Promise.all(
      Array.from({ length: 10 }, () =>
        registerAgent(open.client, "agent-shared", { role: "analyst", name: "Ada" }),
      ),
    );
    expect(await open.client.agent.count({ where: { agentId: "agent-shared" } })).toBe(1);
    expect(await open.client.agentState.count({ where: { agentId: "agent-shared" } })).toBe(1);
  });
});
