import { codeOf, isConnectionLost } from "@deepiri/database/session";

/** Whether the server answered that it will not do the statement. */
export function isRefusal(error: unknown): boolean {
  return codeOf(error) !== undefined && !isConnectionLost(error);
}

// Of names, rules, privileges, schemas, limits and states of objects.
const aboutObjects = /^(0A|23|25|28|2B|3F|42|54|55)/;
// Of these the details name what stands in the way; others quote a row, or are not there before some version.
const detailed = /^(0A|2B|55)/;

/**
 * Why the server refused: its words where they are about objects, else the SQLSTATE alone, for what it or
 * a function says of others may quote a row.
 */
export function refusalReason(error: unknown): string {
  const { message, detail } = error as Error & { readonly detail?: string };
  const code = codeOf(error) ?? "";
  const words =
    detail && detailed.test(code) ? `${message}: ${detail.trim().replace(/\.$/, "")}` : message;
  return aboutObjects.test(code)
    ? words
    : `SQLSTATE ${code}; its words, which may quote a row, are in the server's log`;
}
