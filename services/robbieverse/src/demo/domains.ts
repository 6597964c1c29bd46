import { organizations } from "./story.js";

/** The domains of the organizations of a demo of that scale, each with the number of its step. */
export function domainsOf(scale: number): { domain: string; key: string; step: number }[] {
  return Array.from({ length: scale }, (_, index) => index + 1).flatMap((step) =>
    organizations.map(({ key }) => ({ domain: `${key}-${step}.example`, key, step })),
  );
}
