import { sqlState } from "../sql/sqlstate.js";
import { namesSecret } from "./secret-names.js";
import type { ServerFailure } from "./server-failure.js";

/** The server's error without the values it quotes when they may be secret, fit to be a cause. */
export function withoutValues(server: ServerFailure, sql: string): unknown {
  // `detail` holds whole rows, `where` parameters: either may be somebody's password.
  const isError: boolean = server instanceof Error;
  if (!isError) return server;
  for (const field of ["detail", "where", "internalQuery"]) Reflect.deleteProperty(server, field);
  if (mayQuoteSecret(server, sql)) {
    server.message = `value refused (SQLSTATE ${server.code})`;
    server.stack = server.message;
  }
  return server;
}

/** Whether a message may hold a secret: data exceptions quote the value, unless it is only too long. */
export function mayQuoteSecret({ code }: ServerFailure, sql: string): boolean {
  return (
    code !== sqlState.stringDataRightTruncation && !!code?.startsWith("22") && namesSecret(sql)
  );
}
