import { counted } from "@deepiri/terminal";
import type { Loss } from "../plan/loss.js";

/** How many rows of one table leave programs' sight, and why. */
export function lossText({ table, of, rows, reasons }: Loss): string {
  const total = `${rows.toLocaleString("en-US")} of ${counted(of, "row")} of ${table} leave programs' sight`;
  const [only, ...more] = reasons;
  if (only && more.length === 0) return `${total}: ${only.reason}`;
  const each = reasons.map((one) => `${one.reason} (${one.rows.toLocaleString("en-US")})`);
  return `${total}: ${each.join(", ")}`;
}

/** The same of all tables, in one clause; nothing when no row does. */
export function lossesText(losses: readonly Loss[]): string {
  if (losses.length === 0) return "";
  const rows = losses.reduce((sum, one) => sum + one.rows, 0);
  const tables = counted(losses.length, "table");
  return `${counted(rows, "row")} of ${tables} ${rows === 1 ? "leaves" : "leave"} programs' sight`;
}
