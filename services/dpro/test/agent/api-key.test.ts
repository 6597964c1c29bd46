import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ApiKeyError, openApiKey, sealApiKey } from "../../src/index.js";
import { useDpro } from "../use-dpro.js";

const { agents, open } = useDpro();
const secret = randomBytes(32);

describe("an agent's API key", () => {
  it.each(["sk-1", "clé 鍵", ""])("is kept sealed and opens to %j again", async (key) => {
    const { id } = await agents.create();
    const apiKeyEncrypted = sealApiKey(secret, id, key);
    expect(Buffer.from(apiKeyEncrypted).includes("sk-1")).toBe(false);
    if (key === "") return;
    await open.client.agent.update({ where: { id }, data: { apiKeyEncrypted } });
    const agent = await open.client.agent.findUniqueOrThrow({ where: { id } });
    expect(openApiKey(secret, id, agent.apiKeyEncrypted ?? new Uint8Array())).toBe(key);
  });

  it("is sealed anew each time", () => {
    expect(sealApiKey(secret, 1n, "sk-1")).not.toEqual(sealApiKey(secret, 1n, "sk-1"));
  });

  it.each([
    ["another secret", () => openApiKey(randomBytes(32), 1n, sealApiKey(secret, 1n, "sk-1"))],
    ["another agent's", () => openApiKey(secret, 2n, sealApiKey(secret, 1n, "sk-1"))],
    ["clear text", () => openApiKey(secret, 1n, Buffer.from("sk-in-clear-text-of-some-length"))],
    ["nothing", () => openApiKey(secret, 1n, new Uint8Array())],
  ])("does not open with %s, and its error shows nothing of it", (_, opening) => {
    expect(opening).toThrow(ApiKeyError);
    expect(opening).toThrow(/^the API key of agent \d of "ai_agents"."agents"|cannot be opened/);
    expect(opening).not.toThrow(/sk-/);
  });
});
