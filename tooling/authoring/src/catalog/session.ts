/** A session on a scratch database, always the same one. */
export interface Session {
  query<Row>(sql: string, values?: unknown[]): Promise<{ readonly rows: Row[] }>;
}
