const secretParameters = ["password", "sslpassword"];

/** The URL for display: the same without any password. What is no URL comes back as `(no URL)`. */
export function withoutPassword(url: string): string {
  const parsed = parseUrl(url);
  if (parsed === undefined) return "(no URL)";
  parsed.password = "";
  for (const name of secretParameters) parsed.searchParams.delete(name);
  return parsed.href;
}

/** The URL's parts, or undefined: the error that `new URL` throws would carry the password along. */
export function parseUrl(url: string): URL | undefined {
  // Without the slashes `user:password@host` would count as a URL whose scheme is the user.
  return /^[a-z]+:\/\//i.test(url) && URL.canParse(url) ? new URL(url) : undefined;
}

/** Every spelling in which the URL's passwords could turn up in a text, longest first. */
export function passwordSpellings(url: string): string[] {
  const parsed = parseUrl(url);
  if (parsed === undefined) return [url];
  const written = [
    parsed.password,
    ...secretParameters.flatMap((name) => parsed.searchParams.getAll(name)),
  ];
  const spellings = written.flatMap((secret) => [
    secret,
    decoded(secret),
    encodeURIComponent(decoded(secret)),
  ]);
  return [...new Set(spellings)]
    .filter((spelling) => spelling !== "")
    .sort((a, b) => b.length - a.length);
}

function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    // A bare % in a password is no escape: then what is written is the password.
    return secret;
  }
}
