import { quoteIdentifier, quoteTable } from "@deepiri/database";

/** A partitioned table itself, or something below it. */
export interface Partition {
  readonly schema: string;
  readonly table: string;
  /** Null for the partitioned table itself. */
  readonly parent: string | null;
  readonly isLeaf: boolean;
  readonly level: number;
}

/**
 * The statements that index a partitioned table without keeping writers out: PostgreSQL builds no index of it
 * concurrently, but takes one whose parts were built so.
 */
export function createIndexSafely(
  { schema, table }: { schema: string; table: string },
  columns: readonly string[],
  partitions: readonly Partition[],
): string[] {
  const keys = `(${columns.map(quoteIdentifier).join(", ")})`;
  const name = (one: string): string => indexName(one, columns);
  const root = { schema, table, parent: null, isLeaf: false, level: 0 };
  const below = partitions.filter(({ level }) => level > 0);
  const create = [root, ...below].map((one) => {
    const on = quoteTable(one.schema, one.table);
    const index = quoteIdentifier(name(one.table));
    return one.isLeaf
      ? `CREATE INDEX CONCURRENTLY ${index} ON ${on} ${keys}`
      : `CREATE INDEX ${index} ON ONLY ${on} ${keys}`;
  });
  // A part can be attached once all of its own are; the parent is in any schema of its partitions' choice.
  const schemas = new Map([root, ...below].map((one) => [one.table, one.schema]));
  const attach = [...below].reverse().map((one) => {
    const parent = one.parent ?? table;
    const into = quoteTable(schemas.get(parent) ?? schema, name(parent));
    return `ALTER INDEX ${into} ATTACH PARTITION ${quoteTable(one.schema, name(one.table))}`;
  });
  return [...create, ...attach];
}

const longest = 63;

/** As PostgreSQL and Prisma name it; shorter where it would be cut. */
function indexName(table: string, columns: readonly string[]): string {
  const suffix = `_${columns.join("_")}_idx`;
  const room = longest - Buffer.byteLength(suffix);
  return room > 10
    ? `${cutTo(table, room)}${suffix}`
    : `${cutTo(`${table}_${columns.join("_")}`, longest - 4)}_idx`;
}

function cutTo(text: string, bytes: number): string {
  let cut = text;
  while (Buffer.byteLength(cut) > bytes) cut = [...cut].slice(0, -1).join("");
  return cut;
}
