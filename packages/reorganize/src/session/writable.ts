/**
 * The same database for sessions that may write, whatever its login and the database itself were set to.
 * What the URL says of it counts, and a server that takes no writes still does not.
 */
export function writable(url: string): string {
  const changed = new URL(url);
  const options = ["-c default_transaction_read_only=off", changed.searchParams.get("options")];
  changed.searchParams.set("options", options.filter(Boolean).join(" "));
  // A blank as PostgreSQL's own programs read it, too.
  changed.search = changed.search.replaceAll("+", "%20");
  return changed.href;
}
