import type { Hazard, Step } from "../../plan/step.js";
import { listed, unknownText } from "../details.js";
import type { GrantHazard } from "./hazards.js";

export function title({ id }: Step): string {
  switch (id.action) {
    case "roles":
      return "Create the packages' roles, which belong to the whole server";
    case "rights":
      return "Grant each package's role the rights that it declares";
    default:
      return `Change the owner of ${id.on} to the migrator role`;
  }
}

export function hazard(found: Hazard): string {
  const one = found as GrantHazard;
  switch (one.code) {
    case "row security stays":
      return `row security of ${one.table} stays: the packages' roles see no row of it unless a policy lets them`;
    case "restrictive policies":
      return `${one.owner}, which owned ${one.table} and saw all its rows, comes under the restrictive policies ${listed(one.policies)}: leave that role out of them, or give it BYPASSRLS first`;
    default:
      return unknownText(found.code);
  }
}
