import { brand } from "@deepiri/database/brand";

/** What a package.json says to our tools, under the brand's name. */
export interface OwnSettings {
  /** The database that the package belongs to; the default one if left out. */
  readonly database?: string;
  /**
   * A building block: it belongs to no database of its own, is in those of all packages that depend on
   * it, and they may call its functions.
   */
  readonly block?: boolean;
  /** Whether the block's role is that of administrators: it may do with its users' tables what they may. */
  readonly administers?: boolean;
  /** Folder names of packages whose migrations made tables that this one owns by now: theirs run first. */
  readonly takesFrom?: readonly string[];
  /** The program of the package, compiled, that fills databases with demo data. */
  readonly seed?: string;
  /** The module of the package, compiled, whose `jobs` are its periodic work. */
  readonly jobs?: string;
  /** The module of the package, compiled, whose `metrics` are watched. */
  readonly monitor?: string;
  /** The module of the package, compiled, whose `checks` find what is wrong with its part of a database. */
  readonly checks?: string;
  /** Folders of `src` from the top down. */
  readonly layers?: readonly string[];
}

/** What this package.json says to our tools; nothing if it does not mention them. */
export function ownSettings(manifest: object): OwnSettings {
  return (manifest as { readonly [key: string]: OwnSettings | undefined })[brand.name] ?? {};
}
