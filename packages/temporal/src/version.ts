/** An instant: a date, or a text with a zone. Only a text can name microseconds, as `validFrom` does. */
export type Instant = Date | string;

/** What made a version. `delete` says that the entity is not there from then on. */
export type Operation = "insert" | "update" | "delete" | "recover";

/** One version of an entity. */
export interface Version<Row> {
  /** From 1, without gaps. */
  readonly version: number;
  /** The first instant at which it was the current one: UTC to the microsecond. */
  readonly validFrom: string;
  /** The user on whose behalf it was made, when known. */
  readonly editor: string | null;
  readonly operation: Operation;
  /** The columns of the row, as the database names them. */
  readonly row: Row;
}

/** What a version query gives beside the columns of the row; names that no column of ours has. */
export const versionColumns = `to_char(valid_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "validFrom"`;

interface VersionRow extends Record<string, unknown> {
  readonly version: number;
  readonly validFrom: string;
  readonly editor: string | null;
  readonly operation: Operation;
}

/** A row of a version table as a version. */
export function toVersion<Row>(row: object): Version<Row> {
  const { version, validFrom, editor, operation, valid_from: _, ...content } = row as VersionRow;
  return { version, validFrom, editor, operation, row: content as Row };
}

/** The instant as SQL reads it. */
export function inSql(instant: Instant): string {
  return typeof instant === "string" ? instant : instant.toISOString();
}
