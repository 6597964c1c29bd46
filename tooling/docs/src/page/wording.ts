import type { RowCount, Table } from "../model/model.js";

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

/** How the lane of a package is called; that of tables without an owner too. */
export function laneName(owner: string | undefined): string {
  return owner ?? "no package";
}
