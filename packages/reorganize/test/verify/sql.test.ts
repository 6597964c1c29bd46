import { expect, it } from "vitest";
import type { CapturedTable } from "../../src/ledger/baseline.js";
import { captureStatements } from "../../src/verify/capture.js";
import { captureFunctionSql } from "../../src/verify/capture-function.js";
import { shapeInDocument } from "../../src/verify/captured-table.js";
import { fingerprintSql } from "../../src/verify/fingerprint.js";

const items: CapturedTable = {
  relation: "public.Order-Items",
  oid: 4711,
  columns: [
    { name: "Order Id", renamed: "order_id", type: "uuid", form: "text", shared: true },
    { name: "it's", renamed: "it's", type: "numeric", form: "number", shared: true },
    { name: 'Due "Date"', renamed: "due_date", type: "date", form: "time", shared: false },
  ],
  key: ["Order Id"],
  keyNumber: "uuid",
  to: "shop.order_items",
  merged: false,
};
const twin: CapturedTable = { ...items, merged: true };

it.each([
  ["capture-function-of-statements", captureFunctionSql(items)],
  ["capture-function-of-rows", captureFunctionSql(twin)],
  ["capture-triggers-of-statements", captureStatements(items).slice(1).join(";\n\n")],
  ["capture-triggers-of-rows", captureStatements(twin).slice(1).join(";\n\n")],
  ["fingerprint", fingerprintSql(shapeInDocument(items, "content"), "changes", { sign: "sign" })],
])("makes SQL that can be read: %s", async (name, sql) => {
  await expect(`${sql};\n`).toMatchFileSnapshot(`__sql__/${name}.sql`);
});
