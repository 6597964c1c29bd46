import { SettingError } from "../setting/setting-error.js";

/** Where a service listens. */
export interface ServiceAddress {
  readonly host: string;
  readonly port: number;
}

/** Where the environment wants a service to listen. Throws SettingError for a PORT that is none. */
export function serviceAddress(
  defaultPort: number,
  env: NodeJS.ProcessEnv = process.env,
): ServiceAddress {
  const text = env.PORT?.trim() || String(defaultPort);
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new SettingError("PORT is not a port. Set it to 0 to 65535.");
  return { host: env.HOST?.trim() || "127.0.0.1", port };
}

/** The failure to listen in words; undefined for any other failure. */
export function explainListenFailure(
  error: unknown,
  { host, port }: ServiceAddress,
): SettingError | undefined {
  const { code } = error as NodeJS.ErrnoException;
  const why = code === undefined ? undefined : reasons[code];
  return why === undefined
    ? undefined
    : new SettingError(`Cannot listen at ${host}:${port}: ${why}`);
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program does. Set PORT to another, or to 0 for one that is free.",
  EADDRNOTAVAIL: "this machine has no such address. Set HOST to one that it has.",
  ENOTFOUND: "there is no host of that name. Set HOST to an address of this machine.",
  EACCES: "that is not allowed. Set PORT to one above 1023.",
};
