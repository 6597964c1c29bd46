/** What of a database the next migration is compared by. */
export interface Catalog {
  readonly tables: readonly Table[];
  readonly enums: readonly EnumType[];
  readonly indexes: readonly Index[];
  /** What Prisma's language has no words for, as PostgreSQL describes it: `view public.adults`. */
  readonly handMade: readonly string[];
}

/** A table as a whole: its partitions are part of it. */
export interface Table {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly partitioned: boolean;
  readonly columns: readonly Column[];
}

export interface Column {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  /** The type without its length or precision. */
  readonly baseType: string;
  readonly generated: boolean;
}

export interface EnumType {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly values: readonly string[];
}

export interface Index {
  readonly schema: string;
  readonly name: string;
  /** Whether Prisma's language can say all of it. */
  readonly inPrisma: boolean;
}

type Named = { readonly schema: string; readonly name: string };

/** The one of that schema and name. */
export function find<T extends Named>(all: readonly T[], schema: string, name: string) {
  return all.find((one) => one.schema === schema && one.name === name);
}
