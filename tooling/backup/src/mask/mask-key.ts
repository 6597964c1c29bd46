import { createHmac, randomBytes } from "node:crypto";
import { brand } from "@deepiri/database/brand";
import type pg from "pg";

const setting = (part: string): string => `${brand.name}.mask_${part}`;
const blockSize = 64;

/**
 * Gives a session the key of the masks, for its transaction. It is in no statement that others see, and
 * in no file.
 *
 * @param secret the same secret masks the same value the same way in every backup; a random one if left out
 */
export async function setMaskKey(client: pg.Client, secret: MaskSecret): Promise<void> {
  await client.query(
    "SELECT pg_catalog.set_config($1, $2, true), pg_catalog.set_config($3, $4, true)",
    [setting("inner"), padded(secret, 0x36), setting("outer"), padded(secret, 0x5c)],
  );
}

/** A key of 32 bytes. */
export type MaskSecret = Buffer;

export function maskSecret(text?: string): MaskSecret {
  return text === undefined ? randomBytes(32) : createHmac("sha256", "mask").update(text).digest();
}

/** HMAC-SHA-256 of a text under the key of the session, from what PostgreSQL has built in. */
export function hashOf(text: string): string {
  const key = (part: string): string =>
    `pg_catalog.current_setting('${setting(part)}')::pg_catalog.bytea`;
  return `pg_catalog.sha256(${key("outer")} || pg_catalog.sha256(${key("inner")} || pg_catalog.convert_to(${text}, 'UTF8')))`;
}

function padded(secret: MaskSecret, byte: number): string {
  const block = Buffer.alloc(blockSize);
  secret.copy(block);
  return `\\x${Buffer.from(block.map((one) => one ^ byte)).toString("hex")}`;
}
