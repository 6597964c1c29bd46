import { ownSchema } from "../catalog/own-schema.js";
import type { Queryable } from "../session/queryable.js";
import { hasTakesInput, serverTakesInput, takesInputSql } from "../session/takes-input.js";

/** SQL name of our function that says whether a text is a value of a type, which steps ask on a server before 16. */
export const ownTakesInput = `${ownSchema}.takes_input`;

/** SQL name of the function that steps ask on this server. */
export async function takesInputOfSteps(copy: Queryable): Promise<string> {
  return (await hasTakesInput(copy)) ? serverTakesInput : ownTakesInput;
}

/** SQL that makes it. */
export const ownTakesInputSql = [
  takesInputSql(ownTakesInput),
  `REVOKE ALL ON FUNCTION ${ownTakesInput}(text, anyelement) FROM PUBLIC`,
];
