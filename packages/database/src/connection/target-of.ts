import type { Target } from "./connection-error.js";
import { parseUrl } from "./without-password.js";

const defaultPort = 5432;

/** Host, port, database and user that pg takes from the URL, its parameters and its defaults. */
export function targetOf(url: string): Target {
  const parsed = parseUrl(url);
  const parameter = (name: string) => parsed?.searchParams.get(name) || undefined;
  const user =
    parameter("user") ??
    (decoded(parsed?.username) || process.env.PGUSER || process.env.USER || "");
  return {
    host:
      parameter("host") ?? (bare(decoded(parsed?.hostname)) || process.env.PGHOST || "localhost"),
    port: Number(parameter("port") ?? (parsed?.port || process.env.PGPORT || defaultPort)),
    database: decoded(parsed?.pathname.slice(1)) || process.env.PGDATABASE || user,
    user,
  };
}

function decoded(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? "");
  } catch {
    return part ?? "";
  }
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
