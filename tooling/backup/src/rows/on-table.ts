/** Called when a table is saved or restored. */
export type OnTable = (table: {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
}) => void;
