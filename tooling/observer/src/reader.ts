/** What runs one query and returns its rows. */
export interface Reader {
  query<Row>(sql: string): Promise<Row[]>;
}
