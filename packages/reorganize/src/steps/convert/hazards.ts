import type { Column, EnumType } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Hazard } from "../../plan/step.js";
import type { Conversion } from "./conversion.js";

/** What programs have to know of a column's new type. */
export type ConvertHazard = Hazard &
  (
    | {
        readonly code: "enum words";
        readonly table: string;
        readonly columns: readonly string[];
        readonly words: readonly string[];
      }
    | {
        readonly code: "column last";
        readonly table: string;
        readonly columns: readonly string[];
      }
    | {
        readonly code: "values kept";
        readonly table: string;
        readonly columns: readonly string[];
        readonly type: string;
      }
    | { readonly code: "two unique indexes" | "prepared statements" }
  );

/** The new type does not hold every value as it was. */
export function valuesKept({ table, column }: Conversion, type: string): ConvertHazard {
  return { code: "values kept", table: plainName(table), columns: [column], type };
}

/** What an enum type refuses: no trigger sees such a value, so that none can repair it on write. */
export function enumHazards(
  table: string,
  { name, enumType }: Column,
  enums: ReadonlyMap<string, EnumType>,
): ConvertHazard[] {
  const words = enums.get(enumType ?? "")?.labels;
  return words ? [{ code: "enum words", table, columns: [name], words }] : [];
}
