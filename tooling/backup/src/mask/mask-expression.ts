import { quoteIdentifier } from "@deepiri/database/without-client";
import type { Column } from "../catalog/tables.js";
import type { Mark } from "./mark.js";
import { hashOf } from "./mask-key.js";

/** How the values of a column, and of those that refer to it, are replaced. */
export interface Masking {
  readonly mark: Mark;
  /** True when no two values may become one. */
  readonly isUnique: boolean;
  /** Most characters that all of these columns hold; null if there is no limit. */
  readonly limit: number | null;
}

const domain = "@masked.example";
const digits = 16;

/**
 * SQL that stands for a column: of the same type and shape, the same for the same value, and nothing
 * that leads back to it. NULL stays NULL.
 *
 * @returns undefined when a column of that type cannot be masked so
 */
export function maskExpression({ name, type, base }: Column, masking: Masking): string | undefined {
  const value = quoteIdentifier(name);
  const masked = ofType(base, value, masking);
  return masked && `(${masked})::${type}`;
}

function ofType(base: string, value: string, masking: Masking): string | undefined {
  const { mark, isUnique, limit } = masking;
  const room = limit ?? Number.POSITIVE_INFINITY;
  const number = (most: string): string | undefined =>
    isUnique && base !== "int8" ? undefined : `1 + ${numberOf(value)} % ${most}`;
  switch (base) {
    case "text":
    case "varchar":
    case "bpchar":
    case "citext":
      if (mark === "email")
        return room < digits + domain.length ? undefined : `${hex(value, digits)} || '${domain}'`;
      if (isUnique) return room < digits ? undefined : hex(value, Math.min(room, 2 * digits));
      return sameShape(`${value}::text`);
    case "_text":
    case "_varchar":
      return `CASE WHEN ${value} IS NOT NULL THEN ARRAY(SELECT ${sameShape("mask_one")} FROM pg_catalog.unnest(${value}) WITH ORDINALITY AS element (mask_one, mask_at) ORDER BY mask_at) END`;
    case "uuid":
      return hex(value, 32);
    case "int2":
      return number("32767");
    case "int4":
      return number("2147483647");
    case "int8":
      return number("9007199254740991");
    case "float4":
    case "float8":
      return isUnique ? undefined : `${numberOf(value)} % 1000000`;
    case "numeric":
      return isUnique ? undefined : sameShape(`${value}::text`, "digits");
    case "date":
    case "timestamp":
    case "timestamptz":
      return isUnique
        ? undefined
        : `pg_catalog.date_trunc('year', ${value}) + pg_catalog.make_interval(days => (${numberOf(value)} % 365)::int)`;
    case "bytea":
      return `pg_catalog.substr(pg_catalog.decode(pg_catalog.repeat(pg_catalog.encode(${hashOf(`pg_catalog.encode(${value}, 'hex')`)}, 'hex'),
        pg_catalog.length(${value}) / 32 + 1), 'hex'), 1, pg_catalog.length(${value}))`;
    case "inet":
      return isUnique ? undefined : address(value);
    case "json":
    case "jsonb":
      return jsonOf(`${value}::jsonb`);
    default:
      return undefined;
  }
}

function hex(value: string, length: number): string {
  return `pg_catalog.left(pg_catalog.encode(${hashOf(`${value}::text`)}, 'hex'), ${length})`;
}

/** 60 bits of the hash as a number. */
function numberOf(value: string): string {
  return `('x' || ${hex(value, 15)})::pg_catalog.bit(60)::int8`;
}

/** A letter for each letter, a digit for each digit; what stands between them stays. */
function sameShape(text: string, only?: "digits"): string {
  const byte = "pg_catalog.get_byte(mask_hash, ((mask_place - 1) % 32)::int)";
  const code = "pg_catalog.ascii(mask_sign)";
  const letters = `
      WHEN ${code} BETWEEN 65 AND 90 THEN pg_catalog.chr(65 + ${byte} % 26)
      WHEN ${code} BETWEEN 97 AND 122 OR ${code} > 127 THEN pg_catalog.chr(97 + ${byte} % 26)`;
  return `COALESCE((SELECT pg_catalog.string_agg(CASE
      WHEN ${code} BETWEEN 48 AND 57 THEN pg_catalog.chr(48 + ${byte} % 10)${only ? "" : letters}
      ELSE mask_sign END, '' ORDER BY mask_place)
    FROM (SELECT ${hashOf(text)} AS mask_hash) AS hashed
    CROSS JOIN pg_catalog.unnest(pg_catalog.string_to_array(${text}, NULL)) WITH ORDINALITY AS sign (mask_sign, mask_place)), ${text})`;
}

function address(value: string): string {
  const hashed = hex(value, 32);
  const byte = (at: number): string => `pg_catalog.get_byte(${hashOf(`${value}::text`)}, ${at})`;
  return `pg_catalog.set_masklen(CASE pg_catalog.family(${value})
    WHEN 4 THEN pg_catalog.format('10.%s.%s.%s', ${byte(0)}, ${byte(1)}, ${byte(2)})
    ELSE 'fd00:' || pg_catalog.regexp_replace(pg_catalog.left(${hashed}, 28), '(.{4})(?=.)', '\\1:', 'g') END::inet, pg_catalog.masklen(${value}))`;
}

/** The same keys, or the same number of elements, with a hash for each value that is not null. */
function jsonOf(value: string): string {
  const masked = (one: string): string =>
    `CASE pg_catalog.jsonb_typeof(${one}) WHEN 'null' THEN ${one} ELSE pg_catalog.to_jsonb(${hex(one, digits)}) END`;
  return `CASE pg_catalog.jsonb_typeof(${value})
    WHEN 'object' THEN COALESCE((SELECT pg_catalog.jsonb_object_agg(each.key, ${masked("each.value")}) FROM pg_catalog.jsonb_each(${value}) AS each), '{}')
    WHEN 'array' THEN COALESCE((SELECT pg_catalog.jsonb_agg(${masked("each.value")} ORDER BY each.ordinality) FROM pg_catalog.jsonb_array_elements(${value}) WITH ORDINALITY AS each (value, ordinality)), '[]')
    ELSE ${masked(value)} END`;
}
