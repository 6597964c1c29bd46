import { expect, it } from "vitest";
import { renameColumn } from "../../../src/steps/convert/rename-column.js";

it.each([
  ["status", "btree (status DESC, id)", 'btree ("new" DESC, id)'],
  [
    "status",
    "btree (lower((status)::text)) WHERE ((status)::text <> 'status'::text)",
    'btree (lower(("new")::text)) WHERE (("new")::text <> \'status\'::text)',
  ],
  [
    "status",
    'btree ("Status", status_id, public.status(status))',
    'btree ("Status", status_id, public.status("new"))',
  ],
  ["Status", 'btree ("Status", status)', 'btree ("new", status)'],
  ['a "b"', 'gin ("a ""b""" public.gin_trgm_ops)', 'gin ("new" public.gin_trgm_ops)'],
  ["text", "btree (text, ((n)::text))", 'btree ("new", ((n)::text))'],
  [
    "zone",
    "btree (((at)::timestamp without time zone), zone)",
    'btree (((at)::timestamp without time zone), "new")',
  ],
  ["left", 'btree ("left"("left", 3) COLLATE "left")', 'btree ("left"("new", 3) COLLATE "left")'],
  ["hash", "hash (hash)", 'hash ("new")'],
])("puts another column in the place of %s in %s", (from, sql, expected) => {
  expect(renameColumn(sql, from, "new")).toBe(expected);
});
