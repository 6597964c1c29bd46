/** One statement that brings the database nearer to the computed rights. */
export interface GrantStatement {
  readonly sql: string;
  /** Whether the login has the rights of the object's owner. */
  readonly mayRun: boolean;
}
