import type { Index, Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { literal } from "../../session/literal.js";
import { block } from "./block.js";

/**
 * SQL over the diagnostics `_constraint` and `_column` of an error: why the table cannot take a row.
 * What the server says may quote the value; a reason must not.
 */
export function whyRefused(table: Table): string {
  const name = plainName(table);
  const rules = table.indexes
    .filter(({ unique }) => unique)
    .map(
      (index) =>
        `WHEN ${literal(index.name)} THEN ${literal(`the same ${columnsOf(index)} is in ${name}`)}`,
    );
  return block`
    CASE
      WHEN SQLSTATE = '23505' THEN
        CASE _constraint
          ${rules.join("\n")}
          ELSE ${literal(`a unique rule of ${name}`)}
        END
      WHEN SQLSTATE = '23502' THEN ${literal(`${name} needs a value in `)} || _column
      WHEN _constraint <> '' THEN ${literal(`breaks the rule `)} || _constraint || ${literal(` of ${name}`)}
      ELSE ${literal(`a value that ${name} cannot take`)}
    END`;
}

function columnsOf({ keys }: Index): string {
  return keys.map((key) => key.replace(/^"(.*)"$/, "$1").replaceAll('""', '"')).join(", ");
}
