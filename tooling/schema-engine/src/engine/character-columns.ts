import { ColumnTypeEnum, type SqlResultSet } from "@prisma/driver-adapter-utils";
import type pg from "pg";

const characterOid = 18; // "char", the one-byte type of the system catalogues
const bpcharOid = 1042;

/**
 * Makes results with columns of the type "char" pass through the stock adapter, which knows no type
 * for them and would refuse the whole result.
 */
export class CharacterColumns {
  readonly #columnsOf = new WeakMap<object, number[]>();

  /** Disguises such columns in what `pg` returned. */
  disguise(result: pg.QueryArrayResult): void {
    const columns = result.fields.flatMap((field, at) =>
      field.dataTypeID === characterOid ? [at] : [],
    );
    for (const at of columns) (result.fields[at] as pg.FieldDef).dataTypeID = bpcharOid;
    if (columns.length > 0) this.#columnsOf.set(result.rows, columns);
  }

  /** Says what they are in what the adapter made of it. */
  reveal(result: SqlResultSet): void {
    for (const column of this.#columnsOf.get(result.rows) ?? [])
      result.columnTypes[column] = ColumnTypeEnum.Character;
  }
}
