import { shortName } from "./short-name.js";

/** The name that an object has until it takes the place of `name`. */
export function temporaryName(name: string): string {
  return shortName(name, "_reorganize");
}
