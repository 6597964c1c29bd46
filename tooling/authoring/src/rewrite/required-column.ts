import type { AlterTableCommand } from "./tree.js";

const filling = ["CONSTR_DEFAULT", "CONSTR_IDENTITY", "CONSTR_GENERATED"];

/** Whether it adds a column that may not be null, without a value for the rows that are there. */
export function isRequiredWithoutDefault({ subtype, def }: AlterTableCommand): boolean {
  if (subtype !== "AT_AddColumn" || !def || !("ColumnDef" in def)) return false;
  const { constraints = [], typeName } = def.ColumnDef;
  const kinds = constraints.map((one) =>
    "Constraint" in one ? one.Constraint.contype : undefined,
  );
  const [last] = (typeName?.names ?? []).slice(-1);
  const serial = last !== undefined && "String" in last && /serial/.test(last.String.sval ?? "");
  return (
    kinds.includes("CONSTR_NOTNULL") && !serial && !kinds.some((one) => filling.includes(`${one}`))
  );
}
