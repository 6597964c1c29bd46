/** The fields of pg's error that are read; the server fills in those that it knows. */
export interface ServerFailure {
  readonly code?: string;
  message?: string;
  stack?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
}
