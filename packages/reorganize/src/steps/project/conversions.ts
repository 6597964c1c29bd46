import { begunAtName, conversionNames } from "@deepiri/reorganize-mapping";
import { ownFunction } from "../../ledger/own-function.js";
import { literal } from "../../session/literal.js";
import { functionSettings } from "../../session/open.js";
import { block } from "../shared/block.js";

interface Conversion {
  readonly name: string;
  readonly parameters: string;
  readonly returns: string;
  /** An expression over `value`, which is trimmed and not empty. */
  readonly result: string;
}

const number = "^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?$";
const moment =
  "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?)?( ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?$";
const zone = "( ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))$";
const hasTime = `value ~ ':'`;

/**
 * Functions that a query may use for values of any spelling. Each gives null for what it cannot read, so that the
 * query decides what that means; a value that is refused stops nothing.
 */
const conversions: readonly Conversion[] = [
  {
    name: conversionNames.toBoolean,
    parameters: "value text",
    returns: "boolean",
    result: block`
      CASE WHEN pg_catalog.lower(value) IN ('1', '1.0', 'true', 't', 'yes', 'y', 'on') THEN true
           WHEN pg_catalog.lower(value) IN ('0', '0.0', 'false', 'f', 'no', 'n', 'off') THEN false END`,
  },
  {
    name: conversionNames.toNumber,
    parameters: "value text",
    returns: "numeric",
    result: `CASE WHEN value ~ ${literal(number)} THEN value::numeric END`,
  },
  {
    name: conversionNames.toInteger,
    parameters: "value text",
    returns: "bigint",
    result: `CASE WHEN value ~ ${literal(number)} AND value::numeric % 1 = 0 THEN value::numeric::bigint END`,
  },
  {
    name: conversionNames.toMoment,
    parameters: "value text, zone text",
    returns: "timestamptz",
    result: block`
      CASE WHEN value ~ ${literal(number)} THEN
             -- Beyond the year 5138 in seconds lie the milliseconds since 1973.
             CASE WHEN pg_catalog.abs(value::numeric) < 1e11 THEN pg_catalog.to_timestamp(value::float8)
                  ELSE pg_catalog.to_timestamp(value::float8 / 1000) END
           WHEN value ~ ${literal(moment)} AND ${hasTime} AND value ~ ${literal(zone)} THEN value::timestamptz
           WHEN value ~ ${literal(moment)} THEN value::timestamp AT TIME ZONE zone END`,
  },
  {
    name: conversionNames.toDay,
    parameters: "value text",
    returns: "date",
    result: `CASE WHEN value ~ ${literal(moment)} THEN pg_catalog.substring(value, '^[0-9-]{8,10}')::date END`,
  },
  {
    name: conversionNames.toDocument,
    parameters: "value text",
    returns: "jsonb",
    result: "value::jsonb",
  },
];

const begunAt = ownFunction(begunAtName);

// Made anew by a second run of the step, it would give another time.
const begunAtSql = `DO ${literal(`
  BEGIN
    IF pg_catalog.to_regprocedure(${literal(`${begunAt}()`)}) IS NULL THEN
      EXECUTE pg_catalog.format(
        'CREATE FUNCTION ${begunAt}() RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::timestamptz',
        pg_catalog.clock_timestamp());
    END IF;
  END`)}`;

/** SQL that makes them, and the function that says when that was. */
export const conversionsSql = [
  begunAtSql,
  ...conversions.map(
    ({ name, parameters, returns, result }) => block`
    CREATE OR REPLACE FUNCTION ${ownFunction(name)}(${parameters}) RETURNS ${returns}
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ${functionSettings}
    AS $reorganize$
    BEGIN
      value := pg_catalog.btrim(value, E' \\t\\n\\r');
      IF value = '' THEN RETURN NULL; END IF;
      RETURN ${result};
    EXCEPTION
      WHEN data_exception OR program_limit_exceeded THEN RETURN NULL;
    END $reorganize$`,
  ),
];

/** SQL that drops them. */
export const dropConversionsSql = `DROP FUNCTION IF EXISTS ${begunAt}(), ${conversions
  .map(({ name, parameters }) => {
    const types = parameters.split(", ").map((one) => one.slice(one.indexOf(" ") + 1));
    return `${ownFunction(name)}(${types.join(", ")})`;
  })
  .join(", ")}`;
