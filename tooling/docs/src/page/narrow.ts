const query = matchMedia("(max-width: 760px)");

/** Whether there is only room for a list, not for a map; the styles know the same width. */
export function isNarrow(): boolean {
  return query.matches;
}

export function onNarrowChange(listener: () => void, signal: AbortSignal): void {
  query.addEventListener("change", listener, { signal });
}
