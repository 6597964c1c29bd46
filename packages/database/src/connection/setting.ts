import pg from "pg";

/** A setting of a session: its name and its value, as `SHOW` prints it. */
export type Setting = readonly [name: string, value: string];

/**
 * How values are written and read, which pg and Prisma's adapter take for granted, whatever role,
 * database and server say: moments are exchanged without their offset, so the zone has to be UTC.
 */
export const exchangeFormat: readonly Setting[] = [
  ["TimeZone", "UTC"],
  ["DateStyle", "ISO, MDY"],
  ["IntervalStyle", "postgres"],
  ["bytea_output", "hex"],
  ["extra_float_digits", "1"],
  ["standard_conforming_strings", "on"],
];

/** The settings as a start-up packet's `options`, from where RESET and RESET ALL take them too. */
export function startUpOptions(settings: readonly Setting[]): string {
  return settings.map(([name, value]) => `-c ${name}=${escapeOption(value)}`).join(" ");
}

/**
 * The settings as statements that last until the transaction ends. No SELECT of set_config(), after
 * which the transaction's isolation could no longer be chosen.
 */
export function localSettings(settings: readonly Setting[]): string {
  return settings.map(([name, value]) => `SET LOCAL ${name} TO ${asSql(name, value)};`).join(" ");
}

/** The settings that `options` of a URL names, in any of the spellings that the server reads. */
export function settingsIn(options: string): Setting[] {
  const words = options.match(/(?:\\.|[^\s\\])+/g)?.map((word) => word.replace(/\\(.)/g, "$1"));
  const settings: Setting[] = [];
  for (let index = 0; index < (words?.length ?? 0); index += 1) {
    const word = words?.[index] as string;
    const assignment = word === "-c" ? words?.[++index] : word.replace(/^(--|-c)/, "");
    const [, name, value] = /^([\w.-]+)=(.*)$/s.exec(assignment ?? "") ?? [];
    if (name !== undefined) settings.push([name.replaceAll("-", "_"), value as string]);
  }
  return settings;
}

function escapeOption(value: string): string {
  return value.replace(/[\\\s]/g, (character) => `\\${character}`);
}

/** Settings whose value is a list of names: one literal would be a single name. */
const lists = new Set(["search_path", "temp_tablespaces"]);

function asSql(name: string, value: string): string {
  if (!lists.has(name)) return pg.escapeLiteral(value);
  const names = value.match(/"(?:""|[^"])*"|[^,\s]+/g) ?? [""];
  return names.map((one) => pg.escapeLiteral(unquoted(one))).join(", ");
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
