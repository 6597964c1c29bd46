import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const cipher = "aes-256-gcm";
const nonceLength = 12;
const proofLength = 16;

/** What was kept is not a key sealed for this agent under this secret. */
export class ApiKeyError extends Error {
  override readonly name = "ApiKeyError";

  constructor(
    readonly agentId: bigint,
    cause: unknown,
  ) {
    super(
      `the API key of agent ${agentId} in "ai_agents"."agents" cannot be opened: it was sealed under ` +
        "another secret, for another agent, or not at all; ask for the key again and seal it anew",
      { cause },
    );
  }
}

/**
 * Seals an agent's API key for `apiKeyEncrypted`: a nonce, the cipher text and its proof, by AES-256-GCM.
 * It opens for this agent alone, so a copy in another agent's row is worthless.
 *
 * @param secret 32 bytes, kept where the database is not
 */
export function sealApiKey(
  secret: Uint8Array,
  agentId: bigint,
  apiKey: string,
): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv(cipher, secret, nonce).setAAD(aboutOf(agentId));
  const text = [sealing.update(apiKey, "utf8"), sealing.final()];
  return new Uint8Array(Buffer.concat([nonce, ...text, sealing.getAuthTag()]));
}

/** The API key that was sealed for the agent. Throws {@link ApiKeyError} if it is none of this secret. */
export function openApiKey(secret: Uint8Array, agentId: bigint, sealed: Uint8Array): string {
  try {
    const opening = createDecipheriv(cipher, secret, sealed.subarray(0, nonceLength), {
      authTagLength: proofLength,
    }).setAAD(aboutOf(agentId));
    opening.setAuthTag(sealed.subarray(-proofLength));
    const text = opening.update(sealed.subarray(nonceLength, -proofLength));
    return Buffer.concat([text, opening.final()]).toString("utf8");
  } catch (error) {
    throw new ApiKeyError(agentId, error);
  }
}

function aboutOf(agentId: bigint): Buffer {
  return Buffer.from(`ai_agents.agents ${agentId}`);
}
