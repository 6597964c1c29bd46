import type { DatabaseModel, Lane, RowCount, Table } from "../model/model.js";

/** `schema.name`. */
export function tableName({ schema, name }: Pick<Table, "schema" | "name">): string {
  return `${schema}.${name}`;
}

const numbers = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export function formatNumber(number: number): string {
  return numbers.format(number);
}

/** `1 table`, `2 tables`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** Short enough for a box: `950`, `1.3K`, `≈12M`. */
export function shortRows({ count, isExact }: RowCount): string {
  return `${isExact ? "" : "≈"}${count < 10_000 ? formatNumber(Math.round(count)) : compact.format(count)}`;
}

export function longRows({ count, isExact }: RowCount): string {
  return `${isExact ? "" : "about "}${counted(Math.round(count), "row")}`;
}

/** `8 kB`, `1.5 GB`. */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : Number(value.toFixed(1))} ${units[unit]}`;
}

/** The package that owns a table, in words where none does. */
export function ownerName({ owner }: Pick<Table, "owner">): string {
  return owner ?? "no package";
}

/** How a lane is called. */
export function laneName({ owner, schema = "" }: Pick<Lane, "owner" | "schema">): string {
  return owner ?? `${schema}, no package`;
}

/** What there is in a database, and where it was read. */
export function summaryOf({ tables, lanes, server, place }: DatabaseModel): string {
  const packages = lanes.filter(({ owner }) => owner !== undefined).length;
  const rows = tables.reduce((sum, table) => sum + (table.rows?.count ?? 0), 0);
  const isExact = tables.every((table) => table.rows?.isExact !== false);
  return [
    counted(tables.length, "table"),
    ...(packages > 0 ? [counted(packages, "package")] : []),
    ...(place === undefined ? [] : [longRows({ count: rows, isExact })]),
    `PostgreSQL ${server}`,
    place ?? "as the migrations build it",
  ].join(" · ");
}
