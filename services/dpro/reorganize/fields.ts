import {
  toBoolean,
  toDay,
  toDocument,
  toInteger,
  toMoment,
  toNumber,
} from "@deepiri/reorganize-mapping";

/**
 * A column of the new table, and how it is read from a row `d.doc` of the file. Nothing is known of the types
 * there: any column may be missing, and hold anything.
 */
export interface Field {
  readonly column: string;
  /** Columns of the file that it is made of. */
  readonly from: readonly string[];
  /** SQL of its value. */
  readonly value: string;
  /** What is changed in it, and where; the value of the file is kept in `legacy_extra`. */
  readonly repairs?: readonly Repair[];
  /** What is joined to make it. */
  readonly join?: string;
}

interface Repair {
  /** SQL: whether it is changed in this row. */
  readonly when: string;
  readonly what: string;
  /** The column of the file that holds what it was. */
  readonly was: string;
}

/** SQL of the text of a value of the file. */
export function text(column: string): string {
  return `(d.doc ->> ${quoted(column)})`;
}

/** SQL of the key that a row of the file, as a document, has in the new table. */
export function keyOf(document: string): string {
  const [rowid, own] = ["_rowid", "id"].map((column) =>
    toInteger(`${document} ->> ${quoted(column)}`),
  );
  return `COALESCE(${rowid}, ${own})`;
}

export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The key, which rows keep. A table whose rows have none of their own has SQLite's number of the row. */
export const id: Field = {
  column: "id",
  from: ["id", "_rowid"],
  value: keyOf("d.doc"),
  repairs: [
    {
      when: `${text("_rowid")} IS NOT NULL AND ${text("id")} IS DISTINCT FROM ${text("_rowid")}`,
      what: "id was no key of whole numbers",
      was: "id",
    },
  ],
};

/** A text as it is; what stands for a missing one, if anything does. */
export function words(column: string, otherwise?: string, from = [column]): Field {
  const found = from.map(text);
  const values = otherwise === undefined ? found : [...found, quoted(otherwise)];
  const value = `COALESCE(${values.join(", ")})`;
  const others = from.slice(1).map((one) => ({
    when: `${text(one)} <> ${value}`,
    what: `${one} was another text than ${from[0]}`,
    was: one,
  }));
  return { column, from, value, repairs: others };
}

/** A word of a list: blanks around it and capital letters do not matter. Unknown words are left to the table's rule. */
export function word(
  column: string,
  otherwise: string,
  { synonyms = {}, from = [column] }: WordOptions = {},
): Field {
  const plain = `pg_catalog.replace(pg_catalog.lower(pg_catalog.btrim(COALESCE(${from.map(text).join(", ")}))), ' ', '_')`;
  const cases = Object.entries(synonyms).map(
    ([one, other]) => `WHEN ${quoted(one)} THEN ${quoted(other)}`,
  );
  const known = cases.length === 0 ? plain : `CASE ${plain} ${cases.join(" ")} ELSE ${plain} END`;
  const value = `COALESCE(NULLIF(${known}, ''), ${quoted(otherwise)})`;
  const repairs = from.map((one) => ({
    when: `${text(one)} <> ${value}`,
    what: `${column} was spelled otherwise`,
    was: one,
  }));
  return { column, from, value, repairs };
}

interface WordOptions {
  readonly synonyms?: Readonly<Record<string, string>>;
  readonly from?: readonly string[];
}

export const flag = (column: string, otherwise: boolean): Field =>
  read(column, toBoolean, String(otherwise), `${column} was no boolean`);

/** A whole number that an integer holds. */
export const whole = (column: string, otherwise: number): Field =>
  read(
    column,
    (one) =>
      `CASE WHEN ${toInteger(one)} BETWEEN -2147483648 AND 2147483647 THEN ${toInteger(one)}::integer END`,
    String(otherwise),
    `${column} was no whole number`,
  );

export const decimal = (column: string, otherwise: number | null): Field =>
  read(
    column,
    (one) => `(${toNumber(one)})::double precision`,
    otherwise === null ? "NULL::double precision" : `${otherwise}::double precision`,
    `${column} was no number`,
  );

/** A moment; texts without a zone are UTC. */
export function moment(column: string, otherwise = "NULL::timestamptz"): Field {
  return read(column, toMoment, otherwise, `${column} was no time`);
}

/** When a row was made and changed: each stands for the other where it cannot be read. */
export function stamps(...columns: readonly ("created_at" | "updated_at")[]): Field[] {
  const others = { created_at: "updated_at", updated_at: "created_at" } as const;
  return columns.map((column) =>
    moment(column, `COALESCE(${toMoment(text(others[column]))}, 'epoch'::timestamptz)`),
  );
}

/** A day; a time behind it goes. */
export function day(column: string): Field {
  const field = read(column, toDay, "NULL::date", `${column} was no day`);
  const hasTime = `${toDay(text(column))} IS NOT NULL AND ${text(column)} ~ ':'`;
  const dropped = { when: hasTime, what: `${column} had a time of day`, was: column };
  return { ...field, repairs: [...(field.repairs ?? []), dropped] };
}

/** An object or a list. A text that is no JSON, or other JSON, is kept in one. */
export function document(column: string, kind: "object" | "array"): Field {
  const found = toDocument(text(column));
  const [empty, wrapped] =
    kind === "object"
      ? [
          "'{}'",
          `pg_catalog.jsonb_build_object('value', COALESCE(${found}, pg_catalog.to_jsonb(${text(column)})))`,
        ]
      : [
          "'[]'",
          `pg_catalog.jsonb_build_array(COALESCE(${found}, pg_catalog.to_jsonb(${text(column)})))`,
        ];
  const isKind = `COALESCE(pg_catalog.jsonb_typeof(${found}), '') = ${quoted(kind)}`;
  const isEmpty = `COALESCE(pg_catalog.btrim(${text(column)}), '') = ''`;
  return {
    column,
    from: [column],
    value: `CASE WHEN ${isEmpty} THEN ${empty}::jsonb WHEN ${isKind} THEN ${found} ELSE ${wrapped} END`,
    repairs: [
      {
        when: `NOT ${isEmpty} AND NOT ${isKind}`,
        what: `${column} was no JSON ${kind}`,
        was: column,
      },
    ],
  };
}

/** A reference that has to lead somewhere: a row that leads nowhere waits for what it leads to. */
export function owner(column: string): Field {
  return { column, from: [column], value: toInteger(text(column)) };
}

/** A reference that may be null, and is where it leads nowhere. */
export function link(column: string, table: string, alias: string): Field {
  const value = keyOf(`pg_catalog.to_jsonb(${alias}.*)`);
  return {
    column,
    from: [column],
    value,
    join: joined(table, alias, text(column)),
    repairs: [
      {
        when: `${text(column)} IS NOT NULL AND ${value} IS NULL`,
        what: `${column} led to no row of ${table}`,
        was: column,
      },
    ],
  };
}

/** The row of a table of the file with that id, whatever type ids have there, if it has any. */
export function joined(table: string, alias: string, value: string): string {
  return `LEFT JOIN legacy.${table} AS ${alias} ON pg_catalog.to_jsonb(${alias}.*) ->> 'id' = ${value}`;
}

function read(
  column: string,
  convert: (value: string) => string,
  otherwise: string,
  what: string,
): Field {
  const value = convert(text(column));
  return {
    column,
    from: [column],
    value: `COALESCE(${value}, ${otherwise})`,
    repairs: [
      {
        when: `COALESCE(pg_catalog.btrim(${text(column)}), '') <> '' AND ${value} IS NULL`,
        what,
        was: column,
      },
    ],
  };
}
