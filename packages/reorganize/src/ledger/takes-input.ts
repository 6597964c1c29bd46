import { ownSchema } from "../catalog/own-schema.js";
import { takesInputSql } from "../session/takes-input.js";

/** SQL name of our function that says whether a text is a value of a type, which steps ask on a server before 16. */
export const ownTakesInput = `${ownSchema}.takes_input`;

/** SQL that makes it. */
export const ownTakesInputSql = [
  takesInputSql(ownTakesInput),
  `REVOKE ALL ON FUNCTION ${ownTakesInput}(text, anyelement) FROM PUBLIC`,
];
