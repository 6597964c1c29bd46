/** A database and its server as the page names them, without login and password. */
export function placeText(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  const name = decodeURIComponent(pathname.slice(1));
  return `${name} on ${host || searchParams.get("host") || "this machine"}`;
}
