import { errorType, sqlState } from "@deepiri/database/without-client";

/**
 * What a failure says, in one line that may be logged and shown: without the passwords of URLs, and without the
 * value that PostgreSQL quotes when it could not read one.
 */
export function failureText(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string" && quotesValue(code)) return `SQLSTATE ${code}`;
  const text = typeof message === "string" ? message : "";
  return withoutPasswords(text.replace(/\s*\n\s*/g, " ").trim()) || errorType(error);
}

function quotesValue(code: string): boolean {
  return /^22[0-9A-Z]{3}$/.test(code) && code !== sqlState.stringDataRightTruncation;
}

function withoutPasswords(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):\S*@/gi, "$1@")
    .replace(/\b((?:ssl)?password\s*=\s*)[^\s&;]+/gi, "$1…");
}
