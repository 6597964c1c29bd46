import { inspect } from "node:util";
import { passwordSpellings } from "./without-password.js";

/**
 * The error, fit to be kept as a `cause`: itself, unless printing it would show the URL's password;
 * then a copy of its message and code with the password blotted out.
 */
export function safeCause(error: unknown, url: string): unknown {
  const spellings = passwordSpellings(url);
  const printed = inspect(error, { depth: 12, showHidden: true });
  if (!spellings.some((spelling) => printed.includes(spelling))) return error;
  const copy = new Error(
    blotted(error instanceof Error ? error.message : String(error), spellings),
  );
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? Object.assign(copy, { code }) : copy;
}

function blotted(text: string, spellings: readonly string[]): string {
  return spellings.reduce((rest, spelling) => rest.replaceAll(spelling, "***"), text);
}
