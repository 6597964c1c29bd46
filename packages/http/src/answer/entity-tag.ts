import { createHash } from "node:crypto";

/** The strong entity tag of an answer: the same bytes, the same tag. */
export function entityTag(body: string | Buffer): string {
  return `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
}

/**
 * Whether `If-None-Match` names the tag, which makes the answer to a GET a 304. Compared weakly, as RFC 9110
 * asks for: a proxy that compresses an answer makes its tag a weak one (`W/"..."`).
 */
export function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const tags: readonly string[] = ifNoneMatch.match(/"[\x21\x23-\x7e\x80-\xff]*"/g) ?? [];
  return tags.includes(tag.replace(/^W\//, ""));
}
