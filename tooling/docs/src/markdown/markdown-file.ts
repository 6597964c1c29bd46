import { createHash } from "node:crypto";
import { join } from "node:path";
import { definitionsFingerprint, type TablePackage, withLineFeeds } from "@deepiri/workspace";

/** Where the Markdown of a package lies. */
export function markdownPath({ directory }: TablePackage): string {
  return join(directory, "DATABASE.md");
}

/**
 * The page with a last line that says what it was made from: a hash of the package's Prisma files and
 * migrations, and one of the text itself.
 */
export function withMark(text: string, one: TablePackage): string {
  return `${text}\n${markOf(text, one)}\n`;
}

/** Whether a file is as `withMark` would write it now, as far as can be told without a database. */
export function isCurrentFile(file: string, one: TablePackage): boolean {
  const lines = withLineFeeds(file).split("\n");
  const text = lines.slice(0, -2).join("\n");
  return withLineFeeds(file) === withMark(text, one);
}

function markOf(text: string, one: TablePackage): string {
  const definitions = definitionsFingerprint([one]).slice(0, 16);
  const content = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `<!-- Written by \`db docs --markdown\` from the migrations; ${definitions} ${content} -->`;
}
