/** What is not the same in two databases. */
export interface Difference {
  /** The object, such as `column public.tasks.title`. */
  readonly object: string;
  /** As the second is compared with the first. */
  readonly how: "missing" | "unexpected" | "changed";
  /** Who found it. */
  readonly seenBy: "pg-delta" | "catalogs" | "column order" | "rows" | "Prisma";
  /** What of it, where that can be said. */
  readonly detail?: string;
}

/** How one map of texts differs from another. */
export function mapDifferences(
  wanted: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
  seenBy: Difference["seenBy"],
  detail?: (wanted: string, found: string) => string,
): Difference[] {
  const objects = [...new Set([...wanted.keys(), ...found.keys()])];
  return objects.flatMap((object): Difference[] => {
    const [one, other] = [wanted.get(object), found.get(object)];
    if (one === other) return [];
    if (other === undefined) return [{ object, how: "missing", seenBy }];
    if (one === undefined) return [{ object, how: "unexpected", seenBy }];
    return [{ object, how: "changed", seenBy, ...(detail && { detail: detail(one, other) }) }];
  });
}
