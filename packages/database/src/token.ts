import { createHash, randomBytes } from "node:crypto";

/** A token that nobody guesses: 32 random bytes, to be put into an address. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token: its SHA-256. */
export function hashOfToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
