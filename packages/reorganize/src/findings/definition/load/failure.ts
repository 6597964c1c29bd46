import { sqlState } from "@deepiri/database";
import { codeOf } from "@deepiri/database/session";
import { refusalReason } from "../../../session/refusal.js";
import { wordsOf } from "./words-of.js";

/** Why a statement failed, without a value that it has. */
export interface Failure {
  readonly sqlstate: string;
  readonly reason: string;
}

const syntaxError = "42601";
const undefinedColumn = "42703";

/**
 * Why the server refused a statement.
 *
 * @param isData whether it reads or writes rows: what stands in double quotes there may be meant as a value
 */
export async function failureOf(error: unknown, text: string, isData: boolean): Promise<Failure> {
  const sqlstate = codeOf(error) ?? "";
  if (sqlstate === sqlState.queryCanceled)
    return { sqlstate, reason: "it took longer than a definition may, and was stopped" };
  const isQuotedValue = isData && sqlstate === undefinedColumn;
  return { sqlstate, reason: await withoutValues(refusalReason(error), text, isQuotedValue) };
}

/** Why the parser refused a statement. */
export async function syntaxFailure(message: string, text: string): Promise<Failure> {
  return { sqlstate: syntaxError, reason: await withoutValues(message, text, true) };
}

/** The message, with `…` in place of what it quotes of the statement's values. */
async function withoutValues(
  message: string,
  text: string,
  isQuotedValue: boolean,
): Promise<string> {
  const words = await wordsOf(text);
  // Nobody can tell what is a value in a text that the scanner does not read.
  if (!words) return message.replace(/["'].*/s, "…");
  const names = new Set([...words.names, ...(isQuotedValue ? [] : words.quoted)]);
  const values = [...words.values, ...(isQuotedValue ? words.quoted : [])].filter(
    (value) => value !== "" && !names.has(value),
  );
  return message.replaceAll(/"([^"]*)"/g, (quoted, said: string) =>
    values.some((value) => said === value || said.includes(`'${value}`)) ? '"…"' : quoted,
  );
}
