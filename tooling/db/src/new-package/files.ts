/** Texts of files by their paths from the package's folder. */
export type Files = Readonly<Record<string, string>>;
