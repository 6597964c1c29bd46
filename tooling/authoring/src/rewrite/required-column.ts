import type { AlterTableCommand } from "../statement/tree.js";

const filling = ["CONSTR_DEFAULT", "CONSTR_IDENTITY", "CONSTR_GENERATED"];

/** The column that it adds, if that may not be null and has no value for the rows that are there. */
export function requiredWithoutDefault({ subtype, def }: AlterTableCommand): string[] {
  if (subtype !== "AT_AddColumn" || !def || !("ColumnDef" in def)) return [];
  const { colname = "", constraints = [], typeName } = def.ColumnDef;
  const kinds = constraints.map((one) =>
    "Constraint" in one ? `${one.Constraint.contype}` : undefined,
  );
  if (!kinds.includes("CONSTR_NOTNULL") || kinds.some((one) => one && filling.includes(one)))
    return [];
  const type = typeName?.names?.at(-1);
  const isSerial = type && "String" in type && /serial/.test(type.String.sval ?? "");
  return isSerial ? [] : [colname];
}
